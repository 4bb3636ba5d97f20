"""What stands for a picture that could not be drawn."""

from typing import Self

from msgspec import Struct

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Picture


class Failed(Struct, frozen=True):
    """Nothing, and the reason."""

    width: int
    height: int
    findings: tuple[Diagnostic, ...]
    data: bytes = b""
    media_type: str = ""
    focus: tuple[float, float] = (0.5, 0.5)

    @classmethod
    def of(cls, picture: Picture, fault: Exception) -> Self:
        """Return what stands for a picture, and says why."""
        what = picture.image.photo or f"the card “{picture.card}”"
        reason = str(fault) or type(fault).__name__
        told = Diagnostic(
            code="DRW001",
            severity="error",
            span=picture.span,
            message=f"This picture could not be drawn from {what}: {reason}.",
            hint="Save the photo anew as JPEG, or use another one; all other posts were built.",
        )
        return cls(picture.width, picture.height, (told,))
