"""Turn strict YAML into typed values, and every mistake into a finding with its place.

A kind is a function `(reading, node, path) -> value or None`; None means that a finding was made or that
nothing was written, and the caller keeps its default. Kinds are put together: `list_of(choice(…))`, and
know their shape, of which `smmgen schema` makes what editors read.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Any, TypeVar

from smmgen.clock import Slot, When, parse_duration, parse_hours, parse_slot, parse_time, parse_when
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.option import YES_OR_NO
from smmgen.model.source import Path, Source, Span, Spans
from smmgen.read.node import Entries, Items, Node, Scalar
from smmgen.read.shape import (
    SCALAR,
    Shape,
    Shaped,
    either,
    form,
    list_with,
    name_of,
    names_with,
    object_of,
    one_of,
    shape_of,
    shaped,
)
from smmgen.read.time_hint import date_hint
from smmgen.read.tree import Files, Listing
from smmgen.text.near import near as nearest

T = TypeVar("T")
Kind = Callable[["Reading", Node, Path], T | None]


class Reading:
    """Gather the findings and places of one file while it is read; `files` are those it may name."""

    def __init__(self, source: Source, files: Files | None = None) -> None:
        self.source = source
        self.files: Files = files or Listing()
        self.findings: list[Diagnostic] = []
        self._places: dict[Path, Span] = {}

    def note(self, path: Path, span: Span) -> None:
        """Remember where the value at `path` stands."""
        self._places[path] = span

    def error(self, code: str, span: Span, message: str, hint: str = "") -> None:
        """Add an error."""
        self.findings.append(Diagnostic(code=code, severity="error", span=span, message=message, hint=hint))

    def warn(self, code: str, span: Span, message: str, hint: str = "") -> None:
        """Add a warning."""
        self.findings.append(Diagnostic(code=code, severity="warning", span=span, message=message, hint=hint))

    def spans(self, whole: Span | None = None) -> Spans:
        """Return the places found so far."""
        return Spans(self._places, whole or Span(self.source.path))


def near(name: str, known: Mapping[str, Any] | tuple[str, ...] | list[str]) -> str:
    """Return a hint that names the nearest known word, else lists the known ones (twelve at most)."""
    names = list(known)
    if close := nearest(name, names):
        return f"Did you mean “{close}”?"
    return f"Known here: {', '.join(names[:12])}{', …' if len(names) > 12 else '.'}" if names else ""


def entries(
    reading: Reading, node: Node, path: Path, keys: Mapping[str, Kind[Any]], what: str
) -> dict[str, Any]:
    """Read a mapping by its known keys; `what` names it in messages. Only keys with a value are returned."""
    values: dict[str, Any] = {}
    if not isinstance(node, Entries):
        if not (isinstance(node, Scalar) and node.is_nothing):
            hint = f"Write “key: value” lines; known keys: {', '.join(list(keys)[:8])}."
            reading.error("FMT002", node.span, f"{what} must be keys with values.", hint)
        return values
    for key, value in node.entries:
        kind = keys.get(key.text)
        if kind is None:
            reading.error("FMT001", key.span, f"{what} has no key “{key.text}”.", near(key.text, keys))
            continue
        here = (*path, key.text)
        reading.note(here, key.span if _is_nothing(value) else value.span)
        if not _is_nothing(value) and (read := kind(reading, value, here)) is not None:
            values[key.text] = read
    return values


def group(keys: Mapping[str, Kind[Any]], what: str, required: tuple[str, ...] = ()) -> Shaped[dict[str, Any]]:
    """Read a mapping by its known keys; that those `required` are there is for the caller to see."""
    return Shaped(
        lambda reading, node, path: entries(reading, node, path, keys, what), object_of(keys, required)
    )


def mapping_of(kind: Kind[T], what: str) -> Shaped[dict[str, T]]:
    """Read a mapping whose keys are names of the person's choice."""

    def read(reading: Reading, node: Node, path: Path) -> dict[str, T] | None:
        if not isinstance(node, Entries):
            hint = "Write “name: value” lines, without hyphens before the names."
            reading.error("FMT002", node.span, f"{what} must be names with values.", hint)
            return None
        values: dict[str, T] = {}
        for key, value in node.entries:
            here = (*path, key.text)
            reading.note(here, key.span)
            if (item := kind(reading, value, here)) is not None:
                values[key.text] = item
        return values

    return Shaped(read, names_with(shape_of(kind)))


def list_of(kind: Kind[T], least: int = 0) -> Shaped[tuple[T, ...]]:
    """Read a list; one value alone is a list of one, but a comma in it is a mistake.

    That there are `least` is for the caller to see.
    """

    def read(reading: Reading, node: Node, path: Path) -> tuple[T, ...] | None:
        if isinstance(node, Scalar) and "," in node.text and node.is_plain:
            hint = f"Put it in brackets: [{node.text}]."
            reading.error("FMT002", node.span, "This must be a list.", hint)
            return None
        nodes = node.items if isinstance(node, Items) else (node,)
        values = []
        for number, item in enumerate(nodes):
            here = (*path, number)
            reading.note(here, item.span)
            if (value := kind(reading, item, here)) is not None:
                values.append(value)
        return tuple(values)

    return Shaped(read, list_with(shape_of(kind), least))


