"""Times as the pages write them: the brand's clock and words, and UTC beside them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.build.wording import Words


class Moment(Struct, frozen=True, kw_only=True):
    """A time of publication: `iso` and `utc` are UTC for machines and people, the rest is the brand's."""

    at: datetime
    date: date
    month: str
    iso: str
    day: str
    day_short: str
    day_of: str
    time: str
    utc: str
    zone: str


def moment(at: datetime, zone: ZoneInfo, words: Words) -> Moment:
    """Return a time as the brand keeps it."""
    local, universal = at.astimezone(zone), at.astimezone(UTC)
    is_same_day = local.date() == universal.date()
    return Moment(
        at=universal,
        date=local.date(),
        month=month_of(local.date()),
        iso=universal.strftime("%Y-%m-%dT%H:%M:%SZ"),
        day=day_text(local.date(), words),
        day_short=f"{words.days_short[local.weekday()]} {local.day}",
        day_of=day_of(local, words),
        time=local.strftime("%H:%M"),
        utc=universal.strftime("%H:%M" if is_same_day else "%Y-%m-%d %H:%M"),
        zone=str(zone.key),
    )


def day_text(day: date, words: Words) -> str:
    """Write a day in full: "Tuesday, 1 December 2026"."""
    return f"{words.days[day.weekday()]}, {day.day} {words.months_of[day.month - 1]} {day.year}"


def day_of(day: date, words: Words) -> str:
    """Write a day within its year: "1 December"."""
    return f"{day.day} {words.months_of[day.month - 1]}"


def month_of(day: date) -> str:
    """Return the month of a day: "2026-12"."""
    return f"{day.year:04}-{day.month:02}"


def month_text(month: str, words: Words) -> str:
    """Write a month "2026-12" as a heading: "December 2026"."""
    year, number = month.split("-")
    return f"{words.months[int(number) - 1]} {year}"
