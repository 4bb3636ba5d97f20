"""Find the days that a text names: “Friday, 11 December 2026”, «до пятницы, 11 декабря»."""

import re
from collections.abc import Iterator
from datetime import date, time

from msgspec import Struct

from smmgen.pattern import pattern
from smmgen.text.phrases import words

_DOT = r"(?:(?<!\w{5})\.)?"
"""The dot of a short form: “Fri.”, “Dec.”."""

_NO_RANGE = r"(?!\w)(?!\s*(?:[–—/-]|to\b|and\b|till\b|until\b|or\b|или\b|и\b|по\b|до\b))"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RUSSIAN_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = {name[:3]: number % 12 + 1 for number, name in enumerate((*_MONTHS, *_RUSSIAN_MONTHS))}
_DAYS = ("mo tu we th fr sa su", "пн вт ср чт пт сб вс", "по вт ср че пя су во")
_WEEKDAY = {name: number for names in _DAYS for number, name in enumerate(names.split())}
HEADS = words(
    "jan janu feb febr mar marc apr apri may jun june jul july aug augu sep sept oct octo nov nove dec dece "
    "янв янва фев февр мар март апр апре мая июн июня июл июля авг авгу сен сент окт октя ноя нояб дек дека"
)
"""The heads, as `text.phrases` has them, of all words that name a month."""

_W = (
    r"Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
    r"|понедельник[ауе]?|вторник[ауе]?|сред[ауеы]|четверг[ауе]?|пятниц[ауеы]|суббот[ауеы]|воскресень[еяю]"
    r"|Понедельник|Вторник|Среда|Четверг|Пятница|Суббота|Воскресенье|пн|вт|ср|чт|пт|сб|вс|Пн|Вт|Ср|Чт|Пт|Сб|Вс"
)
_ENGLISH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_M = (
    rf"(?:{_ENGLISH}|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|янв|фев|мар|апр|июн|июл|авг|сент?|окт|ноя|дек)"
)
_CORE = pattern(
    rf"""
      (?P<d1>\d{{1,2}}) (?:st|nd|rd|th)? (?:\s+of)? \s+ (?P<m1>{_M}) (?!\w) {_DOT}
    | (?P<m2>\b{_ENGLISH}) {_DOT} \s+ (?P<d2>\d{{1,2}}) (?:st|nd|rd|th)? (?![\w:])
    """,
    re.VERBOSE,
)
_BEFORE = pattern(rf"(?<![\w-])({_W}){_DOT}[,\s(]+(?:the\s+)?$")
_BEHIND = pattern(
    rf"""
    (?: ,? \s+ (?P<year>(?:19|20)\d\d) (?!\d) (?:\s+(?:года|г\.))? )?
    (?: \s* \( (?P<inside>{_W}) {_DOT} \)
      | , \s+ (?:в\s+|во\s+|on\s+)? (?P<behind>{_W}) {_NO_RANGE} )?
    (?: ,? \s* (?:at\s+|from\s+|by\s+|в\s+|до\s+|с\s+)? (?P<time>\d{{1,2}}:\d\d) (?!\d) )?
    """,
    re.VERBOSE,
)
_INSIDE = pattern(r"[\w:.,/-]")
_LONGEST = 24
"""Characters in which a weekday stands before a day."""

_FAR = 150
"""Days beyond which a day without a year may be of any."""


class Day(Struct, frozen=True):
    """A day as a text names it: without a year `year` is None; `weekday` counts from 0, Monday.

    `start` and `end` are offsets in the text, in code points. `at` is a time that stands right behind it.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    at: time | None = None

    def near(self, reference: date | None) -> date | None:
        """Return the date, in the year that is nearest to a reference; None where that cannot be told."""
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if reference is None:
            return None
        years = (reference.year - 1, reference.year, reference.year + 1)
        dates = [found for year in years if (found := _date(year, self.month, self.day))]
        nearest = min(dates, key=lambda one: abs(one - reference), default=None)
        return nearest if nearest and abs(nearest - reference).days <= _FAR else None


def find(text: str) -> Iterator[Day]:
    """Yield the days that a text names with a month's name, in English or Russian."""
    for core in _CORE.finditer(text):
        if _INSIDE.match(text[: core.start()][-1:]):
            continue
        before = _BEFORE.search(text, max(0, core.start() - _LONGEST), core.start())
        behind = _BEHIND.match(text, core.end())
        told = behind.groupdict() if behind else {}
        weekday = before[1] if before else told.get("inside") or told.get("behind")
        yield Day(
            before.start() if before else core.start(),
            behind.end() if behind else core.end(),
            int(core["d1"] or core["d2"]),
            _MONTH[(core["m1"] or core["m2"]).lower()[:3]],
            int(told["year"]) if told.get("year") else None,
            _WEEKDAY[weekday.lower()[:2]] if weekday else None,
            _time(told.get("time")),
        )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(written: str | None) -> time | None:
    hour, minute = map(int, written.split(":")) if written else (99, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
