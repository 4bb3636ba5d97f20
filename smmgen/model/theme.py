"""How the brand looks: colours, fonts, logo and cards (`themes/NAME/`)."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from smmgen.model.card import Card
from smmgen.model.colour import Colour
from smmgen.model.source import Spans


class FontFile(NamedTuple):
    """What is known of an open font file.

    `read` gives its bytes, `covers` are the characters (code points) that it can draw, `strike` is the size
    of its pictures, if any, and `place` its path on this machine, if it lies there as a file.
    """

    read: Callable[[], bytes]
    covers: frozenset[int]
    strike: int = 0
    place: str = ""


class Typeface(Struct, frozen=True, eq=False, dict=True):
    """A font file, opened when it is first needed: some are of several megabytes, and few texts need them.

    `mark` tells it from any other file (SHA-256, hex). `is_colour` where it has pictures or colours of its
    own. `language` (BCP 47) picks among the shapes that several languages give one character.
    """

    path: str
    mark: str
    open: Callable[[], FontFile]
    is_colour: bool = False
    language: str = ""

    @cached_property
    def _file(self) -> FontFile:
        return self.open()

    @property
    def data(self) -> bytes:
        """Return the file's bytes."""
        return self._file.read()

    @property
    def covers(self) -> frozenset[int]:
        """Return the code points that it can draw."""
        return self._file.covers

    @property
    def strike(self) -> int:
        """Return the one size, in pixels an em, that its pictures have; 0 where it draws at any size."""
        return self._file.strike


class Logo(Struct, frozen=True):
    """A PNG with the brand's mark: its path from the repository's root, and its size in pixels."""

    path: str
    width: int
    height: int


class Theme(Struct, frozen=True, kw_only=True):
    """A theme.

    `fonts` has "display" for headlines and "text" for the rest; `fallback` draws what these lack, first
    come first served. `logo` has "light" for dark grounds and "dark" for light ones; it may be empty.
    """

    name: str
    path: str
    colours: Mapping[str, Colour] = {}
    fonts: Mapping[str, Typeface] = {}
    fallback: tuple[Typeface, ...] = ()
    logo: Mapping[str, Logo] = {}
    cards: Mapping[str, Card] = {}
    spans: Spans | None = None

    def colour(self, name: str) -> Colour:
        """Return a colour by name; black where the theme has none of that name (reading told so)."""
        return self.colours.get(name, (0, 0, 0))
