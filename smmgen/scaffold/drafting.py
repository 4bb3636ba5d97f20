"""Draft a month's rows: every account on its days, every rubric by its share, every occasion on its date.

The same strategy, brand and history give the same rows; nothing is left to chance, so that a draft can be
made again and compared.
"""

import datetime as clock
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time

from msgspec import Struct
from msgspec.structs import replace

from smmgen.model.brand import Brand
from smmgen.model.plan import OPEN
from smmgen.model.project import Project
from smmgen.model.strategy import Strategy
from smmgen.recurrence import recurrences
from smmgen.scaffold.best import Best
from smmgen.scaffold.occasions import KeyDay, month_end
from smmgen.scaffold.rhythm import days_of, posts_a_day, row_time, slots_of


class DraftRow(Struct, frozen=True, order=True, kw_only=True):
    """One row of a plan to be; a time of None means each account's own slot."""

    date: date
    time: clock.time | None = None
    rubric: str = ""
    topic: str = ""
    accounts: tuple[str, ...] = ()
    owner: str = ""


class Rhythm(Struct, frozen=True):
    """What a month is made of: the posts a week of each account, the share of each rubric."""

    cadence: Mapping[str, int]
    mix: Mapping[str, float]


class Fixed(Struct, frozen=True, kw_only=True):
    """A topic whose day is given."""

    day: date
    rubric: str
    topic: str
    accounts: tuple[str, ...] = ()
    owner: str = ""
    at: time | None = None


def rhythm(project: Project) -> Rhythm:
    """Return cadence and mix: the strategy's, else those of `smmgen.yaml` and of the latest plan."""
    strategy, brand = project.strategy, project.brand
    latest = max(project.plans, key=lambda plan: plan.month, default=None)
    cadence = (strategy.cadence if strategy else {}) or (latest.cadence if latest else {})
    wanted = {name: one.share for name, one in (strategy.rubrics if strategy else {}).items() if one.share}
    stated = wanted or {name: one.share for name, one in brand.rubrics.items() if one.share}
    mix = (
        stated
        or (latest.mix if latest else {})
        or dict.fromkeys(brand.rubrics, 1 / (len(brand.rubrics) or 1))
    )
    return Rhythm(
        {name: number for name, number in cadence.items() if name in brand.accounts and number > 0},
        {name: share for name, share in mix.items() if name in brand.rubrics},
    )


def fixed_topics(strategy: Strategy, key: Iterable[KeyDay], first: date) -> tuple[Fixed, ...]:
    """Return the topics that come again this month, and the occasions that have a rubric."""
    of_days = [Fixed(day=one.day, rubric=one.rubric, topic=one.name) for one in key if one.rubric]
    again = [
        Fixed(day=day, rubric=one.rubric, topic=one.topic, accounts=one.accounts, owner=one.owner, at=one.at)
        for one in strategy.recurring
        for day in recurrences(one.every, one.since, first, month_end(first))
    ]
    return tuple(sorted([*of_days, *again], key=lambda one: (one.day, one.topic)))


