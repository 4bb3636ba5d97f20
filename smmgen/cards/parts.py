"""The parts that stand above and below a headline: each a block of known size."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.sheet import Box, Fault, Item, Shape, Text
from smmgen.cards.style import Style
from smmgen.model.colour import Colour, mix
from smmgen.text.count import graphemes


@dataclass(frozen=True, slots=True)
class Block:
    """Something to stack: its size in pixels, and its items when told where its upper left corner is."""

    width: float
    height: float
    place: Callable[[float, float], list[Item]]
    faults: tuple[Fault, ...] = ()


TRACKING = 0.085
"""Space between the capitals of a label, in sizes."""

_HANGING = 0.42
"""An opening quotation mark hangs this far into the margin at most, in margins."""

_OPENING = '«“„"‘'


def label(text: str, style: Style, room: float) -> Block:
    """Lay a kicker out in spaced capitals: on a pill over a photo, plain in the accent colour beside it."""
    words, size = text.upper(), style.size(0.0235)
    across = width(words, style.text, size, TRACKING)
    capital = cap_height(style.text) * size
    pad = 0.78 * size if style.is_over_photo else 0.0
    high = capital + (2 * 0.72 * size if style.is_over_photo else 0)
    fill = style.on_accent if style.is_over_photo else style.accent

    def place(x: float, y: float) -> list[Item]:
        middle = y + high / 2 + capital / 2
        line = Text(
            text=words, x=x + pad, y=middle, size=size, faces=style.text, fill=fill, tracking=TRACKING
        )
        pill = Shape(
            kind="round", box=Box(x, y, x + across + 2 * pad, y + high), fill=style.accent, radius=high / 2
        )
        return [pill, line] if style.is_over_photo else [line]

    across_all = across + 2 * pad
    return Block(across_all, high, place, _too_wide(text, across_all, room, "kicker"))


def _too_wide(text: str, across: float, room: float, slot: str) -> tuple[Fault, ...]:
    if across <= room:
        return ()
    fits = int(graphemes(text) * room / across)
    return (_does_not_fit(text, fits, slot),)


def _does_not_fit(text: str, fits: int, slot: str) -> Fault:
    message = f"“{text}” has {graphemes(text)} characters; about {fits} fit here."
    return Fault("CRD004", "error", message, "Shorten it.", slot)


def paragraph(text: str, style: Style, room: Room, faces: Faces, fill: Colour, slot: str) -> Block:
    """Set a text as large as its room allows, its first letter's ink exactly at the edge."""
    fitted = fit(text, faces, room)
    if fitted is None:
        fault = _does_not_fit(text, capacity(text, faces, room), slot)
        return Block(0, 0, lambda _x, _y: [], (fault,))
    size, capital = fitted.size, cap_height(faces)
    across = max(width(line, faces, size) for line in fitted.lines)

    def place(x: float, y: float) -> list[Item]:
        return [
            Text(
                text=line,
                x=x
                + _indent(
                    line,
                    faces,
                    size,
                    room.width,
                    style.scale.margin * _HANGING,
                    is_centered=style.is_centered,
                ),
                y=y + (capital + number * room.leading) * size,
                size=size,
                faces=faces,
                fill=fill,
            )
            for number, line in enumerate(fitted.lines)
        ]

    return Block(room.width if style.is_centered else across, fitted.height, place)


def _indent(line: str, faces: Faces, size: int, room: float, most: float, *, is_centered: bool) -> float:
    """Return where a line starts: centered by its ink, or with its ink at the edge and its quote outside."""
    shape = ink(line, faces)
    if is_centered:
        return (room - (shape.left + shape.right) * size) / 2
    hanging = min(width(line[0], faces, size), most) if line[0] in _OPENING and len(line) > 1 else 0
    return -hanging - (shape.left * size if not hanging else 0)


