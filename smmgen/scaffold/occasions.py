"""The key dates of a month: the brand's own days, public holidays, professional days."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from smmgen.model.days import days_about
from smmgen.model.strategy import Occasion, Strategy
from smmgen.recurrence import recurrences

_ONE_HOLIDAY = 3
"""Days of one name that are no further apart are one holiday: Russia's New Year has Christmas within."""


class KeyDay(Struct, frozen=True, order=True):
    """A day that the month turns on; with a rubric it gets a post of its own."""

    day: date
    name: str
    rubric: str = ""


class Holidays(Struct, frozen=True):
    """The public holidays of a month, and what could not be found out about them, as sentences."""

    days: tuple[KeyDay, ...]
    notes: tuple[str, ...] = ()


def month_end(first: date) -> date:
    """Return the last day of the month that `first` begins."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def key_days(
    strategy: Strategy, holidays: Iterable[KeyDay], first: date, language: str
) -> tuple[KeyDay, ...]:
    """Return all key dates of the month that `first` begins, in order, each name once a day."""
    found = [
        *_own(strategy.key_dates, first),
        *holidays,
        *_professional(strategy.days, first, language),
    ]
    once = {(one.day, one.name.casefold()): one for one in reversed(found)}
    return tuple(sorted(once.values()))


def _own(occasions: Iterable[Occasion], first: date) -> Iterator[KeyDay]:
    for one in occasions:
        is_leap_only = (one.month, one.day) == (2, 29) and not calendar.isleap(first.year)
        if one.month == first.month and one.year in (None, first.year) and not is_leap_only:
            yield KeyDay(date(first.year, one.month, one.day), one.name, one.rubric)


def _professional(topics: Iterable[str], first: date, language: str) -> Iterator[KeyDay]:
    for one in days_about(topics):
        for day in recurrences(one.rule, first.replace(month=1), first, month_end(first)):
            yield KeyDay(day, one.name(language))


def public_holidays(countries: Iterable[str], first: date, language: str) -> Holidays:
    """Return the public holidays of some countries; a holiday of several days is named on its first.

    They come from the library `holidays`, which is an extra as it takes 6 MB.
    """
    countries = tuple(countries)
    if not countries:
        return Holidays(())
    try:
        import holidays
    except ImportError:
        return Holidays((), ("Public holidays are left out: pip install 'smmgen[holidays]' brings them.",))
    days: list[KeyDay] = []
    notes: list[str] = []
    for country in countries:
        code, _, part = country.partition("-")
        try:
            found = holidays.country_holidays(
                code, subdiv=part or None, years=first.year, language=_spoken(code, language)
            )
        except NotImplementedError:
            notes.append(f"The library of holidays does not know “{country}”.")
            continue
        days += _firsts(found.items(), first)
    return Holidays(tuple(days), tuple(notes))


def _spoken(code: str, language: str) -> str | None:
    """Return the name under which the library knows a language for a country; None is the country's own."""
    import holidays

    known = holidays.list_localized_countries().get(code, [])
    wanted = language.partition("-")[0]
    return next((one for one in known if one.partition("_")[0] == wanted), None)


def _firsts(found: Iterable[tuple[date, str]], first: date) -> Iterator[KeyDay]:
    """Yield the month's holidays, of several days of one name only the first."""
    latest: dict[str, date] = {}
    for day, name in sorted(found):
        is_new = name not in latest or (day - latest[name]).days > _ONE_HOLIDAY
        latest[name] = day
        if is_new and (day.year, day.month) == (first.year, first.month):
            yield KeyDay(day, name)
