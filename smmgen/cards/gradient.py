"""Fill a box with a colour that softly becomes another."""

from functools import lru_cache
from math import cos, radians, sin

from PIL import Image

from smmgen.cards.scrim import ramp
from smmgen.model.colour import Colour

_COARSE = 64
"""A slanting gradient is computed this large, in pixels a side, and enlarged."""


@lru_cache(maxsize=4)
def gradient(start: Colour, end: Colour, size: tuple[int, int], angle: int = 90) -> Image.Image:
    """Return a picture so large, not to be changed; `angle` in degrees: 0 runs to the right, 90 downwards."""
    image = Image.new("RGB", size, start)
    if start == end:
        return image
    if angle % 180 == 90:
        mask = ramp(*size, 0, from_end=angle % 360 == 90)
    elif angle % 180 == 0:
        mask = ramp(*size, 0, is_sideways=True, from_end=angle % 360 == 0)
    else:
        mask = _slanting(angle).resize(size, Image.Resampling.BICUBIC)
    image.paste(end, (0, 0), mask)
    return image


def _slanting(angle: int) -> Image.Image:
    across, down = cos(radians(angle)), sin(radians(angle))
    reach = abs(across) + abs(down)
    half = (_COARSE - 1) / 2
    values = bytes(
        round(255 * min(1.0, max(0.0, 0.5 + ((x - half) * across + (y - half) * down) / (2 * half * reach))))
        for y in range(_COARSE)
        for x in range(_COARSE)
    )
    return Image.frombytes("L", (_COARSE, _COARSE), values)
