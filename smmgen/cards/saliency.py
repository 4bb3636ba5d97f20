"""Guess which point of a photo a crop must keep, where nobody has said it.

No model and no face finder: what is in focus, what has another colour than the rest, and what has the
colour of skin attracts the eye, near the middle more than at the edge.
"""

from functools import lru_cache
from math import sqrt
from operator import mul

from PIL import Image, ImageChops, ImageFilter, ImageStat

_LONG = 96
"""Pixels of the longer side at which a photo is judged: the subject is there, its grain is not."""

_SAMPLES = 6
"""Samples a side that make one of these pixels: all of a photo's pixels would cost ten times as much."""

_WIDE, _HIGH = 0.42, 0.58
"""Parts of the width and the height that are weighed as one: about what crops keep of them."""

_HEADROOM = 0.05
"""The point lies so much above the middle of what is seen: a head cut off is missed sooner than a foot."""

_SKIN_BLUE, _SKIN_RED = (77, 127), (136, 170)
"""Where skin of every tone lies in YCbCr. Source: Chai and Ngan, 1999, widened a little."""


def focus_of(photo: Image.Image) -> tuple[float, float]:
    """Return the point (0..1) around which a photo (RGB) shows most. Pure: the same photo, the same point."""
    interest = _interest(*_small(photo))
    width, height = interest.size
    rows = interest.tobytes()
    across = [sum(rows[column::width]) for column in range(width)]
    down = [sum(rows[row * width : (row + 1) * width]) for row in range(height)]
    return _peak(across, _WIDE), max(0.0, round(_peak(down, _HIGH) - _HEADROOM, 3))


def _small(photo: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return a photo at the size at which it is judged, and its light three times as large."""
    scale = _LONG / max(photo.size)
    width, height = (max(1, round(side * scale)) for side in photo.size)
    sampled = photo.resize((width * _SAMPLES, height * _SAMPLES), Image.Resampling.NEAREST)
    return sampled.resize((width, height), Image.Resampling.BOX), sampled.reduce(_SAMPLES // 3).convert("L")


def _interest(small: Image.Image, large: Image.Image) -> Image.Image:
    """Return how much each part of a photo attracts the eye, as a grey picture."""
    sharp = ImageChops.difference(large, large.filter(ImageFilter.GaussianBlur(1.2)))
    sharp = sharp.point(lambda value: min(255, 10 * max(0, value - 2)))
    sharp = sharp.resize(small.size, Image.Resampling.BOX)
    detail = sharp.filter(ImageFilter.GaussianBlur(2.5)).point(lambda value: min(255, 4 * value))
    odd = _unlike_the_rest(small.filter(ImageFilter.GaussianBlur(1.5)))
    light, blue, red = small.convert("YCbCr").split()
    skin = ImageChops.multiply(_between(blue, *_SKIN_BLUE), _between(red, *_SKIN_RED))
    skin = ImageChops.multiply(skin.filter(ImageFilter.GaussianBlur(2)), light)
    seen = ImageChops.add(ImageChops.add(detail, odd, 2), skin.point(lambda value: value // 6))
    return ImageChops.multiply(seen, _middle(*small.size))


def _unlike_the_rest(small: Image.Image) -> Image.Image:
    """Return how far each colour is from the photo's mean one; a colourful one counts twice."""
    mean = tuple(round(value) for value in ImageStat.Stat(small.convert("YCbCr")).mean)
    away = ImageChops.difference(small.convert("YCbCr"), Image.new("YCbCr", small.size, mean))
    light, blue, red = away.split()
    colour = ImageChops.add(blue, red).point(lambda value: min(255, 2 * value))
    return ImageChops.add(light, colour, 2)


def _between(channel: Image.Image, least: int, most: int) -> Image.Image:
    return channel.point([255 if least <= value <= most else 0 for value in range(256)])


@lru_cache(maxsize=32)
def _middle(width: int, height: int) -> Image.Image:
    """Return a mask that is white over the middle third and falls to a third at the edges."""
    across, down = ([_bias((place + 0.5) / side) for place in range(side)] for side in (width, height))
    return Image.frombytes("L", (width, height), bytes(round(255 * x * y) for y in down for x in across))


def _bias(place: float) -> float:
    off = max(0.0, abs(place - 0.5) - 1 / 6) * 3
    return 1 - 0.67 * off * off


def _peak(sums: list[int], window: float) -> float:
    """Return the middle (0..1) of the window with the largest sum, its own middle weighing most.

    Roots are summed, so that a slender thing counts over all of its length, not only at its foot.
    """
    length = len(sums)
    ground = sum(sums) / length / 2
    heights = [sqrt(max(0.0, value - ground)) for value in sums]
    reach = max(1, round(length * window / 2))
    weights = [1 - (step / (reach + 1)) ** 2 for step in range(-reach, reach + 1)]
    best = max(
        range(length),
        key=lambda place: (_weighed(heights, place, weights), -abs(2 * place + 1 - length)),
    )
    return round((best + 0.5) / length, 3)


def _weighed(heights: list[float], place: int, weights: list[float]) -> float:
    start = place - len(weights) // 2
    sums: float = sum(map(mul, weights[max(0, -start) :], heights[max(0, start) : start + len(weights)]))
    return sums
