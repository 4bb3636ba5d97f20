"""Days that come again: a rule of iCalendar (RFC 5545), or the few words that people use instead of one."""

import re
from datetime import UTC, date, datetime, time

_DAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
_PLACES = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_EVERY = re.compile(
    r"(?:every\s+)?(?:(?P<weeks>\d{1,2})\s+weeks?\s+on\s+|(?P<place>\w+)\s+)?(?P<days>\w+(?:\s*,\s*\w+)*)"
)
_PARTS = "INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|BYWEEKNO|BYYEARDAY|WKST"
_RULE = re.compile(rf"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;({_PARTS})=[A-Z0-9,+-]+)*")
"""Rules about days; hours belong to slots, and an end to the strategy's period."""


def parse_recurrence(text: str) -> str | None:
    """Read "Tue", "first Fri", "2 weeks on Wed" or a rule; return the rule, None where it is none."""
    written = text.strip()
    if written.upper().startswith("FREQ="):
        return written.upper() if _is_rule(written.upper()) else None
    if written.lower() == "daily":
        return "FREQ=DAILY"
    found = _EVERY.fullmatch(written.lower())
    days = [_DAYS.get(day.strip()[:3]) for day in found["days"].split(",")] if found else [None]
    if not found or not all(days):
        return None
    return _rule([day for day in days if day], found["place"], found["weeks"])


def _rule(days: list[str], place: str | None, weeks: str | None) -> str | None:
    if place:
        number = _PLACES.get(place)
        return f"FREQ=MONTHLY;BYDAY={','.join(f'{number}{day}' for day in days)}" if number else None
    every = f";INTERVAL={int(weeks)}" if weeks and int(weeks) > 1 else ""
    return f"FREQ=WEEKLY{every};BYDAY={','.join(days)}"


def _is_rule(text: str) -> bool:
    from dateutil.rrule import rrulestr  # 16 ms, which only a strategy with a rule has to pay

    if not _RULE.fullmatch(text):
        return False
    try:
        rrulestr(text, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001  (a day of no zone)
    except ValueError:
        return False
    return True


def recurrences(rule: str, since: date, first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last` on which a rule falls that counts its weeks from `since` on."""
    from dateutil.rrule import rrulestr

    start = datetime.combine(since, time(), UTC)
    found = rrulestr(rule, dtstart=start)
    days = found.between(datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC), inc=True)
    return tuple(day.date() for day in days)
