"""Who writes along with us, and when each is likely to be back."""

from collections.abc import Callable, Iterable
from math import inf
from threading import Lock

STEP_SECONDS = 0.001
BEGIN_SECONDS = 0.05
"""So long is waited for threads that are about to ask for the first time, once."""
_LATE = 1.25
"""Who is away for longer than the last time by this factor is waited for no more."""
_SIGN_IN = 2
"""A thread's first call may be two, as many networks want a sign-in before a post."""
_LONGEST_FIRST = 0.5
"""No outcome waits for so many seconds to be noted, because another account signs in or uploads a film."""


class Crowd:
    """Wait with a write for the threads that are about to ask for one too.

    Whoever comes just after a write was begun waits for all of it and for the next one. Two groups that
    always find each other so take twice as long as one. A thread is away for about as long as it was the
    last time; the first time, which may hold a sign-in, tells nothing, and is allowed twice what the quickest
    took. `sleep` takes seconds and `monotonic` tells them.
    """

    def __init__(self, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self._sleep = sleep
        self._monotonic = monotonic
        self._since: dict[int, float] = {}
        self._away: dict[int, float] = {}
        self._signed_in: set[int] = set()
        self._quickest = inf
        self._starting = 0
        self._lock = Lock()

    def expect(self, writers: int) -> None:
        """Say that so many threads are about to ask for the first time."""
        self._starting = writers

    def came(self, writer: int) -> None:
        """Note that this thread wants to write."""
        now = self._monotonic()
        with self._lock:
            if writer in self._since:
                self._note(writer, now - self._since.pop(writer))
            self._starting = max(self._starting - 1, 0)

    def left(self, writers: Iterable[int]) -> None:
        """Note that what these threads wanted is written."""
        now = self._monotonic()
        with self._lock:
            self._since |= dict.fromkeys(writers, now)

    def gather(self, seconds: float) -> None:
        """Wait for those who are likely to come within `seconds`, which is what a write takes."""
        self._wait(BEGIN_SECONDS, lambda: self._starting > 0)
        self._starting = 0
        end = self._monotonic() + seconds
        allowed = self._quickest * _SIGN_IN * _LATE if self._signed_in else 0
        first = min(allowed, max(seconds, _LONGEST_FIRST))
        self._wait(max(seconds, first), lambda: self._is_coming(end, first))

    def _note(self, writer: int, away: float) -> None:
        self._quickest = min(self._quickest, away)
        if writer in self._signed_in:
            self._away[writer] = away
        self._signed_in.add(writer)

    def _wait(self, seconds: float, is_needed: Callable[[], bool]) -> None:
        for _ in range(int(seconds / STEP_SECONDS)):
            if not is_needed():
                return
            self._sleep(STEP_SECONDS)

    def _is_coming(self, end: float, first: float) -> bool:
        now = self._monotonic()
        with self._lock:
            away = [(since, self._away.get(writer)) for writer, since in self._since.items()]
        return any(
            now < since + first if usual is None else _is_near(now, since, usual, end)
            for since, usual in away
        )


def _is_near(now: float, since: float, usual: float, end: float) -> bool:
    """Tell whether a thread that is away since then is likely to come before the end."""
    return now < since + usual * _LATE and since + usual <= end
