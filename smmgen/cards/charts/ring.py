"""Draw the parts of a whole as a ring or a pie, each with its name and number beside it."""

from collections.abc import Iterable
from math import cos, pi, sqrt

from smmgen.cards.box import Box
from smmgen.cards.charts.data import Data
from smmgen.cards.charts.frame import right_of
from smmgen.cards.charts.pen import LEADING, Drawn, Pen, Side
from smmgen.cards.charts.words import apart
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.sheet import Item, Shape, Text
from smmgen.model.colour import Colour, mix

_THICK = 0.2
"""A ring's thickness in parts of its diameter."""

_LEAST, _MOST = 0.24, 0.62
"""A ring's diameter in parts of the base."""


def ring(data: Data, pen: Pen, across: float, height: float, *, is_pie: bool) -> Drawn | None:
    """Draw the first column's numbers; None where the names do not fit beside the ring.

    Of the ways that fit, one with a large ring, large letters and names on one line is taken.
    """
    turns = _turns([value or 0.0 for value in data.columns[0].values])
    for size, diameter, is_wrapped in _ways(pen, across, height):
        used = min(height, diameter + 1.2 * size)
        left, top = (across - diameter) / 2, (used - diameter) / 2
        box = Box(left, top, left + diameter, top + diameter)
        room = left - 0.9 * size if is_wrapped else across
        labels = [_label(data, pen, number, size, room) for number in range(len(turns))]
        texts = _names(data, pen, labels, turns, box, size, used)
        if texts is not None and _are_inside(texts, across):
            items = [*_parts(data, pen, turns, box, is_pie=is_pie), *texts]
            items += [] if is_pie else _middle(data, pen, box)
            return Drawn(tuple(items), across, used)
    return None


def _ways(pen: Pen, across: float, height: float) -> list[tuple[int, float, bool]]:
    """Return letters' sizes, diameters, and whether long names take two lines, best first."""
    sizes = [pen.style.size(0.033), *pen.sizes()]
    most = min(height - 1.2 * sizes[-1], across, pen.of(_MOST))
    ways = [
        (size, most * part / 20, is_wrapped)
        for size in sizes
        for part in range(20, 3, -1)
        for is_wrapped in (False, True)
        if pen.of(_LEAST) <= most * part / 20 <= height - 1.2 * size
    ]
    return sorted(ways, key=lambda way: -(way[1] / most + 0.9 * way[0] / sizes[0] - 0.07 * way[2]))


def _are_inside(texts: Iterable[Text], across: float) -> bool:
    return all(text.x >= 0 and right_of(text) <= across for text in texts)


def _turns(values: list[float]) -> list[tuple[float, float]]:
    """Return where each part starts and ends, in turns from the top."""
    total, at = sum(values), 0.0
    found = []
    for value in values:
        found.append((at, at + value / total))
        at += value / total
    return found


def _label(data: Data, pen: Pen, number: int, size: int, room: float) -> tuple[str, ...]:
    """Return a part's number, and its name below it in one or two lines."""
    name = data.labels[number]
    return data.columns[0].written(number, pen.language), *(pen.wrapped(name, size, room, 2) or (name,))


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
    labels: list[tuple[str, ...]],
    turns: list[tuple[float, float]],
    box: Box,
    size: int,
    height: float,
) -> list[Text] | None:
    """Set names beside their parts, right and left of the ring; None where they would touch."""
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    reach = box.width / 2 + 0.8 * size
    highs = [(len(lines) - 1) * LEADING * size + pen.capital(size) + 0.2 * size for lines in labels]
    texts: list[Text] = []
    for is_right in (True, False):
        spots = sorted(
            (middle[1] - reach * cos(pi * (start + end)) - highs[number] / 2, number)
            for number, (start, end) in enumerate(turns)
            if ((start + end) / 2 < 0.5) == is_right and end > start
        )
        side = [highs[number] for _, number in spots]
        if sum(side) + 0.6 * size * (len(side) - 1) > height:
            return None
        tops = apart([top for top, _ in spots], side, 0.6 * size, (0, height))
        for (_, number), top in zip(spots, tops, strict=True):
            x = _edge(middle, reach, top, highs[number], is_right=is_right)
            fill = pen.style.ink if number in data.accented else pen.style.soft
            texts += _name(pen, labels[number], fill, (x, top), size, is_right=is_right)
    return texts


def _edge(middle: tuple[float, float], reach: float, top: float, high: float, *, is_right: bool) -> float:
    """Return where a name may start beside the ring at its height."""
    nearest = min(max(middle[1], top), top + high)
    away = sqrt(max(0.0, reach**2 - (nearest - middle[1]) ** 2))
    return middle[0] + (away if is_right else -away)


def _name(
    pen: Pen, lines: tuple[str, ...], fill: Colour, at: tuple[float, float], size: int, *, is_right: bool
) -> list[Text]:
    x, top = at
    base = top + pen.capital(size)
    side: Side = "left" if is_right else "right"
    return [
        pen.line(line, (x, base + row * LEADING * size), size, fill if row else pen.style.ink, side)
        for row, line in enumerate(lines)
    ]


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
