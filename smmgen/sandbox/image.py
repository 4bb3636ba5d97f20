"""Look at the bytes that were uploaded: what they are, not what they are said to be."""

import io
import warnings
from dataclasses import dataclass

from smmgen.sandbox.post import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A decoded picture: its true type, its pixels and its number of frames."""

    media_type: str
    width: int
    height: int
    frames: int


TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


def look(content: bytes, *, decode: bool = True) -> Image | None:
    """Return what a picture is, or None where the bytes are no picture or a broken one.

    Without `decode` only its header is read.
    """
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(content), formats=tuple(TYPES)) as picture:
                kind = TYPES[picture.format or ""]
                frames = int(getattr(picture, "n_frames", 1))
                if decode:
                    picture.load()
                return Image(media_type=kind, width=picture.width, height=picture.height, frames=frames)
    except (OSError, ValueError, SyntaxError, KeyError, Pillow.DecompressionBombError, Warning):
        return None


def picture(content: bytes, digest: str, seen: Image, alt: str = "") -> Picture:
    """Return a post's picture of decoded bytes."""
    return Picture(
        sha256=digest,
        media_type=seen.media_type,
        size=len(content),
        width=seen.width,
        height=seen.height,
        alt=alt,
    )
