"""One run after the other: what goes out, what is noted, what is told."""

import json
import sys
import time
from datetime import timedelta
from random import Random

import pytest
from msgspec.structs import replace

from smmgen.adapter import Outcome, Request, Sending, Session
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.operate import Verdict, pause, resolve
from smmgen.ledger.record import encode
from smmgen.ledger.state import Changes, State
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import ConfigError, LedgerUnsafe
from smmgen.publish.run import plan
from smmgen.publish.timing import ATTEMPTS, elapsed
from tests.publish.stage import (
    DUE,
    MINUTE,
    Network,
    Stage,
    brand,
    only,
    outcomes,
    post,
    stage,
    together,
    with_picture,
)

ALL = ("blind", "windowed", "keyed")
SALE = DeliveryId("blind", "sale")


def journal(of: Stage) -> Journal:
    return Journal(of.ledger, lambda _: None, Random(1))


def test_what_is_due_goes_out_once() -> None:
    made = stage(*ALL)
    assert outcomes(made.run(DUE)) == ["published"] * 3
    assert outcomes(made.run(DUE + MINUTE)) == ["already"] * 3
    assert [made.network.texts(name) for name in ALL] == [["Text of sale."]] * 3
    assert made.stages("blind", "sale") == ["SENDING", "POSTED"]


def test_the_report_says_where_it_is() -> None:
    line = only(stage("blind").run(DUE))
    assert (line.remote_id, line.url, line.attempts) == ("blind:1", "https://social.example/blind:1", 1)


@pytest.mark.parametrize(
    "changes",
    [{"at": DUE + MINUTE}, {"at": None}, {"status": "draft"}, {"status": "paused"}],
    ids=["early", "no time", "draft", "paused"],
)
def test_what_is_not_due_is_left_alone(changes: dict[str, object]) -> None:
    made = stage("blind", **changes)
    assert made.run(DUE).lines == ()
    assert made.network.texts("blind") == []


FAILURES = [
    ("not-reached", "failed", "RETRY", "not-sent"),
    ("limited", "failed", "RETRY", "limited"),
    ("unauthorised", "failed", "RETRY", "account"),
    ("refused", "failed", "FAILED", "refused"),
    ("500-before", "unknown", "UNKNOWN", "ambiguous"),
    ("500-after", "unknown", "UNKNOWN", "ambiguous"),
    ("broken-before", "unknown", "UNKNOWN", "ambiguous"),
    ("without-id", "unknown", "UNKNOWN", "ambiguous"),
]


@pytest.mark.parametrize(("fault", "outcome", "last", "kind"), FAILURES)
def test_each_kind_of_end_has_its_state(fault: str, outcome: str, last: str, kind: str) -> None:
    made = stage("blind")
    made.network.faults["blind"] = [fault]
    report = made.run(DUE)
    assert (only(report).outcome, report.exit_code) == (outcome, 3)
    assert made.stages("blind", "sale") == ["SENDING", last]
    assert made.history("blind", "sale")[-1].kind == kind


def test_a_retry_waits_longer_each_time_and_the_last_is_for_a_person() -> None:
    made = stage("blind")
    made.network.faults["blind"] = ["not-reached"] * 9
    waits, at = [], DUE
    for _ in range(ATTEMPTS):
        assert only(made.run(at)).outcome in ("failed", "held")
        last = made.history("blind", "sale")[-1]
        waits.append(round(((last.not_before or at) - at) / MINUTE, 1))
        at = last.not_before or at
    assert [0.8 <= wait / base <= 1.2 for wait, base in zip(waits, (1, 4, 16, 64), strict=False)] == [
        True
    ] * 4
    assert made.stages("blind", "sale")[-2:] == ["RETRY", "HELD"]
    assert only(made.run(at + 60 * MINUTE)).is_stuck
    assert len(made.network.calls) == ATTEMPTS


def test_a_retry_is_not_made_before_its_time() -> None:
    made = stage("blind")
    made.network.faults["blind"] = ["limited:600"]
    made.run(DUE)
    early = only(made.run(DUE + 9 * MINUTE))
    assert (early.outcome, early.retry_at) == ("failed", DUE + 10 * MINUTE)
    assert only(made.run(DUE + 10 * MINUTE)).outcome == "published"


def test_a_busy_network_is_left_alone_by_the_whole_account() -> None:
    names = ("a", "b", "c")
    made = Stage(brand("blind"), together(*(post(name, accounts=("blind",)) for name in names)))
    made.network.faults["blind"] = ["limited:600"]
    assert outcomes(made.run(DUE)) == ["failed"] * 3
    assert outcomes(made.run(DUE + 5 * MINUTE)) == ["failed"] * 3
    assert len(made.network.calls) == 1
    assert outcomes(made.run(DUE + 10 * MINUTE)) == ["published"] * 3


