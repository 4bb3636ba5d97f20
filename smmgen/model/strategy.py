"""What the brand is doing here, for whom, and how it will know (`plans/strategy.md`)."""

from collections.abc import Mapping
from datetime import date, time
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.clock import Slot
from smmgen.model.source import Source, Spans

Role = Literal["owner", "reviewer", "contractor"]
"""What a person does: an owner answers for posts, a reviewer approves them, a contractor only writes."""


class Period(Struct, frozen=True):
    """The days that the strategy is for, the last one included."""

    first: date
    last: date


class Segment(Struct, frozen=True, kw_only=True):
    """A part of the audience: who they are, what they want and doubt, and where they read."""

    name: str
    who: str = ""
    wants: str = ""
    doubts: str = ""
    accounts: tuple[str, ...] = ()


class Amount(Struct, frozen=True):
    """A number with its unit as written: 118, or 61 and "%"."""

    value: float
    unit: str = ""


class Aim(Struct, frozen=True, kw_only=True):
    """A goal that can be missed: a metric, from a number to a number, by a day, and why.

    `account` is the one that the metric is of; empty where it is of all.
    """

    name: str
    metric: str
    target: Amount
    by: date
    baseline: Amount | None = None
    account: str = ""
    why: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """What the strategy wants of a rubric: its share of the posts, who writes it, topics to come."""

    share: float | None = None
    owner: str = ""
    ideas: tuple[str, ...] = ()


class Times(Struct, frozen=True):
    """The weekly times of an account as its readers' clocks show them; no zone is the brand's."""

    slots: tuple[Slot, ...]
    zone: ZoneInfo | None = None


class Recurring(Struct, frozen=True, kw_only=True):
    """A topic that comes again: `every` is a rule of iCalendar (RFC 5545), counted from `since` on."""

    topic: str
    rubric: str
    every: str
    since: date
    accounts: tuple[str, ...] = ()
    owner: str = ""
    at: time | None = None


class Occasion(Struct, frozen=True):
    """A day of the brand's own, each year unless `year` is given."""

    name: str
    month: int
    day: int
    year: int | None = None
    rubric: str = ""


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who works on the posts. No rubrics and accounts mean all of them.

    `github` is the name there, without @; `capacity` is the most posts a week that they can make.
    """

    name: str
    role: Role = "owner"
    github: str = ""
    rubrics: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    capacity: int | None = None


class Competitor(Struct, frozen=True, kw_only=True):
    """Whom the audience reads instead, and what they do well and badly."""

    name: str
    where: str = ""
    strong: str = ""
    weak: str = ""


class Expense(Struct, frozen=True):
    """A part of the budget, a month, in its currency."""

    item: str
    amount: float


class Budget(Struct, frozen=True, kw_only=True):
    """What a month may cost; `ads` comes on top of `items`. The currency is a code of ISO 4217."""

    currency: str = ""
    per_month: float | None = None
    items: tuple[Expense, ...] = ()
    ads: float = 0

    @property
    def spent(self) -> float:
        """Return the sum of all items and the advertising."""
        return sum(one.amount for one in self.items) + self.ads


class Tone(Struct, frozen=True):
    """How the brand speaks: what to do, what never to, and how easily its texts are to be read.

    `readability` is the least measure by language ("en"), as `smmgen.text.readability` has it.
    """

    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    readability: Mapping[str, int] = {}


class Strategy(Struct, frozen=True, kw_only=True):
    """All of `plans/strategy.md`.

    `rubrics` and `slots` go before those of `smmgen.yaml`; `cadence` is the posts a week by account.
    `holidays` names countries, such as "DE" or "DE-BE", whose public holidays get into each month's plan,
    and `days` the topics of the professional days that do.
    """

    source: Source
    spans: Spans
    period: Period | None = None
    audience: tuple[Segment, ...] = ()
    goals: tuple[Aim, ...] = ()
    rubrics: Mapping[str, Section] = {}
    cadence: Mapping[str, int] = {}
    slots: Mapping[str, Times] = {}
    recurring: tuple[Recurring, ...] = ()
    key_dates: tuple[Occasion, ...] = ()
    holidays: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    people: Mapping[str, Person] = {}
    tone: Tone = Tone()
    competitors: tuple[Competitor, ...] = ()
    budget: Budget | None = None
