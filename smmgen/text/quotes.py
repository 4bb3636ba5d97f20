"""Tell what each quotation mark of a text does: open, close, part a word, or measure in feet and inches."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from smmgen.pattern import pattern

Marks = tuple[str, str]
"""The mark that opens and the one that closes."""

STYLES: Mapping[str, tuple[Marks, Marks]] = {
    "be": (("«", "»"), ("„", "“")),
    "cs": (("„", "“"), ("‚", "‘")),
    "de": (("„", "“"), ("‚", "‘")),
    "en": (("“", "”"), ("‘", "’")),
    "pl": (("„", "”"), ("«", "»")),
    "ru": (("«", "»"), ("„", "“")),
    "sk": (("„", "“"), ("‚", "‘")),
    "uk": (("«", "»"), ("„", "“")),
}
"""The marks of a language, then those of a quotation within one, by primary tag.

Source: Chicago Manual of Style, 17th edition, 13.30; Мильчин, Чельцова, Справочник издателя и автора, 4.17;
Duden, Anführungszeichen; Unicode CLDR, delimiters; read 2026-11.
"""

_MARK = pattern("[\"'«»“”„‘’‚]")
_SURE = "\"'«»“”„‘‚"
_PASTED = pattern("[“”«»]")
_BEFORE = frozenset(" \t\n\u00a0\u202f([{<—–-/«“„‘‚\"'")
"""What a quotation mark that opens may stand behind, but the start of the text."""

_AFTER = frozenset(" \t\n\u00a0\u202f)]}>—–-/»”“’‘\"',.;:!?…")
_OPENS = "«“„‘‚"
_CLOSES = {"“": "„", "‘": "‚", "»": "«", "”": "“„", "’": "‘"}
"""What may have opened what a mark closes; German “ closes, English “ opens."""

_CLIPPED = pattern(r"(?:tis|twas|em|n|til|cause|round|bout|cos|\d0s?|\d\ds)\b", re.IGNORECASE)
"""What English clips at its start: ’tis, ’n’, ’90s."""


class Pair(NamedTuple):
    """Two marks that belong together, by their offsets; `depth` counts the quotations around them."""

    start: int
    end: int
    depth: int


class Quotes(NamedTuple):
    """What the marks of a text do; `loose` are those that open and never close, or close what never opened.

    `apostrophes` and `primes` are the straight ones alone, which had better be written otherwise.
    """

    pairs: tuple[Pair, ...]
    loose: tuple[int, ...]
    apostrophes: tuple[int, ...]
    primes: tuple[int, ...]

    def moved(self, by: int) -> "Quotes":
        """Return the same, with offsets of a text in which this one starts at `by`."""
        return Quotes(
            tuple(Pair(start + by, end + by, depth) for start, end, depth in self.pairs),
            *(tuple(at + by for at in places) for places in self[1:]),
        )


def has_quotes(text: str) -> bool:
    """Tell whether a text has a mark beside ’, which alone is an apostrophe."""
    return any(map(text.__contains__, _SURE))


def read_quotes(text: str) -> Quotes:
    """Read the marks of a text that is read in one go, such as a paragraph."""
    reader = _Reader(text)
    for found in _MARK.finditer(text):
        reader.read(found.start(), found.group())
    return reader.quotes()


class _Reader(Struct):
    text: str
    opened: list[tuple[int, str]] = []
    pairs: list[Pair] = []
    loose: list[int] = []
    apostrophes: list[int] = []
    primes: list[int] = []

    def read(self, at: int, mark: str) -> None:
        if mark == '"':
            self._straight(at)
        elif mark == "'":
            self._single(at)
        elif mark == "’" and self._is_inside(at):
            return
        elif not self._close(at, _CLOSES.get(mark, "")) and not self._close_pasted(at, mark):
            if mark in _OPENS:
                self._open(at, mark)
            elif mark != "’":
                self.loose.append(at)

    def quotes(self) -> Quotes:
        unclosed = (at for at, mark in self.opened if mark not in "'‘")
        straight = (at for at, mark in self.opened if mark == "'")
        loose = sorted((*self.loose, *unclosed))
        apostrophes = sorted((*self.apostrophes, *straight))
        return Quotes(tuple(sorted(self.pairs)), tuple(loose), tuple(apostrophes), tuple(self.primes))

    def _open(self, at: int, mark: str) -> None:
        self.opened.append((at, mark))

    def _close(self, at: int, marks: str) -> bool:
        """Close the innermost quotation, if it was opened by one of the marks; forget ‘ that stood alone."""
        opened = self.opened
        while opened and opened[-1][1] in "'‘" and opened[-1][1] not in marks:
            alone, mark = opened.pop()
            if mark == "'":
                self.apostrophes.append(alone)
        if not opened or opened[-1][1] not in marks:
            return False
        self.pairs.append(Pair(opened.pop()[0], at, len(opened)))
        return True

    def _close_pasted(self, at: int, mark: str) -> bool:
        """Close with ” or » what a straight mark opened, unless its own partner is open around that."""
        marks = _CLOSES.get(mark, "")
        if mark in "”»" and not any(other in marks for _, other in self.opened):
            return self._close(at, '"')
        while self.opened and self.opened[-1][1] == '"' and any(other in marks for _, other in self.opened):
            self.loose.append(self.opened.pop()[0])
        return self._close(at, marks)

    def _straight(self, at: int) -> None:
        may_open, may_close = self._may_open(at), self._may_close(at)
        is_open = any(mark == '"' for _, mark in self.opened)
        if may_close and is_open and (not may_open or self.opened[-1][1] == '"'):
            if not self._close(at, '"'):
                self.loose.append(at)
        elif may_open:
            self._open(at, '"')
        elif self.text[at - 1].isdigit() and not is_open and not self._ends_here(at):
            self.primes.append(at)
        elif may_close and not is_open and self._ends_here(at) and self._close(at, "“«"):
            pass  # somebody typed one half of the pair, and pasted the other
        else:
            self.loose.append(at)

    def _ends_here(self, at: int) -> bool:
        """Tell whether a quotation is open that the next mark of its kind does not close."""
        following = _PASTED.search(self.text, at + 1)
        is_closed_later = following is not None and following[0] in "”»"
        return any(mark in "“«" for _, mark in self.opened) and not is_closed_later

    def _single(self, at: int) -> None:
        if self._is_inside(at):
            self.apostrophes.append(at)
        elif self._may_open(at) and not _CLIPPED.match(self.text, at + 1):
            self._open(at, "'")
        elif any(mark == "'" for _, mark in self.opened):
            if not self._close(at, "'"):
                self.apostrophes.append(at)
        elif at and self.text[at - 1].isdigit():
            self.primes.append(at)
        else:
            self.apostrophes.append(at)

    def _is_inside(self, at: int) -> bool:
        return self.text[at - 1 : at].isalnum() and self.text[at + 1 : at + 2].isalpha() and at > 0

    def _may_open(self, at: int) -> bool:
        after = self.text[at + 1 : at + 2]
        return (at == 0 or self.text[at - 1] in _BEFORE) and bool(after) and not after.isspace()

    def _may_close(self, at: int) -> bool:
        after = self.text[at + 1 : at + 2]
        return at > 0 and not self.text[at - 1].isspace() and (not after or after in _AFTER)


def marks_of(text: str, pair: Pair) -> Marks:
    """Return the marks of a pair as they are written."""
    return text[pair.start], text[pair.end]
