"""Place and measure a line of text: its pieces from left to right, its advance and its ink."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from smmgen.cards import emoji
from smmgen.cards.choice import Faces, Run, missing, runs
from smmgen.cards.direction import levels, visual
from smmgen.cards.opened import REFERENCE, Side, font, is_silent, length
from smmgen.cards.shaping import APART, asked
from smmgen.model.theme import Typeface
from smmgen.text.count import split_graphemes

__all__ = [
    "REFERENCE",
    "Faces",
    "Ink",
    "Piece",
    "Run",
    "cap_height",
    "font",
    "ink",
    "missing",
    "pieces",
    "runs",
    "width",
]

_SHAPED = 100
"""The size in pixels at which the ink of joined letters is looked at."""


class Piece(NamedTuple):
    """Text of one font and one direction; `x` and `advance` in sizes, `start` is its place in the text."""

    text: str
    face: Typeface
    side: Side
    start: int
    x: float
    advance: float


class Ink(NamedTuple):
    """Where a text's ink lies, in parts of its size, from its start on the base line; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=2048)
def pieces(text: str, faces: Faces, tracking: float = 0) -> tuple[Piece, ...]:
    """Return a line's pieces from left to right; `tracking` (in sizes) parts letters, not joined ones."""
    parts = list(_parts(text, faces))
    found: list[Piece] = []
    x = 0.0
    for number in visual([level for _, level in parts]):
        run, level = parts[number]
        side: Side = "rtl" if level % 2 else "ltr"
        for letters, start, kern in _letters(run, side) if tracking else ((run.text, run.start, 0.0),):
            advance = _advance(letters, run.face, side, faces)
            found.append(Piece(letters, run.face, side, start, x + kern, advance))
            x += kern + advance + tracking
    return tuple(found)


def _parts(text: str, faces: Faces) -> Iterator[tuple[Run, int]]:
    """Split runs further where the direction changes."""
    level = levels(text)
    for run in runs(text, faces):
        start = run.start
        while start < (end := run.start + len(run.text)):
            if run.face.is_colour:
                stop = end
            else:
                stop = next((at for at in range(start, end) if level[at] != level[start]), end)
            part = run.text[start - run.start : stop - run.start]
            if not is_silent(part):
                yield run._replace(text=part, start=start), level[start]
            start = stop


def _letters(run: Run, side: Side) -> Iterator[tuple[str, int, float]]:
    """Yield letters that may stand apart, from left to right: each with its place and the kerning before."""
    if run.face.is_colour or not APART.fullmatch(run.text):
        yield run.text, run.start, 0.0
        return
    letters, start, before = split_graphemes(run.text), run.start, ""
    placed = []
    for letter in letters:
        placed.append((letter, start))
        start += len(letter)
    for letter, start in placed if side == "ltr" else reversed(placed):
        yield letter, start, _kern(before, letter, run.face) if side == "ltr" else 0.0
        before = letter


def _kern(one: str, other: str, face: Typeface) -> float:
    return length(one + other, face) - length(one, face) - length(other, face) if one else 0.0


def _advance(text: str, face: Typeface, side: Side, faces: Faces) -> float:
    if face.is_colour:
        return emoji.frame(text, face, cap_height(faces)).advance
    return length(text, face, side)


def width(text: str, faces: Faces, size: float, tracking: float = 0) -> float:
    """Return how far a text advances, in pixels; `tracking` is the space added between letters, in sizes."""
    placed = pieces(text, faces, tracking)
    return (placed[-1].x + placed[-1].advance) * size if placed else 0.0


@lru_cache(maxsize=4096)
def ink(text: str, faces: Faces) -> Ink:
    """Return where the ink of a text lies, in parts of its size."""
    shapes = [shape for piece in pieces(text.strip(), faces) if (shape := _ink_of(piece, faces))]
    if not shapes:
        return Ink(0, 0, 0, 0)
    lefts, tops, rights, bottoms = zip(*shapes, strict=True)
    return Ink(min(lefts), min(tops), max(rights), max(bottoms))


def _ink_of(piece: Piece, faces: Faces) -> Ink | None:
    if piece.face.is_colour:
        place = emoji.frame(piece.text, piece.face, cap_height(faces))
        right = piece.x + piece.advance - place.padding
        return Ink(piece.x + place.padding, place.top, right, place.bottom)
    if APART.fullmatch(piece.text):
        return _ink_of_letters(piece)
    shape = _look(piece.text, piece.face, piece.side, _SHAPED)
    return shape and Ink(piece.x + shape.left, shape.top, piece.x + shape.right, shape.bottom)


def _ink_of_letters(piece: Piece) -> Ink | None:
    letters = split_graphemes(piece.text)
    if piece.side == "rtl":
        letters.reverse()
    shapes = [(letter, shape) for letter in letters if (shape := _look(letter, piece.face, piece.side))]
    if not shapes:
        return None
    (first, at_left), (last, at_right) = shapes[0], shapes[-1]
    before = sum(length(one, piece.face, piece.side) for one in letters[: letters.index(first)])
    behind = letters[len(letters) - letters[::-1].index(last) :]
    after = sum(length(one, piece.face, piece.side) for one in behind)
    right = piece.advance - after - length(last, piece.face, piece.side) + at_right.right
    top, bottom = min(shape.top for _, shape in shapes), max(shape.bottom for _, shape in shapes)
    return Ink(piece.x + before + at_left.left, top, piece.x + right, bottom)


@lru_cache(maxsize=2048)
def _look(text: str, face: Typeface, side: Side, at: int = REFERENCE) -> Ink | None:
    """Look at the pixels of a text: a font's own box starts at the pen and the base line."""
    if text.isspace() or is_silent(text):
        return None
    shown, direction, language = asked(text, side, face.language)
    options = {"mode": "L", "anchor": "ls", "direction": direction, "language": language}
    mask, (x, y) = font(face, at).getmask2(shown, **options)
    box = mask.getbbox()
    if not box:
        return None
    left, top, right, bottom = box
    return Ink((x + left) / at, (y + top) / at, (x + right) / at, (y + bottom) / at)


@lru_cache(maxsize=256)
def cap_height(faces: Faces) -> float:
    """Return the height of a capital letter, in parts of the size."""
    return -ink("H", faces).top
