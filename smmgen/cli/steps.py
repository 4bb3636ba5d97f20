"""Tell on a terminal how far a long command is: how much is done, how fast, and how long it will take."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from smmgen.pipeline import Progress, Steps

_PATIENCE = 1.0
"""A step that takes fewer seconds than that is not told of."""

_PAUSE = 0.1
"""So many seconds pass before the line is written anew."""

_CLEAR = "\r\x1b[K"


class Line:
    """One line of a terminal that tells of the step that runs; `clock` returns seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._began = self._last = clock()

    def step(self, name: str) -> Progress:
        """Return who is told how far a step is that begins now."""
        self._began = self._clock()
        return lambda done, total, what: self._tell(name, done, total)

    def end(self) -> None:
        """Leave nothing of the line."""
        self._stream.write(_CLEAR)
        self._stream.flush()

    def _tell(self, name: str, done: int, total: int) -> None:
        now = self._clock()
        took = now - self._began
        if took < _PATIENCE or now - self._last < _PAUSE:
            return
        self._last = now
        rate = done / took
        left = f" · {_span((total - done) / rate)} left" if rate else ""
        self._stream.write(f"{_CLEAR}{name} {done:,} of {total:,} · {_rate(rate)}{left}")
        self._stream.flush()


@contextmanager
def steps(*, is_quiet: bool) -> "Iterator[Steps | None]":
    """Return who tells of steps on the terminal, None where there is none or nothing is to be said."""
    if is_quiet or not sys.stderr.isatty():
        yield None
        return
    line = Line(sys.stderr)
    try:
        yield line.step
    finally:
        line.end()


def aside(text: str) -> None:
    """Tell something on stderr while a step runs."""
    click.echo(f"{_CLEAR if sys.stderr.isatty() else ''}{text}", err=True)


def _rate(rate: float) -> str:
    return f"{rate:.0f} a second" if rate >= 10 else f"{rate:.1f} a second"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
