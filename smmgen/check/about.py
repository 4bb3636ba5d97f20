"""What a report says beside its findings."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from smmgen.check.registry import Page

BASELINE = "smmgen-baseline.json"
"""Where a repository keeps the findings that are left out, from its root."""


class About(Struct, frozen=True, kw_only=True):
    """How much was looked at, whether the reader's terminal takes colours, and how to find codes' pages.

    `baseline` is how many findings are left out. `folder` is where the content lies in its git repository,
    empty at its top: services that put findings on lines count paths from there. `files_at` is the address
    below which that repository's files can be looked at, with a slash at its end; empty where there is none.
    """

    folder: str = ""
    posts: int = 0
    plans: int = 0
    baseline: int = 0
    is_coloured: bool = False
    files_at: str = ""
    pages: "Callable[[], Mapping[str, Page]]" = dict

    def path(self, path: str) -> str:
        """Return a path of the content as one from the top of its git repository."""
        return f"{self.folder}/{path}" if self.folder else path
