import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import psutil
import pytest
from msgspec import msgpack

from smmgen.spread import LEAST, spread

MANY = list(range(LEAST * 3 + 7))


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_results_come_in_order_whoever_did_the_work(workers: int) -> None:
    assert list(spread(str, MANY, workers)) == [str(number) for number in MANY]


@pytest.mark.parametrize("ending", [b"\xff", "\xff", None])
def test_results_are_bytes_or_anything_or_both(ending: object) -> None:
    def make(number: int) -> object:
        return ending if number % 3 == 2 else str(number).encode()

    assert list(spread(make, MANY, 3)) == [make(number) for number in MANY]


def test_the_work_is_done_by_several_processes() -> None:
    assert len(set(spread(lambda _: os.getpid(), MANY, 3))) == 3


def test_little_work_stays_here() -> None:
    assert set(spread(lambda _: os.getpid(), [1, 2, 3], 3)) == {os.getpid()}


def test_what_the_first_things_make_is_there_for_all() -> None:
    made: list[int] = []

    def slow_once(number: int) -> int:
        made[:] = made or [os.getpid()]
        return made[0]

    assert set(spread(slow_once, MANY, 3)) == {os.getpid()}
    made.clear()
    assert len(set(spread(slow_once, MANY, 3, first=0))) == 3


def test_a_process_that_dies_costs_nothing_but_time() -> None:
    here = os.getpid()

    def fragile(number: int) -> int:
        if os.getpid() != here:
            os._exit(9)
        return number

    assert list(spread(fragile, MANY, 3)) == MANY


def test_what_a_process_did_not_write_to_its_end_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    cut_short = SimpleNamespace(encode=lambda made: msgpack.encode(made)[:-1])
    monkeypatch.setattr("smmgen.spread.msgpack", cut_short)
    assert set(spread(lambda _: os.getpid(), MANY, 2)) == {os.getpid()}


def test_no_process_is_left() -> None:
    before = psutil.Process().children()
    list(spread(str, MANY, 3))
    assert psutil.Process().children() == before


DIES = """
import os, signal
from smmgen.spread import spread
here = os.getpid()
def work(number):
    if number and os.getpid() == here:
        os.kill(here, signal.SIGKILL)
    return bytes(100_000)  # more than a pipe holds
list(spread(work, range(600), 3, least=60))
"""


def test_processes_end_where_the_one_that_waits_for_them_is_gone() -> None:
    # they hold its output open for as long as they live
    done = subprocess.run([sys.executable, "-c", DIES], capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")
