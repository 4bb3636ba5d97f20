"""The site that is served: bring it up to date, and tell what that wrote and removed."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from smmgen.build.output import written
from smmgen.build.store import Told
from smmgen.read.tree import Stamp, stamp_of

Bring = Callable[[frozenset[str] | None], Told]
"""Bring the site up to date after files at these paths changed; None where it is not known which."""


class Refreshed(Struct, frozen=True):
    """What bringing the site up to date wrote and removed, from the site's root, and what it tells."""

    written: frozenset[str]
    removed: frozenset[str]
    told: Told


class Site:
    """A site in the folder `out`, which `bring` keeps up to date."""

    def __init__(self, out: Path, bring: Bring) -> None:
        self.out = out
        self._bring = bring
        self.files: Mapping[str, Stamp] = _stamps(out)

    def refresh(self, changed: frozenset[str] | None) -> Refreshed:
        """Bring the site up to date after `changed`; None is anything."""
        told = self._bring(changed)
        before, self.files = self.files, _stamps(self.out)
        fresh = {path for path, stamp in self.files.items() if before.get(path) != stamp}
        return Refreshed(frozenset(fresh), frozenset(before.keys() - self.files.keys()), told)


def _stamps(out: Path) -> dict[str, Stamp]:
    """Return the stamps of what the last build wrote; nothing else in the folder is ever served."""
    found = {}
    for path in written(out):
        if not path.startswith("."):
            try:
                found[path] = stamp_of((out / path).lstat())
            except OSError:
                continue
    return found
