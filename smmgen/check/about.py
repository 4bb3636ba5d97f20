"""What a report says beside its findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from smmgen.check.registry import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """How much was looked at, whether the reader's terminal takes colours, and the codes' pages."""

    posts: int = 0
    plans: int = 0
    is_coloured: bool = False
    pages: Mapping[str, Page] = field(default_factory=dict)
