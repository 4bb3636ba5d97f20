"""Quotation marks, for networks where a quotation has no look of its own."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from smmgen.markup.line import Line, Piece, prefixed
from smmgen.pattern import pattern

_MARKS = {
    "ru": ("«»", "„“"),
    "uk": ("«»", "„“"),
    "be": ("«»", "„“"),
    "de": ("„“", "‚‘"),
    "fr": ("«\u00a0\u00a0»", "“”"),
    "es": ("«»", "“”"),
    "it": ("«»", "“”"),
    "pl": ("„”", "«»"),
}
_ENGLISH = ("“”", "‘’")
_QUOTED = pattern(r"[\"'“”„«»‘‚]")
_ATTRIBUTION = pattern(r"[—–―]")
_CYRILLIC = pattern(r"[а-яё]", re.IGNORECASE)


def quoted(lines: Sequence[Line], language: str, depth: int) -> list[Line]:
    """Put a quotation into the marks of its language; `depth` 1 is a quotation inside another.

    A last line that starts with a dash names who said it, and stays outside. Words that have marks
    already are left as they are.
    """
    if not lines or _QUOTED.match(lines[0].text):
        return list(lines)
    end = len(lines)
    if end > 1 and _ATTRIBUTION.match(lines[-1].text):
        end -= 1
        while end > 1 and not lines[end - 1].pieces:
            end -= 1
    marks = _marks(language, lines)[min(depth, 1)]
    opening, closing = marks[: len(marks) // 2], marks[len(marks) // 2 :]
    said = list(lines[:end])
    said[0] = prefixed(said[0], opening)
    said[-1] = replace(said[-1], pieces=(*said[-1].pieces, Piece(closing)))
    return said + list(lines[end:])


def _marks(language: str, lines: Sequence[Line]) -> tuple[str, str]:
    known = _MARKS.get(language.partition("-")[0].lower())
    if known:
        return known
    is_cyrillic = not language and any(_CYRILLIC.search(line.text) for line in lines)
    return _MARKS["ru"] if is_cyrillic else _ENGLISH
