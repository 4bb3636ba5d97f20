"""Darken or lighten just so much of a photo that the text on it can be read."""

from functools import lru_cache
from math import exp

from PIL import Image

from smmgen.cards.box import Box
from smmgen.model.colour import Colour, contrast, luminance

AIM = 5.0
"""The contrast that is solved for: above the 4.5:1 that must hold, to leave room for what JPEG changes."""

_STEPS = 40


@lru_cache(maxsize=512)
def curve(strength: float, tint: Colour) -> tuple[int, ...]:
    """Return the tables (3 × 256) that pull a photo towards `tint` with a strength of 0 to 1.

    A dark tint first presses the lights together, as a film would, and then veils: so shadows keep their
    drawing longer than under a plain veil. A light tint does the same to the shadows.
    """
    is_dark = luminance(tint) < 0.2
    table: list[int] = []
    for channel in tint:
        for value in range(256):
            light = value / 255 if is_dark else 1 - value / 255
            goal = channel / 255 if is_dark else 1 - channel / 255
            knee = 1 - 0.6 * strength
            pressed = light + strength * (knee * (1 - exp(-light / knee)) - light)
            veiled = pressed + (goal - pressed) * 0.74 * strength
            table.append(round(255 * (veiled if is_dark else 1 - veiled)))
    return tuple(table)


def strength_for(region: Image.Image, ink: Colour, tint: Colour, least: float = 0.0) -> float:
    """Return the least strength (from `least` to 1) at which `ink` reads on every pixel of the region.

    Judged on the worst colour that the region's extremes could make, so no single pixel is worse.
    """
    is_dark = luminance(tint) < luminance(ink)
    extremes = region.getextrema()
    worst = [int(channel[1 if is_dark else 0]) for channel in extremes if isinstance(channel, tuple)]
    for step in range(_STEPS + 1):
        strength = least + (1 - least) * step / _STEPS
        tables = curve(round(strength, 4), tint)
        shown = (tables[worst[0]], tables[256 + worst[1]], tables[512 + worst[2]])
        if contrast(shown, ink) >= AIM:
            return round(strength, 4)
    return 1.0


def apply(
    image: Image.Image, at: Box, strength: float, tint: Colour, mask: Image.Image | None = None
) -> None:
    """Pull the part of the picture at `at` towards `tint`, where the mask is white if there is one."""
    place = (round(at.left), round(at.top), round(at.right), round(at.bottom))
    if strength <= 0 or place[1] >= place[3]:
        return
    part = image.crop(place)
    image.paste(part.point(list(curve(strength, tint))), place, mask)


def fade(image: Image.Image, at: Box, full: int, strength: float, tint: Colour, *, from_end: bool) -> None:
    """Pull the lower part of the picture at `at` towards `tint` in `full` pixels, and less and less above.

    Where it is not `from_end`, the upper part and below. Only what fades goes through a mask: that takes
    three times as long and as much memory as pulling all.
    """
    edge = round(at.bottom) - full if from_end else round(at.top) + full
    whole = at._replace(top=edge) if from_end else at._replace(bottom=edge)
    soft = at._replace(bottom=edge) if from_end else at._replace(top=edge)
    apply(image, whole, strength, tint)
    if soft.height >= 1:
        apply(image, soft, strength, tint, ramp(*soft.size, 0, from_end=from_end))


def lay(image: Image.Image, colour: Colour, corner: tuple[int, int], mask: Image.Image) -> None:
    """Lay a colour over the picture where the mask is white.

    Pillow takes three times as long to paste a colour by a mask as to paste a picture of that colour.
    """
    image.paste(Image.new("RGB", mask.size, colour), corner, mask)


@lru_cache(maxsize=6)
def ramp(
    width: int, height: int, full: int, *, is_sideways: bool = False, from_end: bool = True, peak: float = 1
) -> Image.Image:
    """Return a mask that is white for `full` pixels and fades out softly over the rest.

    It is white at the end (below, or at the right where `is_sideways`), or at the start; `peak` is how white.
    """
    length = width if is_sideways else height
    strip = Image.new("L", (1, length), round(255 * peak))
    if length > full:
        soft = _rise(round(peak, 4)).resize((1, length - full), Image.Resampling.BILINEAR)
        strip.paste(soft.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, full))
    if from_end:
        strip = strip.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if is_sideways:
        strip = strip.transpose(Image.Transpose.TRANSPOSE)
    return strip.resize((width, height), Image.Resampling.NEAREST)


@lru_cache(maxsize=8)
def _rise(peak: float) -> Image.Image:
    """Return a strip that rises softly from black to `peak` (0..1 of white), one pixel wide."""
    values = (_ease(step / (_STRIP - 1)) for step in range(_STRIP))
    return Image.frombytes("L", (1, _STRIP), bytes(round(255 * peak * value) for value in values))


_STRIP = 1024


def _ease(part: float) -> float:
    """Return a soft step: flat at both ends. `part` is 0 to 1."""
    return part * part * part * (part * (6 * part - 15) + 10)
