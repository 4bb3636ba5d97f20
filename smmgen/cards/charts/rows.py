"""Draw numbers as lying bars: names at the left or above, each number at its bar's end."""

from dataclasses import dataclass, replace

from smmgen.cards.charts.data import Data
from smmgen.cards.charts.pen import LEADING, Drawn, Pen, Side, rect
from smmgen.cards.sheet import Fault, Item

_HIGHEST = 0.13
"""A row's height at most, in parts of the base, so that three bars do not become blocks."""

_LEFT = 0.36
"""Names take this part of the width at most where they stand at the left."""

_LEFT_CUT = 0.45
"""Names are cut only beyond this part of the width."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Names in lines at a size; `column` is their width at the left, 0 where they stand above."""

    size: int
    labels: tuple[tuple[str, ...], ...]
    column: float
    row: float
    """The height of a row, in pixels."""


def rows(data: Data, pen: Pen, width: float, height: float) -> Drawn:
    """Draw all columns of numbers; what does not fit is told, and as many rows as fit are drawn."""
    groups = len(data.columns)
    key = _key(data, pen) if groups > 1 else Drawn((), 0, 0)
    room = height - key.height
    plan = _plan(data, pen, width, room)
    faults: tuple[Fault, ...] = ()
    if plan is None:
        kept = max(1, int(room / _least(pen, groups)))
        if kept < len(data.labels):
            faults = (_too_many(len(data.labels), kept),)
            data = _first(data, kept)
        plan, cut = _shortened(data, pen, width, room)
        faults += cut
    items = [*key.items]
    bars = _Bars(data, pen, plan, width)
    for number in range(len(data.labels)):
        items += bars.row(number, key.height + number * plan.row)
    used = (len(data.labels) - 1) * plan.row + bars.foot
    if plan.column:
        items.append(rect(bars.zero, key.height, bars.zero + 2, key.height + used, pen.style.soft))
    return Drawn(tuple(items), width, key.height + used, faults)


def _least(pen: Pen, groups: int) -> float:
    """Return the least height of a row whose name stands at the left."""
    return pen.sizes()[-1] * (1.45 if groups == 1 else 1.3 * groups + 0.5)


def _plan(data: Data, pen: Pen, width: float, height: float) -> _Plan | None:
    """Return the largest size at which all names fit: at the left on one line, on two, or above."""
    row = min(height / len(data.labels), pen.of(_HIGHEST) * (1 + 0.6 * (len(data.columns) - 1)))
    least = _least(pen, len(data.columns)) / pen.sizes()[-1]
    for size in pen.sizes():
        column = pen.widest(data.labels, size)
        if column <= _LEFT * width and row >= least * size:
            return _Plan(size, tuple((label,) for label in data.labels), column, row)
    above = _above(data, pen, width, height)
    if above and above.row >= 0.8 * pen.of(_HIGHEST):
        return above
    for size in pen.sizes():
        labels = [pen.wrapped(label, size, _LEFT * width, 2) for label in data.labels]
        whole = tuple(label for label in labels if label is not None)
        if len(whole) == len(labels) and row >= max(least, 2 * LEADING + 0.35) * size:
            column = max(pen.widest(label, size) for label in whole)
            return _Plan(size, whole, column, row)
    return above


def _above(data: Data, pen: Pen, width: float, height: float) -> _Plan | None:
    groups = len(data.columns)
    row = min(height / len(data.labels), pen.of(1.25 * _HIGHEST) * (1 + 0.5 * (groups - 1)))
    for size in pen.sizes():
        if pen.widest(data.labels, size) <= width and row >= (2.5 + 1.1 * (groups - 1)) * size:
            return _Plan(size, tuple((label,) for label in data.labels), 0, row)
    return None


def _shortened(data: Data, pen: Pen, width: float, height: float) -> tuple[_Plan, tuple[Fault, ...]]:
    """Cut names to their column, and tell which."""
    size, room = pen.sizes()[-1], _LEFT_CUT * width
    labels = tuple(pen.shortened(label, size, room) for label in data.labels)
    row = min(height / len(labels), pen.of(_HIGHEST) * (1 + 0.6 * (len(data.columns) - 1)))
    faults = [shortening(label, cut) for label, cut in zip(data.labels, labels, strict=True) if label != cut]
    column = pen.widest(labels, size)
    return _Plan(size, tuple((label,) for label in labels), column, row), tuple(faults)


def shortening(label: str, cut: str) -> Fault:
    """Tell that a name was cut."""
    message = f"“{label}” is too long for this chart; “{cut}” is shown."
    return Fault("CHT006", "warning", message, "Shorten it, or take a larger picture.", "table")


