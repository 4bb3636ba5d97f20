"""What stands for a picture that could not be drawn."""

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Picture


class Failed:
    """Nothing, and the reason."""

    data = b""
    media_type = ""
    focus = (0.5, 0.5)

    def __init__(self, picture: Picture, fault: Exception) -> None:
        self.width = picture.width
        self.height = picture.height
        what = picture.image.photo or f"the card “{picture.card}”"
        reason = str(fault) or type(fault).__name__
        self.findings = (
            Diagnostic(
                code="DRW001",
                severity="error",
                span=picture.span,
                message=f"This picture could not be drawn from {what}: {reason}.",
                hint="Save the photo anew as JPEG, or use another one; all other posts were built.",
            ),
        )
