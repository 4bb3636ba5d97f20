"""The files that came to a worker, and what it turned out to lack."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from smmgen.check.film import Film
from smmgen.check.picture import Header

Head = TypeVar("Head")


class Names(Struct, frozen=True, array_like=True):
    """Which files and symbolic links there are, by path, in order."""

    files: tuple[str, ...]
    links: tuple[str, ...]


class Lacks(Struct, frozen=True, array_like=True):
    """Paths of what was not sent: heads of pictures and of videos, and whole files; in order."""

    pictures: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.films or self.files)

    def __or__(self, other: "Lacks") -> "Lacks":
        return Lacks(
            _sorted(self.pictures, other.pictures),
            _sorted(self.films, other.films),
            _sorted(self.files, other.files),
        )


class Known(Struct, frozen=True, array_like=True):
    """What was read elsewhere: heads by path, and the paths of files that are `absent`."""

    pictures: Mapping[str, Header] = {}
    films: Mapping[str, Film] = {}
    absent: tuple[str, ...] = ()


class Sent:
    """A tree of what was sent. Whatever else is asked for is not there, and is noted as lacking."""

    def __init__(self, files: Mapping[str, bytes], names: Names, known: Known) -> None:
        self._files = files
        self._names = names
        self._known = known
        self._absent = frozenset(known.absent)
        self._lacks: tuple[set[str], set[str], set[str]] = (set(), set(), set())

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sent or not."""
        return self._names.files

    def links(self) -> tuple[str, ...]:
        """Return the paths of symbolic links."""
        return self._names.links

    def exists(self, path: str) -> bool:
        """Tell whether there is a file at `path`."""
        if path not in self._files and path not in self._absent:
            self._lacks[2].add(path)
        return path in self._files

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `FileNotFoundError` where there is none, or none yet."""
        if self.exists(path):
            return self._files[path]
        raise FileNotFoundError(path)

    def header(self, path: str) -> Header:
        """Return what a picture's head tells."""
        return self._head(self._known.pictures, path, self._lacks[0], lambda: Header(fault="missing"))

    def film(self, path: str) -> Film:
        """Return what a video's head tells."""
        return self._head(self._known.films, path, self._lacks[1], lambda: Film(fault="missing"))

    def lacked(self) -> Lacks:
        """Return what was lacking since this was last asked."""
        found = Lacks(*map(_sorted, self._lacks))
        for paths in self._lacks:
            paths.clear()
        return found

    @staticmethod
    def _head(heads: Mapping[str, Head], path: str, lacks: set[str], otherwise: Callable[[], Head]) -> Head:
        if path not in heads:
            lacks.add(path)
            return otherwise()
        return heads[path]


def _sorted(*paths: "set[str] | tuple[str, ...]") -> tuple[str, ...]:
    return tuple(sorted(set().union(*paths)))