def _too_many(given: int, kept: int) -> Fault:
    message = f"The chart has {given} rows; {kept} can be read at this size."
    return Fault(
        "CHT005", "error", message, "Group the small ones as “other”, or take a larger picture.", "table"
    )


def _first(data: Data, kept: int) -> Data:
    columns = tuple(replace(column, amounts=column.amounts[:kept]) for column in data.columns)
    return Data(data.labels[:kept], columns, data.marked)


class _Bars:
    """Know where zero is and how long a bar is."""

    def __init__(self, data: Data, pen: Pen, plan: _Plan, width: float) -> None:
        self._data, self._pen, self._plan = data, pen, plan
        self._value = (
            plan.size if len(data.columns) > 1 else min(round(1.15 * plan.size), round(plan.row / 1.4))
        )
        self._gap = 0.5 * plan.size
        high = plan.row - 0.3 * plan.size
        most = pen.of(0.055) * len(data.columns)
        self._thick = min(high, 0.72 * plan.row) if plan.column else min(plan.row - 2 * plan.size, most)
        self.foot = high if plan.column else 1.3 * plan.size + self._thick
        values = [value for column in data.columns for value in column.known]
        over, under = self._beyond(is_negative=False), self._beyond(is_negative=True)
        low, high = min(0.0, *values), max(0.0, *values)
        start = plan.column + (0.7 * plan.size if plan.column else 0)
        self._scale = (width - start - over - under) / ((high - low) or 1)
        self.zero = round(start + under - low * self._scale)

    def _beyond(self, *, is_negative: bool) -> float:
        """Return the room for the widest number beyond a bar's end, on one side."""
        texts = [
            column.written(number, self._pen.language)
            for column in self._data.columns
            for number, value in enumerate(column.values)
            if ((value or 0) < 0) == is_negative
        ]
        return self._pen.widest(texts, self._value) + self._gap if texts else 0.0

    def row(self, number: int, top: float) -> list[Item]:
        """Draw the name and the bars of one row."""
        plan, pen = self._plan, self._pen
        is_accented = len(self._data.columns) > 1 or number in self._data.accented
        fill = pen.style.ink if is_accented else pen.style.soft
        lines = plan.labels[number]
        base, bars = top + pen.capital(plan.size), top + 1.3 * plan.size
        if plan.column:
            said = pen.capital(plan.size) + (len(lines) - 1) * LEADING * plan.size
            base += (self.foot - said) / 2
            bars = top + (self.foot - self._thick) / 2
        items: list[Item] = [
            pen.line(text, (0, base + row * LEADING * plan.size), plan.size, fill)
            for row, text in enumerate(lines)
        ]
        each = self._thick / len(self._data.columns)
        for index in range(len(self._data.columns)):
            items += self._bar(number, index, bars + index * each, each)
        return items

    def _bar(self, number: int, index: int, top: float, thick: float) -> list[Item]:
        column, pen = self._data.columns[index], self._pen
        value = column.values[number]
        text = column.written(number, pen.language)
        reach = round((value or 0) * self._scale)
        is_accented = (
            index == accented_column(self._data)
            if len(self._data.columns) > 1
            else (number in self._data.accented)
        )
        fill = pen.style.ink if is_accented else pen.style.soft
        base = top + thick / 2 + pen.capital(self._value) / 2
        away = -self._gap if reach < 0 else self._gap
        side: Side = "right" if reach < 0 else "left"
        written = pen.line(text, (self.zero + reach + away, base), self._value, fill, side)
        if not reach:
            return [written]
        colour = pen.accent if is_accented else pen.quiet
        inset = 1 if len(self._data.columns) > 1 else 0
        return [rect(self.zero, top + inset, self.zero + reach, top + thick - inset, colour), written]


def accented_column(data: Data) -> int:
    """Return which column is set off: the marked one, else the last, which mostly is the newest."""
    return next((n for n, column in enumerate(data.columns) if column.is_marked), len(data.columns) - 1)


def _key(data: Data, pen: Pen) -> Drawn:
    """Name the columns beside a square in their colour, on a line above the bars."""
    size = pen.sizes()[1]
    side, x = pen.capital(size), 0.0
    items: list[Item] = []
    for number, column in enumerate(data.columns):
        colour = pen.accent if number == accented_column(data) else pen.quiet
        items.append(rect(x, 0, x + side, side, colour))
        items.append(pen.line(column.name, (x + 1.5 * side, side), size, pen.style.ink))
        x += 1.5 * side + pen.across(column.name, size) + 1.2 * size
    return Drawn(tuple(items), x, side + 1.1 * size)
