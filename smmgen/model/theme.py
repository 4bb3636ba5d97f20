"""How the brand looks: colours, fonts, logo and cards (`themes/NAME/`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from smmgen.model.colour import Colour
from smmgen.model.source import Spans

Layout = Literal["scrim", "panel"]
Slot = Literal["kicker", "disc", "date", "stars", "chips", "detail", "author", "role"]
"""Where a card puts one of its texts.

`kicker` stands above the headline, `detail`, `chips`, `author` and `role` below it; `stars` is a number
from 0 to 5, drawn above it; `disc` and `date` are drawn in the upper right corner.
"""


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
class Card:
    """An image template.

    `scrim` lays the text over the photo, which is darkened just so far that it can be read; `panel` sets
    it beside or below the photo. `ground`, `ink` and `accent` name colours of the theme. `label` is the
    kicker by language where the post gives none. `fields` maps each text that the card takes, beside the
    headline, to its slot. `headline_size` is (smallest, largest) in parts of the picture's base length.
    """

    name: str
    title: str = ""
    layout: Layout = "scrim"
    align: Literal["left", "center"] = "left"
    anchor: Literal["top", "middle", "bottom"] = "bottom"
    ground: str = "dark"
    ink: str = "light"
    accent: str = "accent"
    label: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Slot] = field(default_factory=dict)
    headline_size: tuple[float, float] = (0.045, 0.105)
    headline_lines: int = 5
    has_quote_mark: bool = False
    has_frame: bool = False
    spans: Spans | None = None


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
