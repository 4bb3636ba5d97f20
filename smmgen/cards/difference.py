"""Say how much two pictures differ to the eye: pixels that nobody could tell apart do not count."""

from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageChops, ImageCms, ImageFilter

from smmgen.model.size import Part

VISIBLE = 5.0
"""Two colours side by side are told apart from this difference on, in ΔE; 2.3 is just noticeable."""

LEAST = 0.001
"""A picture has changed where this part of its pixels is visibly different: 34 by 34 of 1080 by 1080."""

_SEEN = 540
"""Pictures are compared as a phone shows them, at this many pixels on the longer side, or as they are."""

_BLUR = 0.8
_CHROMA = 0.5
"""The eye is coarser for colour than for light: a square of it counts half, here."""

_COARSE = 64
"""Squares of differences are kept whole up to 255, and in parts of 64 beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two pictures differ.

    `share` is the part of the pixels that is visibly different, 0 to 1. `most` and `mean` are ΔE of CIE 1976,
    colour at half its weight. `part` is the box around all that is visibly different, None where nothing is.
    `is_resized` where their sizes differ: then the first was stretched to the second's form.
    """

    share: float
    most: float
    mean: float
    part: Part | None
    is_resized: bool

    @property
    def is_visible(self) -> bool:
        """Tell whether a person would see that the picture changed."""
        return self.is_resized or self.share >= LEAST

    @property
    def where(self) -> str:
        """Say in words where the change is; empty where there is none."""
        return _where(self.part) if self.part else ""


def compare(base: Image.Image, head: Image.Image) -> Difference:
    """Compare two pictures as a person sees them: reduced, a little blurred, in CIE Lab."""
    squares, coarse = _squares(base, head)
    around = squares.filter(ImageFilter.BoxBlur(1))  # what one pixel does alone is the file format's noise
    seen = around.point([255 if value >= VISIBLE * VISIBLE else 0 for value in range(256)])
    count = squares.width * squares.height
    box = seen.getbbox()
    histogram = squares.histogram()
    highest, steep = _highest(histogram), _highest(coarse.histogram())
    most = highest if highest < 255 else steep * _COARSE
    return Difference(
        share=seen.histogram()[255] / count,
        most=most**0.5,
        mean=sum(number * value**0.5 for value, number in enumerate(histogram)) / count,
        part=_part(box, squares.size) if box else None,
        is_resized=base.size != head.size,
    )


def _highest(histogram: list[int]) -> int:
    return max(value for value, number in enumerate(histogram) if number)


def heat(base: Image.Image, head: Image.Image) -> Image.Image:
    """Return the second picture in grey, with all that visibly differs in red."""
    squares, _ = _squares(base, head)
    mask = squares.point([min(255, round(value**0.5 * 18)) for value in range(256)])
    quiet = _seen(head, squares.size).convert("L").point(lambda value: 96 + value * 0.6).convert("RGB")
    quiet.paste((214, 24, 60), (0, 0), mask)
    return quiet


def _squares(base: Image.Image, head: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return ΔE squared as 8 bits, up to 255, and a 64th of it for large differences."""
    size = _size(head.size)
    one, other = (_lab(_seen(picture, size)).split() for picture in (base, head))
    found = [ImageChops.difference(*pair) for pair in zip(one, other, strict=True)]
    return _summed(found, 1), _summed(found, _COARSE)


def _summed(differences: list[Image.Image], divisor: int) -> Image.Image:
    light, *chroma = differences
    total = light.point([min(255, round((value * 100 / 255) ** 2 / divisor)) for value in range(256)])
    for channel in chroma:
        squared = channel.point([min(255, round(_CHROMA * value**2 / divisor)) for value in range(256)])
        total = ImageChops.add(total, squared)
    return total


def _size(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, _SEEN / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _seen(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    whole = picture.convert("RGB")
    if whole.size != size:
        whole = whole.resize(size, Image.Resampling.BOX)
    return whole.filter(ImageFilter.GaussianBlur(_BLUR))


def _lab(picture: Image.Image) -> Image.Image:
    made = ImageCms.applyTransform(picture, _transform())
    if made is None:
        raise ValueError("the picture has no colours to compare")
    return made


@cache
def _transform() -> ImageCms.ImageCmsTransform:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(srgb, lab, "RGB", "LAB")


def _part(box: tuple[int, int, int, int], size: tuple[int, int]) -> Part:
    width, height = size
    return Part(box[0] / width, box[1] / height, box[2] / width, box[3] / height)


def _where(part: Part) -> str:
    if (part.right - part.left) * (part.bottom - part.top) > 0.7:
        return "everywhere"
    x, y = (part.left + part.right) / 2, (part.top + part.bottom) / 2
    down = "upper" if y < 0.4 else "lower" if y > 0.6 else ""
    across = "left" if x < 0.4 else "right" if x > 0.6 else ""
    return " ".join(word for word in (down, across) if word) or "middle"
