"""Read the strategy: who the brand talks to, what for, in which sections, how often, and who does it."""

import datetime as clock
import re
from datetime import date
from typing import Any, get_args
from zoneinfo import ZoneInfo

from smmgen.clock import Slot
from smmgen.model.days import topics
from smmgen.model.source import Path, Source
from smmgen.model.strategy import (
    Aim,
    Amount,
    Budget,
    Competitor,
    Expense,
    Occasion,
    Period,
    Person,
    Recurring,
    Role,
    Section,
    Segment,
    Strategy,
    Times,
    Tone,
)
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.front_matter import part
from smmgen.read.node import Entries, Node
from smmgen.read.record import Keys, made, record, text_or
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import Shape, either, form, name_of, object_of, shape_of, shaped
from smmgen.read.time_hint import zone_hint
from smmgen.recurrence import parse_recurrence

_AMOUNT = pattern(r"([+-]?\d{1,15}(?:\.\d+)?)\s*(\D{0,12})")
_OCCASION = pattern(r"(?:(\d{4})-)?(\d\d)-(\d\d)")
_COUNTRY = pattern(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_EASIEST = 100
_LEAP = 2028
"""A year with a 29 February, to tell whether a day without a year exists."""


def read_strategy(source: Source) -> tuple[Strategy | None, Reading]:
    """Read a strategy; it is None where the front matter cannot be used. Never raises."""
    reading = Reading(source)
    node = part(reading, source).node
    if node is None:
        return None, reading
    values = schema.entries(reading, node, (), _KEYS, "The strategy")
    return Strategy(source=source, spans=reading.spans(), **values), reading


def _amount(written: str) -> Amount | None:
    found = _AMOUNT.fullmatch(written.replace("\u00a0", " "))
    return Amount(float(found[1]), found[2].strip()) if found else None


def _occasion_day(written: str) -> tuple[int | None, int, int] | None:
    found = _OCCASION.fullmatch(written)
    if not found:
        return None
    year, month, day = (int(number) if number else None for number in found.groups())
    try:
        date(year or _LEAP, month or 0, day or 0)
    except ValueError:
        return None
    return (year, month, day) if month and day else None


def _occasion(name: str, date: tuple[int | None, int, int], rubric: str = "") -> Occasion:
    year, month, day = date
    return Occasion(name, month, day, year, rubric)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a folder's name is an OSError, an unknown zone a KeyError
        return None


def _country(written: str) -> str | None:
    return written if _COUNTRY.fullmatch(written) else None


@shaped(name_of("topic-of-days"))
def _topic_of_days(reading: Reading, node: Node, path: Path) -> str | None:
    return schema.choice(*topics())(reading, node, path)


_PERIOD: Keys = {"from": schema.day, "until": schema.day}


@shaped(object_of(_PERIOD, ("from", "until")))
def _period(reading: Reading, node: Node, path: Path) -> Period | None:
    example = "{from: 2027-01-01, until: 2027-12-31}"
    kind = record(dict[str, date], _PERIOD, ("from", "until"), "The period", example)
    found = kind(reading, node, path)
    if found is None:
        return None
    if found["from"] <= found["until"]:
        return Period(found["from"], found["until"])
    message = f"The period ends on {found['until']}, before it begins."
    reading.error("FMT002", node.span, message, f"Write it like this: {example}.")
    return None


_SLOTS = schema.list_of(schema.slot)
_TIMES: Keys = {
    "timezone": schema.parsed(_zone, "time zone", "Europe/Moscow", zone_hint, name_of("timezone")),
    "at": _SLOTS,
}


@shaped(either(shape_of(_SLOTS), object_of(_TIMES, ("timezone", "at"))))
def _times(reading: Reading, node: Node, path: Path) -> Times | None:
    if not isinstance(node, Entries):
        slots = _SLOTS(reading, node, path)
        return Times(slots) if slots else None
    example = "{timezone: Europe/Moscow, at: [Mon-Fri 18:30]}"

    def make(at: tuple[Slot, ...], timezone: ZoneInfo) -> Times:
        return Times(at, timezone)

    return record(make, _TIMES, ("timezone", "at"), "These slots", example)(reading, node, path)


_texts = schema.list_of(schema.text)
_ACCOUNTS = schema.list_of(schema.name("account"))
_number: Kind[Amount] = schema.parsed(
    _amount, "number", "180 or 85%", shape=form(_AMOUNT.pattern.replace("?:", ""))
)
_PERSON: Keys = {
    "role": schema.choice(*get_args(Role)),
    "github": schema.parsed(lambda text: text.removeprefix("@") or None, "name on GitHub", "anna-k"),
    "rubrics": schema.list_of(schema.name("rubric")),
    "accounts": _ACCOUNTS,
    "capacity": schema.whole,
}
_THOSE = schema.mapping_of(schema.group(_PERSON, "A person"), "The people")


@shaped(_THOSE.shape)
def _people(reading: Reading, node: Node, path: Path) -> dict[str, Person] | None:
    found = _THOSE(reading, node, path)
    if found is None:
        return None
    return {name: Person(name=name, **values) for name, values in found.items()}


_SEGMENT: Keys = {
    **dict.fromkeys(("who", "wants", "doubts"), schema.text),
    "segment": schema.text,
    "accounts": _ACCOUNTS,
}
_AIM: Keys = {
    **dict.fromkeys(("name", "metric", "why"), schema.text),
    "account": schema.name("account"),
    "baseline": _number,
    "target": _number,
    "by": schema.day,
}
_RECURRING: Keys = {
    **dict.fromkeys(("topic", "owner"), schema.text),
    "rubric": schema.name("rubric"),
    "every": schema.parsed(parse_recurrence, "recurrence", "Tue, first Fri, 2 weeks on Wed or FREQ=…"),
    "since": schema.day,
    "accounts": _ACCOUNTS,
    "time": schema.time_of_day,
}
_OCCASION_KEYS: Keys = {
    "date": schema.parsed(
        _occasion_day,
        "day",
        "12-06, or 2027-12-06 for one year",
        shape=form(_OCCASION.pattern.replace("?:", "")),
    ),
    "name": schema.text,
    "rubric": schema.name("rubric"),
}


def _recurring(time: clock.time | None = None, **values: Any) -> Recurring:
    return Recurring(at=time, **values)


def _segment(segment: str, **values: Any) -> Segment:
    return Segment(name=segment, **values)


_READABILITY = schema.mapping_of(
    schema.parsed(
        lambda text: int(text) if text.isdecimal() and int(text[:9]) <= _EASIEST else None,
        f"measure from 0 to {_EASIEST}",
        "60",
        shape={**form(r"\d{1,3}"), "minimum": 0, "maximum": _EASIEST},
    ),
    "`readability`",
)

_KEYS: Keys = {
    "period": _period,
    "audience": schema.list_of(
        text_or(
            record(
                _segment, _SEGMENT, ("segment",), "A part of the audience", "{segment: Neighbours, who: …}"
            ),
            lambda name: Segment(name=name),
        )
    ),
    "goals": schema.list_of(
        record(
            Aim,
            _AIM,
            ("name", "metric", "target", "by"),
            "A goal",
            "{name: Orders, metric: Shop orders a month, baseline: 118, target: 180, by: 2027-09-30}",
        )
    ),
    "rubrics": schema.mapping_of(
        made(Section, {"share": schema.share, "owner": schema.name("owner"), "ideas": _texts}, "A rubric"),
        "The rubrics",
    ),
    "cadence": schema.mapping_of(schema.whole, "The cadence"),
    "slots": schema.mapping_of(_times, "The slots"),
    "recurring": schema.list_of(
        record(
            _recurring,
            _RECURRING,
            ("topic", "rubric", "every", "since"),
            "A recurring topic",
            "{topic: A question from the counter, rubric: education, every: Tue, since: 2027-01-01}",
        )
    ),
    "key_dates": schema.list_of(
        record(_occasion, _OCCASION_KEYS, ("date", "name"), "A key date", "{date: 12-06, name: St Nicholas}")
    ),
    "holidays": schema.list_of(
        schema.parsed(_country, "country or part of one", "DE, DE-BE or RU", shape=form(_COUNTRY.pattern))
    ),
    "days": schema.list_of(_topic_of_days),
    "people": _people,
    "tone": made(Tone, {"do": _texts, "dont": _texts, "readability": _READABILITY}, "The tone"),
    "competitors": schema.list_of(
        text_or(
            record(
                Competitor,
                dict.fromkeys(("name", "where", "strong", "weak"), schema.text),
                ("name",),
                "A competitor",
                "{name: Zwei Bohnen, strong: …, weak: …}",
            ),
            lambda name: Competitor(name=name),
        )
    ),
    "budget": made(
        Budget,
        {
            "currency": schema.parsed(
                lambda text: text if re.fullmatch(r"[A-Z]{3}", text) else None,
                "currency",
                "EUR",
                shape=form(r"[A-Z]{3}"),
            ),
            "per_month": schema.number,
            "items": schema.list_of(
                record(
                    Expense,
                    {"item": schema.text, "amount": schema.number},
                    ("item", "amount"),
                    "An item of the budget",
                    "{item: Prizes, amount: 110}",
                )
            ),
            "ads": schema.number,
        },
        "The budget",
    ),
}

SHAPE: Shape = object_of(_KEYS)
