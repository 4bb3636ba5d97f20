"""Lines of text whose pieces know their look, and the one text with entities that they make."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from smmgen.model.variant import Entity, EntityKind


class Look(Struct, frozen=True):
    """Say what a piece is: the kind of its entity and the entity's value."""

    kind: EntityKind
    value: str = ""


Looks = frozenset[Look]
NO_LOOKS: Looks = frozenset()


class Piece(Struct, frozen=True):
    """Hold words of one look."""

    text: str
    looks: Looks = NO_LOOKS


class Line(Struct, frozen=True):
    """Hold one line; `around` is the look of the block that it stands in, which spans its line ends too."""

    pieces: tuple[Piece, ...] = ()
    around: Looks = NO_LOOKS

    @property
    def text(self) -> str:
        """Return the line's words."""
        return "".join(piece.text for piece in self.pieces)


EMPTY = Line()
"""The space between two blocks."""

_BLANK = " \t"
"""What is trimmed at the ends of lines."""


class Stretched(Struct, frozen=True, cache_hash=True):
    """Text with entities on its stretches, in code points, outer ones first."""

    text: str
    entities: tuple[Entity, ...]


def text_of(pieces: Sequence[Piece]) -> Stretched | None:
    """Make one text of pieces, as `split` and `stretched` do together; None where they hold nothing."""
    texts = [piece.text for piece in pieces]
    text = "".join(texts)
    if text[:1] in _BLANK or text[-1:] in _BLANK or "\n" in text or "" in texts:
        lines = split(pieces)
        return stretched(lines) if lines else None
    return Stretched(text, tuple(_entities(pieces)))  # one line with nothing to trim, as most paragraphs


def split(pieces: Iterable[Piece]) -> list[Line]:
    """Cut pieces into lines, trimmed, without empty lines at the ends and with one at most between."""
    pieces = list(pieces)
    for piece in pieces:
        if "\n" in piece.text:
            break
    else:  # one line, as most
        line = Line(_trimmed(pieces))
        return [line] if line.pieces else []
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        if "\n" not in piece.text:
            rows[-1].append(piece)
            continue
        first, *others = piece.text.split("\n")
        rows[-1].append(Piece(first, piece.looks))
        rows += [[Piece(other, piece.looks)] for other in others]
    lines: list[Line] = []
    for row in rows:
        line = Line(_trimmed(row))
        if line.pieces or (lines and lines[-1].pieces):
            lines.append(line)
    if lines and not lines[-1].pieces:
        lines.pop()
    return lines


def _trimmed(row: Sequence[Piece]) -> tuple[Piece, ...]:
    """Drop white space at both ends, and pieces that hold nothing."""
    kept = [piece for piece in row if piece.text]
    if kept and kept[0].text[0] not in _BLANK and kept[-1].text[-1] not in _BLANK:
        return tuple(kept)
    while kept and not (text := kept[0].text.lstrip(_BLANK)):
        kept.pop(0)
    if kept and len(text) < len(kept[0].text):
        kept[0] = Piece(text, kept[0].looks)
    while kept and not (text := kept[-1].text.rstrip(_BLANK)):
        kept.pop()
    if kept and len(text) < len(kept[-1].text):
        kept[-1] = Piece(text, kept[-1].looks)
    return tuple(kept)


def prefixed(line: Line, text: str) -> Line:
    """Put plain text before a line."""
    return replace(line, pieces=(Piece(text), *line.pieces))


def stretched(lines: Iterable[Line]) -> Stretched:
    """Make one text of lines; neighbours of one look share an entity."""
    pieces = tuple(_flat(lines))
    return Stretched("".join([piece.text for piece in pieces]), tuple(_entities(pieces)))


BETWEEN = "\n\n"
"""What stands between two blocks; no entity stretches over it."""


def in_one(blocks: Iterable[Stretched]) -> Stretched:
    """Make one text of blocks, with an empty line between two of them."""
    texts: list[str] = []
    entities: list[Entity] = []
    start = 0
    for block in blocks:
        texts.append(block.text)
        entities += [
            Entity(one.kind, start + one.start, start + one.end, one.value) for one in block.entities
        ]
        start += len(block.text) + len(BETWEEN)
    return Stretched(BETWEEN.join(texts), tuple(entities))


def _flat(lines: Iterable[Line]) -> Iterator[Piece]:
    before: Line | None = None
    for line in lines:
        if before is not None:
            yield Piece("\n", before.around & line.around)
        for piece in line.pieces:
            yield Piece(piece.text, piece.looks | line.around) if line.around else piece
        before = line


_looks_of = attrgetter("looks")
_END = Piece("")


def _entities(pieces: Sequence[Piece]) -> list[Entity]:
    if not any(map(_looks_of, pieces)):
        return []
    found: list[Entity] = []
    started: dict[Look, int] = {}
    before, position = NO_LOOKS, 0
    for piece in (*pieces, _END):
        looks = piece.looks
        if looks is not before:
            for look in before:
                if look not in looks:
                    found.append(Entity(look.kind, started.pop(look), position, look.value))
            for look in looks:
                started.setdefault(look, position)
            before = looks
        position += len(piece.text)
    return sorted(found, key=_order) if len(found) > 1 else found


_RANK: tuple[EntityKind, ...] = (
    "quote",
    "link",
    "bold",
    "italic",
    "strike",
    "code",
    "pre",
    "mention",
    "hashtag",
)


def _order(entity: Entity) -> tuple[int, int, int]:
    return entity.start, -entity.end, _RANK.index(entity.kind)
