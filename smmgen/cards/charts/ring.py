"""Draw the parts of a whole as a ring or a pie, each with its name and number beside it."""

from math import cos, pi, sin, sqrt

from smmgen.cards.charts.data import Data
from smmgen.cards.charts.pen import LEADING, Drawn, Pen, Side
from smmgen.cards.charts.words import apart
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.sheet import Box, Item, Shape, Text
from smmgen.model.colour import Colour, mix

_THICK = 0.2
"""A ring's thickness in parts of its diameter."""

_LEAST, _MOST = 0.24, 0.62
"""A ring's diameter in parts of the base."""


def ring(data: Data, pen: Pen, across: float, height: float, *, is_pie: bool) -> Drawn | None:
    """Draw the first column's numbers; None where the names do not fit beside the ring."""
    column = data.columns[0]
    values = [value or 0.0 for value in column.values]
    turns = _turns(values)
    for size in pen.sizes():
        labels = [_label(data, pen, number) for number in range(len(values))]
        column_width = max(pen.widest(lines, size) for lines in labels)
        gap = 1.1 * size
        diameter = min(height - 1.2 * size, across - 2 * (column_width + gap), pen.of(_MOST))
        if diameter < pen.of(_LEAST):
            continue
        used = min(height, diameter + 1.2 * size)
        box = _box(across, used, diameter)
        texts = _names(data, pen, labels, turns, box, size, used)
        if texts is not None:
            items = [*_parts(data, pen, turns, box, is_pie=is_pie), *texts]
            items += [] if is_pie else _middle(data, pen, box)
            return Drawn(tuple(items), across, used)
    return None


def _box(across: float, height: float, diameter: float) -> Box:
    left, top = (across - diameter) / 2, (height - diameter) / 2
    return Box(left, top, left + diameter, top + diameter)


def _turns(values: list[float]) -> list[tuple[float, float]]:
    """Return where each part starts and ends, in turns from the top."""
    total, at = sum(values), 0.0
    found = []
    for value in values:
        found.append((at, at + value / total))
        at += value / total
    return found


def _label(data: Data, pen: Pen, number: int) -> tuple[str, str]:
    column = data.columns[0]
    return column.written(number, pen.language), data.labels[number]


def _parts(data: Data, pen: Pen, turns: list[tuple[float, float]], box: Box, *, is_pie: bool) -> list[Item]:
    thick = 0.0 if is_pie else box.width * _THICK
    gap = max(1.5, pen.of(0.0025)) if len(turns) > 1 else 0
    items: list[Item] = []
    quiet = [number for number in range(len(turns)) if number not in data.accented]
    for number, (start, end) in enumerate(turns):
        fill = pen.accent if number in data.accented else _shade(pen, quiet.index(number), len(quiet))
        if end > start:
            items.append(Shape(kind="ring", box=box, fill=fill, thick=thick, start=start, end=end, gap=gap))
    return items


def _shade(pen: Pen, number: int, parts: int) -> Colour:
    """Return the quiet colour, a little fainter from part to part."""
    return mix(pen.quiet, pen.style.ground, 0.38 * number / max(1, parts - 1))


def _names(
    data: Data,
    pen: Pen,
    labels: list[tuple[str, str]],
    turns: list[tuple[float, float]],
    box: Box,
    size: int,
    height: float,
) -> list[Item] | None:
    """Set names beside their parts, right and left of the ring; None where they would touch."""
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    reach = box.width / 2 + 0.8 * size
    high = LEADING * size + pen.capital(size) + 0.2 * size
    items: list[Item] = []
    for is_right in (True, False):
        spots = []
        for number, (start, end) in enumerate(turns):
            turn = (start + end) / 2
            if (turn < 0.5) == is_right and end > start:
                x = middle[0] + reach * sin(2 * pi * turn)
                spots.append((middle[1] - reach * cos(2 * pi * turn) - high / 2, x, number))
        spots.sort()
        if len(spots) * (high + 0.6 * size) - 0.6 * size > height:
            return None
        tops = apart([top for top, _, _ in spots], [high] * len(spots), 0.6 * size, (0, height))
        for (_, _, number), top in zip(spots, tops, strict=True):
            x = _edge(middle, reach, top, high, is_right=is_right)
            items += _name(data, pen, labels[number], number, (x, top), size, is_right=is_right)
    return items


def _edge(middle: tuple[float, float], reach: float, top: float, high: float, *, is_right: bool) -> float:
    """Return where a name may start beside the ring at its height."""
    nearest = min(max(middle[1], top), top + high)
    away = sqrt(max(0.0, reach**2 - (nearest - middle[1]) ** 2))
    return middle[0] + (away if is_right else -away)


def _name(
    data: Data,
    pen: Pen,
    label: tuple[str, str],
    number: int,
    at: tuple[float, float],
    size: int,
    *,
    is_right: bool,
) -> list[Item]:
    fill = pen.style.ink if number in data.accented else pen.style.soft
    x, top = at
    base = top + pen.capital(size)
    side: Side = "left" if is_right else "right"
    lines = ((label[0], base, pen.style.ink), (label[1], base + LEADING * size, fill))
    return [pen.line(text, (x, y), size, colour, side) for text, y, colour in lines]


def _middle(data: Data, pen: Pen, box: Box) -> list[Item]:
    """Write what is set off large into the ring, if it is one number."""
    if len(data.accented) != 1:
        return []
    (number,) = data.accented
    column = data.columns[0]
    text = column.written(number, pen.language)
    hole = box.width * (1 - 2 * _THICK)
    faces = pen.style.display
    size = round(min(0.34 * hole, 0.74 * hole / max(0.01, width(text, faces, 1))))
    return [centered(text, faces, size, box, pen.style.ink)]


def centered(text: str, faces: Faces, size: int, box: Box, fill: Colour) -> Text:
    """Set a line in the middle of a box, by its ink."""
    shape = ink(text, faces)
    x = (box.left + box.right) / 2 - (shape.left + shape.right) / 2 * size
    y = (box.top + box.bottom) / 2 + cap_height(faces) * size / 2
    return Text(text=text, x=x, y=y, size=size, faces=faces, fill=fill)
