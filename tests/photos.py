"""Photos that are decoded and scaled once for all tests, from the same bytes to the same size.

The same few photos stand in most brands that tests build, check and publish, and half the time that goes into photos
went into what had been made before. Tests of `decode` and of `scaled` call these themselves, which keep nothing.
"""

from functools import lru_cache

from PIL import Image

from smmgen.cards import photos
from smmgen.cards.box import Box
from smmgen.cards.photo import decode
from smmgen.cards.scaled import scaled


def keep_photos() -> None:
    """Let cards take the photo, and the piece of it, that was made before."""
    photos.decode = lru_cache(maxsize=8)(decode)
    photos.scaled = _kept


def _kept(image: Image.Image, part: Box, size: tuple[int, int]) -> Image.Image:
    return _scaled(_Same(image), part, size).copy()  # a piece is its user's own


class _Same:
    """A picture that is equal to itself alone, as to look at its pixels would take longer than to scale them."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image

    def __hash__(self) -> int:
        return id(self.image)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.image is other.image


@lru_cache(maxsize=30)
def _scaled(same: _Same, part: Box, size: tuple[int, int]) -> Image.Image:
    return scaled(same.image, part, size)
