"""Decode photographs that strangers made: bounded, upright, in sRGB, and never with an exception."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from smmgen.cards.sheet import Fault
from smmgen.model.colour import Colour

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MAX_BYTES = 25_000_000
MAX_PIXELS = 40_000_000

_SOFTENED = {"I;16": 256, "I;16B": 256, "I;16L": 256, "I": 256}
"""What a value of a deep grey picture is divided by to become 8 bits."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo, RGB, and its full size in pixels as it is shown; `image` may be smaller."""

    image: Image.Image
    width: int
    height: int


def decode(path: str, data: bytes, least: tuple[int, int], ground: Colour) -> Photo | Fault:
    """Decode a photo; a JPEG at the smallest of its built-in scales that covers `least` pixels.

    Bounds are judged on the header, before any pixel is decoded. Rotation and colour profile are applied,
    transparency shows `ground`, and of an animation the first frame is taken.
    """
    if len(data) > MAX_BYTES:
        return _fault(f"{path} has {len(data) / 1e6:.0f} MB; at most 25 MB are taken.", "Export it smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decode(path, data, least, ground)
    except Image.DecompressionBombError:
        return _fault(f"{path} has too many pixels; at most 40 million are taken.", "Export it smaller.")
    except UnidentifiedImageError:
        return _fault(f"{path} is no JPEG, PNG, GIF or WebP picture.", "Export it as JPEG.")
    except Exception as error:  # decoders raise many things at damaged files
        return _fault(f"{path} is cut off or damaged ({error}).", "Export it anew, or copy it again.")


def _fault(message: str, hint: str) -> Fault:
    return Fault("CRD006", "error", message, hint, "photo")


def _decode(path: str, data: bytes, least: tuple[int, int], ground: Colour) -> Photo | Fault:
    opened = Image.open(BytesIO(data), formats=FORMATS)
    width, height = opened.size
    if width * height > MAX_PIXELS:
        message = f"{path} has {width} × {height} pixels; at most 40 million are taken."
        return _fault(message, "Export it smaller.")
    orientation = opened.getexif().get(_ORIENTATION, 1)
    is_turned = orientation >= _FIRST_TURNED
    if opened.format == "JPEG" and opened.mode in ("RGB", "YCbCr", "L"):
        opened.draft(None, least[::-1] if is_turned else least)
    opened.load()
    image = ImageOps.exif_transpose(opened) if orientation != 1 else opened
    upright = _in_srgb(_flat(image, ground), opened.info.get("icc_profile"))
    return Photo(upright, *((height, width) if is_turned else (width, height)))


_ORIENTATION = 0x0112
_FIRST_TURNED = 5
"""Exif's orientations 5 to 8 lie on their side. Source: Exif 2.32, tag 274."""


def _flat(image: Image.Image, ground: Colour) -> Image.Image:
    """Return a picture without transparency, of 8 bits a channel."""
    if image.mode in _SOFTENED:
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if image.mode == "CMYK" or not (
        image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    ):
        return image
    clear = image.convert("RGBA")
    flat = Image.new("RGB", clear.size, ground)
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert a picture from its own colour space; a profile that cannot be used is taken for sRGB."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(source).lower():
                return _converted(image, source)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return image.convert("RGB")


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    target = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, source, target, renderingIntent=intent, outputMode="RGB")
    return converted if converted is not None else image.convert("RGB")
