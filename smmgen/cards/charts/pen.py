"""What all charts draw with: colours, sizes, and texts set by their ink."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from smmgen.cards.box import Box
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.lines import words
from smmgen.cards.sheet import Fault, Item, Shape, Text
from smmgen.cards.style import Style
from smmgen.model.colour import READABLE, Colour, contrast, mix

Side = Literal["left", "middle", "right"]
"""Which part of a text stands at the point that is given for it."""

LEADING = 1.18
"""From base line to base line of a label, in sizes."""

SIZES = (0.029, 0.0265, 0.0235)
"""Sizes of a label, in parts of the base; the largest that fits is taken."""

_QUIET, _GRID = 2.6, 1.35
"""Contrast with the ground of a mark that is not set off, and of a line of the grid."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Items from (0, 0), and the room that they take in pixels."""

    items: tuple[Item, ...]
    width: float
    height: float
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Pen:
    """A card's style, and the language of its numbers."""

    style: Style
    language: str

    def of(self, part: float) -> float:
        """Return a part of the base, in pixels."""
        return self.style.scale.of(part)

    @property
    def faces(self) -> Faces:
        """Return the fonts of labels and numbers."""
        return self.style.text

    @property
    def quiet(self) -> Colour:
        """Return the colour of marks that are not set off."""
        return self._towards_ink(_QUIET)

    @property
    def grid(self) -> Colour:
        """Return the colour of thin lines behind the marks."""
        return self._towards_ink(_GRID)

    @property
    def accent(self) -> Colour:
        """Return the colour of what is set off; the ink where the accent would hardly be seen."""
        is_seen = contrast(self.style.accent, self.style.ground) >= 1.6
        return self.style.accent if is_seen else self.style.ink

    @property
    def accent_ink(self) -> Colour:
        """Return the accent where it can be read as a text, else the ink."""
        is_read = contrast(self.style.accent, self.style.ground) >= READABLE
        return self.style.accent if is_read else self.style.ink

    def _towards_ink(self, least: float) -> Colour:
        ground = self.style.ground
        mixed = (mix(ground, self.style.ink, part / 40) for part in range(1, 41))
        return next((one for one in mixed if contrast(one, ground) >= least), self.style.ink)

    def line(self, text: str, at: tuple[float, float], size: int, fill: Colour, side: Side = "left") -> Text:
        """Set a line with its ink at a point of its base line."""
        shape = ink(text, self.faces)
        part = {"left": shape.left, "middle": (shape.left + shape.right) / 2, "right": shape.right}[side]
        x, y = at
        return Text(text=text, x=x - part * size, y=y, size=size, faces=self.faces, fill=fill)

    def across(self, text: str, size: float) -> float:
        """Return how wide a text is, in pixels."""
        return width(text, self.faces, size)

    def widest(self, texts: Iterable[str], size: float) -> float:
        """Return the width of the widest text, in pixels."""
        return max((self.across(text, size) for text in texts), default=0.0)

    def capital(self, size: float) -> float:
        """Return the height of a capital letter, in pixels."""
        return cap_height(self.faces) * size

    def wrapped(self, text: str, size: float, room: float, most: int) -> tuple[str, ...] | None:
        """Return a text in at most so many lines of alike length; None where it takes more."""
        if not text:
            return ("",)
        measured = words(text, self.faces)
        fewest = measured.fewest(room / size)
        found = measured.balanced(fewest, room / size) if fewest and fewest <= most else None
        return found.lines if found else None

    def shortened(self, text: str, size: float, room: float) -> str:
        """Return a text cut to a width, with “…” where it was cut."""
        if self.across(text, size) <= room:
            return text
        kept = text
        while kept and self.across(f"{kept}…", size) > room:
            kept = kept[:-1].rstrip(" ,.;:–—-")
        return f"{kept}…"

    def sizes(self) -> list[int]:
        """Return a label's sizes in pixels, largest first."""
        return [self.style.size(part) for part in SIZES]


def rect(left: float, top: float, right: float, bottom: float, fill: Colour) -> Shape:
    """Return a rectangle; its edges may be given in any order."""
    box = Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    return Shape(kind="rect", box=box, fill=fill)


def moved(items: Iterable[Item], x: float, y: float) -> list[Item]:
    """Return items moved by so many pixels."""
    return [
        replace(item, x=item.x + x, y=item.y + y)
        if isinstance(item, Text)
        else replace(item, box=item.box.moved(x, y))
        for item in items
    ]
