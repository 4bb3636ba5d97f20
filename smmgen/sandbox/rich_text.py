"""Cut a text with marks into pieces that a template can draw, whatever the marks overlap."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from smmgen.sandbox.post import Mark

BLOCKS = ("quote", "pre")
LINK = 30


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch with one look: CSS classes, and an address where it is a link that may be followed."""

    text: str
    classes: str
    href: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of pieces: plain text, a quotation, or preformatted code."""

    kind: str
    pieces: tuple[Piece, ...]


def blocks(text: str, marks: Iterable[Mark], *, is_shortened: bool = False) -> list[Block]:
    """Return the text as blocks of pieces; together they hold every character once, in order.

    Where `is_shortened`, a URL is shown as Mastodon shows it: no scheme, at most 30 characters.
    """
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    found, last = [], 0
    outer = sorted((mark for mark in marks if mark.kind in BLOCKS), key=lambda mark: (mark.start, -mark.end))
    for mark in outer:
        if mark.start < last:
            continue
        found.append(Block("text", tuple(_pieces(text, marks, last, mark.start))))
        found.append(Block(mark.kind, tuple(_pieces(text, marks, mark.start, mark.end))))
        last = mark.end
    found.append(Block("text", tuple(_pieces(text, marks, last, len(text)))))
    if is_shortened:
        found = [Block(block.kind, tuple(_shortened(piece) for piece in block.pieces)) for block in found]
    return [block for block in found if block.pieces]


def closed_up(found: list[Block]) -> list[Block]:
    """Return blocks without the line breaks beside quotations and code, which stand apart by themselves."""
    kinds = ["", *(block.kind for block in found), ""]
    trimmed = []
    for block, before, after in zip(found, kinds, kinds[2:], strict=False):
        pieces = list(block.pieces)
        if block.kind not in BLOCKS and before in BLOCKS:
            pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip("\n"))
        if block.kind not in BLOCKS and after in BLOCKS:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip("\n"))
        trimmed.append(replace(block, pieces=tuple(piece for piece in pieces if piece.text)))
    return [block for block in trimmed if block.pieces]


def _shortened(piece: Piece) -> Piece:
    if piece.classes != "link":
        return piece
    shown = re.sub(r"^https?://(www\.)?", "", piece.text)
    return replace(piece, text=shown if len(shown) <= LINK else f"{shown[:LINK]}…")


def _pieces(text: str, marks: list[Mark], start: int, end: int) -> Iterator[Piece]:
    inner = [mark for mark in marks if mark.kind not in BLOCKS and mark.start < end and start < mark.end]
    edges = {start, end, *(edge for mark in inner for edge in (mark.start, mark.end) if start < edge < end)}
    for begin, stop in pairwise(sorted(edges)):
        over = [mark for mark in inner if mark.start <= begin and stop <= mark.end]
        href = next((mark.href for mark in over if mark.href.startswith(("https://", "http://"))), "")
        yield Piece(text[begin:stop], " ".join(sorted({mark.kind for mark in over})), href)
