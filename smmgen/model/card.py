"""A card: an image template of a theme, as layers from the bottom to the top."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from smmgen.model.post import Format
from smmgen.model.source import Span, Spans

Words = Mapping[str, str]
"""A text with its fields in braces, by language; under "" in every language."""

Frame = Literal["full", "safe", "rest", "panel"]
Spot = Literal["top-left", "top", "top-right", "bottom-left", "bottom", "bottom-right"]
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Effect = Literal["none", "mono", "duotone", "blur"]
Shading = Literal["none", "below", "above", "left", "even"]
Form = Literal["wide", "square", "tall", "story"]

WIDE, TALL, STORY = 1.25, 0.95, 0.62
"""A picture is wide from this ratio of width and height on, tall and a story up to these."""


class Area(NamedTuple):
    """A box in parts (0..1) of a frame.

    The frame is the full picture, its safe area (where no network covers or crops), the panel, or the
    rest that the panel leaves.
    """

    frame: Frame = "full"
    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0


class Part(Struct, frozen=True, kw_only=True):
    """One block of a stack: `text` filled in, or a list, a rating, a chart …, as its `kind` says.

    `gap` is the distance to the block above it (None: as its kind has it); `smallest` and `largest` bound
    the size of its letters; all three are parts of the picture's base length. `colour` is ink, soft or
    strong. `font` is "display" or "text".
    """

    id: str
    kind: str
    text: Words
    span: Span
    gap: float | None = None
    smallest: float = 0.0
    largest: float = 0.0
    lines: int = 0
    colour: str = ""
    font: str = ""
    marker: str = ""


class Layer(Struct, frozen=True, kw_only=True):
    """What every layer has: its name in the card, and where it is written."""

    id: str
    span: Span


class PhotoLayer(Layer, frozen=True, kw_only=True):
    """The post's photo, or the one that the field `source` names; left out where there is none.

    `aim` is where in the area its focus comes to lie. `shade` is the side from which it is darkened just so
    far that the texts on it can be read.
    """

    area: Area = Area()
    source: str = "photo"
    effect: Effect = "none"
    colours: tuple[str, ...] = ()
    shade: Shading = "none"
    aim: tuple[float, float] = (0.5, 0.5)
    radius: float = 0.0


class FillLayer(Layer, frozen=True, kw_only=True):
    """A colour, or a gradient from one to another; `angle` in degrees, 0 from left to right, 90 downwards."""

    area: Area = Area()
    colours: tuple[str, ...] = ("ground",)
    angle: int = 90


class ShapeLayer(Layer, frozen=True, kw_only=True):
    """A rectangle, ellipse, star or line in a colour; `opacity` 0..1, `radius` in parts of the base."""

    area: Area = Area()
    form: str = "rect"
    colour: str = "accent"
    opacity: float = 1.0
    radius: float = 0.0


class FrameLayer(Layer, frozen=True, kw_only=True):
    """A line around the picture, `inset` from its edge and `line` thick, in parts of the base."""

    colour: str = "accent"
    inset: float = 0.03
    line: float = 0.003


class MarkLayer(Layer, frozen=True, kw_only=True):
    """The logo, large and faint, running out of the picture; `size` in parts of its shorter side."""

    size: float = 0.86
    strength: float = 0.07


class LogoLayer(Layer, frozen=True, kw_only=True):
    """The brand's signature: the logo, and beside it the account's handle."""

    at: Spot = "top-left"
    size: float = 0.082
    handle: bool = True


class CornerLayer(Layer, frozen=True, kw_only=True):
    """A thing at an edge: a disc with a text, a date as a leaf of a calendar, or a QR code."""

    kind: Literal["disc", "burst", "date", "qr", "plate"] = "disc"
    at: Spot = "top-right"
    area: Area = Area("safe")
    text: Words
    size: float = 0.215
    colour: str = "accent"


class PanelLayer(Layer, frozen=True, kw_only=True):
    """A ground of its own for the texts: at the left (`share` wide), or below and as high as they need."""

    side: Literal["left", "right", "bottom"] = "bottom"
    share: float = 0.54
    least: float = 0.36
    most: float = 0.64
    colour: str = "ground"


class StackLayer(Layer, frozen=True, kw_only=True):
    """Blocks one below the other in an area; they keep clear of the logo and of what stands in corners.

    `pills` sets labels on pills and takes the full ink, for texts over a photo. `grow` makes large texts
    larger.
    """

    area: Area = Area("safe")
    anchor: Anchor = "bottom"
    align: Align | None = None
    pills: bool = False
    grow: float = 1.0
    parts: tuple[Part, ...] = ()


class Field(Struct, frozen=True, kw_only=True):
    """A text that a post may give a card: what it is, what stands there without it, and an example."""

    help: str = ""
    default: Words = {}
    example: Words = {}
    kind: Literal["text", "list", "stars", "date", "photo", "table"] = "text"


class Look(Struct, frozen=True, kw_only=True):
    """A card for pictures of one form, with a photo or without: its colours and layers, the lowest first."""

    ground: str = "dark"
    ink: str = "light"
    accent: str = "accent"
    align: Align = "left"
    layers: tuple[Layer, ...] = ()

    @property
    def texts(self) -> tuple[Words, ...]:
        """Return the texts that its layers show, with their fields in braces."""
        corners = (layer.text for layer in self.layers if isinstance(layer, CornerLayer))
        stacks = (layer.parts for layer in self.layers if isinstance(layer, StackLayer))
        return (*corners, *(part.text for parts in stacks for part in parts))


class Card(Struct, frozen=True, kw_only=True):
    """An image template; `looks` by form and whether there is no photo. `example` is a headline for it.

    `format` is the kind of file that its pictures become, None for the one that suits each.

    `is_base` is true of one that others extend and that no picture uses: its name starts with "_".
    """

    name: str
    title: str = ""
    fields: Mapping[str, Field] = {}
    example: Words = {}
    looks: Mapping[tuple[Form, bool], Look] = {}
    format: Format | None = None
    spans: Spans | None = None

    @property
    def is_base(self) -> bool:
        """Tell whether this is only there to be extended."""
        return self.name.startswith("_")

    def mentions(self, field: str) -> bool:
        """Tell whether a text of the card shows a field."""
        place = "{" + field + "}"
        looks = {id(look): look for look in self.looks.values()}.values()
        return any(place in text for look in looks for words in look.texts for text in words.values())

    def look(self, width: int, height: int, *, is_bare: bool) -> Look:
        """Return the look for a picture of this size, `is_bare` where it has no photo."""
        return self.looks.get((form_of(width, height), is_bare)) or Look()


def form_of(width: int, height: int) -> Form:
    """Return which form a picture of this size has."""
    ratio = width / height
    if ratio >= WIDE:
        return "wide"
    return "story" if ratio <= STORY else "tall" if ratio <= TALL else "square"


def said(words: Words, language: str) -> str:
    """Return the text in a language, with its region or without, else in English, else in any."""
    for name in (language, language[:2], "", "en"):
        if name in words:
            return words[name]
    return next(iter(words.values()), "")
