"""The newsletter against a real mail server: who gets what, and what is told where something fails."""

import email
import email.policy

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Identity, NotSent, Sent, Session
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.networks.newsletter import ADAPTER
from smmgen.secrets import Redactor, reader
from tests.networks.script import picture, sending
from tests.servers.mail import PASSWORD, Mailbox

ACCOUNT = Account(
    name="letter",
    network="newsletter",
    options={
        "sender": "Northwind <news@brand.example>",
        "user": "news",
        "unsubscribe": "mailto:leave@brand.example",
    },
    secrets={"password": "PASSWORD", "subscribers": "READERS"},
    language="en",
)
READERS = "anna@a.example\nben@b.example\neve@e.example"
ENVIRONMENT = {"PASSWORD": PASSWORD, "READERS": READERS}


class Post:
    """An account at the mail server of a test."""

    def __init__(self, mailbox: Mailbox, environment: dict[str, str]) -> None:
        self.redact = Redactor()
        account = replace(ACCOUNT, base_url=mailbox.url)
        self.session: Session = open_session(account, "", reader(environment, self.redact))
        self.ready = sending(ADAPTER, account, "All **beans**.", title="Распродажа", files=(picture(),))


@pytest.fixture
def post(mailbox: Mailbox) -> Post:
    return Post(mailbox, ENVIRONMENT)


def test_everybody_gets_a_letter_that_programs_can_read(post: Post, mailbox: Mailbox) -> None:
    outcome = ADAPTER.send(post.session, post.ready)
    assert isinstance(outcome, Sent)
    assert outcome.note == ""
    assert sorted(mailbox.recipients) == READERS.split()
    letters = [
        email.message_from_bytes(one.content, policy=email.policy.default) for one in mailbox.envelopes
    ]
    assert {one["Subject"] for one in letters} == {"Распродажа"}
    assert sorted(one["To"] for one in letters) == READERS.split()
    assert [one.get_content_type() for one in letters[0].walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
    ]
    assert all(not one.defects for letter in letters for one in letter.walk())


def test_one_who_is_refused_and_one_in_doubt(post: Post, mailbox: Mailbox) -> None:
    mailbox.refusals, mailbox.cut = (
        {"anna@a.example": "550 5.1.1 <anna@a.example>: unknown"},
        {"eve@e.example"},
    )
    outcome = ADAPTER.send(post.session, post.ready)
    assert isinstance(outcome, Sent)
    assert sorted(mailbox.recipients) == ["ben@b.example", "eve@e.example"]
    assert "refused for 1 of 3 addresses: line 1" in outcome.note
    assert "may not have reached 1 of 3 addresses: line 3" in outcome.note


def test_a_list_in_doubt_is_left_to_a_person(mailbox: Mailbox) -> None:
    account = replace(
        ACCOUNT,
        base_url=mailbox.url,
        options={**ACCOUNT.options, "to": "all@lists.example"},
        secrets={"password": "PASSWORD"},
    )
    mailbox.cut = {"all@lists.example"}
    session = open_session(account, "", reader(ENVIRONMENT, Redactor()))
    assert isinstance(ADAPTER.send(session, sending(ADAPTER, account, title="Sale")), Ambiguous)
    assert len(mailbox.envelopes) == 1


def test_a_wrong_password_is_told_and_never_shown(mailbox: Mailbox) -> None:
    post = Post(mailbox, {**ENVIRONMENT, "PASSWORD": "not-the-password"})
    outcome = ADAPTER.send(post.session, post.ready)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "not-the-password" not in outcome.why
    assert post.redact("PASS not-the-password to <ben@b.example>") == "PASS ••• to <•••>"


def test_the_doctor_sends_nothing(post: Post, mailbox: Mailbox) -> None:
    assert ADAPTER.identify
    assert isinstance(ADAPTER.identify(post.session), Identity)
    assert mailbox.envelopes == []
