"""The site that is served: bring it up to date, and tell what that wrote and removed."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from smmgen.build.output import written
from smmgen.build.store import Told
from smmgen.build.upkeep import Brought
from smmgen.read.tree import Stamp, stamp_of

Bring = Callable[[frozenset[str] | None], Brought]
"""Bring the site up to date after files at these paths changed; None where it is not known which."""

Ahead = Callable[[frozenset[str]], Mapping[str, Stamp | None]]
"""Show posts whose files changed, as far as they alone tell; return the stamps of the posts' files."""


def nothing(changed: frozenset[str]) -> Mapping[str, Stamp | None]:
    """Show nothing ahead."""
    return {}


class Refreshed(Struct, frozen=True):
    """What bringing the site up to date wrote and removed, from the site's root, and what it tells."""

    written: frozenset[str]
    removed: frozenset[str]
    told: Told


class Site:
    """A site in the folder `out`, which `bring` keeps up to date; what `ahead` can show it shows at once.

    `get_ready` makes the first of these as fast as the next.
    """

    def __init__(
        self, out: Path, bring: Bring, ahead: Ahead = nothing, get_ready: Callable[[], None] = lambda: None
    ) -> None:
        self.out = out
        self.get_ready = get_ready
        self._bring = bring
        self._ahead = ahead
        self.files: Mapping[str, Stamp | None] = _stamps(out)

    def show(self, changed: frozenset[str]) -> frozenset[str]:
        """Show the posts of changed files ahead of all else; return what was written."""
        seen = self._ahead(changed)
        fresh = {path: stamp for path, stamp in seen.items() if self.files.get(path) != stamp}
        self.files = {**self.files, **fresh}
        return frozenset(fresh)

    def refresh(self, changed: frozenset[str] | None) -> Refreshed:
        """Bring the site up to date after `changed`; None is anything."""
        brought, before = self._bring(changed), self.files
        if brought.files is not None:
            self.files = {path: stamp for path, stamp in brought.files.items() if not path.startswith(".")}
        fresh = {path for path, stamp in self.files.items() if before.get(path) != stamp}
        return Refreshed(frozenset(fresh), frozenset(before.keys() - self.files.keys()), brought.told)


def _stamps(out: Path) -> dict[str, Stamp | None]:
    """Return the stamps of what the last build wrote; nothing else in the folder is ever served."""
    found: dict[str, Stamp | None] = {}
    for path in written(out):
        if not path.startswith("."):
            try:
                found[path] = stamp_of((out / path).lstat())
            except OSError:
                continue
    return found
