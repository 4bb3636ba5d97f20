"""Stack what a card says: what stands above the headline, the headline, and what stands below it."""

from collections.abc import Callable
from dataclasses import dataclass

from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.parts import Block, author, chips, label, paragraph, quote_mark, stars
from smmgen.cards.sheet import Fault, Item
from smmgen.cards.style import Style
from smmgen.model.theme import Card, Slot
from smmgen.model.variant import Picture
from smmgen.text.count import graphemes


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks from top to bottom with the gap before each, as wide as `width`."""

    blocks: tuple[tuple[float, Block], ...]

    @property
    def height(self) -> float:
        """Return the height of all, gaps included."""
        return sum(gap + block.height for gap, block in self.blocks)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what does not fit."""
        return tuple(fault for _, block in self.blocks for fault in block.faults)

    def place(self, x: float, y: float, width: float, style: Style) -> list[Item]:
        """Return the items, the stack's upper left corner being at (x, y)."""
        items: list[Item] = []
        for gap, block in self.blocks:
            y += gap
            shift = (width - block.width) / 2 if style.is_centered else 0
            items += block.place(x + shift, y)
            y += block.height
        return items


def field(picture: Picture, card: Card, slot: Slot) -> str:
    """Return the text that the post gives for a slot, empty if none."""
    texts = (picture.image.fields.get(name, "") for name, its in card.fields.items() if its == slot)
    return next((text for text in texts if text), "")


def label_of(picture: Picture, card: Card) -> str:
    """Return the kicker: the post's own, else the card's in the picture's language, else in English."""
    if own := field(picture, card, "kicker"):
        return own
    return card.label.get(picture.language[:2], card.label.get("en", ""))


def stacked(picture: Picture, card: Card, style: Style, width: float, height: float) -> Stack:
    """Stack what stands above the headline, the headline in the room that is left, and what stands below."""
    head, foot = _head(picture, card, style, width), _foot(picture, card, style, width)
    of = style.scale.of
    gap = of(0.036) if head else 0
    others = Stack((*head, *foot)).height + gap
    title = picture.image.headline
    if not title:
        return Stack((*head, *foot))
    smallest, largest = (of(part) for part in card.headline_size)
    room = Room(
        width=width, height=height - others, smallest=smallest, largest=largest, lines=card.headline_lines
    )
    if fit(title, style.display, room) is None:
        return Stack((*head, (gap, _unfit(title, style, room)), *foot))
    block = paragraph(title, style, room, style.display, style.ink, "headline")
    return Stack((*head, (gap, block), *foot))


def _unfit(title: str, style: Style, room: Room) -> Block:
    fits = capacity(title, style.display, room)
    message = f"The headline is {graphemes(title)} characters; about {fits} fit on this card at this size."
    fault = Fault(
        "CRD003", "error", message, "Shorten it, or take a card or a size with more room.", "headline"
    )
    return Block(0, 0, lambda _x, _y: [], (fault,))


def _head(picture: Picture, card: Card, style: Style, width: float) -> tuple[tuple[float, Block], ...]:
    blocks: list[Block] = []
    if card.has_quote_mark:
        blocks.append(quote_mark(picture.language, style))
    if rating := field(picture, card, "stars"):
        blocks.append(stars(rating_of(rating) or 0, style))
    if kicker := label_of(picture, card):
        blocks.append(label(kicker, style, width))
    return tuple((style.scale.of(0.03) if number else 0, block) for number, block in enumerate(blocks))


def rating_of(written: str) -> float | None:
    """Read a number from 0 to 5, with a point or a comma; None for anything else."""
    try:
        value = float(written.replace(",", ".").split("/")[0])
    except ValueError:
        return None
    return value if 0 <= value <= 5 else None


def _foot(picture: Picture, card: Card, style: Style, width: float) -> tuple[tuple[float, Block], ...]:
    of = style.scale.of
    blocks: list[tuple[float, Block]] = []
    makers: tuple[tuple[Slot, Callable[[str], Block]], ...] = (
        ("chips", lambda text: chips(text, style, width)),
        ("detail", lambda text: _detail(text, style, width)),
    )
    for slot, make in makers:
        if text := field(picture, card, slot):
            blocks.append((of(0.038), make(text)))
    name, role = field(picture, card, "author"), field(picture, card, "role")
    if name:
        blocks.append((of(0.056), author(name, role, style, width)))
    elif role:
        blocks.append((of(0.036), _detail(role, style, width)))
    return tuple(blocks)


def _detail(text: str, style: Style, width: float) -> Block:
    of = style.scale.of
    room = Room(
        width=width,
        height=of(0.16),
        smallest=of(0.027),
        largest=of(0.033),
        lines=3,
        leading=1.36,
        spare_lines=0,
    )
    return paragraph(text, style, room, style.text, style.soft, "detail")
