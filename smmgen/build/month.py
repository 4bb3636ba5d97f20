"""Lay entries out in months of whole weeks, Monday first."""

import re
from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from smmgen.build.calendar_view import Choice, Choices, Day, Entry, Gap, MonthView
from smmgen.build.days import Days
from smmgen.build.entry import Frame
from smmgen.build.moment import day_of, day_text, month_of, month_text
from smmgen.build.wording import Words
from smmgen.model.plan import Plan

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
"""The months that have a page; those of other millennia are slips that `check` reports."""


def months_of(days: Days, plans: Iterable[Plan], frame: Frame) -> tuple[str, ...]:
    """Return every month that has an entry or a plan, in order; the present one where there is none."""
    months = {month_of(day) for day in days} | {plan.month for plan in plans}
    return tuple(sorted(month for month in months if _MONTH.fullmatch(month)) or [month_of(frame.today)])


def month_page(month: str, frame: Frame) -> tuple[str, str]:
    """Return a month's page, from the site's root, and its title; the index for what is no month."""
    if _MONTH.fullmatch(month):
        return f"months/{month}/index.html", month_text(month, frame.words)
    return "index.html", frame.words.calendar


def present(months: Sequence[str], days: Days, frame: Frame) -> str:
    """Return the month to open with: the present one or the next that has posts, else the last."""
    current, busy = month_of(frame.today), {month_of(day) for day in days}
    coming = [month for month in months if month >= current]
    return next((month for month in coming if month in busy), (coming or list(months))[-1])


def shown(month: str) -> tuple[date, ...]:
    """Return the days that a month's page shows: whole weeks."""
    year, number = (int(part) for part in month.split("-"))
    return tuple(Calendar(0).itermonthdates(year, number))


def month_view(month: str, days: Days, frame: Frame) -> MonthView:
    """Return the view of a month."""
    weeks = shown(month)
    entries = [entry for day in weeks if month_of(day) == month for entry in days.entries(day)]
    gaps = [gap for day in weeks if month_of(day) == month for gap in days.gaps.get(day, ())]
    posts = {entry.post: entry for entry in entries}.values()
    rubrics = Counter(entry.rubric.name for entry in posts if entry.rubric)
    href, title = month_page(month, frame)
    return MonthView(
        month=month,
        title=title,
        href=href,
        days=tuple(_day(day, month, days, frame) for day in weeks),
        weeks=tuple(_week(weeks[first], frame.words) for first in range(0, len(weeks), 7)),
        week=weeks.index(frame.today) // 7 + 1 if frame.today in weeks else 1,
        entries=tuple(entries),
        count=len(posts),
        gaps=len(gaps),
        choices=_choices(_all_shown(weeks, days), frame),
        statuses=dict(Counter(entry.status for entry in posts).most_common()),
        rubrics=tuple((view, rubrics[name]) for name, view in frame.rubrics.items() if rubrics[name]),
    )


def _week(monday: date, words: Words) -> str:
    """Name a week by its first and last day: "30 November – 6 December"."""
    sunday = monday + timedelta(days=6)
    first = f"{monday.day}" if monday.month == sunday.month else day_of(monday, words)
    return f"{first} – {day_of(sunday, words)}"


def _all_shown(weeks: Iterable[date], days: Days) -> list[Entry | Gap]:
    return [one for day in weeks for one in (*days.entries(day), *days.gaps.get(day, ()))]


def _choices(shown: list[Entry | Gap], frame: Frame) -> Choices:
    accounts = {account.name for one in shown for account in one.accounts}
    rubrics = {one.rubric.name for one in shown if one.rubric}
    entries = [one for one in shown if isinstance(one, Entry)]
    statuses = {entry.status for entry in entries}
    named = [Choice(status, title) for status, title in frame.words.statuses.items() if status in statuses]
    planned = [Choice("planned", frame.words.planned)] if len(entries) < len(shown) else []
    return Choices(
        accounts=tuple(Choice(name, name) for name in frame.accounts if name in accounts),
        rubrics=tuple(Choice(name, view.title) for name, view in frame.rubrics.items() if name in rubrics),
        owners=_named(one.owner for one in shown),
        statuses=(*named, *planned),
        campaigns=_named(entry.campaign for entry in entries),
    )


def _named(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in sorted(set(values)) if value)


def _day(day: date, month: str, days: Days, frame: Frame) -> Day:
    return Day(
        date=day,
        text=day_text(day, frame.words),
        is_other=month_of(day) != month,
        is_today=day == frame.today,
        is_weekend=day.weekday() > 4,
        names=tuple(days.names.get(day, ())),
        entries=days.entries(day),
        gaps=tuple(days.gaps.get(day, ())),
    )
