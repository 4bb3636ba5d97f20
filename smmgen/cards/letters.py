"""Write a line of text on a picture: letters, emoji, and stretches in another colour."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw

from smmgen.cards import emoji
from smmgen.cards.font import Piece, cap_height, font, pieces
from smmgen.cards.opened import length
from smmgen.cards.shaping import asked
from smmgen.cards.sheet import Text
from smmgen.model.colour import Colour

_JOINER = "\u200d"


class _Stroke(NamedTuple):
    """Letters of one font and colour; `x` is where they start, in sizes."""

    text: str
    x: float
    fill: Colour


def write(canvas: Image.Image, item: Text) -> None:
    """Write a line of text; what none of its fonts has is left out."""
    draw = ImageDraw.Draw(canvas)
    for piece in pieces(item.text, item.faces, item.tracking):
        if piece.face.is_colour:
            _paste(canvas, piece, item)
            continue
        drawn = font(piece.face, item.size)
        for stroke, x, fill in _strokes(piece, item):
            text, direction, language = asked(stroke, piece.side, piece.face.language)
            draw.text(
                (item.x + x * item.size, item.y),
                text,
                font=drawn,
                fill=fill,
                anchor="ls",
                direction=direction,
                language=language,
            )


def _paste(canvas: Image.Image, piece: Piece, item: Text) -> None:
    place = emoji.frame(piece.text, piece.face, cap_height(item.faces))
    top = round(item.y + place.top * item.size)
    picture = emoji.picture(piece.text, piece.face, round(item.y + place.bottom * item.size) - top)
    canvas.paste(picture, (round(item.x + piece.x * item.size), top), picture)


def _strokes(piece: Piece, item: Text) -> Iterator[_Stroke]:
    """Part a piece where its colour changes; its letters keep their places and their joined shapes."""
    if item.accent is None or not item.emphasis:
        yield _Stroke(piece.text, piece.x, item.fill)
        return
    text, cuts = piece.text, _cuts(piece, item)
    for start, end in pairwise(cuts):
        before = _JOINER * _is_joined(text, start)
        behind = _JOINER * _is_joined(text, end)
        reach = length(text[:start] + before, piece.face, piece.side) if start else 0.0
        if piece.side == "rtl":
            reach = piece.advance - length(text[:end] + behind, piece.face, piece.side)
        is_accent = any(a <= piece.start + start < b for a, b in item.emphasis)
        yield _Stroke(
            before + text[start:end] + behind, piece.x + reach, item.accent if is_accent else item.fill
        )


def _cuts(piece: Piece, item: Text) -> list[int]:
    ends = {end - piece.start for stretch in item.emphasis for end in stretch}
    return sorted({0, len(piece.text)} | {end for end in ends if 0 < end < len(piece.text)})


def _is_joined(text: str, place: int) -> bool:
    """Tell whether the letters on both sides of a place may join."""
    return 0 < place < len(text) and all("\u0600" <= sign <= "\u08ff" for sign in text[place - 1 : place + 1])
