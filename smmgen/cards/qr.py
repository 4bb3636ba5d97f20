"""Draw a QR code that a phone reads off a screen or a printed card."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from smmgen.cards.block import Block
from smmgen.cards.box import Box
from smmgen.cards.sheet import Fault, Item, Shape
from smmgen.cards.style import Style
from smmgen.model.colour import Colour, contrast, luminance

QUIET = 4
"""Modules kept free on each side. Source: ISO/IEC 18004, quiet zone."""

_LEAST_MODULE = 0.0045
"""A module's side in parts of the base: 5 pixels of 1080, so that it is read at half that size."""

_LIGHT, _DARK = 0.7, 10.0
"""A plate at least so luminous, and modules with so much contrast on it; else white and black are taken."""

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)


def qr(text: str, style: Style, side: float) -> Block:
    """Draw a text as a QR code (level M at least) on a light plate `side` pixels wide, quiet zone included.

    Modules lie on whole pixels. A text that needs smaller ones than can be read is a fault, and nothing is
    drawn.
    """
    least = max(2, ceil(style.scale.of(_LEAST_MODULE)))
    most = int(side) // least - 2 * QUIET
    rows = _rows(text)
    if not rows or len(rows) > most:
        return Block(0, 0, lambda _x, _y: [], (_too_long(text, most),) if text else ())
    plate, module = int(side), int(side) // (len(rows) + 2 * QUIET)
    light, dark = _colours(style)

    def place(x: float, y: float) -> list[Item]:
        left, top = round(x), round(y)
        ground = Box(left, top, left + plate, top + plate)
        start = (plate - len(rows) * module) // 2
        radius = min(style.scale.of(0.022), QUIET * module)
        return [
            Shape(kind="round", box=ground, fill=light, radius=radius),
            *_modules(rows, left + start, top + start, module, dark),
        ]

    return Block(plate, plate, place)


def _rows(text: str) -> Sequence[Sequence[int]]:
    """Return the modules, dark ones as 1; nothing for no text, or for more than any code takes."""
    import segno

    if not text:
        return []
    try:
        return [[1 if module else 0 for module in row] for row in segno.make_qr(text, error="m").matrix]
    except ValueError:
        return []


def _modules(rows: Sequence[Sequence[int]], left: int, top: int, side: int, fill: Colour) -> list[Item]:
    """Return neighbours of a row as one rectangle."""
    items: list[Item] = []
    for number, row in enumerate(rows):
        x, y = left, top + number * side
        for is_dark, run in groupby(row):
            right = x + side * sum(1 for _ in run)
            if is_dark:
                items.append(Shape(kind="rect", box=Box(x, y, right, y + side), fill=fill))
            x = right
    return items


def _colours(style: Style) -> tuple[Colour, Colour]:
    """Return the plate's colour and the modules': the card's own where they are light and dark enough."""
    dark, light = sorted((style.ground, style.ink), key=luminance)
    light = light if luminance(light) >= _LIGHT else _WHITE
    return light, dark if contrast(dark, light) >= _DARK else _BLACK


def _too_long(text: str, most: int) -> Fault:
    """Tell how much of such a text a code takes whose modules can still be read."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if 0 < len(_rows(text[:middle])) <= most:
            low = middle
        else:
            high = middle - 1
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    message = f"“{shown}” has {len(text)} characters; a code that can be read at this size takes {low}."
    return Fault("CRD004", "error", message, "Use a shorter address, or a larger picture.", "qr")
