"""Lay a document's blocks out as lines: the one place that decides spacing, bullets and indentation."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec.structs import replace

from smmgen.markup.line import (
    EMPTY,
    NO_LOOKS,
    Line,
    Look,
    Looks,
    Piece,
    Stretched,
    in_one,
    prefixed,
    split,
    stretched,
    text_of,
)
from smmgen.markup.linked import is_linked, is_plain
from smmgen.markup.quotation import quoted
from smmgen.markup.run import pieces
from smmgen.markup.style import Style, unlinked
from smmgen.model.document import (
    Block,
    Blocks,
    Code,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Runs,
    Select,
    Table,
)
from smmgen.model.variant import EntityKind

BULLETS = ("•", "◦", "▪")
_INDENT = "  "
_CELLS = " — "
_NO_LOOKS = Style(looks=frozenset())


def lay(blocks: Blocks, style: Style) -> Stretched:
    """Write blocks as one text with entities: an empty line between blocks, none at the ends."""
    return in_one(laid(blocks, style))


def laid(blocks: Blocks, style: Style) -> list[Stretched]:
    """Write each block by itself; those that are no text are left out."""
    bare = unlinked(style)
    written = [
        _written(block, style if is_linked(block) else _NO_LOOKS if is_plain(block) else bare)
        for block in blocks
    ]
    return [one for one in written if one]


@lru_cache(maxsize=256)  # a block without links is the same for most accounts of a post
def _written(block: Block, style: Style) -> Stretched | None:
    if isinstance(block, Paragraph):
        return text_of(pieces(block.runs, style))
    lines = _Laid(style).block(block)
    return stretched(lines) if lines else None


class _Laid:
    """Know the style, and how deep in lists and quotations the pen is."""

    def __init__(self, style: Style, *, lists: int = 0, quotes: int = 0) -> None:
        self._style = style
        self._lists = lists
        self._quotes = quotes

    def blocks(self, blocks: Blocks, *, is_tight: bool = False) -> list[Line]:
        return _joined([self.block(block) for block in blocks], is_tight=is_tight)

    def block(self, block: Block) -> list[Line]:
        match block:
            case Paragraph():
                return split(pieces(block.runs, self._style))
            case Heading():
                return split(self._bold(pieces(block.runs, self._style)))
            case ItemList():
                return self._list(block)
            case Quote():
                return self._quote(block)
            case Code():
                return self._code(block)
            case Table():
                return self._table(block)
            case Select():
                return self.blocks(block.blocks)
            case _:  # a picture joins the message's media; a break is the space between two blocks
                return []

    def _bold(self, written: Iterable[Piece]) -> list[Piece]:
        if "bold" not in self._style.looks:
            return list(written)
        code = Look("code")
        return [
            piece if code in piece.looks else Piece(piece.text, piece.looks | {Look("bold")})
            for piece in written
        ]

    def _list(self, block: ItemList) -> list[Line]:
        inner = _Laid(self._style, lists=self._lists + 1, quotes=self._quotes)
        is_tight = all(_is_short(item) for item in block.items)
        items = []
        for number, item in enumerate(block.items, block.start):
            lines = inner.blocks(item, is_tight=is_tight)
            bullet = f"{number}." if block.ordered else BULLETS[min(self._lists, len(BULLETS) - 1)]
            items.append(_item(lines, bullet))
        return _joined(items, is_tight=is_tight)

    def _quote(self, block: Quote) -> list[Line]:
        inner = _Laid(self._style, lists=0, quotes=self._quotes + 1)
        lines = inner.blocks(block.blocks)
        if around := self._around("quote"):
            return [replace(line, around=line.around | around) for line in lines]
        return quoted(lines, self._style.language, self._quotes)

    def _code(self, block: Code) -> list[Line]:
        around = self._around("pre", block.language)
        rows = [row.rstrip() for row in block.text.strip("\n").rstrip().split("\n")]
        if rows == [""]:
            return []
        return [Line((Piece(row),) if row else (), around) for row in rows]

    def _table(self, block: Table) -> list[Line]:
        head = split(self._bold(self._row(block.head)))
        return [*head, *(line for row in block.rows for line in split(self._row(row)))]

    def _row(self, cells: Sequence[Runs]) -> list[Piece]:
        row: list[Piece] = []
        for cell in cells:
            written = pieces(cell, self._style)
            if any(piece.text.strip() for piece in written):
                row += [Piece(_CELLS), *written] if row else written
        return row

    def _around(self, kind: EntityKind, value: str = "") -> Looks:
        return frozenset({Look(kind, value)}) if kind in self._style.looks else NO_LOOKS


def _is_short(item: Blocks) -> bool:
    """Tell whether an item is one paragraph, perhaps with a list below."""
    return sum(not isinstance(block, ItemList) for block in item) < 2 and not any(
        isinstance(block, Code | Quote | Table) for block in item
    )


def _joined(groups: Iterable[list[Line]], *, is_tight: bool) -> list[Line]:
    lines: list[Line] = []
    for group in groups:
        if group:
            lines += [*([EMPTY] if lines and not is_tight else []), *group]
    return lines


def _item(lines: list[Line], bullet: str) -> list[Line]:
    """Put the bullet before an item's first line, and the others below its words; frames keep their edge."""
    if not lines:
        return []
    first, *others = lines
    head = [prefixed(first, f"{bullet} ")]
    if first.around:  # a quotation or code must not take the bullet into its frame
        head, others = [Line((Piece(bullet),))], lines
    return head + [prefixed(line, _INDENT) if line.pieces and not line.around else line for line in others]
