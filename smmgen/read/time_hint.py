"""Say what to write instead of a date or a time zone that is none."""

import re
from datetime import date, timedelta
from zoneinfo import available_timezones

from smmgen.clock import parse_when
from smmgen.pattern import pattern
from smmgen.text.near import near

_ORDERED = pattern(r"(\d{4})-(\d\d)-(\d\d)(.*)", re.DOTALL)
_DAY_FIRST = pattern(r"(\d\d?)\.(\d\d?)\.(\d{4})(.*)", re.DOTALL)
_HOUR = pattern(r"[T ]+(\d\d):\d\d")


def date_hint(written: str) -> str:
    """Return what is wrong with a date that cannot be read, or how it is written; empty where unknown."""
    if found := _DAY_FIRST.fullmatch(written):
        day, month, year, rest = found.groups()
        ordered = f"{year}-{month:0>2}-{day:0>2}{rest}"
        return f"Write it like this: {ordered}." if parse_when(ordered) else date_hint(ordered)
    found = _ORDERED.fullmatch(written)
    if found is None:
        return ""
    year, month, day = (int(part) for part in found.groups()[:3])
    if not (year and 1 <= month <= 12):
        return ""
    if not 1 <= day <= (days := _days(year, month)):
        return f"{date(year, month, 1):%B %Y} has {days} days."
    hour = _HOUR.match(found[4])
    return "The hours of a day are 00 to 23." if hour and int(hour[1]) > 23 else ""


def _days(year: int, month: int) -> int:
    """Return how many days a month has."""
    after = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return (after - timedelta(days=1)).day


def zone_hint(written: str) -> str:
    """Return a zone of that city's name, or one that is spelt nearly so; empty where there is none.

    Zones without a place are left out: the sign of "Etc/GMT+1" means the opposite of what people mean.
    """
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    city = written.strip().replace(" ", "_").casefold()
    found = [name for name in names if name.casefold().rpartition("/")[2] == city]
    close = found[0] if found else near(written, names, cutoff=0.75)
    return f"Did you mean “{close}”?" if close else ""
