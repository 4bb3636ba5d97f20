"""Count calls in windows of time, as the networks' rate limits do."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls (or points) in so many seconds."""

    count: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What is left of a limit after a call; `resets_at` is in Unix seconds."""

    limit: Limit
    remaining: int
    resets_at: int
    is_exceeded: bool


class Meter:
    """Counters of one server's run; exceeding a limit only matters where `is_strict`.

    Not strict by default: a test suite would hit limits that are meant for the networks' own servers.
    """

    def __init__(self, *, is_strict: bool = False) -> None:
        self._is_strict = is_strict
        self._used: dict[tuple[str, int], int] = {}

    def count(self, key: str, limit: Limit, now: datetime, points: int = 1) -> Reading:
        """Count a call under `key` and return what is left."""
        window = int(now.timestamp()) // limit.seconds
        used = self._used.get((key, window), 0) + points
        self._used[(key, window)] = used
        return Reading(
            limit=limit,
            remaining=max(limit.count - used, 0),
            resets_at=(window + 1) * limit.seconds,
            is_exceeded=self._is_strict and used > limit.count,
        )

    def clear(self) -> None:
        """Forget all calls."""
        self._used.clear()
