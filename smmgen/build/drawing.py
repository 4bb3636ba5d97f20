"""What finishing asks of whoever draws pictures."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, field

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Picture


class Drawing(Protocol):
    """A drawn picture: its file's bytes, size in pixels, media type, and the point to keep in sight."""

    @property
    def data(self) -> bytes: ...  # noqa: D102
    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def height(self) -> int: ...  # noqa: D102
    @property
    def media_type(self) -> str: ...  # noqa: D102
    @property
    def focus(self) -> tuple[float, float]: ...  # noqa: D102
    @property
    def findings(self) -> tuple[Diagnostic, ...]: ...  # noqa: D102


Draw = Callable[[Picture], Drawing]
Read = Callable[[str], bytes]
Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is, and what was done last."""


class Drawn(Struct, frozen=True, kw_only=True):
    """A drawing as the cache keeps it; its findings stand where the picture is asked for."""

    data: bytes
    width: int
    height: int
    media_type: str
    focus: tuple[float, float] = (0.5, 0.5)
    findings: tuple[Diagnostic, ...] = field(default=())
