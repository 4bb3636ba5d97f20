"""Threads that write together, on a clock that only their waiting moves."""

import pytest

from smmgen.ledger.crowd import BEGIN_SECONDS, Crowd
from tests.ledger.test_pace import WRITE_SECONDS, Clock

ANNA, BORIS, CLARA = 1, 2, 3


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def crowd(clock: Clock) -> Crowd:
    return Crowd(clock.rest, clock)


def away(crowd: Crowd, clock: Clock, writer: int, seconds: float) -> None:
    """Let a thread come back after `seconds`, and again, so that it is known how long it is away."""
    for _ in range(2):
        crowd.left([writer])
        clock.now += seconds
        crowd.came(writer)


def waited(crowd: Crowd, clock: Clock) -> float:
    clock.rests.clear()
    crowd.gather(WRITE_SECONDS)
    return sum(clock.rests)


def test_who_writes_alone_waits_for_nobody(crowd: Crowd, clock: Clock) -> None:
    away(crowd, clock, ANNA, 0.1)
    assert waited(crowd, clock) == 0


def test_who_is_about_to_come_is_waited_for(crowd: Crowd, clock: Clock) -> None:
    away(crowd, clock, BORIS, 0.4)
    crowd.left([ANNA, BORIS])
    away(crowd, clock, ANNA, 0.1)
    assert waited(crowd, clock) == pytest.approx(0.4 * 1.25 - 2 * 0.1, abs=0.01)


def test_it_is_waited_until_the_last_of_them_is_here(crowd: Crowd, clock: Clock) -> None:
    away(crowd, clock, BORIS, 0.1)
    away(crowd, clock, CLARA, 0.3)
    crowd.left([BORIS, CLARA])
    crowd.came(BORIS)
    assert waited(crowd, clock) == pytest.approx(0.3 * 1.25, abs=0.01)


def test_who_stays_away_for_longer_than_a_write_takes_is_not_waited_for(crowd: Crowd, clock: Clock) -> None:
    away(crowd, clock, BORIS, 2 * WRITE_SECONDS)
    crowd.left([BORIS])
    assert waited(crowd, clock) == 0


def test_who_never_comes_back_is_waited_for_once(crowd: Crowd, clock: Clock) -> None:
    away(crowd, clock, BORIS, 0.1)
    crowd.left([BORIS])
    assert waited(crowd, clock) > 0
    assert waited(crowd, clock) == 0


def test_who_was_never_away_before_is_given_the_time_to_sign_in(crowd: Crowd, clock: Clock) -> None:
    crowd.left([ANNA, BORIS])
    clock.now += 0.1
    crowd.came(ANNA)
    assert waited(crowd, clock) == pytest.approx(0.1 * 2 * 1.25 - 0.1, abs=0.01)


def test_nobody_waits_long_for_the_first_film_of_another(crowd: Crowd, clock: Clock) -> None:
    crowd.left([ANNA, BORIS])
    clock.now += 60
    crowd.came(ANNA)
    crowd.left([ANNA])
    assert waited(crowd, clock) <= max(0.5, WRITE_SECONDS) + 0.01


def test_a_sign_in_is_no_measure_of_the_calls_after_it(crowd: Crowd, clock: Clock) -> None:
    away(crowd, clock, ANNA, 0.1)
    crowd.left([BORIS])
    clock.now += 5 * WRITE_SECONDS
    crowd.came(BORIS)
    crowd.left([BORIS])
    assert waited(crowd, clock) == pytest.approx(0.1 * 2 * 1.25, abs=0.01)


def test_who_is_about_to_begin_is_waited_for_once(crowd: Crowd, clock: Clock) -> None:
    crowd.expect(2)
    crowd.came(ANNA)
    assert waited(crowd, clock) == pytest.approx(BEGIN_SECONDS, abs=0.01)
    assert waited(crowd, clock) == 0


def test_when_all_have_begun_nobody_waits(crowd: Crowd, clock: Clock) -> None:
    crowd.expect(2)
    for writer in (ANNA, BORIS):
        crowd.came(writer)
    assert waited(crowd, clock) == 0
