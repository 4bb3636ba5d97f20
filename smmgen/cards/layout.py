"""Lay a card out for its size: where the photo goes, and everything that is set on or beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from smmgen.cards.corner import Corner, disc, leaf
from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.parts import Block, author, chips, label, paragraph, quote_mark, stars
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Box, Fault, Item, Shade, Shape, Sheet
from smmgen.cards.signature import sign
from smmgen.cards.style import Style, style_of
from smmgen.model.theme import Card, Slot, Theme
from smmgen.model.variant import Picture
from smmgen.text.count import graphemes

_PANEL_MOST = 0.66
_PANEL_LEAST = 0.38


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


def lay_out(picture: Picture, card: Card, theme: Theme) -> Sheet:
    """Lay out a picture's card. Pure: nothing is read or painted, and the same values give the same sheet."""
    scale = Scale(picture.width, picture.height)
    has_photo = bool(picture.image.photo)
    if card.layout == "panel" and has_photo:
        return _beside(picture, card, theme, scale) if scale.is_wide else _below(picture, card, theme, scale)
    return _over(picture, card, theme, scale, has_photo=has_photo)


def _over(picture: Picture, card: Card, theme: Theme, scale: Scale, *, has_photo: bool) -> Sheet:
    """Set the text on the photo, at its foot; in a wide picture on its left, where the photo fades out."""
    safe = scale.safe
    style = style_of(card, theme, scale, is_over_photo=card.layout == "scrim")
    signature = sign(picture, theme, scale, (safe.left, safe.top))
    corner, faults, in_corner = _corner(picture, card, theme, style)
    right = safe.left + 0.485 * scale.width if scale.is_wide and has_photo else safe.right
    top = signature.box.bottom + scale.of(0.07)
    if not (scale.is_wide and has_photo):
        right = min(right, safe.left + scale.of(1.0))
        top = max(top, in_corner.bottom + scale.of(0.055)) if corner else top
    if has_photo and not scale.is_wide:
        top = max(top, 0.34 * scale.height)
    column = Box(safe.left, top, right, safe.bottom)
    stack = _stack(picture, card, style, column.width, column.height)
    y = _anchored(card, column, stack.height)
    words = Box(column.left, y, column.right, y + stack.height)
    shade: Shade = "none" if not has_photo else "left" if scale.is_wide else "below"
    aim = (0.5, 0.5) if shade != "below" else (0.5, 0.36)
    photo = None
    if has_photo:
        photo = Box(0.36 * scale.width if scale.is_wide else 0, 0, scale.width, scale.height)
    items = [*_frame(card, style), *stack.place(column.left, y, column.width, style), *corner]
    return Sheet(
        width=scale.width,
        height=scale.height,
        ground=style.ground,
        ink=style.ink,
        photo=photo,
        aim=aim,
        shade=shade,
        words=words,
        safe=safe,
        items=tuple(items),
        signature=signature,
        signature_on_photo=shade == "below",
        faults=(*stack.faults, *faults),
    )


def _beside(picture: Picture, card: Card, theme: Theme, scale: Scale) -> Sheet:
    """Set the text on a panel at the left of a wide picture, the photo at its right."""
    safe = scale.safe
    style = style_of(card, theme, scale, is_over_photo=False)
    edge = round(0.54 * scale.width)
    signature = sign(picture, theme, scale, (safe.left, safe.top))
    corner, faults, _ = _corner(picture, card, theme, style)
    column = Box(safe.left, signature.box.bottom + scale.of(0.06), edge - 0.8 * scale.margin, safe.bottom)
    stack = _stack(picture, card, style, column.width, column.height)
    y = _anchored(card, column, stack.height)
    return Sheet(
        width=scale.width,
        height=scale.height,
        ground=style.ground,
        ink=style.ink,
        photo=Box(edge, 0, scale.width, scale.height),
        aim=(0.5, 0.5),
        shade="none",
        words=Box(column.left, y, column.right, y + stack.height),
        safe=safe,
        items=(*stack.place(column.left, y, column.width, style), *corner),
        signature=signature,
        signature_on_photo=False,
        faults=(*stack.faults, *faults),
    )


def _below(picture: Picture, card: Card, theme: Theme, scale: Scale) -> Sheet:
    """Set the text on a panel below the photo; the panel is as high as its text needs."""
    safe = scale.safe
    style = style_of(card, theme, scale, is_over_photo=False)
    above, gap = scale.of(0.07), scale.of(0.058)
    foot = sign(picture, theme, scale, (safe.left, 0)).box.height
    most = _PANEL_MOST * scale.height - (scale.height - safe.bottom) - above - gap - foot
    stack = _stack(picture, card, style, safe.width, most)
    needed = above + stack.height + gap + foot + scale.height - safe.bottom
    edge = round(scale.height - max(needed, _PANEL_LEAST * scale.height))
    signature = sign(picture, theme, scale, (safe.left, safe.bottom - foot))
    corner, faults, _ = _corner(picture, card, theme, style)
    y = edge + above
    return Sheet(
        width=scale.width,
        height=scale.height,
        ground=style.ground,
        ink=style.ink,
        photo=Box(0, 0, scale.width, edge),
        aim=(0.5, 0.5),
        shade="none",
        words=Box(safe.left, y, safe.right, y + stack.height),
        safe=safe,
        items=(*stack.place(safe.left, y, safe.width, style), *corner),
        signature=signature,
        signature_on_photo=False,
        faults=(*stack.faults, *faults),
    )


def _anchored(card: Card, column: Box, height: float) -> float:
    """Return where a stack starts; the optical middle lies a little above the true one."""
    part = {"top": 0.0, "middle": 0.47, "bottom": 1.0}[card.anchor]
    return column.top + (column.height - height) * part


def _frame(card: Card, style: Style) -> list[Item]:
    if not card.has_frame:
        return []
    inset = style.scale.of(0.03)
    box = Box(inset, inset, style.scale.width - inset, style.scale.height - inset)
    return [Shape(kind="frame", box=box, fill=style.accent)]


def _corner(picture: Picture, card: Card, theme: Theme, style: Style) -> Corner:
    if text := _field(picture, card, "disc"):
        return disc(text, style)
    if text := _field(picture, card, "date"):
        return leaf(text, picture.language, style, theme)
    return [], (), Box(0, 0, 0, 0)


def _field(picture: Picture, card: Card, slot: Slot) -> str:
    """Return the text that the post gives for a slot, empty if none."""
    texts = (picture.image.fields.get(name, "") for name, its in card.fields.items() if its == slot)
    return next((text for text in texts if text), "")


def label_of(picture: Picture, card: Card) -> str:
    """Return the kicker: the post's own, else the card's in the picture's language, else in English."""
    if own := _field(picture, card, "kicker"):
        return own
    return card.label.get(picture.language[:2], card.label.get("en", ""))


def _stack(picture: Picture, card: Card, style: Style, width: float, height: float) -> Stack:
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
    if rating := _field(picture, card, "stars"):
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
        if text := _field(picture, card, slot):
            blocks.append((of(0.038), make(text)))
    name, role = _field(picture, card, "author"), _field(picture, card, "role")
    if name:
        blocks.append((of(0.05), author(name, role, style, width)))
    elif role:
        blocks.append((of(0.036), _detail(role, style, width)))
    return tuple(blocks)


def _detail(text: str, style: Style, width: float) -> Block:
    of = style.scale.of
    room = Room(width=width, height=of(0.16), smallest=of(0.027), largest=of(0.033), lines=3, leading=1.36)
    return paragraph(text, style, room, style.text, style.soft, "detail")
