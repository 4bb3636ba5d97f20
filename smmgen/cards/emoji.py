"""Draw emoji as pictures beside letters: scaled, and each size of each kept."""

from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from smmgen.cards.opened import REFERENCE, font
from smmgen.model.theme import Typeface

HIGH = 1.36
"""How high a picture is, in heights of a capital letter."""

_SMILE = "\U0001f600"
_PADDING = 0.03
"""How much of a picture's box is empty at each side, in parts of its height."""


class Frame(NamedTuple):
    """Where an emoji's picture lies from its base line, in parts of the text's size; y grows downwards."""

    advance: float
    top: float
    bottom: float

    @property
    def padding(self) -> float:
        """Return how far its ink keeps from its box."""
        return _PADDING * (self.bottom - self.top)


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


@lru_cache(maxsize=32)
def _box(face: Typeface) -> _Box:
    return _Box(*(round(edge) for edge in font(face, REFERENCE).getbbox(_SMILE, anchor="ls")))


def frame(emoji: str, face: Typeface, capital: float) -> Frame:
    """Return an emoji's place: a little higher than a capital (`capital` in sizes), centred on it."""
    box = _box(face)
    high = HIGH * capital
    advance = font(face, REFERENCE).getlength(emoji) * high / (box.bottom - box.top)
    return Frame(advance, -(capital + high) / 2, (high - capital) / 2)


@lru_cache(maxsize=512)
def picture(emoji: str, face: Typeface, height: int) -> Image.Image:
    """Return an emoji's picture with transparency, so many pixels high."""
    drawn, box = font(face, REFERENCE), _box(face)
    size = (round(drawn.getlength(emoji)), box.bottom - box.top)
    full = Image.new("RGBA", size)
    ImageDraw.Draw(full).text((0, -box.top), emoji, font=drawn, anchor="ls", embedded_color=True)
    wanted = (max(1, round(size[0] * height / size[1])), max(1, height))
    resized = full.convert("RGBa").resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return resized.convert("RGBA")
