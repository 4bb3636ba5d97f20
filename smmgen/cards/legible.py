"""Measure on the pixels of a card how well each of its texts can be read, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PIL import Image

from smmgen.cards.box import Box
from smmgen.cards.extent import ink_box
from smmgen.cards.font import width
from smmgen.cards.layout import lay_out
from smmgen.cards.paint import paint
from smmgen.cards.photos import Read
from smmgen.cards.picture import Studio
from smmgen.cards.sheet import Sheet, Text
from smmgen.model.card import Card
from smmgen.model.colour import READABLE, Colour, contrast
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture

READABLE_LARGE = 3.0
"""The least contrast of large text and its background. Source: WCAG 2.2, success criterion 1.4.3 (AA)."""

LARGE = 24 / 390
"""What counts as large, in parts of the picture's width: 24 pixels on a phone that is 390 wide.

Source: WCAG 2.2, definition of large scale (18 points); the lettering of cards is semi-bold.
"""

_COARSE = [value & 0xFC | 2 for value in range(256)] * 3
"""Colours are told apart in steps of four: a thousandth of the time, and at most 2 % of the contrast."""

_MOST = 64**3
"""So many colours can be told apart then."""

_OPENING = '«“„"‘'
_EDGE = 0.025
"""What every text keeps from the edges, in parts of the shorter side."""

_BETWEEN_LINES = 0.1
"""So far, in sizes, a tail of one line may reach into the next one of the same text."""

_ROOM = 1.5
"""So many pixels over an edge are rounding."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """One text of a card: its worst contrast with what lies below it, and the least that it needs."""

    text: Text
    box: Box
    contrast: float
    needed: float

    @property
    def is_readable(self) -> bool:
        """Tell whether the text can be read everywhere."""
        return self.contrast >= self.needed


@dataclass(frozen=True, slots=True)
class Judged:
    """A laid-out card and its texts, measured; `free` is where the network covers nothing."""

    sheet: Sheet
    free: Box
    texts: tuple[Legibility, ...]

    @property
    def covered(self) -> Iterator[Legibility]:
        """Give the texts that the network covers, or that stand at the picture's very edge."""
        for one in self.texts:
            first = one.text.text[:1]
            hanging = width(first, one.text.faces, one.text.size) if first in _OPENING else 0
            is_inside = (
                one.box.left >= self.free.left - hanging - _ROOM
                and one.box.top >= self.free.top - _ROOM
                and one.box.right <= self.free.right + _ROOM
                and one.box.bottom <= self.free.bottom + _ROOM
            )
            if not is_inside:
                yield one

    @property
    def colliding(self) -> Iterator[tuple[Legibility, Legibility]]:
        """Give the texts that lie over each other."""
        for one, other in combinations(self.texts, 2):
            if _collide(one, other):
                yield one, other


class Bench(Studio):
    """Draws cards as a studio does, but leaves the texts out to see what lies below them."""

    def __init__(self, theme: Theme, read: Read) -> None:
        super().__init__(theme, read)
        self.theme = theme

    def judge(self, picture: Picture, card: Card) -> Judged:
        """Lay a picture's card out and measure each text where it will be painted."""
        sheet = lay_out(picture, card, self.theme)
        canvas, tone, _ = self._ground(picture, sheet)
        signature = sheet.signature.light if tone == "light" else sheet.signature.dark
        texts = []
        for item in (*sheet.items, *signature):
            if isinstance(item, Text):
                texts.append(legibility(canvas, item, sheet.width))
            else:
                paint(canvas, [item], self._logo)
        return Judged(sheet, _free(picture), tuple(texts))


def _free(picture: Picture) -> Box:
    """Return what the network leaves uncovered, and a little less: text at an edge looks cut off."""
    edge = _EDGE * min(picture.width, picture.height)
    left, top, right, bottom = picture.safe or (0, 0, 0, 0)
    return Box(
        max(edge, left * picture.width),
        max(edge, top * picture.height),
        picture.width - max(edge, right * picture.width),
        picture.height - max(edge, bottom * picture.height),
    )


def legibility(canvas: Image.Image, text: Text, width: int) -> Legibility:
    """Measure a text that is not painted yet, its emphasised words too, on a picture so many pixels wide."""
    box = ink_box(text)
    needed = READABLE_LARGE if text.size >= LARGE * width else READABLE
    inks = (text.fill, text.accent) if text.emphasis and text.accent else (text.fill,)
    return Legibility(text, box, min(worst_contrast(canvas, box, ink) for ink in inks), needed)


def worst_contrast(canvas: Image.Image, box: Box, fill: Colour) -> float:
    """Return the contrast of a colour with the pixel of a box that it can be told from least."""
    edges = (max(0, round(box.left)), max(0, round(box.top)), round(box.right), round(box.bottom))
    if edges[2] <= edges[0] or edges[3] <= edges[1]:
        return 21.0
    coarse = canvas.crop(edges).point(_COARSE)
    colours = coarse.getcolors(min(coarse.width * coarse.height, _MOST)) or []  # room for more costs time
    seen = (colour for _, colour in colours if isinstance(colour, tuple))
    return min(contrast(fill, (red, green, blue)) for red, green, blue, *_ in seen)


def _collide(one: Legibility, other: Legibility) -> bool:
    """Tell whether two texts lie over each other; lines of one text may reach between each other a little."""
    across = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    down = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    are_lines = (one.text.size, one.text.faces) == (other.text.size, other.text.faces)
    return across > 1 and down > (_BETWEEN_LINES * one.text.size if are_lines else 1)
