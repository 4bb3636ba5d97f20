"""What the head of a picture's file tells, without decoding the picture."""

import warnings
from io import BytesIO
from typing import Literal

from msgspec import Struct

from smmgen.cards.foreign import FORMATS, MAX_BYTES, factor, foreign, most_pixels
from smmgen.read.tree import Tree

MAX_FRAMES = 300

Fault = Literal["", "missing", "unreadable", "too large"]


class Header(Struct, frozen=True):
    """A picture's size in pixels as it is shown, its camera's rotation applied; or what is wrong with it.

    `detail` says more about the fault, in a person's words, and `hint` what to do.
    """

    width: int = 0
    height: int = 0
    fault: Fault = ""
    detail: str = ""
    hint: str = ""


def read_header(tree: Tree, path: str) -> Header:
    """Read a picture's head. Bounds: those of cards, 300 frames; formats as cards take them."""
    if not tree.exists(path):
        return Header(fault="missing")
    try:
        data = tree.read(path)
    except OSError as fault:
        return Header(fault="unreadable", detail=str(fault))
    if len(data) > MAX_BYTES:
        return Header(fault="too large", detail=f"{len(data) / 1_000_000:.0f} MB; at most 25 MB are taken")
    return _open(data)


def _open(data: bytes) -> Header:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(data), formats=FORMATS)
        with picture:
            width, height = picture.size
            frames = getattr(picture, "n_frames", 1)
            is_progressive, times = "progressive" in picture.info, factor(picture.size, _LEAST)
            most = most_pixels(picture.format or "", is_progressive=is_progressive, times=times)
            is_turned = picture.getexif().get(_ORIENTATION, 1) >= _FIRST_TURNED
    except UnidentifiedImageError:
        what, hint = foreign(data)
        return Header(fault="unreadable", detail=f"it is {what}", hint=hint)
    except Image.DecompressionBombError:
        return Header(fault="too large", detail="it has too many pixels; at most 40 million are taken")
    except (OSError, SyntaxError, ValueError, EOFError):
        return Header(fault="unreadable", detail="its file is cut off or damaged")
    if width * height > most:
        detail = f"{width} × {height} pixels; at most {most // 10**6} million are taken"
        return Header(fault="too large", detail=detail)
    if frames > MAX_FRAMES:
        return Header(fault="too large", detail=f"{frames} frames; at most {MAX_FRAMES} are taken")
    return Header(height, width) if is_turned else Header(width, height)


_LEAST = (1080, 1080)
"""No photo is decoded for less."""

_ORIENTATION = 0x0112
_FIRST_TURNED = 5
"""Exif's orientations 5 to 8 lie on their side. Source: Exif 2.32, tag 274."""
