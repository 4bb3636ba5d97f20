"""A line of a file with a caret under what is meant, straight in a terminal of fixed-width cells."""

from unicodedata import category, east_asian_width

from msgspec import Struct

from smmgen.model.source import Source, Span
from smmgen.text.count import split_graphemes

TAB = "    "
WIDTH = 100
"""Longer lines are cut around the caret, in cells."""


class Excerpt(Struct, frozen=True):
    """A line as it is printed, and where to underline it: cells before it, and its own cells."""

    line: str
    indent: int
    width: int

    @property
    def carets(self) -> str:
        """Return the line that goes below: spaces, then carets."""
        return " " * self.indent + "^" * self.width


def excerpt(source: Source, span: Span, *, is_secret: bool = False) -> Excerpt | None:
    """Return the first line that a span covers; None where the file has no such line or it is blank.

    Columns of a span are characters (code points); cells are what a terminal gives them: two for wide
    signs and emoji, none for marks that join. A tab is four cells, control characters are shown as "␀".
    With `is_secret` what the span covers is shown as stars.
    """
    line = source.line(span.line)
    if not line.strip():
        return None
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, start), len(line))
    before, marked, after = _shown(line[:start]), _shown(line[start:end]), _shown(line[end:])
    return _cut(before, "*" * len(marked) if is_secret else marked, after)


def cells(text: str) -> int:
    """Count the cells that a terminal gives a text."""
    return len(text) if text.isascii() else sum(_cells(cluster) for cluster in split_graphemes(text))


def _shown(text: str) -> str:
    text = text.replace("\t", TAB)
    if text.isprintable():
        return text
    return "".join("␀" if _is_hidden(sign) else sign for sign in text)


def _is_hidden(sign: str) -> bool:
    """Tell whether a sign would disturb a terminal: controls, and formats such as bidi overrides.

    The joiner of emoji (U+200D) is a format too, but stays: it holds one picture together.
    """
    return sign != "\u200d" and category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _cut(before: str, marked: str, after: str) -> Excerpt:
    room = max(WIDTH // 2, WIDTH - cells(marked) - cells(after) - 1)
    before = _last(before, room)
    marked = _first(marked, WIDTH - cells(before))
    after = _first(after, max(0, WIDTH - cells(before) - cells(marked)))
    return Excerpt((before + marked + after).rstrip(), cells(before), max(1, cells(marked)))


def _first(text: str, room: int) -> str:
    return text if cells(text) <= room else _fitting(split_graphemes(text), room - 1) + "…"


def _last(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    kept = split_graphemes(_fitting(split_graphemes(text)[::-1], room - 1))
    return "…" + "".join(reversed(kept))


def _fitting(clusters: list[str], room: int) -> str:
    kept: list[str] = []
    for cluster in clusters:
        room -= _cells(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept)


def _cells(cluster: str) -> int:
    if "\ufe0f" in cluster or (len(cluster) > 1 and cluster[0] in _REGIONAL):
        return 2
    if east_asian_width(cluster[0]) in "WF":
        return 2
    return 0 if category(cluster[0]) in ("Mn", "Me", "Cf") else 1


_REGIONAL = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
