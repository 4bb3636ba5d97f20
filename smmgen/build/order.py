"""Lay the posts out in time by their outlines: who stands beside whom, and what is on an account's page."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from heapq import nlargest, nsmallest
from math import inf
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.build.entry import Frame, page_of
from smmgen.build.moment import month_of
from smmgen.build.view import PageLink
from smmgen.model.outline import Outline

COMING, PAST, TILES = 24, 6, 9
"""So many posts of an account are shown on its page; the calendar has the rest."""


_Timed = tuple[float, str]
"""A time in seconds since 1970, infinite for none, and a post."""


class Stand(Struct, frozen=True):
    """A post on an account: its time in seconds since 1970 (UTC), None without one."""

    post: str
    at: int | None


class Row(Struct, frozen=True):
    """What is near on an account: `coming` the earliest first, `past` the latest first, both cut.

    `count` is how many posts the account has in all. `months` counts those of each month, where not all are
    near.
    """

    coming: tuple[Stand, ...] = ()
    past: tuple[Stand, ...] = ()
    count: int = 0
    months: tuple[tuple[str, int], ...] = ()


def in_time(outlines: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return the posts by their first times, those without one last; of two with one id the first."""
    first: dict[str, Outline] = {}
    for told in outlines:
        first.setdefault(told.id, told)
    return tuple(sorted(first.values(), key=lambda told: (_first(told.times), told.id)))


def _first(times: Iterable[int | None]) -> float:
    return min((at for at in times if at is not None), default=inf)


Neighbour = tuple[str, str]
"""A post's id and title; empty for none."""


def neighbours(posts: Sequence[Outline], number: int) -> tuple[Neighbour, Neighbour]:
    """Return the posts before and after one in time; `number` is its place among all."""
    before = posts[number - 1] if number else None
    after = posts[number + 1] if number + 1 < len(posts) else None
    return _name(before), _name(after)


def _name(told: Outline | None) -> Neighbour:
    return (told.id, told.title or told.id) if told else ("", "")


def link_to(neighbour: Neighbour) -> PageLink | None:
    """Return the link to a neighbour's page; None where there is none."""
    post, title = neighbour
    return PageLink(page_of(post), title) if post else None


def rows(posts: Iterable[Outline], frame: Frame) -> Mapping[str, Row]:
    """Return what is near on each account on the frame's day."""
    start = datetime.combine(frame.today, time.min, frame.zone).timestamp()
    past: dict[str, list[_Timed]] = {name: [] for name in frame.accounts}
    coming: dict[str, list[_Timed]] = {name: [] for name in frame.accounts}
    for told in posts:
        for name, at in zip(told.goes_to, told.times, strict=True):
            is_past = at is not None and at < start
            (past if is_past else coming)[name].append((inf if at is None else at, told.id))
    return {name: _row(past[name], coming[name], frame.zone) for name in frame.accounts}


def _row(past: list[_Timed], coming: list[_Timed], zone: ZoneInfo) -> Row:
    is_whole = len(past) <= PAST and len(coming) <= COMING
    times = [] if is_whole else sorted(at for at, _ in (*past, *coming) if at != inf)
    return Row(
        coming=tuple(map(_stand, nsmallest(COMING, coming))),
        past=tuple(map(_stand, nlargest(max(PAST, TILES), past))),
        count=len(past) + len(coming),
        months=tuple(months_in(times, zone)),
    )


def months_in(times: Sequence[float], zone: ZoneInfo) -> Iterator[tuple[str, int]]:
    """Count the times of each month in a zone; they are in order, and only one of each month is looked at."""
    start = 0
    while start < len(times):
        day = datetime.fromtimestamp(times[start], UTC).astimezone(zone).date().replace(day=1)
        end = bisect_left(times, _end_of_month(day, zone), start + 1)
        yield month_of(day), end - start
        start = end


def _end_of_month(first: date, zone: ZoneInfo) -> float:
    if (first.year, first.month) == (MAXYEAR, 12):
        return inf
    after = (first + timedelta(days=31)).replace(day=1)
    return datetime.combine(after, time.min, zone).timestamp()


def _stand(one: _Timed) -> Stand:
    at, post = one
    return Stand(post, None if at == inf else int(at))


def shown_on(rows: Mapping[str, Row]) -> Mapping[str, tuple[str, ...]]:
    """Return on which accounts' pages posts stand, by their ids."""
    found: dict[str, list[str]] = {}
    for name, row in rows.items():
        for stand in (*row.coming, *row.past):
            found.setdefault(stand.post, []).append(name)
    return {post: tuple(names) for post, names in found.items()}
