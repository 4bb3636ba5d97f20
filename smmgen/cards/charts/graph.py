"""Draw numbers over time as lines or as an area: round numbers at the left, words on the lines."""

from dataclasses import replace
from itertools import pairwise

from smmgen.cards.box import Box
from smmgen.cards.charts.axis import places_of, ticks
from smmgen.cards.charts.data import Column, Data
from smmgen.cards.charts.frame import Frame, right_of, thin
from smmgen.cards.charts.moment import evenly, shown, times
from smmgen.cards.charts.pen import Drawn, Pen, rect
from smmgen.cards.charts.rows import accented_column
from smmgen.cards.charts.words import end_room, ends, spots
from smmgen.cards.sheet import Item, Shape, Text
from smmgen.model.colour import Colour, contrast, mix

_READ = 5.0
"""The contrast that a number keeps on an area's fill."""

_LEAST_PLOT = 0.14


def graph(data: Data, pen: Pen, width: float, height: float, *, is_area: bool) -> Drawn | None:
    """Draw up to four lines; None where there is no room for them."""
    size = pen.sizes()[1]
    frame, numbers = _frame(data, pen, size, width, height, is_area=is_area)
    if frame.box.height < pen.of(_LEAST_PLOT) or frame.box.width < pen.of(_LEAST_PLOT):
        return None
    main = accented_column(data)
    order = [column for n, column in enumerate(data.columns) if n != main]
    items: list[Item] = []
    ground = _fill(pen) if is_area else pen.style.ground
    if is_area:
        items += _area(frame, data.columns[main], ground)
    items += _grid(frame, numbers, pen, size)
    for column in order:
        items += _line(frame, column, pen, pen.quiet, 0.005)
    items += _line(frame, data.columns[main], pen, pen.accent, 0.0062)
    items += _times(frame, data, pen, size)
    items += ends(frame, data, pen, width) if len(data.columns) > 1 else spots(frame, data, pen, ground)
    return Drawn(tuple(items), width, height)


def _frame(
    data: Data, pen: Pen, size: int, width: float, height: float, *, is_area: bool
) -> tuple[Frame, tuple[str, ...]]:
    known = [value for column in data.columns for value in column.known]
    most = 5 if height > pen.of(0.45) else 3
    marks = ticks(min(known), max(known), most, from_zero=is_area)
    numbers = tuple(data.columns[0].scaled(mark, places_of(marks), pen.language) for mark in marks)
    left = pen.widest(numbers, size) + 0.7 * size
    last = pen.across(shown(data.labels, pen.language)[-1], size) / 2
    right = end_room(data, pen, width) if len(data.columns) > 1 else min(max(pen.of(0.02), last), 0.1 * width)
    top = pen.capital(size) / 2 if len(data.columns) > 1 else pen.of(0.052)
    foot = 1.0 * size + pen.capital(size) + 0.25 * size
    box = Box(left, round(top), width - right, round(height - foot))
    found = times(data.labels) or evenly(data.labels)
    span = (found[-1] - found[0]) or 1
    return Frame(box, marks, tuple((place - found[0]) / span for place in found), width), numbers


def _grid(frame: Frame, numbers: tuple[str, ...], pen: Pen, size: int) -> list[Item]:
    items: list[Item] = []
    for mark, number in zip(frame.marks, numbers, strict=True):
        y = round(frame.y(mark))
        colour = pen.style.soft if mark == 0 else pen.grid
        items.append(rect(frame.box.left, y, frame.box.right, y + thin(pen), colour))
        at = frame.box.left - 0.7 * size, y + pen.capital(size) / 2
        items.append(pen.line(number, at, size, pen.style.soft, "right"))
    return items


def _line(frame: Frame, column: Column, pen: Pen, colour: Colour, thick: float) -> list[Item]:
    whole = Box(0, 0, frame.box.right, frame.box.bottom)
    items: list[Item] = []
    for stretch in frame.points(column):
        line = tuple(stretch if len(stretch) > 1 else stretch * 2)
        items.append(Shape(kind="line", box=whole, fill=colour, points=line, thick=pen.of(thick)))
    return items


def _area(frame: Frame, column: Column, fill: Colour) -> list[Item]:
    whole = Box(0, 0, frame.box.right, frame.box.bottom)
    base = frame.y(0)
    items: list[Item] = []
    for stretch in frame.points(column):
        if len(stretch) > 1:
            outline = ((stretch[0][0], base), *stretch, (stretch[-1][0], base))
            items.append(Shape(kind="polygon", box=whole, fill=fill, points=outline))
    return items


def _fill(pen: Pen) -> Colour:
    """Return the accent, thinned so far that a number can be read on it."""
    style = pen.style
    mixed = (mix(style.ground, pen.accent, part / 50) for part in range(16, 0, -1))
    return next((one for one in mixed if contrast(one, style.ink) >= _READ), style.ground)


def _times(frame: Frame, data: Data, pen: Pen, size: int) -> list[Item]:
    """Name as many points of time as stand beside each other, evenly picked, the last among them."""
    labels = shown(data.labels, pen.language)
    base = frame.box.bottom + 1.0 * size + pen.capital(size)
    found = [
        _within(pen.line(label, (frame.x(n), base), size, pen.style.soft, "middle"), frame)
        for n, label in enumerate(labels)
    ]
    for step in _steps(len(labels)):
        placed = found[(len(labels) - 1) % step :: step]
        if all(right_of(one) + 0.6 * size <= other.x for one, other in pairwise(placed)):
            return [*placed]
    return []


def _steps(count: int) -> list[int]:
    """Return steps to try, finest first; one that meets both ends goes before a finer one that does not."""
    both = [step for step in range(1, count) if (count - 1) % step == 0]
    return sorted(range(1, count + 1), key=lambda step: (step / 2 if step in both else step, step))


def _within(text: Text, frame: Frame) -> Text:
    """Move a text back where it would run out of the chart."""
    over = right_of(text) - frame.width
    return replace(text, x=max(0.0, text.x - over if over > 0 else text.x))
