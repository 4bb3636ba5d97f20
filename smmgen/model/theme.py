"""How the brand looks: colours, fonts, logo and cards (`themes/NAME/`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from smmgen.model.source import Spans

Colour = tuple[int, int, int]
"""Red, green, blue; 0 to 255, sRGB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An image template. Boxes are (left, top, right, bottom) in parts of the picture, 0 to 1.

    `accent` and `ink` name colours of the theme. `fields` are the texts it takes beside the headline;
    `label` stands above the headline where the post gives no `kicker`.
    """

    name: str
    title: str = ""
    layout: Literal["scrim", "panel", "plain"] = "scrim"
    align: Literal["left", "center"] = "left"
    anchor: Literal["top", "middle", "bottom"] = "bottom"
    accent: str = "accent"
    ink: str = "light"
    label: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    headline_size: tuple[float, float] = (0.045, 0.11)
    spans: Spans | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme. Font and logo values are paths from the repository's root."""

    name: str
    path: str
    colours: Mapping[str, Colour] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    logo: str = ""
    cards: Mapping[str, Card] = field(default_factory=dict)
    spans: Spans | None = None
