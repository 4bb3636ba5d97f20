"""A finished picture, and how a canvas becomes one."""

from dataclasses import dataclass

from PIL import Image

from smmgen.cards.encode import MEDIA_TYPE, encode
from smmgen.cards.fit import finding
from smmgen.cards.sheet import Fault
from smmgen.model.diagnostic import Diagnostic
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
    has_text: bool,
) -> Drawing:
    """Encode a canvas as the picture's account takes it; the faults stand where the post asks for it."""
    data = encode(canvas, picture.max_bytes, has_text=has_text)
    if data is None:
        data = encode(canvas, 0, has_text=has_text) or b""
        message = f"The picture cannot be brought under this network's {picture.max_bytes / 1e6:.1f} MB."
        faults = (*faults, Fault("CRD008", "error", message, "Take a calmer photo, or a smaller size."))
    return Drawing(
        data=data,
        width=canvas.width,
        height=canvas.height,
        media_type=MEDIA_TYPE,
        focus=focus,
        findings=tuple(finding(picture, fault) for fault in faults),
    )