@shaped(SCALAR)
def text(reading: Reading, node: Node, path: Path) -> str | None:
    """Read a text, without white space at its ends."""
    if isinstance(node, Scalar):
        return node.text.strip()
    hint = "Text that starts with { or [ needs quotes."
    reading.error("FMT002", node.span, "This must be a text, not a list or a mapping.", hint)
    return None


def name(what: str) -> Shaped[str]:
    """Read the name of something that stands elsewhere: "account", "rubric", "card" …; rules know whether."""
    return Shaped(text.read, name_of(what))


def _no_hint(written: str) -> str:
    return ""


def parsed(
    parse: Callable[[str], T | None],
    what: str,
    example: str,
    hint: Callable[[str], str] = _no_hint,
    shape: Shape = SCALAR,
) -> Shaped[T]:
    """Read a text through `parse`, which returns None for what it cannot take.

    `hint` says what to write instead of such a text; where it is empty, the example is shown.
    """

    def read(reading: Reading, node: Node, path: Path) -> T | None:
        written = text(reading, node, path)
        if written is None:
            return None
        value = parse(written)
        if value is None:
            told = hint(written) or f"Write it like this: {example}."
            reading.error("FMT002", node.span, f"“{written}” is no {what}.", told)
        return value

    return Shaped(read, {**shape, "examples": [example.strip('"')]})


def choice(*names: str) -> Shaped[str]:
    """Read one of some words."""

    def read(reading: Reading, node: Node, path: Path) -> str | None:
        written = text(reading, node, path)
        if written is None or written in names:
            return written
        message = f"“{written}” is not one of: {', '.join(names)}."
        close = nearest(written, names)
        reading.error("FMT004", node.span, message, f"Did you mean “{close}”?" if close else "")
        return None

    return Shaped(read, one_of(names))


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_nothing


def _flag(written: str) -> bool | None:
    return YES_OR_NO.get(written.lower())


def _whole(written: str) -> int | None:
    return int(written) if re.fullmatch(r"[+-]?\d{1,15}", written) else None


def _number(written: str) -> float | None:
    return float(written) if re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?", written) else None


def _part(written: str) -> float | None:
    value = _number(written)
    return value if value is not None and 0 <= value <= 1 else None


def _share(written: str) -> float | None:
    value = _number(written.removesuffix("%").strip())
    if value is None or not written.endswith("%"):
        return _part(written)
    return value / 100 if 0 <= value <= 100 else None


def _day(written: str) -> date | None:
    when = parse_when(written)
    return when.date if when and when.time is None else None


_CLOCK = r"\d\d?:\d\d"
_DATE = r"\d{4}-\d\d-\d\d"
_OFFSET = r"\s*([Zz]|[+-]\d\d:?\d\d)"
_NUMBER = r"[+-]?\d{1,15}(\.\d+)?"
_PART = {"minimum": 0, "maximum": 1}
_ANY_CASE = {word: "".join(f"[{sign.upper()}{sign}]" for sign in word) for word in YES_OR_NO}

FLAG = either(
    {"type": "boolean"}, {"type": "string", "pattern": f"^\\s*({'|'.join(_ANY_CASE.values())})\\s*$"}
)
WHOLE = form(r"[+-]?\d{1,15}")
_SHARE = r"[+-]?0*(\d{1,2}(\.\d+)?|100(\.0+)?)\s*%|" + _NUMBER
_WHEN = rf"{_DATE}([Tt ]+{_CLOCK}(:\d\d)?)?({_OFFSET})?"

flag: Kind[bool] = parsed(_flag, "yes or no", "true", shape=FLAG)
whole: Kind[int] = parsed(_whole, "whole number", "300", shape=WHOLE)
number: Kind[float] = parsed(_number, "number", "12.5", shape=form(_NUMBER))
part: Kind[float] = parsed(_part, "number from 0 to 1", "0.4", shape={**form(_NUMBER), **_PART})
share: Kind[float] = parsed(_share, "share", "20%", shape={**form(_SHARE), **_PART})
day: Kind[date] = parsed(_day, "date", "2026-12-24", shape=form(rf"{_DATE}({_OFFSET})?"))
when: Kind[When] = parsed(parse_when, "date or time", "2026-12-01 10:00", date_hint, form(_WHEN))
time_of_day: Kind[time] = parsed(parse_time, "time of day", "18:00", shape=form(_CLOCK))
hours: Kind[tuple[time, time]] = parsed(
    parse_hours, "stretch of hours", "22:00-08:00", shape=form(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}")
)
duration: Kind[timedelta] = parsed(parse_duration, "length of time", "6h", shape=form(r"\d+\s*(m|min|h|d)"))
slot: Kind[Slot] = parsed(parse_slot, "weekly slot", "Mon-Fri 10:00", shape=form(rf"\S.*\s{_CLOCK}"))
