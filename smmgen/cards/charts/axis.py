"""Choose the round numbers of an axis."""

from math import ceil, floor, log10

_STEPS = (1, 2, 2.5, 5, 10)
_SHARE = 0.7
"""A line's axis starts at zero unless its least value is above this part of the largest."""


def step_for(span: float, most: int) -> float:
    """Return the smallest round step that cuts `span` into at most `most` parts."""
    rough = span / max(1, most)
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999999)


def ticks(least: float, largest: float, most: int = 4, *, from_zero: bool = True) -> tuple[float, ...]:
    """Return round numbers from at or below `least` to at or above `largest`, in `most` steps or fewer.

    Zero is among them where `from_zero`, or unless all values are near the largest.
    """
    if from_zero or least < largest * _SHARE:
        least, largest = min(0.0, least), max(0.0, largest)
    if largest == least:
        least, largest = least - abs(least) / 2, largest + (abs(largest) / 2 or 1)
    parts = most
    while True:
        step = step_for(largest - least, parts)
        low, high = floor(least / step + 1e-9), ceil(largest / step - 1e-9)
        if high - low <= most or parts <= 1:
            return tuple(round(number * step, 12) for number in range(low, high + 1))
        parts -= 1


def places_of(marks: tuple[float, ...]) -> int:
    """Return how many decimals the axis' numbers need."""
    return next((places for places in range(7) if all(abs(m - round(m, places)) < 1e-9 for m in marks)), 6)
