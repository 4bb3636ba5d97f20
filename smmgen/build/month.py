"""Lay entries out in months of whole weeks, Monday first."""

import re
from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from smmgen.build.entry import Frame
from smmgen.build.moment import day_text, month_of, month_text
from smmgen.build.view import Day, Entry, Gap, MonthView
from smmgen.model.plan import Plan

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
"""The months that have a page; those of other millennia are slips that `check` reports."""


class _Days(Struct, frozen=True):
    """What is on each day."""

    entries: Mapping[date, list[Entry]]
    gaps: Mapping[date, list[Gap]]
    names: Mapping[date, list[str]]


def months_of(entries: Iterable[Entry], plans: Iterable[Plan], frame: Frame) -> tuple[MonthView, ...]:
    """Return every month that has an entry or a plan, in order; the present one where there is none."""
    plans = tuple(plans)
    days = _days(entries, plans, frame)
    months = {month_of(day) for day in days.entries} | {plan.month for plan in plans}
    wanted = sorted(month for month in months if _MONTH.fullmatch(month)) or [month_of(frame.today)]
    return tuple(_view(month, days, frame) for month in wanted)


def month_page(month: str, frame: Frame) -> tuple[str, str]:
    """Return a month's page, from the site's root, and its title; the index for what is no month."""
    if _MONTH.fullmatch(month):
        return f"months/{month}/index.html", month_text(month, frame.words)
    return "index.html", frame.words.calendar


def present(months: tuple[MonthView, ...], frame: Frame) -> MonthView:
    """Return the month to open with: the present one or the next that has posts, else the last."""
    current = month_of(frame.today)
    coming = [month for month in months if month.month >= current]
    return next((month for month in coming if month.entries), (coming or list(months))[-1])


def _days(entries: Iterable[Entry], plans: tuple[Plan, ...], frame: Frame) -> _Days:
    days = _Days(defaultdict(list), defaultdict(list), defaultdict(list))
    for entry in sorted(entries, key=lambda entry: (entry.at.iso if entry.at else "", entry.post)):
        if entry.at:
            days.entries[entry.at.date].append(entry)
    for plan in plans:
        for gap in _gaps(plan, frame):
            days.gaps[gap.date].append(gap)
        for key in plan.key_dates:
            days.names[key.date].append(key.name)
    return days


def _view(month: str, days: _Days, frame: Frame) -> MonthView:
    year, number = (int(part) for part in month.split("-"))
    shown = tuple(Calendar(0).itermonthdates(year, number))
    entries = [entry for day in shown if month_of(day) == month for entry in days.entries.get(day, ())]
    posts = {entry.post: entry for entry in entries}.values()
    rubrics = Counter(entry.rubric.name for entry in posts if entry.rubric)
    href, title = month_page(month, frame)
    return MonthView(
        month=month,
        title=title,
        href=href,
        days=tuple(_day(day, month, days, frame) for day in shown),
        entries=tuple(entries),
        count=len(posts),
        statuses=dict(Counter(entry.status for entry in posts).most_common()),
        rubrics=tuple((view, rubrics[name]) for name, view in frame.rubrics.items() if rubrics[name]),
    )


def _day(day: date, month: str, days: _Days, frame: Frame) -> Day:
    return Day(
        date=day,
        text=day_text(day, frame.words),
        is_other=month_of(day) != month,
        is_today=day == frame.today,
        is_weekend=day.weekday() > 4,
        names=tuple(days.names.get(day, ())),
        entries=tuple(days.entries.get(day, ())),
        gaps=tuple(days.gaps.get(day, ())),
    )


def _gaps(plan: Plan, frame: Frame) -> Iterator[Gap]:
    for topic in plan.topics:
        if topic.date and not topic.post:
            yield Gap(
                date=topic.date,
                time=topic.time.strftime("%H:%M") if topic.time else "",
                topic=topic.topic,
                rubric=frame.rubrics.get(topic.rubric),
                owner=topic.owner,
            )
