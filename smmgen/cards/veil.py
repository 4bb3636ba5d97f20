"""Shade a photo where words stand on it, from a side, all over, or around them."""

from functools import lru_cache

from PIL import Image, ImageFilter

from smmgen.cards.box import Box
from smmgen.cards.scrim import apply, fade, lay, ramp, strength_for
from smmgen.cards.sheet import Veil
from smmgen.model.colour import Colour

_DEEPER = 0.4
"""How much of the tint's own colour lies over the photo at the very edge."""

_PAD, _FADE = 0.012, 0.26
"""Around words, and from there until the photo is itself again, in parts of the picture's height."""

_COARSE = 8
"""A soft veil's mask is made this many times smaller."""


def shade(canvas: Image.Image, veil: Veil) -> None:
    """Pull the photo towards the veil's tint, as little as its ink allows."""
    match veil.side:
        case "below" | "above":
            _from_edge(canvas, veil, is_below=veil.side == "below")
        case "even":
            whole = Box(veil.words.left, 0, veil.words.right, canvas.height)
            apply(canvas, whole, _strength(canvas, veil, veil.words), veil.tint)
        case "soft":
            _around(canvas, veil)


def _strength(canvas: Image.Image, veil: Veil, box: Box) -> float:
    region = canvas.crop(box.pixels)
    return strength_for(region, veil.ink, veil.tint, veil.least)


def _from_edge(canvas: Image.Image, veil: Veil, *, is_below: bool) -> None:
    """Shade from the lower or the upper edge to beyond the words."""
    height = canvas.height
    pad, soft = _PAD * height, _FADE * height
    left, right = veil.words.left, veil.words.right
    if is_below:
        top = round(max(0.0, veil.words.top - pad))
        words, start, end = Box(left, top, right, height), max(0, round(top - soft)), height
    else:
        foot = round(min(float(height), veil.words.bottom + pad))
        words, start, end = Box(left, 0, right, foot), 0, min(height, round(foot + soft))
    across, full = words.size
    strength = _strength(canvas, veil, words)
    fade(canvas, Box(left, start, right, end), full, strength, veil.tint, from_end=is_below)
    deep = ramp(across, full, 0, from_end=is_below, peak=_DEEPER)
    lay(canvas, veil.tint, words.corner, deep)


def _around(canvas: Image.Image, veil: Veil) -> None:
    """Shade the words' box and let it fade out around them."""
    height = canvas.height
    pad, soft = _PAD * height, 0.5 * _FADE * height
    left, top, right, bottom = veil.words
    words = Box(
        max(0, left - pad), max(0, top - pad), min(canvas.width, right + pad), min(height, bottom + pad)
    )
    whole = Box(
        max(0, words.left - soft),
        max(0, words.top - soft),
        min(canvas.width, words.right + soft),
        min(height, words.bottom + soft),
    )
    mask = _soft(whole.size, words.moved(-whole.left, -whole.top), round(soft))
    apply(canvas, whole, _strength(canvas, veil, words), veil.tint, mask)


@lru_cache(maxsize=4)
def _soft(size: tuple[int, int], words: Box, fade: int) -> Image.Image:
    """Return a mask that is white on the words and fades out over so many pixels."""
    small = (max(1, size[0] // _COARSE), max(1, size[1] // _COARSE))
    grown = Box(*((edge + (-fade if n < 2 else fade) / 2) / _COARSE for n, edge in enumerate(words)))
    mask = Image.new("L", small, 0)
    mask.paste(255, grown.pixels)
    soft = mask.filter(ImageFilter.GaussianBlur(fade / _COARSE / 5)).resize(size, Image.Resampling.BICUBIC)
    soft.paste(255, words.pixels)
    return soft


def veil_above(canvas: Image.Image, words: Box, foot: float, strength: float, tint: Colour) -> None:
    """Pull the photo towards a tint from its upper edge to below some words, no lower than `foot`."""
    full = round(words.bottom)
    high = min(round(foot), round(full + 0.16 * canvas.height))
    if words.top > canvas.height / 2:
        start = max(0, round(words.top - 0.16 * canvas.height))
        below = canvas.height - round(words.top)
        fade(canvas, Box(0, start, canvas.width, canvas.height), below, strength, tint, from_end=True)
        return
    fade(canvas, Box(0, 0, canvas.width, high), min(full, high), strength, tint, from_end=False)
