"""What Pillow can do with letters on this machine.

Its wheels bring what shapes them but for FriBiDi (LGPL), which they look for on the machine when loaded. Most
Linux machines have it; Windows, macOS and the smallest containers do not. Source: Pillow, installation,
external libraries.
"""

from typing import NamedTuple

from PIL import _imagingft

from smmgen.pattern import pattern

APART = pattern(
    "[\u0000-\u024f\u0300-\u058f\u0591-\u05f4\u10a0-\u10ff\u1e00-\u2bff\u3000-\u33ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]*"
)
"""Letters whose shapes do not depend on their neighbours: they may be spaced, and measured one by one."""

INSTALL = "apt-get install libfribidi0, brew install fribidi, or fribidi.dll on the path of Windows"


class Asked(NamedTuple):
    """A text of one direction, as Pillow is asked for it."""

    text: str
    direction: str | None
    language: str | None


def is_shaping() -> bool:
    """Tell whether letters are shaped here: joined, turned, and set closer as their font says.

    It takes no drawing library to know, for those who only ask what a picture will be.
    """
    return bool(_imagingft.HAVE_RAQM)


def asked(text: str, side: str, language: str) -> Asked:
    """Return how Pillow is asked for a text; where it cannot turn one that runs to the left, we do."""
    if is_shaping():
        return Asked(text, side, language or None)
    return Asked(text[::-1] if side == "rtl" else text, None, None)