def test_an_account_that_is_to_wait_is_not_even_asked_for_the_time() -> None:
    made = Stage(brand("blind"), together(*(post(name, accounts=("blind",)) for name in ("a", "b"))))
    made.network.faults["blind"] = ["limited:600"]
    made.run(DUE)
    asked = []
    made.open_session = lambda account: asked.append(account)  # type: ignore[method-assign,assignment]
    assert outcomes(made.run(DUE + 5 * MINUTE)) == ["failed"] * 2
    assert asked == []


def test_a_refused_token_costs_no_attempt_and_stops_its_account_alone() -> None:
    accounts = ("blind", "keyed")
    made = Stage(brand(*accounts), together(*(post(name, accounts=accounts) for name in ("a", "b"))))
    made.network.faults["blind"] = ["unauthorised"]
    report = made.run(DUE)
    assert {str(line.id): line.outcome for line in report.lines} == {
        "blind/a.0": "failed",
        "keyed/a.0": "published",
        "blind/b.0": "failed",
        "keyed/b.0": "published",
    }
    assert made.history("blind", "a")[-1].attempt == 0
    assert made.stages("blind", "b") == []
    assert outcomes(made.run(DUE + MINUTE)).count("published") == 2


@pytest.mark.parametrize("fault", ["not-reached", "500-before"])
def test_after_three_fruitless_attempts_an_account_is_left_alone(fault: str) -> None:
    made = Stage(brand("blind"), together(*(post(f"p{number}", accounts=("blind",)) for number in range(9))))
    made.network.faults["blind"] = [fault] * 9
    report = made.run(DUE)
    assert len(made.network.calls) == 3
    assert "not tried" in report.lines[-1].error


def test_a_dead_network_changes_nothing_for_the_others() -> None:
    made = stage(*ALL)
    made.network.faults["blind"] = ["not-reached"] * 9
    report = made.run(DUE, lanes=8)
    assert {line.id.account: line.outcome for line in report.lines} == {
        "blind": "failed",
        "windowed": "published",
        "keyed": "published",
    }
    assert report.exit_code == 3


def test_a_thread_goes_out_in_order_each_part_answering_the_one_before() -> None:
    made = stage("blind", texts=("one", "two", "three"))
    assert outcomes(made.run(DUE)) == ["published"] * 3
    assert [(one.text, one.reply_to) for one in made.network.shown["blind"]] == [
        ("one", ""),
        ("two", "blind:1"),
        ("three", "blind:2"),
    ]


def test_a_thread_resumes_at_the_part_that_failed() -> None:
    made = stage("blind", texts=("one", "two", "three"))
    made.network.faults["blind"] = ["ok", "not-reached"]
    report = made.run(DUE)
    assert [(line.outcome, line.error) for line in report.lines][2] == ("held", "waits for part 2 of 3")
    assert outcomes(report)[:2] == ["published", "failed"]
    assert outcomes(made.run(DUE + 5 * MINUTE)) == ["already", "published", "published"]
    assert made.network.texts("blind") == ["one", "two", "three"]


def test_a_stuck_part_blocks_its_thread_alone() -> None:
    made = Stage(
        brand("blind"), together(post("a", "one", "two", accounts=("blind",)), post("b", accounts=("blind",)))
    )
    made.network.faults["blind"] = ["refused"]
    assert outcomes(made.run(DUE)) == ["failed", "held", "published"]


def test_an_answer_waits_for_the_post_that_it_answers() -> None:
    bundle = together(
        post("a-reply", accounts=("blind",), reply_to="the-post"), post("the-post", accounts=("blind",))
    )
    made = Stage(brand("blind"), bundle)
    assert outcomes(made.run(DUE)) == ["published"] * 2
    assert [(one.text, one.reply_to) for one in made.network.shown["blind"]] == [
        ("Text of the-post.", ""),
        ("Text of a-reply.", "blind:1"),
    ]


LATE = [(timedelta(minutes=15), ""), (timedelta(minutes=40), "40 min late"), (timedelta(hours=6), "6 h late")]


@pytest.mark.parametrize(("late", "note"), LATE)
def test_within_its_grace_a_late_post_goes_out_and_says_so(late: timedelta, note: str) -> None:
    line = only(stage("blind").run(DUE + late))
    assert (line.outcome, line.note) == ("published", note)


