"""A run that waits: it comes back when a network said so, and ends when nothing is to be waited for."""

from datetime import timedelta

import pytest

from smmgen.model.delivery import DeliveryId
from smmgen.publish.report import Ending, Line, Report
from smmgen.publish.settle import until_settled
from tests.publish.stage import DUE

MINUTE = timedelta(minutes=1)


def line(post: str, outcome: Ending, minutes: float | None = None, *, is_stuck: bool = False) -> Line:
    at = None if minutes is None else DUE + minutes * MINUTE
    return Line(
        id=DeliveryId("tg", post, 0), network="telegram", outcome=outcome, retry_at=at, is_stuck=is_stuck
    )


class Street:
    """What the runs report, one after the other, and how long was waited between them."""

    def __init__(self, *runs: tuple[Line, ...]) -> None:
        self.runs = list(runs)
        self.now = DUE
        self.waited: list[timedelta] = []

    def publish(self) -> Report:
        return Report(self.now, self.runs.pop(0), notes=("the secret ends soon",))

    def wait(self, length: timedelta) -> None:
        self.waited.append(length)
        self.now += length

    def settled(self, longest: timedelta = 10 * MINUTE) -> Report:
        return until_settled(self.publish, lambda: self.now, self.wait, longest)


def test_it_comes_back_when_the_network_said() -> None:
    street = Street(
        (line("sale", "published"), line("tip", "failed", 3)),
        (line("sale", "already"), line("tip", "unknown", 7)),
        (line("sale", "already"), line("tip", "published")),
    )
    report = street.settled()
    assert street.waited == [3 * MINUTE, 4 * MINUTE]
    assert [one.outcome for one in report.lines] == ["published", "published"]
    assert report.notes == ("the secret ends soon",)


@pytest.mark.parametrize(
    "last",
    [
        line("tip", "failed", 11),
        line("tip", "held", is_stuck=True),
        line("tip", "held", 1, is_stuck=True),
        line("tip", "published"),
    ],
)
def test_it_ends_when_nothing_is_to_be_waited_for(last: Line) -> None:
    street = Street((last,))
    assert street.settled().lines == (last,)
    assert street.waited == []


def test_a_network_is_not_asked_without_pause() -> None:
    street = Street((line("tip", "unknown", 0),), (line("tip", "published"),))
    street.settled()
    assert street.waited == [timedelta(seconds=5)]
