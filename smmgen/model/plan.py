"""One month's content plan."""

from collections.abc import Mapping
from datetime import date, time

from msgspec import Struct

from smmgen.model.source import Source, Span, Spans


class Goal(Struct, frozen=True):
    """What the month is to reach: a metric, on an account (empty: all), to a number."""

    metric: str
    account: str
    target: float


class KeyDate(Struct, frozen=True):
    """A day that the month's posts turn on."""

    date: date
    name: str


OPEN = "…"
"""Ends a topic that somebody has still to find."""


class Topic(Struct, frozen=True, kw_only=True):
    """One row of the plan's table. `post` is the id once there is one."""

    date: date | None
    time: time | None
    rubric: str
    topic: str
    accounts: tuple[str, ...]
    owner: str
    post: str
    span: Span

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has still to find the topic."""
        return not self.topic or self.topic.endswith(OPEN)


class Plan(Struct, frozen=True, kw_only=True):
    """One month, "YYYY-MM"; `mix` is each rubric's share (0 to 1), `cadence` the posts a week by account."""

    month: str
    source: Source
    goals: tuple[Goal, ...] = ()
    mix: Mapping[str, float] = {}
    cadence: Mapping[str, int] = {}
    key_dates: tuple[KeyDate, ...] = ()
    topics: tuple[Topic, ...] = ()
    spans: Spans
