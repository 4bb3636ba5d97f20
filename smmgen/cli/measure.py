"""What `smmgen --timings` and `smmgen --profile FILE` do around a command."""

import marshal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from cProfile import Profile
from typing import BinaryIO

import click

from smmgen.phase import REST, Took, Watch, watched


@contextmanager
def timings() -> Iterator[None]:
    """Tell on stderr what each phase of the command inside took."""
    started, watch = time.process_time(), Watch()
    try:
        with watched(watch):
            yield
    finally:
        click.echo(table(started, watch.took), err=True, nl=False)


def table(started: float, took: Mapping[str, Took]) -> str:
    """Write the phases in the order in which they began; the rest and the sum stand at the end."""
    phases = {name: one for name, one in took.items() if name != REST}
    rest = took.get(REST, Took())
    whole = Took(*(sum(column) for column in zip(rest, *phases.values(), strict=True)))
    start = Took(started, started)  # nothing is waited for before the first line runs
    whole = Took(*(one + more for one, more in zip(start, whole, strict=True)))
    rows = {"start": start, **phases, REST: rest, "all": whole}
    head = f"{'phase':16}{'passed':>10}{'processors':>12}\n"
    return head + "".join(f"{name:16}{one.passed:8.3f} s{one.used:10.3f} s\n" for name, one in rows.items())


@contextmanager
def profile(file: BinaryIO) -> Iterator[None]:
    """Write into `file` where the command inside spends its time, as Python's own `pstats` reads it."""
    profiler = Profile()
    profiler.enable()
    try:
        yield
    finally:
        profiler.create_stats()  # stops it
        marshal.dump(profiler.stats, file)
