"""The brand's signature: the logo and the account's handle beside it."""

from dataclasses import replace

from smmgen.cards.font import cap_height, width
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Box, Item, Mark, Signature, Text
from smmgen.model.theme import Card, Theme
from smmgen.model.variant import Picture

_HIGH = 0.082
_WIDEST = 0.2
_SMALLEST = 0.75
"""A long handle is set smaller, down to this part of the usual size, and then left out."""


def sign(picture: Picture, theme: Theme, scale: Scale, card: Card) -> Signature:
    """Place logo and handle in the upper left corner, or above centered text in the middle; in both inks.

    A logo with letters in it, much wider than high, is set lower, so that it does not outweigh the text.
    """
    x, y, *_ = scale.safe
    high = scale.of(_HIGH)
    light = _items(picture, theme, scale, Box(x, y, x + high, y + high), "light")
    dark = _items(picture, theme, scale, Box(x, y, x + high, y + high), "dark")
    right = max((_right(item) for item in light), default=x)
    shift = (scale.width - right - x) / 2 if card.align == "center" and not scale.is_wide else 0
    moved = tuple(tuple(_moved(item, shift) for item in items) for items in (light, dark))
    return Signature(Box(x + shift, y, right + shift, y + high if light else y), *moved)


def _items(picture: Picture, theme: Theme, scale: Scale, box: Box, tone: str) -> list[Item]:
    items: list[Item] = []
    logo = theme.logo.get(tone) or next(iter(theme.logo.values()), None)
    x = box.left
    if logo:
        high = min(box.height, scale.of(_WIDEST) * logo.height / logo.width)
        top = box.top + (box.height - high) / 2
        place = Box(x, top, x + high * logo.width / logo.height, top + high)
        items.append(Mark(logo.path, place))
        x = place.right + scale.of(0.022)
    if handle := picture.handle:
        faces = (theme.fonts["text"], *theme.fallback)
        size = scale.of(0.0275)
        room = 0.5 * scale.safe.width - (x - box.left)
        size = min(size, max(size * _SMALLEST, size * room / max(1.0, width(handle, faces, size))))
        if width(handle, faces, round(size)) <= room:
            y = box.top + box.height / 2 + cap_height(faces) * size / 2
            fill = theme.colour(tone)
            items.append(Text(text=handle, x=x, y=y, size=round(size), faces=faces, fill=fill))
    return items


def _moved(item: Item, shift: float) -> Item:
    if isinstance(item, Text):
        return replace(item, x=item.x + shift)
    return replace(item, box=item.box.moved(shift, 0))


def _right(item: Item) -> float:
    return item.x + width(item.text, item.faces, item.size) if isinstance(item, Text) else item.box.right
