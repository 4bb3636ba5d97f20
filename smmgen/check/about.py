"""What a report says beside its findings."""

from collections.abc import Mapping

from msgspec import Struct

from smmgen.check.registry import Page


class About(Struct, frozen=True, kw_only=True):
    """How much was looked at, whether the reader's terminal takes colours, and the codes' pages."""

    posts: int = 0
    plans: int = 0
    is_coloured: bool = False
    pages: Mapping[str, Page] = {}
