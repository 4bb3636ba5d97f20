"""Bring a picture from its own colour space into sRGB, which every network shows."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageCms

_TYPES = {"RGB": "RGB ", "CMYK": "CMYK", "L": "GRAY"}
"""The colour space that a profile must be made for. Source: ICC.1:2022, 7.2.6."""


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert a picture (RGB, CMYK or grey) to sRGB; a profile that cannot be used is taken for sRGB."""
    transform = _to_srgb(profile, image.mode) if profile and image.mode in _TYPES else None
    if transform is None:
        return image if image.mode == "RGB" else image.convert("RGB")
    if image.mode == "RGB":
        ImageCms.applyTransform(image, transform, inPlace=True)
        return image
    return ImageCms.applyTransform(image, transform) or image.convert("RGB")


@lru_cache(maxsize=8)
def _to_srgb(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the way from a profile to sRGB; None where it is that already, or of no use."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if source.profile.xcolor_space != _TYPES[mode] or _is_srgb(source):
            return None
        target = ImageCms.createProfile("sRGB")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        return ImageCms.buildTransform(source, target, mode, "RGB", renderingIntent=intent)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "srgb" in ImageCms.getProfileDescription(profile).lower()
