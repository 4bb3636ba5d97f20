"""What every file's bytes are; a file that was not touched is not read again."""

from collections.abc import Iterable, Mapping

from smmgen.read.tree import Stamp, Tree
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.scan import Scan

Known = Mapping[str, tuple[Stamp, Mark]]
"""The marks of files, each with the stamp that the file had then."""


class Marks:
    """The marks of a tree's files as they were scanned; `known` are those of an earlier run."""

    def __init__(self, tree: Tree, seen: Scan, known: Known) -> None:
        self._tree = tree
        self._seen = seen
        self._known = known
        self._found: dict[str, Mark] = {}

    def __call__(self, path: str) -> Mark:
        """Return the mark of a file, read only where its stamp is another than before."""
        if path not in self._found:
            known = self._known.get(path)
            stamps = self._seen.stamps or {}
            is_same = known is not None and stamps.get(path) == known[0]
            self._found[path] = known[1] if known and is_same else self._read(path)
        return self._found[path]

    def of(self, paths: Iterable[str]) -> dict[str, Mark]:
        """Return the marks of some files, in order of path."""
        return {path: self(path) for path in sorted(paths)}

    def note(self, path: str, mark: Mark) -> None:
        """Note the mark of a file that was read elsewhere."""
        self._found[path] = mark

    def known(self) -> dict[str, tuple[Stamp, Mark]]:
        """Return what a later run may rely on."""
        stamps, racy = self._seen.stamps or {}, self._seen.racy
        return {
            path: (stamps[path], mark)
            for path, mark in self._found.items()
            if path in stamps and path not in racy
        }

    def _read(self, path: str) -> Mark:
        try:
            return mark_of(self._tree.read(path))
        except OSError:
            return NONE
