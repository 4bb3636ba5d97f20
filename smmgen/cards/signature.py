"""The brand's signature: the logo and the account's handle beside it."""

from smmgen.cards.font import cap_height, width
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Box, Item, Mark, Signature, Text
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture

_HIGH = 0.082
_WIDEST = 0.2
_SMALLEST = 0.75
"""A long handle is set smaller, down to this part of the usual size, and then left out."""


def sign(picture: Picture, theme: Theme, scale: Scale, at: tuple[float, float]) -> Signature:
    """Place logo and handle with their upper left corner at `at`, in both inks.

    A logo with letters in it, much wider than high, is set lower, so that it does not outweigh the text.
    """
    x, y = at
    high = scale.of(_HIGH)
    light = _items(picture, theme, scale, Box(x, y, x + high, y + high), "light")
    dark = _items(picture, theme, scale, Box(x, y, x + high, y + high), "dark")
    right = max((_right(item) for item in light), default=x)
    return Signature(Box(x, y, right, y + high if light else y), tuple(light), tuple(dark))


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


def _right(item: Item) -> float:
    return item.x + width(item.text, item.faces, item.size) if isinstance(item, Text) else item.box.right
