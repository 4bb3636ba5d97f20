"""What is on each day: posts as their records tell it, and what the plans have for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Raw, msgpack

from smmgen.build.calendar_view import Entry, Gap
from smmgen.build.entry import Frame, Sketch, entry_of
from smmgen.model.plan import Plan, Topic
from smmgen.recall.mark import Mark

_DECODE = msgpack.Decoder(tuple[Sketch, ...]).decode


class Dated(Protocol):
    """A post on its days: those of the calendar, what they say of it, encoded, and the mark of that."""

    @property
    def post(self) -> str: ...  # noqa: D102
    @property
    def days(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def sketches(self) -> Raw: ...  # noqa: D102
    @property
    def look(self) -> Mark: ...  # noqa: D102


class Days:
    """The days of a calendar; an entry is made when its day is shown."""

    def __init__(self, records: Iterable[Dated], plans: Iterable[Plan], frame: Frame) -> None:
        self._frame = frame
        self._plans = tuple(plans)
        self._on: dict[int, list[tuple[Dated, int]]] = defaultdict(list)
        self._posts: set[str] = set()
        for record in records:
            self._posts.add(record.post)
            for number, day in enumerate(record.days):
                self._on[day].append((record, number))
        self._made: dict[int, tuple[Entry, ...]] = {}

    def __iter__(self) -> Iterator[date]:
        """Return the days that have entries."""
        return (date.fromordinal(day) for day in self._on if day)

    @property
    def has_posts(self) -> bool:
        """Tell whether there is any post, with a day or without."""
        return bool(self._posts)

    def entries(self, day: date | None) -> tuple[Entry, ...]:
        """Return a day's entries by time; those that have none for None."""
        number = day.toordinal() if day else 0
        if number not in self._made:
            entries = [self._entry(*one) for one in self._on.get(number, ())]
            entries.sort(key=lambda entry: (entry.at.iso if entry.at else "", entry.post))
            self._made[number] = tuple(entries)
        return self._made[number]

    def marks(self, day: date | None) -> list[tuple[str, int, Mark]]:
        """Return what a day's entries depend on."""
        on = self._on.get(day.toordinal() if day else 0, ())
        return sorted((record.post, number, record.look) for record, number in on)

    def plan_marks(self, day: date) -> list[object]:
        """Return what else a day shows depends on."""
        gaps = [
            (gap.time, gap.topic, gap.rubric and gap.rubric.name, gap.owner) for gap in self.gaps.get(day, ())
        ]
        accounts = [[account.name for account in gap.accounts] for gap in self.gaps.get(day, ())]
        return [gaps, accounts, self.names.get(day, ())]

    def _entry(self, record: Dated, number: int) -> Entry:
        return entry_of(record.post, _DECODE(record.sketches)[number], self._frame)

    @cached_property
    def gaps(self) -> Mapping[date, list[Gap]]:
        """Return the plans' rows without a post, those too whose post was never written or is gone."""
        found: dict[date, list[Gap]] = defaultdict(list)
        for plan in self._plans:
            for topic in plan.topics:
                if topic.date and topic.post not in self._posts:
                    found[topic.date].append(self._gap(topic, topic.date))
        return found

    @cached_property
    def names(self) -> Mapping[date, list[str]]:
        """Return the names of the plans' key dates."""
        found: dict[date, list[str]] = defaultdict(list)
        for plan in self._plans:
            for key in plan.key_dates:
                found[key.date].append(key.name)
        return found

    def _gap(self, topic: Topic, day: date) -> Gap:
        frame = self._frame
        return Gap(
            date=day,
            time=topic.time.strftime("%H:%M") if topic.time else "",
            topic=topic.topic,
            rubric=frame.rubrics.get(topic.rubric),
            owner=topic.owner,
            accounts=tuple(view for name, view in frame.accounts.items() if name in topic.accounts),
        )
