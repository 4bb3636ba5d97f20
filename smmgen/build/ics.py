"""`calendar.ics`: the month in every calendar program."""

from collections.abc import Iterable

from smmgen.build.entry import Frame, Sketch, moment_at, page_of
from smmgen.build.moment import Moment
from smmgen.model.brand import Brand
from smmgen.text.links import host

_STAMP = "20000101T000000Z"
"""The format asks for a time of making; a fixed one keeps the file the same for the same content."""

_LINE = 75
"""Bytes of a line, without its end. Source: RFC 5545, 3.1; read 2026-11."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
"""Source: RFC 5545, 3.3.11; read 2026-11."""

END = b"END:VCALENDAR\r\n"


def head(brand: Brand, frame: Frame) -> bytes:
    """Return what stands before the events."""
    return _lines(
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//smmgen//calendar//EN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", _text(f"{brand.name} · {frame.words.calendar}")),
        ("X-WR-TIMEZONE", _text(brand.timezone.key)),
    )


def events(brand: Brand, post: str, days: Iterable[Sketch], frame: Frame) -> bytes:
    """Return an event for each time of a post; it names its page, from the calendar's folder."""
    return b"".join(
        _event(brand, post, day, names, at, frame)
        for day in days
        for seconds, names in day.timings
        if (at := moment_at(seconds, frame))
    )


def _event(brand: Brand, post: str, day: Sketch, names: tuple[str, ...], at: Moment, frame: Frame) -> bytes:
    rubric = frame.rubrics.get(day.rubric)
    told = [", ".join(names), frame.words.statuses[day.status], page_of(post)]
    return _lines(
        ("BEGIN", "VEVENT"),
        ("SUMMARY", _text(f"[{rubric.title}] {day.title}" if rubric else day.title)),
        ("DTSTART", f"{at.at:%Y%m%dT%H%M%SZ}"),
        ("DTSTAMP", _STAMP),
        ("UID", _text(f"{post}.{'.'.join(sorted(names))}@{host(brand.url) or 'smmgen'}")),
        ("DESCRIPTION", _text("\n".join(told))),
        ("STATUS", "CONFIRMED" if day.status == "ready" else "TENTATIVE"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
    )


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _lines(*properties: tuple[str, str]) -> bytes:
    return b"".join(_folded(f"{name}:{value}".encode("utf-8", "replace")) for name, value in properties)


def _folded(line: bytes) -> bytes:
    """Cut a line that is too long between two characters; what goes on begins with a space."""
    parts, most = [], _LINE
    while len(line) > most:
        end = most
        while line[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(line[:end])
        line, most = line[end:], _LINE - 1
    return b"\r\n ".join((*parts, line)) + b"\r\n"
