import gc
import os
from collections.abc import Callable

import pytest

from smmgen.stream import LEAST, in_order, stream

GROUPS = [list(range(start, start + 5)) for start in range(0, 5 * LEAST, 5)]
ALL = sorted(number for group in GROUPS for number in group)


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_every_item_comes_once_with_its_result(workers: int) -> None:
    assert sorted(stream(str, GROUPS, workers)) == [(number, str(number)) for number in ALL]


def test_results_are_put_in_order_as_soon_as_they_can() -> None:
    taken: list[int] = []
    results = ((number, taken.append(number) or str(number)) for number in (1, 0, 3, 2))
    assert [(found, len(taken)) for found in in_order(results)] == [("0", 2), ("1", 2), ("2", 4), ("3", 4)]


def test_one_group_is_done_by_one_process() -> None:
    done = dict(stream(lambda _: os.getpid(), GROUPS, 3))
    assert all(len({done[number] for number in group}) == 1 for group in GROUPS)
    assert os.getpid() not in done.values()


def test_one_processor_forks_nothing() -> None:
    assert {process for _, process in stream(lambda _: os.getpid(), GROUPS, 1)} == {os.getpid()}


def test_little_work_stays_here() -> None:
    assert {process for _, process in stream(lambda _: os.getpid(), [[1], [2], [3]], 3)} == {os.getpid()}


def fragile(numbers: set[int], how: Callable[[], None]) -> Callable[[int], int]:
    here = os.getpid()

    def do(number: int) -> int:
        if os.getpid() != here and number in numbers:
            how()
        return number

    return do


@pytest.mark.parametrize("numbers", [{7}, {0, 5, 10}, set(ALL)])
def test_a_process_that_dies_costs_nothing_but_time(numbers: set[int]) -> None:
    do = fragile(numbers, lambda: os._exit(9))
    assert sorted(stream(do, GROUPS, 3)) == [(number, number) for number in ALL]


def test_who_stops_listening_leaves_no_process_behind() -> None:
    results = stream(lambda _: os.getpid(), GROUPS, 3)
    _, process = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_large_results_come_whole() -> None:
    done = dict(stream(lambda number: bytes([number]) * 3_000_000, GROUPS, 4))
    assert all(done[number] == bytes([number]) * 3_000_000 for number in ALL)


class Knot:
    """Something that holds itself, as a page's templates do."""

    alive = 0

    def __init__(self) -> None:
        self.me = self
        Knot.alive += 1

    def __del__(self) -> None:
        Knot.alive -= 1


@pytest.mark.parametrize("workers", [1, 3])
def test_what_a_group_leaves_is_gone_before_the_next(workers: int) -> None:
    gc.collect()  # what the run before has left is not this one's
    gc.disable()  # as good as that: a command looks for garbage after millions of things
    try:
        assert max(alive for _, alive in stream(lambda _: (Knot(), Knot.alive)[1], GROUPS, workers)) <= 5
    finally:
        gc.enable()
