"""What becomes of a delivery when a run is cut off, or an answer is not seen."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from smmgen.adapter import DeliveryClass, Found, NotReached, Outcome, Prepared, Request, Sending, Session
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.operate import Verdict, resolve
from smmgen.ledger.state import Changes, State
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe
from smmgen.publish.timing import LEASE, SETTLE, WINDOW
from tests.publish.stage import (
    DUE,
    MINUTE,
    Killed,
    Stage,
    body_of,
    brand,
    only,
    outcomes,
    post,
    stage,
    together,
)

CLASSES = ("blind", "reading", "windowed", "keyed", "handle")
AFTER_LEASE = DUE + LEASE


def journal_of(made: Stage) -> Journal:
    return Journal(made.ledger, lambda _: None, Random(1))


# account, what was shown when the run was killed, how the delivery ends after the lease
KILLED = [
    ("blind", "killed", 0, "HELD"),
    ("blind", "killed-after", 1, "HELD"),
    ("reading", "killed", 0, "HELD"),
    ("reading", "killed-after", 1, "POSTED"),
    ("windowed", "killed", 1, "POSTED"),
    ("windowed", "killed-after", 1, "POSTED"),
    ("keyed", "killed", 1, "POSTED"),
    ("keyed", "killed-after", 1, "POSTED"),
    ("handle", "killed-in-draft", 1, "POSTED"),
    ("handle", "killed", 1, "POSTED"),
    ("handle", "killed-after", 1, "POSTED"),
]


@pytest.mark.parametrize(("account", "fault", "shown", "end"), KILLED)
def test_a_killed_run_leaves_nothing_doubled_and_nothing_lost(
    account: str, fault: str, shown: int, end: str
) -> None:
    made = stage(account)
    made.network.faults[account] = [fault]
    made.kill(DUE)
    assert set(made.stages(account, "sale")) == {"SENDING"}
    made.run(AFTER_LEASE)
    assert len(made.network.texts(account)) == shown
    assert made.stages(account, "sale")[-1] == end


@pytest.mark.parametrize("account", CLASSES)
def test_a_claim_is_left_alone_until_its_lease_ends(account: str) -> None:
    made = stage(account)
    made.network.faults[account] = ["killed-after"]
    made.kill(DUE)
    line = only(made.run(AFTER_LEASE - MINUTE))
    assert (line.outcome, line.retry_at) == ("unknown", AFTER_LEASE)
    assert set(made.stages(account, "sale")) == {"SENDING"}
    assert len(made.network.calls) == 1


UNSEEN = [
    ("blind", "broken-after", "HELD"),
    ("reading", "broken-after", "POSTED"),
    ("reading", "500-before", "HELD"),
    ("windowed", "500-after", "POSTED"),
    ("windowed", "broken-before", "POSTED"),
    ("keyed", "broken-after", "POSTED"),
    ("keyed", "500-before", "POSTED"),
    ("keyed", "without-id", "POSTED"),
    ("handle", "broken-before", "POSTED"),
    ("handle", "broken-after", "POSTED"),
    ("handle", "500-after", "POSTED"),
    ("handle", "without-id", "POSTED"),
]


@pytest.mark.parametrize(("account", "fault", "end"), UNSEEN)
def test_an_answer_that_was_not_seen_is_looked_into_after_it_settled(
    account: str, fault: str, end: str
) -> None:
    made = stage(account)
    made.network.faults[account] = [fault]
    made.run(DUE)
    assert only(made.run(DUE + SETTLE - MINUTE)).outcome == "unknown"
    assert len(made.network.calls) == 1
    made.run(DUE + SETTLE)
    assert made.stages(account, "sale")[-1] == end
    assert len(made.network.texts(account)) == (1 if end == "POSTED" or fault.endswith("after") else 0)


def test_a_draft_is_named_before_it_is_published_and_never_made_twice() -> None:
    made = stage("handle")
    made.network.faults["handle"] = ["500-before", "limited:60"]
    made.run(DUE)
    made.run(DUE + SETTLE)
    made.run(DUE + 2 * SETTLE)
    records = made.history("handle", "sale")
    assert [(one.stage, one.handle) for one in records] == [
        ("SENDING", ""),
        ("SENDING", "draft-1"),
        ("UNKNOWN", "draft-1"),
        ("SENDING", "draft-1"),
        ("UNKNOWN", "draft-1"),
        ("SENDING", "draft-1"),
        ("POSTED", "draft-1"),
    ]
    assert list(made.network.drafts) == ["draft-1"]


@pytest.mark.parametrize(
    ("state", "end", "drafts"), [("pending", "UNKNOWN", 1), ("unknown", "UNKNOWN", 1), ("gone", "POSTED", 2)]
)
def test_what_the_network_says_of_a_draft_decides(state: str, end: str, drafts: int) -> None:
    made = stage("handle")
    made.network.faults["handle"] = ["broken-before"]
    made.run(DUE)
    made.network.draft_state = state
    made.run(DUE + SETTLE)
    assert (made.stages("handle", "sale")[-1], len(made.network.drafts)) == (end, drafts)


def test_a_draft_of_a_text_that_was_edited_since_is_not_published() -> None:
    made = stage("handle")
    made.network.faults["handle"] = ["limited:60"]
    made.run(DUE)
    made.bundle = post("sale", "Another text.", accounts=("handle",))
    made.run(DUE + SETTLE)
    assert made.network.texts("handle") == ["Another text."]


def test_a_draft_may_not_make_anything_visible() -> None:
    def hasty(session: Session, sending: Sending) -> Prepared:
        session.call(Request(method="POST", url=session.base_url, json=body_of(sending), is_visible=True))
        return Prepared("x")

    made = stage("handle")
    made.adapters["handle"] = replace(made.adapters["handle"], prepare=hasty)
    assert only(made.run(DUE)).outcome == "failed"
    assert made.network.texts("handle") == []


def test_the_key_and_the_first_time_stay_even_where_the_post_is_moved() -> None:
    made = stage("keyed")
    made.network.faults["keyed"] = ["broken-before"]
    made.run(DUE)
    made.bundle = post("sale", accounts=("keyed",), at=DUE + 5 * MINUTE)
    made.run(DUE + SETTLE)
    records = made.history("keyed", "sale")
    assert [record.stage for record in records] == ["SENDING", "UNKNOWN", "SENDING", "POSTED"]
    assert {(record.key, record.first_tried) for record in records} == {("keyed/sale.0 01 09:00", DUE)}


def test_an_idempotency_key_is_not_trusted_beyond_its_window() -> None:
    made = stage("windowed")
    made.network.faults["windowed"] = ["broken-before"]
    made.run(DUE)
    made.run(DUE + WINDOW)
    assert made.stages("windowed", "sale") == ["SENDING", "UNKNOWN", "HELD"]
    assert len(made.network.calls) == 1


def test_a_key_that_was_forgotten_while_it_was_looked_for_is_not_used() -> None:
    """The machine sleeps between the look at the network and the claim; the first call went through."""
    made = stage("windowed")
    made.network.faults["windowed"] = ["broken-after"]
    made.run(DUE)
    made.network.is_readable = False
    passed = [0.0]

    def asleep(session: Session) -> DeliveryClass:
        passed[0] += 3600.0
        made.network.now += timedelta(hours=1)
        return "windowed"

    made.adapters["windowed"] = replace(made.adapters["windowed"], class_now=asleep)
    assert only(made.run(DUE + SETTLE, monotonic=lambda: passed[0])).outcome == "unknown"
    made.run(DUE + SETTLE + timedelta(hours=1))
    assert made.network.texts("windowed") == ["Text of sale."]
    assert made.stages("windowed", "sale")[-1] == "HELD"


def test_a_part_is_as_late_as_the_part_before_it_went() -> None:
    """The thread began at the end of its grace; what was not seen of part two may still be sent again."""
    made = stage("handle", texts=("one", "two"))
    made.network.faults["handle"] = ["ok", "broken-before"]
    made.run(DUE + made.brand.grace)
    assert outcomes(made.run(DUE + made.brand.grace + SETTLE)) == ["already", "published"]


def test_what_a_person_wants_sent_is_not_too_late() -> None:
    made = stage("handle")
    at = DUE + timedelta(days=2)
    made.run(at)
    resolve(journal_of(made), DeliveryId("handle", "sale"), Verdict("resend"), "operator.anna", at)
    made.network.faults["handle"] = ["broken-before"]
    made.run(at)
    assert only(made.run(at + SETTLE)).outcome == "published"


def test_a_server_that_ignores_the_key_is_not_sent_to_again() -> None:
    made = stage("windowed")
    made.adapters["windowed"] = replace(made.adapters["windowed"], class_now=lambda session: "blind")
    made.network.faults["windowed"] = ["broken-before"]
    made.run(DUE)
    made.run(DUE + SETTLE)
    assert made.stages("windowed", "sale")[-1] == "HELD"
    assert len(made.network.calls) == 1


def test_a_wait_after_an_unseen_answer_proves_nothing() -> None:
    """Attempt 1 went through unseen; attempt 2 is told to wait. A third after the window would double it."""
    made = stage("windowed")
    made.network.faults["windowed"] = ["broken-after", "limited:3600"]
    made.run(DUE)
    made.network.is_readable = False
    made.run(DUE + SETTLE)
    assert made.stages("windowed", "sale")[-2:] == ["SENDING", "UNKNOWN"]
    made.run(DUE + SETTLE + timedelta(hours=1))
    assert made.stages("windowed", "sale")[-1] == "HELD"
    assert made.network.texts("windowed") == ["Text of sale."]


@pytest.mark.parametrize("fault", ["refused", "not-reached", "unauthorised"])
def test_a_refusal_after_an_unseen_answer_proves_nothing(fault: str) -> None:
    made = stage("keyed")
    made.network.faults["keyed"] = ["broken-after", fault]
    made.run(DUE)
    made.run(DUE + SETTLE)
    assert made.stages("keyed", "sale")[-1] == "UNKNOWN"
    assert only(made.run(DUE + 2 * SETTLE)).outcome == "published"
    assert len(made.network.texts("keyed")) == 1


@pytest.mark.parametrize("account", ["reading", "windowed", "keyed"])
def test_a_post_that_changed_while_nobody_knew_is_only_looked_for(account: str) -> None:
    for fault, end in (("broken-after", "POSTED"), ("broken-before", "HELD")):
        made = stage(account)
        made.network.faults[account] = [fault]
        made.run(DUE)
        made.bundle = post("sale", "Another text.", accounts=(account,))
        made.run(DUE + SETTLE)
        last = made.history(account, "sale")[-1]
        assert (last.stage, last.kind) == (end, "" if end == "POSTED" else "changed")
        assert len(made.network.calls) == 1


@pytest.mark.parametrize(("fault", "end"), [("broken-after", "POSTED"), ("broken-before", "HELD")])
def test_a_post_that_was_deleted_while_nobody_knew_is_still_looked_for(fault: str, end: str) -> None:
    made = stage("reading")
    made.network.faults["reading"] = [fault]
    made.run(DUE)
    made.bundle = Bundle({})
    made.run(DUE + SETTLE)
    assert made.stages("reading", "sale")[-1] == end


def test_two_posts_that_look_alike_are_for_a_person() -> None:
    made = stage("reading")
    made.network.faults["reading"] = ["broken-after"]
    made.run(DUE)
    made.network.shown["reading"] *= 2
    made.run(DUE + SETTLE)
    assert made.stages("reading", "sale")[-1] == "HELD"


def test_an_older_post_of_the_same_text_is_not_taken_for_it() -> None:
    made = Stage(
        brand("reading"),
        together(*(post(name, "Good morning!", accounts=("reading",)) for name in ("a", "b"))),
    )
    made.network.faults["reading"] = ["ok", "broken-before"]
    made.run(DUE)
    made.run(DUE + SETTLE)
    assert made.stages("reading", "b")[-1] == "HELD"
    foreign = stage("reading")
    foreign.network.faults["reading"] = ["ok", "broken-before"]
    foreign.network.now = DUE - timedelta(hours=1)
    body = {"key": "", "text": "Text of sale.", "reply_to": "", "images": 0}
    foreign.open_session(foreign.brand.accounts["reading"]).call(
        Request(method="POST", url="", json=body, is_visible=True)
    )
    foreign.run(DUE)
    foreign.run(DUE + SETTLE)
    assert foreign.stages("reading", "sale")[-1] == "HELD"


def test_a_network_that_cannot_be_reached_is_asked_again() -> None:
    made = stage("reading")
    made.network.faults["reading"] = ["broken-after"]
    made.run(DUE)
    adapter = made.adapters["reading"]

    def unreachable(session: Session, most: int) -> tuple[Found, ...]:
        raise NotReached("no connection")

    made.adapters["reading"] = replace(adapter, recent=unreachable)
    assert only(made.run(DUE + SETTLE)).outcome == "unknown"
    made.adapters["reading"] = adapter
    assert only(made.run(DUE + 2 * SETTLE)).outcome == "published"


@pytest.mark.parametrize("account", CLASSES)
def test_a_claim_that_got_through_after_all_is_ones_own(account: str) -> None:
    """Each first try to write is given up, and stands in the ledger a moment later."""

    class Slow(MemoryLedger):
        given_up = 0

        def cas(self, version: str, changes: Changes) -> bool:
            stands = super().cas(version, changes)
            self.given_up += stands
            return False

    made = stage(account)
    made.ledger = Slow()
    made.ledger.cas(ABSENT, Changes())
    assert only(made.run(DUE)).outcome == "published"
    assert made.network.texts(account) == ["Text of sale."]
    assert made.ledger.given_up == len(made.history(account, "sale")) + 1


def test_what_only_the_sender_knows_is_noted_when_the_ledger_is_back() -> None:
    """The remote cannot be reached for a while after the call; without the note a person would have to look."""

    class Away(MemoryLedger):
        refusals = 3

        def read(self) -> tuple[State, str]:
            if made.network.calls and self.refusals:
                self.refusals -= 1
                raise LedgerUnsafe("The ledger at “origin” cannot be reached.")
            return super().read()

    made = stage("blind")
    made.ledger = Away()
    made.ledger.cas(ABSENT, Changes())
    waited: list[float] = []
    assert only(made.run(DUE, sleep=waited.append)).outcome == "published"
    assert made.stages("blind", "sale") == ["SENDING", "POSTED"]
    assert waited == [2.0, 10.0, 30.0]


def test_a_late_word_of_the_sender_itself_counts() -> None:
    """While the first run waits for its answer, a second one gives its claim up and holds it."""
    made = stage("blind")
    adapter = made.adapters["blind"]

    def slow(session: Session, sending: Sending) -> Outcome:
        outcome = adapter.send(session, sending)
        made.adapters["blind"] = adapter
        assert only(made.run(AFTER_LEASE)).outcome == "held"
        return outcome

    made.adapters["blind"] = replace(adapter, send=slow)
    assert only(made.run(DUE)).outcome == "published"
    assert made.stages("blind", "sale") == ["SENDING", "UNKNOWN", "HELD", "POSTED"]


def test_a_person_may_have_it_sent_again_under_the_same_key() -> None:
    made = stage("blind")
    made.network.faults["blind"] = ["broken-before"]
    made.run(DUE)
    made.run(DUE + SETTLE)
    resolve(
        journal_of(made),
        DeliveryId("blind", "sale"),
        Verdict("resend"),
        "operator.anna",
        DUE + timedelta(days=1),
    )
    assert only(made.run(DUE + timedelta(days=1))).outcome == "published"
    assert len({record.key for record in made.history("blind", "sale")}) == 1


def test_a_thread_is_resumed_after_a_crash_between_its_parts() -> None:
    made = stage("keyed", texts=("one", "two", "three"))
    made.network.faults["keyed"] = ["ok", "killed-after"]
    made.kill(DUE)
    assert outcomes(made.run(AFTER_LEASE)) == ["already", "published", "published"]
    assert [(one.text, one.reply_to) for one in made.network.shown["keyed"]] == [
        ("one", ""),
        ("two", "keyed:1"),
        ("three", "keyed:2"),
    ]


FAULTS = st.sampled_from(
    [
        "ok",
        "killed",
        "killed-after",
        "broken-before",
        "broken-after",
        "500-before",
        "500-after",
        "not-reached",
        "limited:300",
        "limited:3600",
        "unauthorised",
        "refused",
        "without-id",
    ]
)
PARTS = ("one", "two", "three")


def run_through(made: Stage, waits: list[int]) -> None:
    """Run and crash as the faults have it, then let clean runs finish."""
    at = DUE
    for wait in waits:
        at += wait * MINUTE
        with suppress(Killed):
            made.run(at)
    made.network.faults.clear()
    made.network.is_readable = True
    for _ in range(9):
        at += 65 * MINUTE
        made.run(at)


@settings(max_examples=100)
@given(
    faults=st.dictionaries(st.sampled_from(CLASSES), st.lists(FAULTS, max_size=8), min_size=1),
    waits=st.lists(st.sampled_from([0, 1, 7, 15, 20, 21, 44, 90]), max_size=10),
    is_readable=st.booleans(),
)
def test_nothing_is_ever_doubled_lost_or_told_wrong(
    faults: dict[str, list[str]], waits: list[int], is_readable: bool
) -> None:
    made = stage(*CLASSES, texts=PARTS)
    made.network.faults.update(faults)
    made.network.is_readable = is_readable
    run_through(made, waits)
    for account in CLASSES:
        shown = made.network.texts(account)
        ends = [(made.stages(account, "sale", number) or ["BLOCKED"])[-1] for number in range(len(PARTS))]
        assert len(shown) == len(set(shown)), "doubled"
        assert all(end in ("POSTED", "HELD", "FAILED", "BLOCKED") for end in ends), "left open"
        assert next((end for end in ends if end != "POSTED"), "") != "BLOCKED", "lost"
        assert all(shown.count(PARTS[number]) == 1 for number, end in enumerate(ends) if end == "POSTED"), (
            "false"
        )
        assert not any(
            PARTS[number] in shown for number, end in enumerate(ends) if end in ("FAILED", "BLOCKED")
        )
