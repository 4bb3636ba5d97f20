"""A label above a headline: spaced capitals, on a pill over a photo, plain in the accent colour beside it."""

from smmgen.cards.block import Ask, Block, too_wide
from smmgen.cards.box import Box
from smmgen.cards.font import cap_height, width
from smmgen.cards.sheet import Item, Shape, Text
from smmgen.text.capitals import capitals

TRACKING = 0.085
"""Space between the capitals of a label, in sizes."""


def label(ask: Ask) -> Block:
    """Lay a label out."""
    style, words = ask.style, capitals(ask.text, ask.language)
    size = style.size(ask.part.largest or 0.0235)
    across = width(words, style.text, size, TRACKING)
    capital = cap_height(style.text) * size
    pad = 0.78 * size if style.is_over_photo else 0.0
    high = capital + (2 * 0.72 * size if style.is_over_photo else 0)
    fill = style.on_accent if style.is_over_photo else style.accent

    def place(x: float, y: float) -> list[Item]:
        base = y + high / 2 + capital / 2
        line = Text(text=words, x=x + pad, y=base, size=size, faces=style.text, fill=fill, tracking=TRACKING)
        box = Box(x, y, x + across + 2 * pad, y + high)
        pill = Shape(kind="round", box=box, fill=style.accent, radius=high / 2)
        return [pill, line] if style.is_over_photo else [line]

    return Block(across + 2 * pad, high, place, too_wide(ask.text, across + 2 * pad, ask.width, "kicker"))
