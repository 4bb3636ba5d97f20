"""How the brand looks: colours, fonts, logo and cards (`themes/NAME/`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from smmgen.model.card import Card
from smmgen.model.colour import Colour
from smmgen.model.source import Spans


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """A font file: its path, its bytes, and the characters (code points) that it can draw."""

    path: str
    data: bytes = field(repr=False)
    covers: frozenset[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG with the brand's mark: its path from the repository's root, and its size in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme.

    `fonts` has "display" for headlines and "text" for the rest; `fallback` draws what these lack, first
    come first served. `logo` has "light" for dark grounds and "dark" for light ones; it may be empty.
    """

    name: str
    path: str
    colours: Mapping[str, Colour] = field(default_factory=dict)
    fonts: Mapping[str, Typeface] = field(default_factory=dict)
    fallback: tuple[Typeface, ...] = ()
    logo: Mapping[str, Logo] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    spans: Spans | None = None

    def colour(self, name: str) -> Colour:
        """Return a colour by name; black where the theme has none of that name (reading told so)."""
        return self.colours.get(name, (0, 0, 0))
