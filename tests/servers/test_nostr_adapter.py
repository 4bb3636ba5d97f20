"""Our adapter against a relay that others wrote."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

pytest.importorskip("coincurve", reason="signing needs coincurve, which has no build for this Python")

from smmgen.adapter import Ambiguous, Identity, Refused, Sending, Sent, Session
from smmgen.model.brand import Account
from smmgen.networks.nostr import ADAPTER
from tests.networks.script import picture, sending
from tests.servers.running import free_port

BEGUN = datetime.now(UTC)


@pytest.fixture
def session(nostr: str, opened: Any) -> Session:
    """A session of a new account, for which the relay is the only one."""
    made: Session = opened(ADAPTER, account(nostr), f"{free_port():04x}".rjust(64, "a"))
    return made


def account(*relays: str) -> Account:
    return Account(name="ns", network="nostr", options={"relays": relays}, secrets={"key": "NOSTR_KEY"})


def ready(session: Session, markdown: str = "All beans must go.", **what: Any) -> Sending:
    made = sending(ADAPTER, session.account, markdown, **what)
    return replace(made, first_tried=BEGUN + timedelta(seconds=what.get("number", 0)))


def sent(session: Session, markdown: str = "All beans must go.", **what: Any) -> str:
    outcome = ADAPTER.send(session, ready(session, markdown, **what))
    assert isinstance(outcome, Sent), outcome
    return outcome.remote_id


def shown(session: Session) -> list[tuple[str, str, int]]:
    assert ADAPTER.recent
    return [(one.remote_id, one.text.strip(), one.images) for one in ADAPTER.recent(session, 40)]


def test_a_post_is_taken_once_however_often_it_is_sent(session: Session) -> None:
    text = 'Кофе & "☕" #ColdBrew'
    number = sent(session, text, files=(picture(),))
    assert sent(session, text, files=(picture(),)) == number
    assert shown(session) == [(number, text, 1)]


def test_a_thread_an_answer_a_comment_and_a_repost(session: Session) -> None:
    first = sent(session)
    second = sent(session, "More.", number=1, thread=(first,))
    sent(session, "Comment.", number=2, thread=(first, second), is_comment=True)
    sent(session, "Answer.", post="other", reply_to=second)
    sent(session, "", post="again", repost=first)
    assert {text for _, text, _ in shown(session)} == {"All beans must go.", "More.", "Comment.", "Answer."}


def test_what_is_retracted_is_gone(session: Session) -> None:
    number = sent(session)
    assert ADAPTER.retract
    assert ADAPTER.retract(session, number) == Sent(number, "")
    assert ADAPTER.retract(session, number) == Sent(number, "")
    assert shown(session) == []


def test_a_post_that_the_relay_does_not_take(session: Session) -> None:
    long_ago = replace(ready(session), first_tried=datetime(2001, 1, 1, tzinfo=UTC))
    outcome = ADAPTER.send(session, long_ago)
    assert isinstance(outcome, Refused), outcome


def test_one_relay_of_two_is_not_enough_and_may_be_made_so(
    nostr: str, opened: Callable[..., Session]
) -> None:
    two = account(nostr, f"ws://127.0.0.1:{free_port()}")
    session = opened(ADAPTER, two, "b" * 64)
    assert isinstance(ADAPTER.send(session, ready(session)), Ambiguous)
    enough = opened(ADAPTER, replace(two, options={**two.options, "accepted": 1}), "b" * 64)
    assert isinstance(ADAPTER.send(enough, ready(enough)), Sent)


def test_the_doctor_asks_the_relay(session: Session) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(session)
    assert isinstance(who, Identity)
    assert who.name.startswith("npub1")