def test_beyond_its_grace_a_post_is_left_to_a_person() -> None:
    made = stage("blind")
    report = made.run(DUE + timedelta(hours=6, minutes=1))
    assert (only(report).outcome, report.exit_code) == ("held", 3)
    assert "smmgen ledger resolve blind/sale.0" in report.text()
    assert made.stages("blind", "sale") == ["HELD"]
    assert made.network.calls == []


def test_a_thread_that_began_goes_on_however_late_it_began() -> None:
    made = stage("blind", texts=("one", "two"))
    at = DUE + timedelta(hours=8)
    made.run(at)
    resolve(journal(made), SALE, Verdict("resend"), "operator.anna", at)
    assert outcomes(made.run(at)) == ["published", "published"]


@pytest.mark.parametrize(
    ("verdict", "after", "outcome"),
    [
        (Verdict("posted", "77", "https://t.me/x/77"), "POSTED", ["already"]),
        (Verdict("resend"), "RETRY", ["published"]),
        (Verdict("skip"), "SKIPPED", []),
    ],
    ids=["posted", "resend", "skip"],
)
def test_a_person_settles_what_is_held(verdict: Verdict, after: str, outcome: list[str]) -> None:
    made = stage("blind")
    at = DUE + timedelta(days=2)
    made.run(at)
    resolve(journal(made), SALE, verdict, "operator.anna", at)
    assert made.stages("blind", "sale")[1] == after
    assert outcomes(made.run(at)) == outcome


def test_paused_accounts_rest_and_say_so() -> None:
    made = stage("blind", "keyed")
    accounts = {**made.brand.accounts, "blind": replace(made.brand.accounts["blind"], is_paused=True)}
    made.brand = replace(made.brand, accounts=accounts)
    report = made.run(DUE)
    assert outcomes(report) == ["published"]
    assert report.notes == ("blind: 1 due, but the account is paused in smmgen.yaml",)


def test_the_kill_switch_stops_what_was_planned_before_it() -> None:
    """The pause lands after the run has read the ledger, and before its first claim."""
    made = stage("blind")
    adapter = made.adapters["blind"]

    def key(delivery: DeliveryId, due: object) -> str:
        raise AssertionError("a claim was written")

    made.adapters["blind"] = replace(adapter, key=key)
    open_session = made.open_session

    def pausing(account: object) -> object:
        pause(journal(made), "", "storm", is_paused=True)
        return open_session(account)  # type: ignore[arg-type]

    made.open_session = pausing  # type: ignore[assignment,method-assign]
    assert made.run(DUE).lines == ()
    assert made.network.calls == []
    pause(journal(made), "", "", is_paused=False)
    made.adapters["blind"], made.open_session = adapter, open_session  # type: ignore[method-assign]
    assert outcomes(made.run(DUE)) == ["published"]


def test_an_edit_after_publishing_is_told_and_changes_nothing() -> None:
    made = stage("blind")
    made.run(DUE)
    made.bundle = post("sale", "Another text.", accounts=("blind",))
    report = made.run(DUE + MINUTE)
    assert "changed since it was published" in only(report).note
    assert report.exit_code == 0
    assert made.network.texts("blind") == ["Text of sale."]


def test_a_post_that_lost_its_id_is_not_published_again() -> None:
    made = stage("blind")
    made.run(DUE)
    made.bundle = post("moved", "Text of sale.", accounts=("blind",))
    held = only(made.run(DUE + MINUTE, posts={"moved": False}))
    assert held.outcome == "held"
    assert "id: sale" in held.error
    assert only(made.run(DUE + MINUTE, posts={"moved": True})).outcome == "published"


def test_two_posts_may_say_the_same() -> None:
    bundle = together(*(post(name, "Good morning!", accounts=("blind",)) for name in ("mon", "tue")))
    made = Stage(brand("blind"), bundle)
    assert outcomes(made.run(DUE, posts={"mon": False, "tue": False})) == ["published"] * 2


def test_one_post_or_one_account_can_be_asked_for() -> None:
    accounts = ("blind", "keyed")
    made = Stage(brand(*accounts), together(*(post(name, accounts=accounts) for name in ("a", "b"))))
    assert [str(line.id) for line in made.run(DUE, only_post="a", only_account="keyed").lines] == [
        "keyed/a.0"
    ]
    assert [str(line.id) for line in made.run(DUE, only_post="b").lines] == ["blind/b.0", "keyed/b.0"]