class Month:
    """A month while it is being filled: which posts every account still has to get on which day."""

    def __init__(self, brand: Brand, strategy: Strategy, wanted: Rhythm, first: date) -> None:
        self._brand, self._strategy, self._wanted = brand, strategy, wanted
        self._open = {
            name: posts_a_day(number, slots_of(name, brand, strategy), first)
            for name, number in wanted.cadence.items()
        }
        self._made: Counter[str] = Counter()
        self._pinned: set[tuple[str, date]] = set()
        self.rows: list[DraftRow] = []

    def put(self, one: Fixed) -> None:
        """Put in a topic whose day is given; its accounts give up their nearest other post of that week."""
        accounts = one.accounts or self._takers(one.rubric)
        for account in accounts:
            self._take(account, one.day)
            self._pinned.add((account, one.day))
        self._add(one.day, one.rubric, accounts, one.topic, one.owner, one.at)

    def _take(self, account: str, day: date) -> None:
        days = self._open.get(account, Counter())
        free = [
            other for other in days if days[other] > 0 and other.isocalendar()[:2] == day.isocalendar()[:2]
        ]
        if free:
            days[min(free, key=lambda other: (abs((other - day).days), other))] -= 1

    def fill(self, day: date) -> None:
        """Give every account that posts on this day a row: each time of the rubric that lacks most."""
        while waiting := [name for name, days in self._open.items() if days[day] > 0]:
            rubric = self._lacking(day, waiting)
            takers = set(self._takers(rubric)) if rubric else set(waiting)
            accounts = tuple(name for name in waiting if name in takers)
            for name in accounts:
                self._open[name][day] -= 1
            self._add(day, rubric, accounts, "", "", None)

    def _lacking(self, day: date, waiting: list[str]) -> str:
        """Return the rubric furthest behind its share among those that a waiting account takes."""
        today = {row.rubric for row in self.rows if row.date == day}
        latest = self.rows[-1].rubric if self.rows else ""
        total = self._made.total() + 1
        usable = [name for name in self._wanted.mix if set(self._takers(name)) & set(waiting)]

        def order(name: str) -> tuple[bool, bool, float, int]:
            behind = self._wanted.mix[name] * total - self._made[name]
            return name in today, name == latest, -round(behind, 9), list(self._wanted.mix).index(name)

        return min(usable, key=order, default="")

    def _takers(self, rubric: str) -> tuple[str, ...]:
        known = self._brand.rubrics.get(rubric)
        named = known.accounts if known and known.accounts else tuple(self._wanted.cadence)
        return tuple(name for name in named if name in self._wanted.cadence)

    def _add(
        self, day: date, rubric: str, accounts: tuple[str, ...], topic: str, owner: str, at: time | None
    ) -> None:
        self._made[rubric] += 1
        self.rows.append(
            DraftRow(
                date=day,
                time=at or row_time(accounts, day, self._brand, self._strategy),
                rubric=rubric,
                topic=topic,
                accounts=accounts,
                owner=owner or owner_of(rubric, self._strategy),
            )
        )


def owner_of(rubric: str, strategy: Strategy) -> str:
    """Return who writes a rubric: its owner, else the first person to whom it belongs."""
    section = strategy.rubrics.get(rubric)
    if section and section.owner:
        return section.owner
    writers = [one for one in strategy.people.values() if one.role != "reviewer"]
    return next(
        (one.name for one in writers if rubric in one.rubrics), writers[0].name if len(writers) == 1 else ""
    )


def draft_rows(
    project: Project, strategy: Strategy, first: date, key: tuple[KeyDay, ...], best: tuple[Best, ...]
) -> tuple[DraftRow, ...]:
    """Return the rows of the month that `first` begins, in order of date, each with a topic or a gap."""
    month = Month(project.brand, strategy, rhythm(project), first)
    for one in fixed_topics(strategy, key, first):
        month.put(one)
    for day in days_of(first):
        month.fill(day)
    rows = sorted(month.rows, key=lambda row: (row.date, row.time or time(), row.rubric, row.topic))
    return tuple(_with_topics(project, strategy, rows, key, best))


def _with_topics(
    project: Project,
    strategy: Strategy,
    rows: list[DraftRow],
    key: tuple[KeyDay, ...],
    best: tuple[Best, ...],
) -> Iterator[DraftRow]:
    gaps = [row for row in rows if not row.topic]
    marked = dict(_marked(gaps, key))
    ideas = {name: _unused(project, one.ideas) for name, one in strategy.rubrics.items()}
    again = {one.rubric: one for one in reversed(best)}
    for row in rows:
        topic = row.topic or marked.get(id(row)) or _topic(project.brand, row, ideas, again)
        yield replace(row, topic=topic)


def _marked(gaps: list[DraftRow], key: tuple[KeyDay, ...]) -> Iterator[tuple[int, str]]:
    """Yield the open rows that take up a key date: one of that day, else of the three days before."""
    taken: set[int] = set()
    for one in key:
        near = [row for row in gaps if 0 <= (one.day - row.date).days <= 3 and id(row) not in taken]
        if near and not one.rubric:
            row = max(near, key=lambda row: (row.date, len(row.accounts)))
            taken.add(id(row))
            yield id(row), f"{one.name}: {OPEN}"


def _topic(brand: Brand, row: DraftRow, ideas: Mapping[str, list[str]], again: dict[str, Best]) -> str:
    if ideas.get(row.rubric):
        return ideas[row.rubric].pop(0)
    title = brand.rubrics[row.rubric].title or row.rubric if row.rubric else ""
    if one := again.pop(row.rubric, None):
        return f"{title}, after “{one.title}”: {OPEN}"
    return f"{title}: {OPEN}" if title else OPEN


def _unused(project: Project, ideas: Iterable[str]) -> list[str]:
    used = {topic.topic.casefold() for plan in project.plans for topic in plan.topics}
    used |= {post.title.casefold() for post in project.posts}
    return [idea for idea in ideas if idea.casefold() not in used]
