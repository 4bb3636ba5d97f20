"""Small parts: a rule, a button, and a large number."""

from smmgen.cards.block import Ask, Block, too_wide
from smmgen.cards.box import Box
from smmgen.cards.font import cap_height, ink, width
from smmgen.cards.sheet import Item, Shape, Text


def rule(ask: Ask) -> Block:
    """Draw a short line in the accent colour."""
    style = ask.style
    across, thick = style.scale.of(ask.part.largest or 0.09), max(3.0, style.scale.of(0.006))

    def place(x: float, y: float) -> list[Item]:
        box = Box(x, y, x + across, y + thick)
        return [Shape(kind="round", box=box, fill=style.accent, radius=thick / 2)]

    return Block(across, thick, place)


def button(ask: Ask) -> Block:
    """Say what to do, on a filled pill."""
    style = ask.style
    size = style.size(ask.part.largest or 0.031)
    across = width(ask.text, style.text, size) + 2 * 1.1 * size
    capital = cap_height(style.text) * size
    high = capital + 2 * 0.85 * size

    def place(x: float, y: float) -> list[Item]:
        box = Box(x, y, x + across, y + high)
        base = y + high / 2 + capital / 2
        words = Text(
            text=ask.text, x=x + 1.1 * size, y=base, size=size, faces=style.text, fill=style.on_accent
        )
        return [Shape(kind="round", box=box, fill=style.accent, radius=high / 2), words]

    return Block(across, high, place, too_wide(ask.text, across, ask.width, ask.part.id))


def number(ask: Ask) -> Block:
    """Set a number or another short sign large, in the accent colour."""
    style = ask.style
    size = round(style.scale.of(ask.part.largest or 0.19))
    shape = ink(ask.text, style.display)
    across = (shape.right - shape.left) * size

    def place(x: float, y: float) -> list[Item]:
        base = y - shape.top * size
        fill = style.named(ask.part.colour or "strong")
        start = x - shape.left * size
        return [Text(text=ask.text, x=start, y=base, size=size, faces=style.display, fill=fill)]

    return Block(
        across, (shape.bottom - shape.top) * size, place, too_wide(ask.text, across, ask.width, ask.part.id)
    )
