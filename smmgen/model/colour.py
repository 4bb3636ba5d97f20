"""Colours, and how well one can be read on another."""

Colour = tuple[int, int, int]
"""Red, green, blue; 0 to 255, sRGB."""

READABLE = 4.5
"""The least contrast of text and its background. Source: WCAG 2.2, success criterion 1.4.3 (AA)."""


def linear(value: int) -> float:
    """Return the light, 0 to 1, of one sRGB channel (0 to 255). Source: WCAG 2.2, relative luminance."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


_LINEAR = tuple(linear(value) for value in range(256))


def luminance(colour: Colour) -> float:
    """Return the relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = colour
    return 0.2126 * _LINEAR[red] + 0.7152 * _LINEAR[green] + 0.0722 * _LINEAR[blue]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Return `one` with `part` (0 to 1) of it replaced by `other`."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


_HEX = frozenset("0123456789abcdefABCDEF")


def parse_colour(written: str) -> Colour | None:
    """Read "#14233b"; None for anything else."""
    digits = written.removeprefix("#")
    if len(digits) != 6 or not written.startswith("#") or not set(digits) <= _HEX:
        return None
    value = int(digits, 16)
    return value >> 16, value >> 8 & 255, value & 255
