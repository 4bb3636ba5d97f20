"""Who speaks: a short rule in the accent colour, the name, and the role below it."""

from smmgen.cards.block import Ask, Block, too_wide
from smmgen.cards.box import Box
from smmgen.cards.font import cap_height, ink, width
from smmgen.cards.sheet import Item, Shape, Text

_LARGER = 1.17
"""How much larger than the role the name is at least."""


def author(ask: Ask) -> Block:
    """Name the author in the first line of the text, and the role in the second."""
    style = ask.style
    name, _, role = ask.text.partition("\n")
    rule, gap = style.scale.of(0.055), style.scale.of(0.022)
    indent = rule + gap if style.align == "left" else 0.0
    small = style.size(0.026)
    size = max(style.size(ask.part.largest or 0.031), round(_LARGER * small))
    lines = [(name, size, style.ink), *([(role, small, style.soft)] if role else [])]
    widths = [width(text, style.text, at) for text, at, _ in lines]
    faults = [
        too_wide(text, across, ask.width - indent, "author")
        for (text, *_), across in zip(lines, widths, strict=True)
    ]
    capital = cap_height(style.text) * size
    below = max(0.0, ink(lines[-1][0], style.text).bottom * lines[-1][1])
    whole = indent + max(widths)

    def place(x: float, y: float) -> list[Item]:
        middle, thick = y + capital / 2, max(2.0, style.scale.of(0.0036))
        bar = Box(x, middle - thick / 2, x + rule, middle + thick / 2)
        items: list[Item] = [Shape(kind="round", box=bar, fill=style.accent)] if indent else []
        base = y + capital
        for (text, at, fill), across in zip(lines, widths, strict=True):
            start = x + indent + style.start(across, max(widths))
            items.append(Text(text=text, x=start, y=base, size=at, faces=style.text, fill=fill))
            base += 1.6 * small
        return items

    high = capital + (1.6 * small if role else 0) + below
    return Block(whole, high, place, tuple(fault for found in faults for fault in found))
