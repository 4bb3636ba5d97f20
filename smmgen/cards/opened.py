"""Open fonts, each once at a size, and measure what they draw."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Literal

from PIL import ImageFont

from smmgen.cards.shaping import asked, is_shaping
from smmgen.model.theme import FontFile, Typeface

REFERENCE = 200
"""Text is measured once at this size, in pixels, and scaled."""

SILENT = frozenset(
    (0xAD, 0x61C, 0x34F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
) | frozenset(range(0xFE00, 0xFE10))
"""Code points that are never seen: soft hyphens, joiners, marks of direction, variation selectors.

Source: Unicode, Default_Ignorable_Code_Point.
"""

Side = Literal["ltr", "rtl"]
"""Where a text starts: from left to right, or from right to left."""


def font(face: Typeface, size: int) -> ImageFont.FreeTypeFont:
    """Open a font at a size in pixels, laid out by Raqm where it can be, so that bytes are the same there.

    A font of pictures opens at their own size. Raises `OSError` where the file is broken.
    """
    return _opened(face.open, face.strike or size)


@lru_cache(maxsize=64)
def _opened(open_file: Callable[[], FontFile], size: int) -> ImageFont.FreeTypeFont:
    """Open a file in place where it has one: from bytes every size of it takes its whole length of memory."""
    file, layout = open_file(), ImageFont.Layout
    engine = layout.RAQM if is_shaping() else layout.BASIC
    return ImageFont.truetype(file.place or BytesIO(file.read()), size, layout_engine=engine)


def is_silent(text: str) -> bool:
    """Tell whether nothing of a text is ever seen; Raqm refuses a text without any glyph."""
    return SILENT.issuperset(map(ord, text))


@lru_cache(maxsize=8192)
def length(text: str, face: Typeface, side: Side = "ltr") -> float:
    """Return how far a text of one font and one direction advances, in parts of its size."""
    if is_silent(text):
        return 0.0
    opened = font(face, REFERENCE)
    shown, direction, language = asked(text, side, face.language)
    return opened.getlength(shown, direction=direction, language=language) / opened.size
