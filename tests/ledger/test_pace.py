"""Writers that take turns, on a clock that only their waiting moves."""

from random import Random

import pytest

from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.pace import RIVAL_SECONDS, UNASKED, Pace
from smmgen.ledger.state import Changes
from smmgen.model.delivery import DeliveryId
from tests.ledger.written import changes, sending

WRITE_SECONDS = 0.5


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.rests: list[float] = []

    def __call__(self) -> float:
        return self.now

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds

    def write(self, pace: Pace) -> None:
        began, self.now = self.now, self.now + WRITE_SECONDS
        pace.wrote(began)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock.rest, Random(1), clock)


def test_a_lone_writer_hardly_ever_waits(pace: Pace, clock: Clock) -> None:
    for _ in range(UNASKED - 1):
        clock.write(pace)
        pace.wait(0)
    assert clock.rests == []


def test_a_rival_that_never_gets_to_write_is_left_a_turn_unasked(pace: Pace, clock: Clock) -> None:
    for _ in range(2 * UNASKED):
        clock.write(pace)
        pace.wait(0)
    assert len(clock.rests) == 2
    assert min(clock.rests) >= WRITE_SECONDS


def test_after_a_write_a_rival_has_time_for_one_of_its_own(pace: Pace, clock: Clock) -> None:
    pace.saw_a_rival()
    clock.write(pace)
    pace.wait(0)
    (rest,) = clock.rests
    assert WRITE_SECONDS <= rest <= 2 * WRITE_SECONDS


def test_what_takes_time_anyway_needs_no_rest(pace: Pace, clock: Clock) -> None:
    pace.saw_a_rival()
    clock.write(pace)
    clock.now += 2 * WRITE_SECONDS
    pace.wait(0)
    assert clock.rests == []


def test_a_rival_is_forgotten_after_a_while(pace: Pace, clock: Clock) -> None:
    pace.saw_a_rival()
    clock.now += RIVAL_SECONDS
    clock.write(pace)
    pace.wait(0)
    assert clock.rests == []


def test_the_first_write_that_came_too_late_is_repeated_at_once(pace: Pace, clock: Clock) -> None:
    for tries in range(1, 12):
        pace.wait(tries)
    assert len(clock.rests) == 10
    assert max(clock.rests) == 5.0


@pytest.mark.parametrize(("is_alone", "rests"), [(True, 0), (False, 1)])
def test_a_journal_notices_that_others_write(clock: Clock, rests: int, *, is_alone: bool) -> None:
    class Slow(MemoryLedger):
        def cas(self, version: str, changes: Changes) -> bool:
            clock.now += WRITE_SECONDS
            return super().cas(version, changes)

    ledger = Slow()
    ledger.cas(ABSENT, Changes())
    journal = Journal(ledger, clock.rest, Random(1), clock)
    for number in range(3):
        journal.write(
            lambda _, number=number: changes(sending(), delivery=DeliveryId("tg", f"post-{number}"))
        )
        if not is_alone and number == 0:
            ledger.cas(ledger.read()[1], changes(sending(), delivery=DeliveryId("tg", "other")))
    assert len(clock.rests) == rests