def test_a_missing_secret_stops_its_account_alone_and_notes_nothing() -> None:
    made = stage("blind", "keyed")
    made.secrets = {"KEYED_TOKEN": "s"}
    report = made.run(DUE)
    assert outcomes(report) == ["failed", "published"]
    assert "BLIND_TOKEN" in report.faults["blind"]
    assert made.stages("blind", "sale") == []


def test_where_no_account_has_its_secret_the_set_up_is_wrong() -> None:
    made = stage("blind")
    made.secrets = {}
    with pytest.raises(ConfigError, match="BLIND_TOKEN"):
        made.run(DUE)


def test_secrets_are_not_asked_for_while_nothing_is_due() -> None:
    made = stage("blind")
    made.secrets = {}
    assert made.run(DUE - MINUTE).lines == ()


def test_without_a_ledger_nothing_is_sent() -> None:
    made = stage("blind")
    made.ledger = MemoryLedger()
    with pytest.raises(LedgerUnsafe, match="smmgen ledger init"):
        made.run(DUE)
    assert made.network.calls == []


def test_a_plan_is_the_same_each_time_and_changes_nothing() -> None:
    bundle = together(*(post(name, "one", "two", accounts=ALL) for name in ("b", "a")))
    made = Stage(brand(*ALL), bundle)
    state, version = made.ledger.read()
    plans = [json.dumps(plan(bundle, made.brand, state, DUE).data()) for _ in range(2)]
    assert plans[0] == plans[1]
    assert json.loads(plans[0])["summary"] == {"would-publish": 12}
    assert made.ledger.read()[1] == version


def test_a_plan_tells_what_a_run_then_does() -> None:
    made = Stage(
        brand("blind"), together(post("a", "1", "2", accounts=("blind",)), post("b", accounts=("blind",)))
    )
    made.network.faults["blind"] = ["refused"]
    made.run(DUE)
    told = plan(made.bundle, made.brand, made.ledger.read()[0], DUE + MINUTE)
    assert outcomes(told) == ["failed", "held", "already"]
    assert outcomes(told) == outcomes(made.run(DUE + MINUTE))


@pytest.mark.skipif(sys.platform != "linux", reason="Linux names the clock that goes on in a machine's sleep")
def test_what_a_machine_sleeps_through_counts() -> None:
    assert elapsed() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=60)


@pytest.mark.parametrize("is_real_time", [True, False])
def test_a_claim_that_is_too_old_is_not_sent_on(*, is_real_time: bool) -> None:
    """The ledger's commit takes three minutes; the visible call is not made."""
    made = stage("blind")
    passed = [0.0]

    class Slow(MemoryLedger):
        def cas(self, version: str, changes: Changes) -> bool:
            passed[0] += 180.0
            return super().cas(version, changes)

    made.ledger = Slow()
    made.ledger.cas(ABSENT, Changes())
    made.run(DUE, monotonic=lambda: passed[0], is_real_time=is_real_time)
    assert made.network.calls == []
    assert made.stages("blind", "sale") == ["SENDING", "RETRY"]


def test_a_claim_is_no_older_than_it_says_however_long_the_ledger_took_to_read() -> None:
    made = stage("blind")
    passed = [0.0]

    class Slow(MemoryLedger):
        def read(self) -> tuple[State, str]:
            passed[0] += 60.0
            return super().read()

    made.ledger = Slow()
    made.ledger.cas(ABSENT, Changes())
    made.run(DUE, monotonic=lambda: passed[0])
    assert made.history("blind", "sale")[0].at == DUE + 2 * MINUTE


def test_one_claim_makes_one_visible_call() -> None:
    made = stage("blind")

    def twice(session: Session, sending: Sending) -> Outcome:
        made.adapters["keyed"].send(session, sending)
        return made.adapters["keyed"].send(session, sending)

    made.adapters["blind"] = replace(made.adapters["blind"], send=twice)
    assert only(made.run(DUE)).outcome == "unknown"
    assert len(made.network.calls) == 1


def test_a_picture_that_is_not_the_one_that_was_built_is_not_sent() -> None:
    made = stage("blind")
    made.bundle = with_picture(made.bundle, b"as built")
    made.run(DUE, read_file=lambda file: b"swapped")
    assert made.network.calls == []
    assert made.stages("blind", "sale") == ["SENDING", "RETRY"]
    assert only(made.run(DUE + 2 * MINUTE, read_file=lambda file: b"as built")).outcome == "published"


