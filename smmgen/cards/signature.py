"""The brand's signature: the logo and the account's handle beside it."""

from dataclasses import replace

from smmgen.cards.box import Box
from smmgen.cards.font import cap_height, width
from smmgen.cards.page import Page
from smmgen.cards.sheet import Item, Mark, Signature, Text
from smmgen.model.card import LogoLayer, Look

_WIDEST = 0.2
_SMALLEST = 0.75
"""A long handle is set smaller, down to this part of the usual size, and then left out."""

_EMPTY = Signature(Box(0, 0, 0, 0), (), ())


def logo_of(look: Look) -> LogoLayer | None:
    """Return the layer that signs a card."""
    return next((layer for layer in look.layers if isinstance(layer, LogoLayer)), None)


def sign(page: Page, layer: LogoLayer | None) -> Signature:
    """Place logo and handle at their spot, or above centered text in the middle; in both inks.

    A logo with letters in it, much wider than high, is set lower, so that it does not outweigh the text.
    """
    if layer is None:
        return _EMPTY
    safe, high = page.scale.safe, page.scale.of(layer.size)
    down, across = page.spot(layer.at)
    if layer.at == "top-left" and page.look.align == "center":
        across = "center"
    y = safe.top if down == "top" else safe.bottom - high
    box = Box(safe.left, y, safe.left + high, y + high)
    light, dark = (_items(page, layer, box, tone) for tone in ("light", "dark"))
    right = max((_right(item) for item in light), default=safe.left)
    room = safe.width - (right - safe.left)
    shift = {"left": 0.0, "center": 0.5, "right": 1.0}[across] * room
    items = (tuple(_moved(item, shift) for item in items) for items in (light, dark))
    return Signature(Box(safe.left + shift, y, right + shift, y + high if light else y), *items)


def _items(page: Page, layer: LogoLayer, box: Box, tone: str) -> list[Item]:
    theme, scale = page.theme, page.scale
    items: list[Item] = []
    logo = theme.logo.get(tone) or next(iter(theme.logo.values()), None)
    x = box.left
    if logo:
        high = min(box.height, scale.of(_WIDEST * layer.size / 0.082) * logo.height / logo.width)
        top = box.top + (box.height - high) / 2
        place = Box(x, top, x + high * logo.width / logo.height, top + high)
        items.append(Mark(logo.path, place))
        x = place.right + scale.of(0.022)
    if layer.handle and (handle := page.picture.handle):
        faces = (theme.fonts["text"], *theme.fallback)
        size = max(scale.of(0.0275), scale.legible)
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
