"""A finished picture, and how a canvas becomes one."""

from dataclasses import dataclass

from PIL import Image

from smmgen.cards.encode import MEDIA_TYPES, Encoded, Wanted, encode
from smmgen.cards.fit import finding
from smmgen.cards.sheet import Fault
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Format
from smmgen.model.variant import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished picture: its file, size in pixels, the point to keep in sight (0..1), and findings."""

    data: bytes
    width: int
    height: int
    media_type: str
    focus: tuple[float, float]
    findings: tuple[Diagnostic, ...]


def finished(
    picture: Picture,
    canvas: Image.Image,
    focus: tuple[float, float],
    faults: tuple[Fault, ...],
    *,
    suits: Format | None = None,
    has_sharp_colours: bool = False,
) -> Drawing:
    """Encode a canvas as the picture's account takes it; the faults stand where the post asks for it.

    `suits` is the format that the card asks for; the picture's own wins.
    """
    asked = picture.image.format or suits
    wanted = Wanted(
        formats=picture.formats,
        asked=asked if asked in picture.formats else None,
        max_bytes=picture.max_bytes,
        has_sharp_colours=has_sharp_colours,
    )
    encoded, found = _encoded(canvas, wanted, picture)
    faults = (*faults, *found, *_other_format(asked, encoded.format))
    return Drawing(
        data=encoded.data,
        width=canvas.width,
        height=canvas.height,
        media_type=MEDIA_TYPES[encoded.format],
        focus=focus,
        findings=tuple(finding(picture, fault) for fault in faults),
    )


def _encoded(canvas: Image.Image, wanted: Wanted, picture: Picture) -> tuple[Encoded, tuple[Fault, ...]]:
    if encoded := encode(canvas, wanted):
        return encoded, ()
    message = f"The picture cannot be brought under this network's {picture.max_bytes / 1e6:.1f} MB."
    fault = Fault("CRD008", "error", message, "Take a calmer photo, or a smaller size.")
    return encode(canvas, Wanted(formats=("jpeg",))) or Encoded(b"", "jpeg"), (fault,)


_NAMES = {"jpeg": "JPEG", "png": "PNG", "webp": "WebP"}


def _other_format(asked: Format | None, made: Format) -> tuple[Fault, ...]:
    if asked is None or asked == made:
        return ()
    message = f"The picture becomes a {_NAMES[made]}: the network takes no {_NAMES[asked]}, or none so large."
    return (Fault("CRD021", "info", message, f"Leave out `format: {asked}` for this account.", "format"),)
