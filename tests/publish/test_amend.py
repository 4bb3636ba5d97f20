"""Changing and deleting what is public."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Sending, Sent, Session
from smmgen.ledger.state import State
from smmgen.publish.amend import edit, retract, targets
from smmgen.publish.deliveries import deliveries
from smmgen.publish.report import AmendedLine
from tests.publish.stage import DUE, Stage, desk_of, only, outcomes, post, stage

LATER = DUE + timedelta(hours=1)


def published(*texts: str) -> Stage:
    made = stage("keyed", texts=texts)
    made.run(DUE)
    return made


def answering(made: Stage, outcome: Outcome) -> list[str]:
    """Let the network change and delete posts, and note what it is asked."""
    asked: list[str] = []

    def change(session: Session, sending: Sending, remote_id: str) -> Outcome:
        asked.append(f"edit {remote_id}: {sending.content.message.written.text}")
        return outcome

    def delete(session: Session, remote_id: str) -> Outcome:
        asked.append(f"retract {remote_id}")
        return outcome

    made.adapters["keyed"] = replace(made.adapters["keyed"], edit=change, retract=delete)
    return asked


def amended(made: Stage, act: Callable[..., tuple[AmendedLine, ...]]) -> list[str]:
    desk = desk_of(made, LATER)
    state: State = made.ledger.read()[0]
    return [line.outcome for line in act(desk, targets(state, deliveries(made.bundle), "sale"), state)]


def test_a_changed_text_is_brought_to_its_network_once() -> None:
    made = published()
    asked = answering(made, Sent("keyed:1", "https://social.example/keyed:1"))
    made.bundle = post("sale", "Mended.", accounts=("keyed",))
    assert amended(made, edit) == ["edited"]
    assert amended(made, edit) == ["unchanged"]
    assert asked == ["edit keyed:1: Mended."]
    assert only(made.run(LATER)).note == ""


def test_a_thread_is_deleted_from_its_end_and_never_comes_back() -> None:
    made = published("one", "two", "three")
    asked = answering(made, Sent("gone", ""))
    assert amended(made, retract) == ["retracted"] * 3
    assert asked == ["retract keyed:3", "retract keyed:2", "retract keyed:1"]
    assert amended(made, retract) == []
    report = made.run(LATER)
    assert outcomes(report) == ["already"] * 3
    assert "retracted" in report.lines[0].note
    assert len(made.network.calls) == 3


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (Ambiguous("no answer"), "unknown"),
        (Refused("too old to delete"), "failed"),
        (NotSent("wait"), "failed"),
    ],
)
def test_what_did_not_work_may_be_asked_for_again(outcome: Outcome, ending: str) -> None:
    made = published()
    answering(made, outcome)
    assert amended(made, retract) == [ending]
    asked = answering(made, Sent("keyed:1", ""))
    assert amended(made, retract) == ["retracted"]
    assert asked == ["retract keyed:1"]


def test_a_network_without_a_way_is_told() -> None:
    made = published()
    made.bundle = post("sale", "Mended.", accounts=("keyed",))
    assert amended(made, edit) == ["unable"]
    assert amended(made, retract) == ["unable"]


def test_every_attempt_is_on_record_before_and_after_its_call() -> None:
    made = published()
    answering(made, Sent("keyed:1", ""))
    amended(made, retract)
    (lines,) = made.ledger.read()[0].amendments.values()
    assert [(one.act, one.stage) for one in lines] == [("retract", "BEGUN"), ("retract", "DONE")]
