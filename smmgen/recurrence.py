"""Days that come again: a rule of iCalendar (RFC 5545), or the few words that people use instead of one."""

import re
from collections.abc import Mapping
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
_COMMON = {"INTERVAL": range(1, 100), "BYMONTH": range(1, 13)}
_PARTS: dict[str, dict[str, range]] = {
    "DAILY": {**_COMMON, "BYMONTHDAY": range(1, 32)},
    "WEEKLY": {**_COMMON},
    "MONTHLY": {**_COMMON, "BYMONTHDAY": range(1, 32), "BYSETPOS": range(1, 32)},
    "YEARLY": {
        **_COMMON,
        "BYMONTHDAY": range(1, 32),
        "BYSETPOS": range(1, 367),
        "BYWEEKNO": range(1, 54),
        "BYYEARDAY": range(1, 367),
    },
}
"""What a rule may say beside its weekdays, with the numbers that mean something, from behind too.

Rules are about days: hours belong to slots, and an end to the strategy's period. What never falls on a day is
refused, as looking for it would go on until the year 9999.
"""

_NUMBERED_DAYS = {"DAILY": 0, "WEEKLY": 0, "MONTHLY": 5, "YEARLY": 53}
"""The highest number that may stand before a weekday: 3WE is the third Wednesday."""

_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


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
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {name: value.split(",") for name, _, value in pairs}
    kind = parts.pop("FREQ", [""])[0]
    if len(parts) != len(pairs) - 1 or kind not in _PARTS:
        return False
    weekdays, start = parts.pop("BYDAY", []), parts.pop("WKST", ["MO"])
    are_days = all(_is_weekday(day, _NUMBERED_DAYS[kind]) for day in [*weekdays, *start])
    known = _PARTS[kind]
    are_numbers = all(name in known and _are_of(values, known[name], name) for name, values in parts.items())
    return are_days and are_numbers and _falls(parts, weekdays)


def _is_weekday(text: str, most: int) -> bool:
    found = _DAY.fullmatch(text)
    return found is not None and (found[1] is None or 0 < abs(int(found[1])) <= most)


def _are_of(values: list[str], wanted: range, name: str) -> bool:
    is_signed = name not in _COMMON
    pattern = r"[+-]?\d{1,3}" if is_signed else r"\d{1,3}"
    is_one = name != "INTERVAL" or len(values) == 1
    return is_one and all(re.fullmatch(pattern, one) and abs(int(one)) in wanted for one in values)


def _falls(parts: Mapping[str, list[str]], weekdays: list[str]) -> bool:
    """Tell whether a rule ever falls on a day, as far as its numbers tell."""
    if "BYSETPOS" in parts and not (weekdays or "BYMONTHDAY" in parts or "BYYEARDAY" in parts):
        return False
    months = [int(month) for month in parts.get("BYMONTH", ())] or [1]
    days = [abs(int(day)) for day in parts.get("BYMONTHDAY", ())] or [1]
    return any(day <= _LONGEST_MONTH.get(month, 31) for month in months for day in days)


def recurrences(rule: str, since: date, first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last` on which a rule falls that counts its weeks from `since` on."""
    from dateutil.rrule import rrulestr

    start = datetime.combine(since, time(), UTC)
    found = rrulestr(rule, dtstart=start)
    days = found.between(datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC), inc=True)
    return tuple(day.date() for day in days)
