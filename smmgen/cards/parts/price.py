"""A price, set large, and beside it the one it had before, struck through."""

from smmgen.cards.block import Ask, Block, does_not_fit, nothing
from smmgen.cards.box import Box
from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.font import cap_height, ink, width
from smmgen.cards.sheet import Item, Shape, Text
from smmgen.text.count import graphemes

_OLD = 0.42
"""The old price's size, in parts of the new one's."""


def price(ask: Ask) -> Block:
    """Set the price of the first line, and the old price of the second one."""
    style = ask.style
    new, _, old = ask.text.partition("\n")
    smallest, largest = ask.size(0.06, 0.135)
    share = 1 + (_OLD * graphemes(old) + 0.4) / max(1, graphemes(new)) if old else 1
    room = Room(
        width=ask.width / share, height=max(ask.height, largest), smallest=smallest, largest=largest, lines=1
    )
    fitted = fit(new, style.display, room)
    if fitted is None:
        return nothing(does_not_fit(new, capacity(new, style.display, room), "price"))
    size, small = fitted.size, max(style.size(0.03), round(fitted.size * _OLD))
    capital, shape = cap_height(style.display) * size, ink(new, style.display)
    start = (shape.right - shape.left) * size + 0.32 * size
    across = width(old, style.text, small)
    fill = style.named(ask.part.colour or "strong")

    def place(x: float, y: float) -> list[Item]:
        base = y + capital
        items: list[Item] = [
            Text(text=new, x=x - shape.left * size, y=base, size=size, faces=style.display, fill=fill)
        ]
        if old:
            items.append(Text(text=old, x=x + start, y=base, size=small, faces=style.text, fill=style.soft))
            middle = base - 0.5 * cap_height(style.text) * small
            thick = max(2.0, 0.075 * small)
            box = Box(
                x + start - 0.1 * small,
                middle - thick / 2,
                x + start + across + 0.1 * small,
                middle + thick / 2,
            )
            items.append(Shape(kind="round", box=box, fill=style.soft))
        return items

    whole = start + across if old else (shape.right - shape.left) * size
    return Block(whole, capital + max(0.0, shape.bottom * size), place)
