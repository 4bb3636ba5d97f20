"""Short facts as outlined pills, in as many rows as they need."""

import re
from typing import NamedTuple

from smmgen.cards.block import Ask, Block, too_wide
from smmgen.cards.box import Box
from smmgen.cards.font import cap_height, width
from smmgen.cards.sheet import Item, Shape, Text


class _Chip(NamedTuple):
    fact: str
    start: float
    across: float


def chips(ask: Ask) -> Block:
    """Lay facts out that are parted by “·”, “;”, “|” or lines."""
    style = ask.style
    size = style.size(ask.part.largest or 0.027)
    pad, gap = 0.72 * size, 0.42 * size
    capital = cap_height(style.text) * size
    high = capital + 1.5 * size
    facts = [fact.strip() for fact in re.split(r"[·;|\n]", ask.text) if fact.strip()]
    rows = _rows([(fact, width(fact, style.text, size) + 2 * pad) for fact in facts], ask.width, gap)
    widest = max((row[-1].start + row[-1].across for row in rows), default=0.0)

    def place(x: float, y: float) -> list[Item]:
        items: list[Item] = []
        for number, row in enumerate(rows):
            top = y + number * (high + gap)
            left = x + style.start(row[-1].start + row[-1].across, widest)
            for fact, start, across in row:
                box = Box(left + start, top, left + start + across, top + high)
                items.append(Shape(kind="frame", box=box, fill=style.accent, radius=high / 2))
                base = top + high / 2 + capital / 2
                items.append(
                    Text(text=fact, x=box.left + pad, y=base, size=size, faces=style.text, fill=style.ink)
                )
        return items

    return Block(
        widest, len(rows) * (high + gap) - gap, place, too_wide(ask.text, widest, ask.width, "chips")
    )


_STEPS = 20


def _rows(facts: list[tuple[str, float]], room: float, gap: float) -> list[list[_Chip]]:
    """Set facts in as few rows as the room allows, and those about as long as each other."""
    fewest = _filled(facts, room, gap)
    narrower = (_filled(facts, room * part / _STEPS, gap) for part in range(_STEPS // 2, _STEPS))
    return next((rows for rows in narrower if len(rows) == len(fewest)), fewest)


def _filled(facts: list[tuple[str, float]], room: float, gap: float) -> list[list[_Chip]]:
    rows: list[list[_Chip]] = []
    start = 0.0
    for fact, across in facts:
        if not rows or start + across > room:
            rows.append([])
            start = 0.0
        rows[-1].append(_Chip(fact, start, across))
        start += across + gap
    return rows
