"""How fast to write while others write into the same ledger."""

from collections.abc import Callable
from random import Random

RIVAL_SECONDS = 60.0
"""So long after another's write was seen, others are reckoned with."""
UNASKED = 8
"""After so many writes a turn is left to others unasked: one that never gets to write is never seen."""
LONGEST_SECONDS = 5.0


class Pace:
    """Take turns with other writers, whom nobody else can tell from us.

    A write stands only if nobody wrote between its look at the ledger and its end. Whoever has just written
    is the next to be ready again, so it would win every time: it leaves the others time for one of their
    writes. Times are seconds of `monotonic`, `took` that of the last write; `chance` spreads writers apart.
    """

    def __init__(
        self, sleep: Callable[[float], None], chance: Random, monotonic: Callable[[], float]
    ) -> None:
        self._sleep = sleep
        self._chance = chance
        self._monotonic = monotonic
        self._rival_until = float("-inf")
        self._turn_at = float("-inf")
        self.took = 0.0
        self._writes = 0

    def wait(self, tries: int) -> None:
        """Wait for a turn; `tries` of this write came too late, and after the first of them nobody waits."""
        if tries == 0:
            is_others = self.has_rivals() or self._writes % UNASKED == 0
            self._rest(self._turn_at - self._monotonic() if is_others else 0.0)
        elif tries > 1:
            self._rest(0.05 * 2**tries * self._chance.uniform(0.5, 1.5))

    def has_rivals(self) -> bool:
        """Tell whether another's write was seen lately."""
        return self._monotonic() < self._rival_until

    def saw_a_rival(self) -> None:
        """Note that somebody else has written."""
        self._rival_until = self._monotonic() + RIVAL_SECONDS

    def wrote(self, began: float) -> None:
        """Note that a write stands which was begun at `began`: the next turn is others'."""
        now = self._monotonic()
        self.took = now - began
        self._writes += 1
        self._turn_at = now + (now - began) * self._chance.uniform(1.0, 2.0)

    def _rest(self, seconds: float) -> None:
        if seconds > 0:
            self._sleep(min(seconds, LONGEST_SECONDS))