def test_no_text_of_a_post_and_no_secret_reaches_the_ledger() -> None:
    made = stage("blind", texts=("Unsere Bohnen kosten morgen weniger.",))

    def send(session: Session, sending: Sending) -> Outcome:
        raise ValueError("s3cret-token: cannot parse: Unsere Bohnen kosten morgen")

    made.adapters["blind"] = replace(made.adapters["blind"], send=send)
    report = made.run(DUE, redact=lambda text: text.replace("s3cret-token", "•••"))
    kept = b"".join(map(encode, made.history("blind", "sale"))).decode()
    assert "Bohnen" not in kept
    assert "s3cret" not in kept + json.dumps(report.data())


@pytest.mark.parametrize("answer", [None, "ok", 12, Exception("no")])
def test_an_adapter_that_does_not_keep_its_word_stops_nobody_else(answer: object) -> None:
    made = stage("blind", "keyed")

    def send(session: Session, sending: Sending) -> Outcome:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]

    made.adapters["blind"] = replace(made.adapters["blind"], send=send)
    assert outcomes(made.run(DUE)) == ["unknown", "published"]


CLOCKS = [
    ({"blind": "Tue, 01 Dec 2026 09:01:00 GMT", "keyed": ""}, True),
    ({"blind": "Tue, 01 Dec 2026 09:03:00 GMT", "keyed": ""}, False),
    ({"blind": "Tue, 01 Dec 2026 10:00:00 GMT", "keyed": "Tue, 01 Dec 2026 09:00:00 GMT"}, True),
    ({"blind": "nonsense", "keyed": ""}, True),
]


@pytest.mark.parametrize(("dates", "is_sound"), CLOCKS)
def test_a_clock_that_no_server_agrees_with_stops_everything(dates: dict[str, str], is_sound: bool) -> None:
    made = stage("blind", "keyed")
    made.dates = dates
    if is_sound:
        assert outcomes(made.run(DUE)) == ["published"] * 2
        return
    with pytest.raises(LedgerUnsafe, match="clock is 3 min behind"):
        made.run(DUE)
    assert made.network.calls == []
    assert outcomes(made.run(DUE, is_real_time=False)) == ["published"] * 2


ESCAPES = [
    ("broken-before", "UNKNOWN"),
    ("not-reached", "RETRY"),
]


@pytest.mark.parametrize(("fault", "last"), ESCAPES)
def test_a_fault_that_an_adapter_lets_out_is_told_by_its_visible_call(fault: str, last: str) -> None:
    made = stage("blind")
    made.network.faults["blind"] = [fault]

    def send(session: Session, sending: Sending) -> Outcome:
        session.call(Request(method="POST", url="", json={}, is_visible=True))
        raise AssertionError("the fault was swallowed")

    made.adapters["blind"] = replace(made.adapters["blind"], send=send)
    made.run(DUE)
    assert made.stages("blind", "sale")[-1] == last


class Watched(MemoryLedger):
    """Keeps the stages of every write."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[list[str]] = []

    def cas(self, version: str, changes: Changes) -> bool:
        self.writes.append([f"{record.stage} {delivery.post}" for delivery, record in changes.records])
        return super().cas(version, changes)


def watched(*posts: str, account: str = "blind") -> tuple[Stage, Watched]:
    ledger = Watched()
    content = together(*(post(name, accounts=(account,)) for name in posts))
    made = Stage(brand(account), content, ledger=ledger)
    ledger.writes.clear()
    return made, ledger


def test_an_outcome_and_the_next_claim_are_one_write() -> None:
    made, ledger = watched("a", "b", "c")
    made.run(DUE)
    assert ledger.writes == [
        ["SENDING a"],
        ["POSTED a", "SENDING b"],
        ["POSTED b", "SENDING c"],
        ["POSTED c"],
    ]


def test_where_the_network_asks_to_wait_nothing_more_is_claimed() -> None:
    made, ledger = watched("a", "b")
    made.network.faults["blind"] = ["limited"]
    made.run(DUE)
    assert ledger.writes == [["SENDING a"], ["RETRY a"]]


def test_what_a_rival_took_is_not_claimed_along_with_an_outcome() -> None:
    made, ledger = watched("a", "b", "c")
    rival = Stage(made.brand, post("b", accounts=("blind",)), Network(), ledger)

    def read_file(file: object) -> bytes:
        rival.run(DUE, by="rival.1.1")
        return b""

    made.bundle = together(made.bundle, with_picture(post("a", accounts=("blind",)), b""))
    made.run(DUE, read_file=read_file)
    assert ledger.writes[2:] == [["POSTED b"], ["POSTED a", "SENDING c"], ["POSTED c"]]
    assert made.network.texts("blind") == ["Text of a.", "Text of c."]
