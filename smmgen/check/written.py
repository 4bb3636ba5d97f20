"""Find what a reader reads in what a person wrote: character by character, past marks and escapes."""

import re
from collections.abc import Sequence
from html import unescape

from msgspec import Struct

from smmgen.model.document import Run
from smmgen.pattern import pattern

Stretch = tuple[int, int]

_ASIDE = r"[ \t]*<!--[ \t]*smmgen:[^\n]*-->"
"""A comment to smmgen, which is no part of the text."""

_NEXT = rf"\n(?:[ \t>]*{_ASIDE}[ \t]*\n)*[ \t>]*"
_WRAPPED = pattern(rf"(?:{_ASIDE})?[ \t]*{_NEXT}")
_BROKEN = pattern(rf"(?: {{2,}}|\\)?(?:{_ASIDE})?(?: {{2,}})?{_NEXT}")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,31});")
_TARGET = pattern(
    r"""
      \]\( \s* (?: <[^<>\n]*> | (?:\\.|[^\\()\s]|\((?:\\.|[^\\()])*\))* )
           (?: \s+ (?: "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | \((?:\\.|[^()\\])*\) ) )? \s* \)
    | \]\[[^\]\n]*\]
    """,
    re.VERBOSE,
)
_HIDING = "\\&' \t\n"
"""What may stand in a source where a reader sees another character."""


class Written(Struct, frozen=True):
    """Where each character of a visible text stands in a raw one; None where that cannot be told."""

    raw: str
    places: Sequence[Stretch | None]

    def stretch(self, start: int, end: int) -> Stretch | None:
        """Return where a stretch of the visible text stands in the raw one."""
        if start >= end:
            here = self.places[start] if start < len(self.places) else None
            return (here[0], here[0]) if here else None
        first, last = self.places[start], self.places[end - 1]
        return (first[0], last[1]) if first and last else None


def align(raw: str, runs: Sequence[Run]) -> Written:
    """Find the texts of runs in the raw text that they were read from, in order."""
    places: list[Stretch | None] = []
    cursor = 0
    for number, run in enumerate(runs):
        found = _find(raw, cursor, run.text)
        if found:
            cursor = found[-1][1]
        places += found or [None] * len(run.text)
        is_last = number + 1 == len(runs) or runs[number + 1].href != run.href
        if run.href and is_last and (target := _TARGET.search(raw, cursor)) and target.start() <= cursor + 3:
            cursor = target.end()  # behind a link's address, whose letters are not the text's
    return Written(raw, places)


def _find(raw: str, cursor: int, text: str) -> list[Stretch] | None:
    for start in range(cursor, len(raw)) if text else ():
        if (raw[start] == text[0] or raw[start] in _HIDING) and (found := _follow(raw, start, text)):
            return found
    return None


def _follow(raw: str, cursor: int, text: str) -> list[Stretch] | None:
    found: list[Stretch] = []
    for sign in text:
        end = _end(raw, cursor, sign)
        if end is None:
            return None
        found.append((cursor, end))
        cursor = end
    return found


def _end(raw: str, at: int, sign: str) -> int | None:
    """Return where the writing of one visible sign ends, None if another is written here."""
    if sign == " " and (wrapped := _WRAPPED.match(raw, at)):
        return wrapped.end()
    if sign == "\n":
        broken = _BROKEN.match(raw, at)
        return broken.end() if broken else None
    here = raw[at : at + 1]
    if here == "\\" and raw[at + 1 : at + 2] == sign and not sign.isalnum():
        return at + 2
    if here == "'" == sign and raw[at + 1 : at + 2] == "'":
        return at + 2
    if here == "&" and (entity := _ENTITY.match(raw, at)) and unescape(entity.group()) == sign:
        return entity.end()
    return at + 1 if here == sign else None
