"""Look once at which files there are, and when each was last touched."""

from collections.abc import Iterable, Mapping, Set
from time import time_ns

from msgspec import Struct, msgpack

from smmgen.read.tree import Folder, Stamp, Tree
from smmgen.recall.mark import NONE, Mark, mark_of

_FINE = 50_000_000
_COARSE = 2_000_000_000
"""A file that was written so shortly (nanoseconds) before it was looked at may be written again within the
same tick of its clock, and its stamp would not tell. File systems whose times are of whole seconds have the
longer tick. Such a file is read again by the next run, as git does with what it calls racy entries."""


class Scan(Struct, frozen=True):
    """The files of a tree as they were at one moment.

    `stamps` are in order of path; None where the tree is none on disk. `links` are symbolic links. `racy` are
    the files that were written too shortly before for their stamps to be relied on.
    """

    names: Set[str]
    stamps: Mapping[str, Stamp] | None
    links: tuple[str, ...] = ()
    racy: frozenset[str] = frozenset()

    @property
    def mark(self) -> Mark:
        """Return the mark of all stamps; empty where they cannot be relied on."""
        if self.stamps is None or self.racy:
            return NONE
        return mark_of(msgpack.encode([self.stamps, self.links]))


def scan(tree: Tree) -> Scan:
    """Look at all files of a tree."""
    if not isinstance(tree, Folder):
        return Scan(frozenset(tree.paths()), None, tree.links())
    looked = time_ns()
    stamps, links = tree.look()
    return Scan(stamps.keys(), stamps, links, frozenset(_racy(stamps, looked)))


def _racy(stamps: Mapping[str, Stamp], looked: int) -> Iterable[str]:
    for path, (written, changed, _, _) in stamps.items():
        if (written if written > changed else changed) + _COARSE > looked:
            tick = _FINE if written % 1_000_000_000 else _COARSE
            if max(written, changed) + tick > looked:
                yield path
