"""Tell whether labels are points in time, and where they lie on an axis."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from smmgen.cards.corner import day_and_month
from smmgen.pattern import pattern

_MONTHS = frozenset(
    re.findall(
        r"\w+",
        "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august "
        "september october november december "
        "янв фев мар апр май мая июн июл авг сен сент окт ноя нояб дек январь февраль март апрель июнь июль "
        "август сентябрь октябрь ноябрь декабрь января февраля марта апреля июня июля августа сентября "
        "октября ноября декабря "
        "mär mrz mai okt dez januar februar märz juni juli oktober dezember",
    )
)
"""Names of the months in English, Russian and German, whole and short. Source: Unicode CLDR 46."""

_NAMED = pattern(r"(?:\d{1,2}\.?\s+)?([^\W\d]+)\.?(?:\s+\d{4})?(?:\s*г\.?)?")
_QUARTER = pattern(r"(?:Q[1-4]|[1-4]Q|[1-4]\s*кв\.?|(?:I{1,3}|IV)\s*кв\.?)(?:\s+\d{4})?", re.IGNORECASE)
_CLOCK = pattern(r"\d{1,2}:\d{2}")
_YEAR = pattern(r"(?:19|20|21)\d{2}")
_MONTH = pattern(r"(\d{4})-(\d{2})")


def _year(label: str) -> float | None:
    return float(label) if _YEAR.fullmatch(label) else None


def _month(label: str) -> float | None:
    found = _MONTH.fullmatch(label)
    return int(found[1]) * 12.0 + int(found[2]) if found and 1 <= int(found[2]) <= 12 else None


def _day(label: str) -> float | None:
    try:
        return float(date.fromisoformat(label).toordinal()) if len(label) == 10 else None
    except ValueError:
        return None


_EXACT: tuple[Callable[[str], float | None], ...] = (_year, _month, _day)


def times(labels: Sequence[str]) -> tuple[float, ...] | None:
    """Return where labels lie on an axis of time; None where one is no point in time.

    Years, 2026-05 and 2026-05-17 lie as far apart as they are, if they go forward; months by name,
    quarters and hours evenly.
    """
    for exact in _EXACT:
        found = [exact(label) for label in labels]
        places = tuple(place for place in found if place is not None)
        if len(places) == len(labels):
            return places if all(a < b for a, b in pairwise(places)) else evenly(labels)
    return evenly(labels) if labels and all(_is_time(label) for label in labels) else None


def evenly(labels: Sequence[str]) -> tuple[float, ...]:
    """Return places at the same distance."""
    return tuple(float(number) for number in range(len(labels)))


def _is_time(label: str) -> bool:
    named = _NAMED.fullmatch(label)
    is_month = named is not None and named[1].lower() in _MONTHS
    return is_month or bool(_QUARTER.fullmatch(label) or _CLOCK.fullmatch(label))


def shown(labels: Sequence[str], language: str) -> tuple[str, ...]:
    """Return labels as people read them: “2026-05” as “May”, with its year where there are several."""
    has_years = len({label[:4] for label in labels}) > 1
    return tuple(_shown(label, language, has_years=has_years) for label in labels)


def _shown(label: str, language: str, *, has_years: bool) -> str:
    if _month(label) is not None:
        _, month = day_and_month(f"{label}-01", language) or ("", label)
        month = "май" if month == "мая" else month
        return f"{month} {label[:4]}" if has_years else month
    if _day(label) is not None:
        day, month = day_and_month(label, language) or (label, "")
        said = f"{month} {day}" if language.startswith("en") else f"{day} {month}"
        return f"{said} {label[:4]}" if has_years else said
    return label
