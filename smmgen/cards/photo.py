"""Decode photographs that strangers made: bounded, upright, in sRGB, and never with an exception."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from smmgen.cards.flat import reduced
from smmgen.cards.foreign import FORMATS, JPEGS, MAX_BYTES, factor, foreign, most_pixels
from smmgen.cards.profile import in_srgb
from smmgen.cards.sheet import Fault
from smmgen.model.colour import Colour


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo, RGB, and its full size in pixels as it is shown; `image` is smaller by `factor`."""

    image: Image.Image
    width: int
    height: int
    factor: int = 1
    is_animated: bool = False

    @property
    def pixels(self) -> int:
        """Return how many pixels the picture that is held has."""
        return self.image.width * self.image.height


def decode(path: str, data: bytes, least: tuple[int, int], ground: Colour) -> Photo | Fault:
    """Decode a photo at the smallest part of its size (1, 1/2, 1/4, 1/8) that covers `least` pixels.

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
        what, hint = foreign(data)
        return _fault(f"{path} is {what}.", hint)
    except Exception:  # decoders raise many things at damaged files
        return _fault(f"{path} is cut off or damaged.", "Export it anew, or copy it again.")


def _fault(message: str, hint: str) -> Fault:
    return Fault("CRD006", "error", message, hint, "photo")


def _decode(path: str, data: bytes, least: tuple[int, int], ground: Colour) -> Photo | Fault:
    opened = Image.open(BytesIO(data), formats=FORMATS)
    kind, (width, height) = opened.format or "", opened.size
    orientation = _orientation(opened)
    is_turned = orientation in _SIDEWAYS
    least = least[::-1] if is_turned else least
    times = factor((width, height), least)
    most = most_pixels(kind, is_progressive="progressive" in opened.info, times=times)
    if width * height > most:
        message = f"{path} has {width} × {height} pixels; at most {most // 10**6} million are taken."
        return _fault(message, "Export it smaller.")
    if kind in JPEGS:
        opened.draft(None, (width // times, height // times))
    is_animated = kind not in JPEGS and bool(getattr(opened, "is_animated", False))
    opened.load()
    rest = times if opened.size == (width, height) else 1
    image = in_srgb(reduced(opened, rest, ground), opened.info.get("icc_profile"))
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    image.info.clear()
    return Photo(image, *((height, width) if is_turned else (width, height)), times, is_animated)


def _orientation(opened: Image.Image) -> int:
    """Return how the camera was held; a damaged note about it spoils no photo."""
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # whatever the camera, or a program since, has written there
        return 1


_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a photo upright, by Exif's orientation. Source: Exif 2.32, tag 274."""
