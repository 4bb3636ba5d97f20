"""How long each thing may take, and how long is waited before anything is concluded from silence.

It must hold that LEASE > a job's own time limit >= SEND_MAX + a request's time limit, and LEASE >= SETTLE.
"""

import sys
import time
from datetime import datetime, timedelta

ON_TIME = timedelta(minutes=15)
"""So late still counts as on time: schedulers are."""

SEND_MAX = timedelta(seconds=120)
"""From a claim to the start of the visible call; past it nothing is sent on that claim."""

SETTLE = timedelta(minutes=15)
"""So long after a call whose end was not seen nobody looks for its effect: it may still be on its way."""

LEASE = timedelta(minutes=20)
"""A claim older than this belongs to a run that is no more."""

WINDOW = timedelta(minutes=45)
"""So long after the first attempt an idempotency key is trusted. Mastodon keeps them for an hour."""

BACKOFF_MINUTES = (1, 4, 16, 64)
ATTEMPTS = 5
BREAKER = 3
"""After so many calls in a row whose end was not seen, an account is left alone for the run."""

CLOCK_SKEW = timedelta(seconds=120)
MATCH_EARLY = timedelta(minutes=2)
"""A post found on the network may seem older than our first attempt by this much: clocks differ."""


def elapsed() -> float:
    """Return the seconds since some moment, those included that the machine slept through.

    `time.monotonic` leaves them out on Linux and macOS, and a claim grows old while its publisher sleeps.
    Source: clock_gettime(2) of Linux on CLOCK_BOOTTIME, clock_gettime(3) of macOS on CLOCK_MONOTONIC.
    """
    which = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(sys.platform)
    return time.clock_gettime(getattr(time, which)) if which else time.monotonic()


def backoff(attempt: int, chance: float) -> timedelta:
    """Return how long to wait after failed attempt number `attempt` (from 1); `chance` is 0 to 1: ±20 %."""
    minutes = BACKOFF_MINUTES[min(max(attempt, 1), len(BACKOFF_MINUTES)) - 1]
    return timedelta(minutes=minutes) * (0.8 + 0.4 * chance)


def told(length: timedelta) -> str:
    """Write a length of time as people say it: "40 min", "9 h", "3 days"."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 90:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes / 60:.1f}".removesuffix(".0") + " h"
    return f"{minutes // (24 * 60)} days"


def clock_time(moment: datetime) -> str:
    """Write a moment for messages, in UTC, to the minute above: "2026-12-01 10:05 UTC"."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
