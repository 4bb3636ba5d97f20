"""Write a finished picture as JPEG, under a length, the same bytes every time."""

from io import BytesIO

from PIL import Image

MEDIA_TYPE = "image/jpeg"
BEST = 88
_QUALITIES = (BEST, 84, 80, 75, 70, 64, 58, 50, 42, 34)
"""Tried in turn. Below the last one a photo falls apart, and a finding says so."""


def encode(image: Image.Image, max_bytes: int, *, has_text: bool) -> bytes | None:
    """Return a JPEG of at most so many bytes (0: no bound), without metadata; None where none is that small.

    With text on it colours are kept at full resolution, so that coloured letters stay sharp.
    """
    for quality in _QUALITIES:
        data = _jpeg(image, quality, subsampling=0 if has_text else 2)
        if not max_bytes or len(data) <= max_bytes:
            return data
    return None


def _jpeg(image: Image.Image, quality: int, *, subsampling: int) -> bytes:
    file = BytesIO()
    image.info.clear()
    image.save(file, "JPEG", quality=quality, subsampling=subsampling, optimize=False, progressive=False)
    return file.getvalue()
