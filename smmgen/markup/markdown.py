"""Markdown of several networks, written so that it is read as the post was meant.

Source: CommonMark 0.31.2; Discord Help, Markdown text; Reddit Help, formatting; read 2026-11.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from smmgen.markup.lay import lay
from smmgen.markup.markdown_line import Line, lines_of, safe_address, written
from smmgen.markup.style import Style
from smmgen.model.document import (
    Block,
    Blocks,
    Break,
    Code,
    Figure,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Run,
    Runs,
    Select,
    Table,
)
from smmgen.model.variant import EntityKind, Written
from smmgen.pattern import pattern

_LOOKS: frozenset[EntityKind] = frozenset({"bold", "italic", "strike", "code", "pre", "quote", "link"})


class Flavour(Struct, frozen=True, kw_only=True):
    """Say what a network's Markdown has.

    `line_end` is written at a line's end inside a paragraph. `headings` is how many levels there are.
    `is_deep` tells whether quotations may stand in lists and in each other, `has_tables` whether there are
    tables. `has_figures`: pictures and thematic breaks stay in the text, as on a blog.
    """

    line: Line
    line_end: str = "  \n"
    headings: int = 6
    is_deep: bool = True
    has_tables: bool = True
    has_figures: bool = False


COMMONMARK = Flavour(line=Line(), has_figures=True)
"""CommonMark with tables and strikethrough, as blogs read it."""

REDDIT = Flavour(line=Line(is_framed=False, kept=pattern(r"(?<![\w/])/?[ru]/[\w-]+", re.ASCII)))
"""Reddit's: it makes links of names of people and communities, so `u/name` and `r/name` stay as they are."""

DISCORD = Flavour(
    line=Line(
        linked=frozenset({"http", "https"}),
        is_framed=False,
        is_wary=True,
        kept=pattern(r"<(?:@[!&]?\d+|#\d+|t:-?\d+(?::[tTdDfFR])?|a?:\w+:\d+)>"),
    ),
    line_end="\n",
    headings=3,
    is_deep=False,
    has_tables=False,
)
"""Discord's: mentions, times and emoji of its own (`<@1>`, `<t:1>`, `<:name:1>`) are left as they are."""


def markdown(blocks: Blocks, flavour: Flavour = COMMONMARK) -> Written:
    """Write blocks as Markdown; the visible text is laid out as for networks with looks."""
    visible = lay(blocks, _style(flavour.line)).text
    return Written("\n".join(_Markdown(flavour).blocks(blocks)), visible, "markdown")


@cache
def _style(line: Line) -> Style:
    return Style(looks=_LOOKS, linked=line.linked, is_whole=line.is_wary)


class _Markdown:
    """Write blocks as lines, and know whether they stand in a list or a quotation."""

    def __init__(self, flavour: Flavour, *, is_inside: bool = False) -> None:
        self._flavour = flavour
        self._is_inside = is_inside

    def blocks(self, blocks: Blocks, *, is_tight: bool = False) -> list[str]:
        lines: list[str] = []
        before: Block | None = None
        for block in blocks:
            made = self._list(block, before) if isinstance(block, ItemList) else self._block(block)
            if made:
                lines += [*([""] if lines and not is_tight else []), *made]
                before = block
        return lines

    def _block(self, block: Block) -> list[str]:
        match block:
            case Paragraph():
                return self._lines(block.runs)
            case Heading():
                return self._heading(block)
            case Quote():
                return self._quote(block)
            case Code():
                return _fenced(block)
            case Table():
                return self._table(block)
            case Select():
                return self.blocks(block.blocks)
            case Figure() if self._flavour.has_figures:
                words = written((Run(" ".join(block.alt.split())),), self._flavour.line)
                return [f"![{words}]({safe_address(block.source)})"]
            case Break() if self._flavour.has_figures:
                return ["***"]
            case _:
                return []

    def _lines(self, runs: Runs) -> list[str]:
        rows = [written(row, self._flavour.line) for row in lines_of(runs)]
        return self._flavour.line_end.join(rows).split("\n") if rows else []

    def _heading(self, block: Heading) -> list[str]:
        words = " ".join(written(row, self._flavour.line) for row in lines_of(block.runs))
        words = re.sub(r"(?<!\\)#", r"\\#", words)
        return [f"{'#' * min(block.level, self._flavour.headings)} {words}"] if words else []

    def _list(self, block: ItemList, before: Block | None) -> list[str]:
        """Write a list; one right behind another has another sign, or they would be one."""
        is_next = isinstance(before, ItemList) and before.ordered == block.ordered
        inner = _Markdown(self._flavour, is_inside=True)
        is_tight = all(_is_short(item) for item in block.items)
        lines: list[str] = []
        for number, item in enumerate(block.items, block.start):
            bullet = f"{number}{')' if is_next else '.'}" if block.ordered else "*" if is_next else "-"
            rows = inner.blocks(item, is_tight=is_tight)
            if rows:
                lines += [""] if lines and not is_tight else []
                lines += _hung(rows, f"{bullet} ")
        return lines

    def _quote(self, block: Quote) -> list[str]:
        if self._is_inside and not self._flavour.is_deep:
            return self.blocks(block.blocks)
        rows = _Markdown(self._flavour, is_inside=True).blocks(block.blocks)
        return [f"> {row}" for row in rows]

    def _table(self, block: Table) -> list[str]:
        rows = [[self._cell(cell) for cell in row] for row in (block.head, *block.rows)]
        if self._flavour.has_tables:
            wide = max(map(len, rows), default=0)
            full = [[*row, *[""] * (wide - len(row))] for row in rows]
            return [_piped(full[0]), _piped(["---"] * wide), *map(_piped, full[1:])] if wide else []
        head = tuple(tuple(_bold(run) for run in cell) for cell in block.head)
        shown = [[self._cell(cell) for cell in head], *rows[1:]]
        joined = [" — ".join(filter(None, row)) for row in shown]
        return [row for row in joined if row]

    def _cell(self, runs: Runs) -> str:
        return " ".join(written(row, self._flavour.line) for row in lines_of(runs))


def _bold(run: Run) -> Run:
    return Run(run.text, run.kind, run.marks | Mark.BOLD, run.href, run.span)


def _piped(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _hung(rows: Sequence[str], bullet: str) -> list[str]:
    """Put the bullet before the first row, and the others below its words."""
    first, *others = rows
    return [bullet + first, *(" " * len(bullet) + row if row else "" for row in others)]


def _is_short(item: Blocks) -> bool:
    """Tell whether an item is one paragraph, perhaps with a list below."""
    return sum(not isinstance(block, ItemList) for block in item) < 2


def _fenced(block: Code) -> list[str]:
    rows = [row.rstrip() for row in block.text.strip("\n").rstrip().split("\n")]
    if rows == [""]:
        return []
    longest = max((len(found) for found in re.findall(r"`{3,}", block.text)), default=2)
    fence = "`" * (longest + 1)
    return [fence + re.sub(r"[^\w+#.-]", "", block.language), *rows, fence]
