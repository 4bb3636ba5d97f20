"""Time as a brand keeps it: local clock times in an IANA zone, slots and quiet hours; UTC inside."""

import datetime as calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct


class When(Struct, frozen=True):
    """A time as written: a date, a local time of the brand unless `offset` is given, or a date alone.

    A date alone takes the next free slot of that day, account by account.
    """

    date: calendar.date
    time: calendar.time | None = None
    offset: timedelta | None = None


class Slot(Struct, frozen=True):
    """A weekly time of an account: weekdays (Monday is 0) and the brand's local time."""

    weekdays: frozenset[int]
    at: calendar.time


_WHEN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d))?)?(?:\s*(Z|[+-]\d\d:?\d\d))?", re.IGNORECASE
)
_TIME = re.compile(r"(\d\d?):(\d\d)")
_DURATION = re.compile(r"(\d+)\s*(m|min|h|d)")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_when(text: str) -> When | None:
    """Read "2026-12-01", "2026-12-01 10:00" or a time with an offset; None where it is none of these."""
    found = _WHEN.fullmatch(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        at = time(int(hour), int(minute), int(second or 0)) if hour else None
        return When(date(int(year), int(month), int(day)), at, _offset(offset) if offset and at else None)
    except ValueError:
        return None


def _offset(text: str) -> timedelta:
    if text.upper() == "Z":
        return timedelta(0)
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))


def parse_time(text: str) -> time | None:
    """Read "9:30" or "18:00"; None where it is no time of day."""
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def parse_duration(text: str) -> timedelta | None:
    """Read "45m", "6h" or "2d"; None where it is none of these."""
    found = _DURATION.fullmatch(text.strip())
    if not found:
        return None
    unit = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}[found[2]]
    return timedelta(**{unit: int(found[1])})


def parse_hours(text: str) -> tuple[time, time] | None:
    """Read "22:00-08:00"; None where it is no stretch of the day."""
    first, _, last = text.replace("–", "-").partition("-")
    start, end = parse_time(first), parse_time(last)
    return (start, end) if start and end and start != end else None


def parse_slot(text: str) -> Slot | None:
    """Read "Mon-Fri 10:00", "Sat 12:00", "Mon,Thu 9:00" or "daily 09:30"; None where it is none of these."""
    days, _, at = text.strip().rpartition(" ")
    moment = parse_time(at)
    weekdays = _weekdays(days.lower().replace("–", "-"))
    return Slot(weekdays, moment) if moment and weekdays else None


def _weekdays(text: str) -> frozenset[int]:
    if text.strip() in ("daily", "every day"):
        return frozenset(range(7))
    chosen: set[int] = set()
    for part in re.split(r"[,\s]+", text.strip()):
        first, _, last = (day[:3] for day in part.partition("-"))
        if first not in _DAYS or (last and last not in _DAYS):
            return frozenset()
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        chosen |= {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}
    return frozenset(chosen)


@lru_cache(4096)
def to_utc(day: date, at: time, zone: ZoneInfo) -> datetime | Literal["gap", "overlap"]:
    """Turn a local time into UTC, or say that the clocks skip it ("gap") or show it twice ("overlap")."""
    local = datetime.combine(day, at)
    early, late = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    is_real = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
    return "overlap" if is_real else "gap"


def midnight(after: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day that it is in a zone ends, in UTC; `after` is aware."""
    return datetime.combine(after.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(UTC)


def with_offset(day: date, at: time, offset: timedelta) -> datetime:
    """Turn a time with its own offset into UTC."""
    return datetime.combine(day, at, timezone(offset)).astimezone(UTC)


def slot_times(slots: Iterable[Slot], day: date) -> tuple[time, ...]:
    """Return the times of `day`'s slots, earliest first."""
    return tuple(sorted({slot.at for slot in slots if day.weekday() in slot.weekdays}))


def is_quiet(at: time, hours: tuple[time, time]) -> bool:
    """Tell whether a local time lies in quiet hours, which may span midnight; their end is not quiet."""
    start, end = hours
    return start <= at < end if start < end else at >= start or at < end
