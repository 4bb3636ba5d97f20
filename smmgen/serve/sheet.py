"""What of a post can be edited in its page: status, times, and the paragraphs as they are written."""

import re
from collections.abc import Iterator

from msgspec import Struct

from smmgen.model.source import Source
from smmgen.read.front_matter import part
from smmgen.read.schema import Reading
from smmgen.serve.edit import status, times

_FENCE = re.compile(r"\s*(?::::|(?:[-*_]\s*){3,}$)")


class Piece(Struct, frozen=True):
    """A paragraph, list or heading as written, from line `first` on; `where` is the block it stands in."""

    first: int
    text: str
    where: str


class Sheet(Struct, frozen=True):
    """What of a post can be edited. `times` are as written: "2026-12-01 10:00", or a day alone."""

    path: str
    status: str
    times: tuple[str, ...]
    pieces: tuple[Piece, ...]


def sheet_of(source: Source) -> Sheet:
    """Return what of a post can be edited; raises `Stale` where its front matter cannot be read."""
    return Sheet(source.path, status(source), tuple(times(source).values()), tuple(_pieces(source)))


def _pieces(source: Source) -> Iterator[Piece]:
    first = part(Reading(source), source).body_line
    where, kept = "", list[str]()
    lines = source.text.split("\n")[first - 1 :]
    for number, line in enumerate([*lines, ""], first):
        if line.strip() and not _FENCE.match(line):
            kept.append(line)
            continue
        if kept:
            yield Piece(number - len(kept), "\n".join(kept), where)
            kept = []
        if line.lstrip().startswith(":::"):
            where = line.strip().strip(":").strip()
