"""The newsletter against a real mail server: who gets what, and what is told where something fails."""

import email
import email.policy
from datetime import timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Identity, NotSent, Sent, Session
from smmgen.http import open_session
from smmgen.ledger.operate import Verdict, resolve
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle, FinishedVariant
from smmgen.model.delivery import DeliveryId
from smmgen.model.variant import Variant
from smmgen.networks.newsletter import ADAPTER
from smmgen.secrets import Redactor, reader
from tests.networks.script import picture, sending
from tests.publish.stage import DUE, SPANS, Stage, desk_of, only
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
NAME = DeliveryId("letter", "sale")
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


class Evening(Stage):
    """The real publisher, with the newsletter and its mail server."""

    redact = Redactor()

    def open_session(self, account: Account) -> Session:  # type: ignore[override]
        return open_session(account, "", reader(ENVIRONMENT, self.redact), now=lambda: self.network.now)


def evening(mailbox: Mailbox) -> Evening:
    account = replace(ACCOUNT, base_url=mailbox.url)
    brand = Brand(
        name="Northwind", timezone=ZoneInfo("Europe/Berlin"), accounts={"letter": account}, spans=SPANS
    )
    return Evening(brand, letter(account), adapters={"newsletter": ADAPTER})


def letter(account: Account, **options: str) -> Bundle:
    content = sending(ADAPTER, account, "All.", title="Sale", options=options).content
    variant = Variant(
        post="sale",
        account="letter",
        network="newsletter",
        publish_at=DUE,
        messages=(content.message,),
        status="ready",
    )
    return Bundle({"sale": {"letter": FinishedVariant(variant, (content,), "")}})


def test_a_run_tells_who_did_not_get_it_and_names_nobody(mailbox: Mailbox) -> None:
    mailbox.refusals = {"anna@a.example": "550 5.1.1 <anna@a.example>: unknown"}
    made = evening(mailbox)
    report = made.run(DUE, redact=made.redact)
    assert (only(report).outcome, only(report).note) == (
        "published",
        "it was refused for 1 of 3 addresses: line 1 of the list",
    )
    assert "anna" not in report.text() + str(made.history("letter", "sale"))


def test_a_list_that_broke_off_reaches_everybody_once(mailbox: Mailbox) -> None:
    made = evening(mailbox)
    last = max(  # the order is the delivery's own
        READERS.split(), key=lambda one: sha256(f"{ADAPTER.key(NAME, DUE)} {one}".encode()).hexdigest()
    )
    mailbox.refusals = {last: "421 4.3.2 Closing"}
    assert only(made.run(DUE)).outcome == "unknown"
    held = only(made.run(DUE + timedelta(minutes=30)))
    assert held.outcome == "held"
    mark = held.error.partition("`after: ")[2][:12]
    assert last not in mailbox.recipients
    mailbox.refusals = {}
    resolve(desk_of(made, DUE).journal, NAME, Verdict("resend"), "anna", DUE + timedelta(minutes=31))
    made.bundle = letter(made.brand.accounts["letter"], after=mark)
    assert only(made.run(DUE + timedelta(minutes=40))).outcome == "published"
    assert sorted(mailbox.recipients) == READERS.split()
