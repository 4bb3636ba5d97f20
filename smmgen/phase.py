"""How long the phases of a command take, for those who ask for it; nobody else pays for the answer."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import NamedTuple

REST = "the rest"
"""What no phase covers."""


class Took(NamedTuple):
    """Seconds that passed, and seconds that processors worked, those of finished child processes included."""

    passed: float = 0.0
    used: float = 0.0


def moment() -> Took:
    """Return the clocks of this process; what the system keeps of children has steps of 10 ms."""
    times = os.times()
    return Took(time.perf_counter(), time.process_time() + times.children_user + times.children_system)


class Watch:
    """Add up what each phase takes, by name; a phase within another is taken out of the other."""

    def __init__(self, read: Callable[[], Took] = moment) -> None:
        self._read = read
        self._last = read()
        self._open = [REST]
        self.took: dict[str, Took] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what happens inside for `name`."""
        self.stop()
        self._open.append(name)
        try:
            yield
        finally:
            self.stop()
            self._open.pop()

    def stop(self) -> None:
        """Count the time since the last call for the innermost phase."""
        last, self._last = self._last, self._read()
        before = self.took.get(self._open[-1], Took())
        passed, used = (now - then for now, then in zip(self._last, last, strict=True))
        self.took[self._open[-1]] = Took(before.passed + passed, before.used + used)


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)
_NOBODY = nullcontext()


def phase(name: str) -> AbstractContextManager[None]:
    """Count what happens inside for the phase `name`; without `watched` around it, do nothing.

    What other threads do is not counted by name; the processors' time is that of all.
    """
    watch = _watch.get()
    return watch.phase(name) if watch else _NOBODY


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Let every `phase` inside tell `watch`."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        watch.stop()
        _watch.reset(token)
