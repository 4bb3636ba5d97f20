"""What the calendar's templates are given."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from smmgen.build.beside import Fate
from smmgen.build.moment import Moment
from smmgen.build.view import AccountView, MediaView, RubricView
from smmgen.model.post import Status


class Timing(Struct, frozen=True):
    """A time, and the accounts that publish then."""

    at: Moment | None
    accounts: tuple[AccountView, ...]


class Entry(Struct, frozen=True, kw_only=True):
    """A post on one day: the accounts that publish it then, by time. `href` is from the site's root.

    `at` is the earliest of the times; `text` is how the post begins. `fate` is
    what became of it: the worst of what is known, "published" only where all of it is out.
    """

    post: str
    href: str
    title: str
    language: str
    status: Status
    rubric: RubricView | None
    owner: str
    campaign: str
    at: Moment | None
    timings: tuple[Timing, ...]
    thumbnail: MediaView | None
    text: str
    errors: int
    warnings: int
    fate: Fate | None = None

    @property
    def accounts(self) -> tuple[AccountView, ...]:
        """Return the accounts that publish it on this day."""
        return tuple(account for timing in self.timings for account in timing.accounts)


class Gap(Struct, frozen=True, kw_only=True):
    """A row of the plan that has no post yet."""

    date: date
    time: str
    topic: str
    rubric: RubricView | None
    owner: str
    accounts: tuple[AccountView, ...]


class Day(Struct, frozen=True, kw_only=True):
    """A day of the calendar; `is_other` for the days of the months around."""

    date: date
    text: str
    is_other: bool
    is_today: bool
    is_weekend: bool
    names: tuple[str, ...]
    entries: tuple[Entry, ...]
    gaps: tuple[Gap, ...]


class Choice(Struct, frozen=True):
    """One value that the calendar can be narrowed to."""

    value: str
    title: str


class Choices(Struct, frozen=True, kw_only=True):
    """What a month can be narrowed to, kind by kind; a kind with fewer than two values narrows nothing."""

    accounts: tuple[Choice, ...]
    rubrics: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    campaigns: tuple[Choice, ...]


class MonthView(Struct, frozen=True, kw_only=True):
    """A month, "2026-12", as whole weeks; `href` is from the site's root. A post counts once.

    `weeks` are their names in order, `week` is the one to open with, counted from 1. `gaps` counts the
    rows of the plan that have no post.
    """

    month: str
    title: str
    href: str
    days: tuple[Day, ...]
    weeks: tuple[str, ...]
    week: int
    entries: tuple[Entry, ...]
    count: int
    gaps: int
    choices: Choices
    statuses: Mapping[Status, int]
    rubrics: tuple[tuple[RubricView, int], ...]
