"""Make of any decoded picture a flat one of 8 bits a channel, without holding it twice."""

from PIL import Image

from smmgen.model.colour import Colour

_CLEAR = ("RGBA", "LA", "PA", "La", "RGBa")
_FLAT = ("RGB", "CMYK", "L")
_STRIP = 2_000_000
"""So many pixels are flattened at once: a picture of 40 million takes 160 MB, and 160 more if copied."""


def reduced(image: Image.Image, factor: int, ground: Colour) -> Image.Image:
    """Return a picture flat (RGB, CMYK or grey), smaller by a whole factor."""
    if _is_flat(image):
        return image.reduce(factor) if factor > 1 else image
    width, height = image.size
    if factor == 1 and width * height <= _STRIP * 2:
        return flat(image, ground)
    rows = max(1, _STRIP // width // factor) * factor
    whole: Image.Image | None = None
    for top in range(0, height, rows):
        strip = flat(image.crop((0, top, width, min(height, top + rows))), ground)
        small = strip.reduce(factor) if factor > 1 else strip
        if whole is None:
            whole = Image.new(small.mode, (small.width, -(-height // factor)))
        whole.paste(small, (0, top // factor))
    return whole or flat(image, ground)


def _is_flat(image: Image.Image) -> bool:
    return image.mode in _FLAT and "transparency" not in image.info


def flat(image: Image.Image, ground: Colour) -> Image.Image:
    """Return a picture without transparency, showing `ground` there, of 8 bits a channel."""
    if image.mode.startswith("I"):
        return _softened(image)
    if image.mode in _CLEAR or "transparency" in image.info:
        clear = image.convert("RGBA")
        under = Image.new("RGB", clear.size, ground)
        under.paste(clear, mask=clear.getchannel("A"))
        return under
    return image if image.mode in _FLAT else image.convert("RGB")


def _softened(image: Image.Image) -> Image.Image:
    """Keep the upper 8 of a deep grey picture's 16 bits."""
    return image.convert("I").point(lambda value: value / 256).convert("L")
