"""What a stack is made of: blocks of known size that can be placed anywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from smmgen.cards.sheet import Fault, Item
from smmgen.cards.style import Style
from smmgen.model.card import Part
from smmgen.text.count import graphemes
from smmgen.text.emphasis import plain


@dataclass(frozen=True, slots=True)
class Block:
    """Something to stack: its size in pixels, and its items when told where its upper left corner is."""

    width: float
    height: float
    place: Callable[[float, float], list[Item]]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a part is asked for: its text (filled in), the room in pixels, and what to draw with."""

    part: Part
    text: str
    style: Style
    width: float
    height: float
    language: str
    table: tuple[tuple[str, ...], ...] = ()

    def size(self, smallest: float, largest: float) -> tuple[float, float]:
        """Return the part's own bounds of its letters, else these, in pixels, large enough to be read."""
        scale = self.style.scale
        low = max(scale.of(self.part.smallest or smallest), scale.legible)
        return low, max(low, scale.of(self.part.largest or largest))


def nothing(*faults: Fault) -> Block:
    """Return a block that takes no room, for what could not be set."""
    return Block(0, 0, lambda _x, _y: [], faults)


def does_not_fit(text: str, fits: int, slot: str) -> Fault:
    """Tell how many characters (graphemes) would fit."""
    text = plain(text)
    message = f"“{text}” has {graphemes(text)} characters; about {fits} fit here."
    return Fault("CRD004", "error", message, "Shorten it.", slot)


def too_wide(text: str, across: float, room: float, slot: str) -> tuple[Fault, ...]:
    """Tell of a line that is wider than its room, both in pixels."""
    if across <= room:
        return ()
    return (does_not_fit(text, int(graphemes(text) * room / across), slot),)
