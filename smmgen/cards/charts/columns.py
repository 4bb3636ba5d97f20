"""Draw a few numbers as upright bars, each with its number at its end and its name below."""

from dataclasses import dataclass

from smmgen.cards.charts.data import Data
from smmgen.cards.charts.pen import LEADING, Drawn, Pen, rect
from smmgen.cards.sheet import Item

_BAR = 0.66
"""A bar's width in parts of its place."""

_WIDEST_PLACE = 0.27
_LEAST_PLOT = 0.16
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class _Fit:
    size: int
    value: int
    labels: tuple[tuple[str, ...], ...]


def columns(data: Data, pen: Pen, width: float, height: float) -> Drawn | None:
    """Draw the first column's numbers; None where names or numbers do not fit beside each other."""
    place = min(width / len(data.labels), pen.of(_WIDEST_PLACE))
    fitted = _fit(data, pen, place)
    if fitted is None:
        return None
    values = [value or 0.0 for value in data.columns[0].values]
    gap, capital = 0.5 * fitted.value, pen.capital(fitted.value)
    lines = max(len(label) for label in fitted.labels)
    foot = 0.75 * fitted.size + pen.capital(fitted.size) + (lines - 1) * LEADING * fitted.size
    foot += 0.25 * fitted.size
    above = capital + gap if max(values) > 0 or min(values) == 0 else 0
    below = capital + 1.8 * gap if min(values) < 0 else 0
    plot = height - foot - above - below
    if plot < pen.of(_LEAST_PLOT):
        return None
    high, low = max(0.0, *values), min(0.0, *values)
    scale = plot / ((high - low) or 1)
    zero = round(above + high * scale)
    items: list[Item] = []
    for number, value in enumerate(values):
        items += _bar(data, pen, fitted, number, place, zero, round(value * scale))
    base = above + plot + below + 0.75 * fitted.size + pen.capital(fitted.size)
    for number, label in enumerate(fitted.labels):
        fill = pen.style.ink if number in data.accented else pen.style.soft
        for row, text in enumerate(label):
            at = (number + 0.5) * place, base + row * LEADING * fitted.size
            items.append(pen.line(text, at, fitted.size, fill, "middle"))
    across = place * len(values)
    thick = max(2, round(pen.of(0.002)))
    items.append(rect(0, zero, across, zero + thick, pen.style.soft))
    return Drawn(tuple(items), across, height)


def _fit(data: Data, pen: Pen, place: float) -> _Fit | None:
    column = data.columns[0]
    numbers = column.all_written(pen.language)
    for size in pen.sizes():
        labels = [pen.wrapped(label, size, 0.94 * place, _MOST_LINES) for label in data.labels]
        whole = tuple(label for label in labels if label is not None)
        value = next((s for s in (round(1.25 * size), size) if pen.widest(numbers, s) <= 0.92 * place), None)
        if value and len(whole) == len(labels):
            return _Fit(size, value, whole)
    return None


def _bar(
    data: Data, pen: Pen, fitted: _Fit, number: int, place: float, zero: float, reach: float
) -> list[Item]:
    """Draw one bar upwards by `reach` pixels, or downwards, and write its number beyond its end."""
    is_accented = number in data.accented
    middle, half = (number + 0.5) * place, min(_BAR * place, pen.of(0.17)) / 2
    size = fitted.value
    gap, capital = 0.5 * size, pen.capital(size)
    base = zero - reach + gap + capital if reach < 0 else zero - reach - gap
    text = data.columns[0].written(number, pen.language)
    fill = pen.style.ink if is_accented else pen.style.soft
    written = pen.line(text, (middle, base), size, fill, "middle")
    if not reach:
        return [written]
    colour = pen.accent if is_accented else pen.quiet
    return [rect(middle - half, zero, middle + half, zero - reach, colour), written]
