"""Write the numbers that matter on a line, and name lines where they end."""

from itertools import pairwise

from smmgen.cards.box import Box
from smmgen.cards.charts.data import Column, Data
from smmgen.cards.charts.frame import Frame, Point, right_of, thin
from smmgen.cards.charts.pen import LEADING, Pen, rect
from smmgen.cards.charts.rows import accented_column
from smmgen.cards.sheet import Item, Shape, Text
from smmgen.model.colour import Colour


def spots(frame: Frame, data: Data, pen: Pen, ground: Colour) -> list[Item]:
    """Write the numbers that matter on the line: those set off, and the last; each with its dot."""
    column = data.columns[0]
    known = [n for n, value in enumerate(column.values) if value is not None]
    chosen = sorted({*(n for n in data.accented if n in known), known[-1]})
    items: list[Item] = []
    written: list[Text] = []
    for number in sorted(chosen, key=lambda n: n not in data.accented):
        text = _spot(frame, column, number, pen)
        if any(_touch(text, other) for other in written):
            continue
        written.append(text)
        items += [*_cleared(frame, text, pen), *_dot(frame, column, number, pen, ground), text]
    return items


def _cleared(frame: Frame, text: Text, pen: Pen) -> list[Item]:
    """Take the grid away behind a number."""
    top, pad = text.y - pen.capital(text.size), 0.25 * text.size
    marks = [round(frame.y(mark)) for mark in frame.marks]
    return [
        rect(text.x - pad, y, min(right_of(text) + pad, frame.box.right), y + thin(pen), pen.style.ground)
        for y in marks
        if top - pad < y < text.y + pad and text.x - pad < frame.box.right
    ]


def _spot(frame: Frame, column: Column, number: int, pen: Pen) -> Text:
    """Write a number above its point, or higher where the line runs through there."""
    size = round(1.25 * pen.sizes()[0])
    value = column.values[number] or 0.0
    text = column.written(number, pen.language)
    x, y = frame.x(number), frame.y(value)
    half = pen.across(text, size) / 2
    middle = min(max(x, frame.box.left + half), frame.width - half)
    height = min((y, *_heights(frame, column, middle - half, middle + half)))
    return pen.line(text, (middle, height - 0.75 * size), size, pen.style.ink, "middle")


def _heights(frame: Frame, column: Column, left: float, right: float) -> list[float]:
    """Return the line's heights between two places, as far as it has corners or crosses them."""
    found: list[float] = []
    for stretch in frame.points(column):
        for (x, y), (to_x, to_y) in pairwise(stretch):
            for at in (max(x, left), min(to_x, right)):
                if x <= at <= to_x:
                    found.append(y + (to_y - y) * (at - x) / ((to_x - x) or 1))
    return found


def _dot(frame: Frame, column: Column, number: int, pen: Pen, ground: Colour) -> list[Item]:
    x, y = frame.x(number), frame.y(column.values[number] or 0.0)
    items: list[Item] = []
    for reach, fill in ((pen.of(0.0125), ground), (pen.of(0.009), pen.accent)):
        box = Box(round(x - reach), round(y - reach), round(x + reach), round(y + reach))
        items.append(Shape(kind="ellipse", box=box, fill=fill))
    return items


def _touch(one: Text, other: Text) -> bool:
    return (
        one.x < right_of(other) + one.size * 0.5
        and other.x < right_of(one) + one.size * 0.5
        and abs(one.y - other.y) < one.size
    )


def end_room(data: Data, pen: Pen, width: float) -> float:
    """Return the room that the lines' names take at the right, in pixels."""
    size = pen.sizes()[1]
    return 1.0 * size + max(pen.widest(_end_lines(column, pen, size, width), size) for column in data.columns)


def _end_lines(column: Column, pen: Pen, size: int, width: float) -> tuple[str, ...]:
    """Return a line's name, and its last number below it."""
    last = max(n for n, value in enumerate(column.values) if value is not None)
    number = column.written(last, pen.language)
    return (pen.shortened(column.name, size, 0.3 * width), number) if column.name else (number,)


def ends(frame: Frame, data: Data, pen: Pen, width: float) -> list[Item]:
    """Name the lines where they end, pushed apart where they end close to each other."""
    size = pen.sizes()[1]
    main = accented_column(data)
    named = [(n, _end_lines(column, pen, size, width)) for n, column in enumerate(data.columns)]
    named.sort(key=lambda one: frame.y(data.columns[one[0]].known[-1]))
    highs = [(len(lines) - 1) * LEADING * size + pen.capital(size) for _, lines in named]
    wanted = [
        frame.y(data.columns[n].known[-1]) - high / 2 for (n, _), high in zip(named, highs, strict=True)
    ]
    tops = apart(wanted, highs, 0.7 * size, (0, frame.box.bottom))
    items: list[Item] = []
    for (n, lines), top in zip(named, tops, strict=True):
        fill = pen.style.ink if n == main else pen.style.soft
        for row, text in enumerate(lines):
            at = frame.box.right + 0.8 * size, top + pen.capital(size) + row * LEADING * size
            items.append(pen.line(text, at, size, fill))
    return items


def apart(wanted: list[float], highs: list[float], gap: float, room: Point) -> list[float]:
    """Return where texts start that want to start at `wanted` (ascending) but must not touch."""
    tops: list[float] = []
    edge = room[0]
    for top, high in zip(wanted, highs, strict=True):
        tops.append(max(top, edge))
        edge = tops[-1] + high + gap
    edge = room[1]
    for number in range(len(tops) - 1, -1, -1):
        tops[number] = min(tops[number], edge - highs[number])
        edge = tops[number] - gap
    return tops
