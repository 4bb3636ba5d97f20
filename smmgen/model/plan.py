"""One month's content plan, and the strategy behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from smmgen.model.source import Source, Span, Spans


@dataclass(frozen=True, slots=True)
class Goal:
    """What the month is to reach: a metric, on an account (empty: all), to a number."""

    metric: str
    account: str
    target: float


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day that the month's posts turn on."""

    date: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One row of the plan's table. `post` is the id once there is one."""

    date: date | None
    time: time | None
    rubric: str
    topic: str
    accounts: tuple[str, ...]
    owner: str
    post: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One month, "YYYY-MM"; `mix` is each rubric's share (0 to 1), `cadence` the posts a week by account."""

    month: str
    source: Source
    goals: tuple[Goal, ...] = ()
    mix: Mapping[str, float] = field(default_factory=dict)
    cadence: Mapping[str, int] = field(default_factory=dict)
    key_dates: tuple[KeyDate, ...] = ()
    topics: tuple[Topic, ...] = ()
    spans: Spans
