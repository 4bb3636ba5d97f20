"""A large opening quotation mark above what somebody says."""

from smmgen.cards.block import Ask, Block
from smmgen.cards.font import ink
from smmgen.cards.sheet import Item, Text

_ANGLED = ("ru", "uk", "be", "kk", "fr", "el")
_LOW = ("de", "pl", "cs", "sk", "bg")


def quote(ask: Ask) -> Block:
    """Draw the opening mark of the picture's language in the accent colour."""
    language, style = ask.language[:2], ask.style
    sign = "«" if language in _ANGLED else "„" if language in _LOW else "“"
    size = round(style.scale.of(ask.part.largest or 0.22))
    shape = ink(sign, style.display)

    def place(x: float, y: float) -> list[Item]:
        start, base = x - shape.left * size, y - shape.top * size
        return [Text(text=sign, x=start, y=base, size=size, faces=style.display, fill=style.accent)]

    return Block((shape.right - shape.left) * size, (shape.bottom - shape.top) * size, place)
