from collections.abc import Callable

import pytest

from smmgen.phase import REST, Took, Watch, phase, watched


def clock(*passed: float) -> Callable[[], Took]:
    times = iter(passed)

    def read() -> Took:
        now = next(times)
        return Took(now, now / 2)

    return read


def test_a_phase_within_another_is_not_counted_twice() -> None:
    watch = Watch(clock(0, 1, 3, 6, 10, 15))
    with watched(watch), phase("check"), phase("read"):
        pass
    assert {name: one.passed for name, one in watch.took.items()} == {REST: 6, "check": 2 + 4, "read": 3}
    assert watch.took["read"].used == 1.5


def test_a_phase_that_comes_again_is_added_up() -> None:
    watch = Watch(clock(0, 0, 1, 1, 3, 3))
    with watched(watch):
        for _ in range(2):
            with phase("write"):
                pass
    assert watch.took["write"].passed == 1 + 2


def test_a_phase_that_fails_is_counted_and_the_fault_goes_on() -> None:
    watch = Watch(clock(0, 0, 5, 5))
    with pytest.raises(ValueError, match="no"), watched(watch), phase("read"):
        raise ValueError("no")
    assert watch.took["read"].passed == 5


def test_nothing_is_counted_for_those_who_did_not_ask() -> None:
    assert phase("read") is phase("write")
    with phase("read"):
        pass
