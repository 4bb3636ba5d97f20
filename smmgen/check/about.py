"""What a report says beside its findings."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from smmgen.check.registry import Page


class About(Struct, frozen=True, kw_only=True):
    """How much was looked at, whether the reader's terminal takes colours, and how to find codes' pages."""

    posts: int = 0
    plans: int = 0
    is_coloured: bool = False
    pages: "Callable[[], Mapping[str, Page]]" = dict
