"""Write a finished picture as a file under a length, the same bytes every time, without metadata."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import exp, log

from PIL import Image, ImageChops

from smmgen.model.post import Format

MEDIA_TYPES: dict[Format, str] = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
BEST = 88
_LEAST = 34
"""Below this quality a photo falls apart, and a finding says so."""

_LEAST_SHARP = 60
"""Below this quality more is lost by blocks than won by colours at full resolution."""

_FEW = 1600
"""A picture of so many colours is drawn rather than photographed, and may be smaller as a PNG."""

_ENOUGH = 0.94
"""A file that fills so much of the length it may have is not tried larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a picture is to be written: the formats that may be used, the one asked for, and at most how long.

    `asked` is empty for the one that suits the picture; `max_bytes` 0 is no bound. `has_sharp_colours`
    keeps colours at full resolution, for coloured letters on another colour of the same light.
    """

    formats: tuple[Format, ...] = ("jpeg", "png")
    asked: Format | None = None
    max_bytes: int = 0
    has_sharp_colours: bool = False

    def fits(self, data: bytes) -> bool:
        """Tell whether a file is short enough."""
        return not self.max_bytes or len(data) <= self.max_bytes


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished file."""

    data: bytes
    format: Format


def encode(image: Image.Image, wanted: Wanted) -> Encoded | None:
    """Write an RGB picture; None where no format and quality makes it short enough.

    As a PNG it loses nothing, or at most becomes one of 256 colours; where that is too long, a JPEG is made.
    Without a format asked for, a picture of few colours becomes a PNG where that is shorter than a JPEG.
    """
    image.info.clear()
    if wanted.asked == "webp":
        return _made("webp", _under(lambda quality: _webp(image, quality), wanted, _LEAST))
    if wanted.asked == "png":
        return _made("png", _png_under(image, wanted)) or _made("jpeg", _jpeg_under(image, wanted))
    jpeg = _jpeg_under(image, wanted)
    if wanted.asked or "png" not in wanted.formats or image.getcolors(_FEW) is None:
        return _made("jpeg", jpeg)
    png = _png(_exact(image))
    if wanted.fits(png) and (jpeg is None or len(png) < len(jpeg)):
        return Encoded(png, "png")
    return _made("jpeg", jpeg)


def _made(kind: Format, data: bytes | None) -> Encoded | None:
    return None if data is None else Encoded(data, kind)


def _jpeg_under(image: Image.Image, wanted: Wanted) -> bytes | None:
    if wanted.has_sharp_colours:
        sharp = _under(lambda quality: _jpeg(image, quality, subsampling=0), wanted, _LEAST_SHARP)
        if sharp is not None:
            return sharp
    return _under(lambda quality: _jpeg(image, quality, subsampling=2), wanted, _LEAST)


def _under(write: Callable[[int], bytes], wanted: Wanted, least: int) -> bytes | None:
    """Return the file of the best quality that is short enough, or nearly; None where none is.

    The length is about a power of the quantisation, so that two or three files are enough to find it.
    """
    data = write(BEST)
    if wanted.fits(data):
        return data
    heavy, light, found = BEST, least - 1, None
    slope = -0.7
    known = (log(_coarseness(BEST)), log(len(data)))
    while heavy - light > 1:
        goal = known[0] + (log(0.97 * wanted.max_bytes) - known[1]) / slope
        quality = min(max(_quality(exp(goal)), light + 1), heavy - 1)
        data = write(quality)
        here = (log(_coarseness(quality)), log(len(data)))
        if here[0] != known[0] and here[1] != known[1]:
            slope = min(-0.3, (here[1] - known[1]) / (here[0] - known[0]))
        known = here
        if wanted.fits(data):
            light, found = quality, data
            if len(data) >= _ENOUGH * wanted.max_bytes:
                break
        else:
            heavy = quality
    return found


def _coarseness(quality: int) -> float:
    """Return by how many percent a JPEG's quantisation is scaled. Source: libjpeg, jpeg_quality_scaling."""
    return 5000 / quality if quality < 50 else 200 - 2 * quality


def _quality(coarseness: float) -> int:
    return round(5000 / coarseness if coarseness > 100 else (200 - coarseness) / 2)


def _png_under(image: Image.Image, wanted: Wanted) -> bytes | None:
    exact = _png(_exact(image))
    if wanted.fits(exact):
        return exact
    fewer = _png(image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.FLOYDSTEINBERG))
    return fewer if wanted.fits(fewer) else None


def _exact(image: Image.Image) -> Image.Image:
    """Return the picture with a palette where that changes no pixel: a third of the length, or less."""
    if image.getcolors(256) is None:
        return image
    few = image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return few if ImageChops.difference(few.convert("RGB"), image).getbbox() is None else image


def _jpeg(image: Image.Image, quality: int, *, subsampling: int) -> bytes:
    options = {"quality": quality, "subsampling": subsampling, "optimize": False, "progressive": False}
    return _saved(image, "JPEG", options)


def _png(image: Image.Image) -> bytes:
    return _saved(image, "PNG", {"compress_level": 7})


def _webp(image: Image.Image, quality: int) -> bytes:
    return _saved(image, "WEBP", {"quality": quality, "method": 4})


def _saved(image: Image.Image, kind: str, options: dict[str, int]) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
