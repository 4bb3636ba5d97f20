"""An article's HTML, taken apart again: for networks whose blocks are not HTML, and for plain text."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from smmgen.model.document import Mark
from smmgen.pattern import pattern

PartKind = Literal["text", "heading", "bullet", "number", "code", "row", "figure", "rule"]


class Stretch(Struct, frozen=True):
    """Words of one look; a line break in them is a newline."""

    text: str
    marks: Mark = Mark.NONE
    href: str = ""


class Part(Struct, frozen=True, kw_only=True):
    """One block of an article, with nothing inside it.

    `level` is a heading's, or how deep in lists an item stands, from 0; a text whose level is above 0 goes on
    with the item before it. `number` counts the items of a numbered list. `quotes` is how deep in quotations
    it stands. A row's cells stand in `cells`; a figure has `source` and `alt`.
    """

    kind: PartKind
    stretches: tuple[Stretch, ...] = ()
    level: int = 0
    number: int = 0
    quotes: int = 0
    cells: tuple[tuple[Stretch, ...], ...] = ()
    is_head: bool = False
    source: str = ""
    alt: str = ""

    @property
    def text(self) -> str:
        """Return the block's words."""
        return "".join(one.text for one in self.stretches)


_HEADING = pattern(r"h([1-6])")
_MARKS = {"strong": Mark.BOLD, "em": Mark.ITALIC, "s": Mark.STRIKE, "code": Mark.CODE}
_OPENERS = frozenset({"p", "figcaption", "pre", "tr", "th", "td"})


def parts(html: str) -> tuple[Part, ...]:
    """Return the blocks of HTML that `article` wrote, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return tuple(reader.parts)


class _Reader(HTMLParser):
    """Keep what is open, and make a part of what stands between two block tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._blank = Part(kind="text")
        self._stretches: list[Stretch] = []
        self._cells: list[tuple[Stretch, ...]] | None = None
        self._marks: list[Mark] = []
        self._href = ""
        self._lists: list[int | None] = []
        self._is_item = False
        self._quotes = 0
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _MARKS and not (tag == "code" and self._is_code):
            self._marks.append(_MARKS[tag])
        elif tag == "a":
            self._href = given.get("href", "")
        elif tag == "br":
            self._stretches.append(Stretch("\n", self._look(), self._href))
        elif tag == "hr":
            self.flush()
            self.parts.append(Part(kind="rule"))
        elif tag == "img":
            self.flush()
            self.parts.append(Part(kind="figure", source=given.get("src", ""), alt=given.get("alt", "")))
        else:
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        """Start a block."""
        if tag in ("th", "td"):
            self._stretches = []
            return
        self.flush()
        if tag == "ol":
            start = given.get("start", "1")
            self._lists.append(int(start) if start.isdecimal() else 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li":
            self._is_item = True
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._is_code = True
        elif tag == "tr":
            self._cells = []
        elif found := _HEADING.fullmatch(tag):
            self._blank = Part(kind="heading", level=int(found[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS and not (tag == "code" and self._is_code):
            self._marks = self._marks[:-1]
        elif tag == "a":
            self._href = ""
        elif tag in ("th", "td") and self._cells is not None:
            self._cells.append(_joined(self._stretches))
            self._stretches = []
        elif tag == "tr":
            self._row()
        else:
            self.flush()
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._is_item = False
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._is_code = False
        self._blank = Part(kind="text")

    def handle_data(self, data: str) -> None:
        text = data if self._is_code else data.replace("\n", "")
        if text:
            self._stretches.append(Stretch(text, self._look(), self._href))

    def _look(self) -> Mark:
        made = Mark.NONE
        for mark in self._marks:
            made |= mark
        return made

    def _row(self) -> None:
        """Make a part of a table's row; the head is what no row stands before."""
        cells, self._cells = tuple(self._cells or ()), None
        before = self.parts[-1].kind if self.parts else ""
        self.parts.append(Part(kind="row", cells=cells, is_head=before != "row", quotes=self._quotes))

    def flush(self) -> None:
        """Make a part of the words so far, if there are any."""
        stretches, self._stretches = _joined(self._stretches), []
        if not "".join(one.text for one in stretches).strip() or self._cells is not None:
            return
        kind, level, number = self._blank.kind, self._blank.level, 0
        if kind == "text" and self._lists:
            level = len(self._lists)
            if self._is_item:
                level -= 1
                count = self._lists[-1]
                kind, number = ("bullet", 0) if count is None else ("number", count)
                self._lists[-1] = None if count is None else count + 1
                self._is_item = False
        if self._is_code:
            kind = "code"
        self.parts.append(
            Part(kind=kind, stretches=stretches, level=level, number=number, quotes=self._quotes)
        )


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Make one stretch of neighbours of the same look."""
    return tuple(
        Stretch("".join(one.text for one in group), marks, href)
        for (marks, href), group in groupby(stretches, key=lambda one: (one.marks, one.href))
    )


def trimmed(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the words without white space at both ends."""
    kept = [one for one in stretches if one.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def lines(html: str) -> Iterator[str]:
    """Write an article as lines of plain text: an address stands behind its words, a figure is its text."""
    before: Part | None = None
    for part in parts(html):
        if before is not None and not _is_tight(before, part):
            yield ("> " * min(before.quotes, part.quotes)).rstrip()
        frame = "> " * part.quotes
        yield from (f"{frame}{line}".rstrip() for line in _shown(part))
        before = part


def _is_tight(before: Part, part: Part) -> bool:
    items = ("bullet", "number")
    return (before.kind in items and part.kind in items) or before.kind == part.kind == "row"


def _shown(part: Part) -> list[str]:
    match part.kind:
        case "rule":
            return ["* * *"]
        case "figure":
            return [f"[{part.alt}]"] if part.alt else []
        case "row":
            return [" — ".join(_spelled(cell) for cell in part.cells)]
        case "code":
            return [f"    {line}" for line in part.text.rstrip().split("\n")]
    bullet = {"bullet": "- ", "number": f"{part.number}. "}.get(part.kind, "")
    indent = "" if part.kind == "heading" else "  " * part.level
    first, *others = _spelled(part.stretches).split("\n")
    return [indent + bullet + first, *(indent + " " * len(bullet) + line for line in others)]


def _spelled(stretches: Iterable[Stretch]) -> str:
    """Return the words, with a link's address behind them."""
    made = []
    for href, group in groupby(trimmed(stretches), key=lambda one: one.href):
        words = "".join(one.text for one in group)
        address = href.removeprefix("mailto:")
        made.append(words if not href or address in words else f"{words.rstrip()} ({address})")
    return "".join(made)