def stars(rating: float, style: Style) -> Block:
    """Draw five stars, filled as far as the rating (0 to 5) goes, in half steps."""
    size, gap = style.scale.of(0.044), style.scale.of(0.010)
    rest = mix(style.accent, style.ground, 0.72)
    filled = round(rating * 2) / 2

    def place(x: float, y: float) -> list[Item]:
        boxes = [Box(x + n * (size + gap), y, x + n * (size + gap) + size, y + size) for n in range(5)]
        parts = [min(1.0, max(0.0, filled - n)) for n in range(5)]
        pairs = zip(boxes, parts, strict=True)
        return [Shape(kind="star", box=box, fill=style.accent, part=part, rest=rest) for box, part in pairs]

    return Block(5 * size + 4 * gap, size, place)


def quote_mark(language: str, style: Style) -> Block:
    """Draw a large opening quotation mark in the accent colour."""
    sign = "«" if language.startswith(("ru", "uk", "be")) else "“"
    size = round(style.scale.of(0.22))
    shape = ink(sign, style.display)
    high = (shape.bottom - shape.top) * size

    def place(x: float, y: float) -> list[Item]:
        start = x - shape.left * size
        return [
            Text(
                text=sign, x=start, y=y - shape.top * size, size=size, faces=style.display, fill=style.accent
            )
        ]

    return Block((shape.right - shape.left) * size, high, place)


def chips(text: str, style: Style, room: float) -> Block:
    """Lay short facts, parted by “·” or “;”, out as outlined pills, in as many rows as they need."""
    size = style.size(0.027)
    pad, gap = 0.72 * size, 0.42 * size
    capital = cap_height(style.text) * size
    high = capital + 1.5 * size
    facts = [fact.strip() for fact in re.split(r"[·;|\n]", text) if fact.strip()]
    rows: list[list[tuple[str, float, float]]] = [[]]
    for fact in facts:
        across = width(fact, style.text, size) + 2 * pad
        start = rows[-1][-1][1] + rows[-1][-1][2] + gap if rows[-1] else 0.0
        if rows[-1] and start + across > room:
            rows.append([])
            start = 0.0
        rows[-1].append((fact, start, across))

    def place(x: float, y: float) -> list[Item]:
        items: list[Item] = []
        for number, row in enumerate(rows):
            top = y + number * (high + gap)
            shift = (room - row[-1][1] - row[-1][2]) / 2 if style.is_centered else 0
            for fact, start, across in row:
                box = Box(x + shift + start, top, x + shift + start + across, top + high)
                items.append(Shape(kind="frame", box=box, fill=style.accent, radius=high / 2))
                base = top + high / 2 + capital / 2
                items.append(
                    Text(text=fact, x=box.left + pad, y=base, size=size, faces=style.text, fill=style.ink)
                )
        return items

    widest = max((row[-1][1] + row[-1][2] for row in rows if row), default=0.0)
    tallest = len(rows) * (high + gap) - gap
    return Block(
        room if style.is_centered else widest, tallest, place, _too_wide(text, widest, room, "chips")
    )


def author(name: str, role: str, style: Style, room: float) -> Block:
    """Name who speaks: a short rule in the accent colour, the name, and the role below it."""
    rule, gap = style.scale.of(0.055), style.scale.of(0.022)
    across = room - (0 if style.is_centered else rule + gap)
    size, small = style.size(0.031), style.size(0.026)
    lines = [(name, size, style.ink), *([(role, small, style.soft)] if role else [])]
    faults = [
        _too_wide(text, width(text, style.text, at), across, slot)
        for (text, at, _), slot in zip(lines, ("author", "role"), strict=False)
    ]
    capital = cap_height(style.text)
    below = ink(lines[-1][0], style.text).bottom * lines[-1][1]
    high = capital * size + (1.6 * small if role else 0) + max(0.0, below)

    def place(x: float, y: float) -> list[Item]:
        middle, thick = y + capital * size / 2, max(2.0, style.scale.of(0.0036))
        bar = Shape(
            kind="round", box=Box(x, middle - thick / 2, x + rule, middle + thick / 2), fill=style.accent
        )
        items: list[Item] = [] if style.is_centered else [bar]
        base = y + capital * size
        for text, at, fill in lines:
            start = x + (room - width(text, style.text, at)) / 2 if style.is_centered else x + rule + gap
            items.append(Text(text=text, x=start, y=base, size=at, faces=style.text, fill=fill))
            base += 1.6 * small
        return items

    return Block(room, high, place, tuple(fault for found in faults for fault in found))
