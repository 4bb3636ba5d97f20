"""A repository's files with those in front that somebody is writing and has not saved."""

from collections.abc import Mapping

from smmgen.read.tree import Tree


class Overlay:
    """A tree with texts in front of its files; which files there are was listed once."""

    def __init__(self, tree: Tree, paths: tuple[str, ...], texts: Mapping[str, str]) -> None:
        self._tree = tree
        self._texts = texts
        self._paths = tuple(sorted({*paths, *texts}))

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        return self._paths

    def links(self) -> tuple[str, ...]:
        """Return the paths of symbolic links."""
        return self._tree.links()

    def exists(self, path: str) -> bool:
        """Tell whether a text or a file is at `path`."""
        return path in self._texts or self._tree.exists(path)

    def read(self, path: str) -> bytes:
        """Return a text's or a file's bytes; raise `OSError` where there is none."""
        return self._texts[path].encode() if path in self._texts else self._tree.read(path)
