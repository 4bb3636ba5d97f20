"""Change how a whole photo looks: grey, in two colours, or out of focus."""

from PIL import Image, ImageFilter, ImageOps

from smmgen.cards.sheet import Photograph
from smmgen.model.colour import Colour, luminance

_LEFT = 4
"""A blur is computed on a picture so much smaller that its radius is so many pixels: nobody can tell."""

_BLUR = 0.022


def with_effect(image: Image.Image, item: Photograph) -> Image.Image:
    """Return the photo with the effect that was asked for."""
    match item.effect:
        case "mono":
            return mono(image)
        case "duotone":
            dark, light = (
                sorted(item.tints[:2], key=luminance) if len(item.tints) > 1 else ((0, 0, 0), (255, 255, 255))
            )
            return duotone(image, dark, light)
        case "blur":
            return blurred(image, _BLUR)
    return image


def mono(image: Image.Image) -> Image.Image:
    """Return the photo in greys."""
    return image.convert("L").convert("RGB")


def duotone(image: Image.Image, dark: Colour, light: Colour) -> Image.Image:
    """Return the photo in the shades between two colours."""
    grey = ImageOps.autocontrast(image.convert("L"), cutoff=1)
    return ImageOps.colorize(grey, dark, light)


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """Return the photo out of focus; `radius` in parts of its shorter side."""
    wide = radius * min(image.size)
    small = image.reduce(max(1, int(wide / _LEFT)))
    soft = small.filter(ImageFilter.GaussianBlur(wide * small.width / image.width))
    return soft.resize(image.size, Image.Resampling.BICUBIC)
