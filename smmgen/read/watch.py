"""Notice which files something depends on, while it is made."""

from collections.abc import Iterator, Set

from smmgen.read.tree import Tree


class Watch:
    """A tree that notes what is asked of it: `asked` are the paths of files, found or not.

    `is_listed` tells whether it was asked which files there are at all.
    """

    def __init__(self, tree: Tree, names: Set[str]) -> None:
        self._tree = tree
        self._names = names
        self.asked: set[str] = set()
        self.is_listed = False

    def note(self, path: str) -> None:
        """Note a file that was asked for elsewhere."""
        self.asked.add(path)

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        self.is_listed = True
        return tuple(sorted(self._names))

    def links(self) -> tuple[str, ...]:
        """Return the paths of symbolic links, sorted."""
        self.is_listed = True
        return self._tree.links()

    def exists(self, path: str) -> bool:
        """Tell whether there is a regular file at `path`."""
        self.asked.add(path)
        return self._tree.exists(path)

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `OSError` where the tree does."""
        self.asked.add(path)
        return self._tree.read(path)


class WatchedListing:
    """The files by name, as who reads a post asks for them."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.read = watch.read

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        return self._watch.paths()


class WatchedNames(Set[str]):
    """The paths of all files as a set; to ask for one is to depend on that one alone."""

    def __init__(self, watch: Watch, names: Set[str]) -> None:
        self._watch = watch
        self._names = names

    def __contains__(self, path: object) -> bool:
        """Tell whether there is a file at a path."""
        self._watch.note(str(path))
        return path in self._names

    def __iter__(self) -> Iterator[str]:
        """Return all paths, one after the other."""
        self._watch.is_listed = True
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many files there are."""
        self._watch.is_listed = True
        return len(self._names)

    @classmethod
    def _from_iterable(cls, iterable: "Iterator[str]") -> "frozenset[str]":  # type: ignore[override]
        return frozenset(iterable)
