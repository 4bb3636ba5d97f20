"""What a card consists of, placed: boxes, texts and shapes in pixels, before anything is painted."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from smmgen.cards.font import Faces
from smmgen.model.colour import Colour
from smmgen.model.diagnostic import Severity


class Box(NamedTuple):
    """A rectangle in pixels, from the upper left corner of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:  # noqa: D102
        return self.right - self.left

    @property
    def height(self) -> float:  # noqa: D102
        return self.bottom - self.top

    def moved(self, x: float, y: float) -> "Box":
        """Return the box moved by so many pixels."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text: `x` is its start and `y` its base line; `tracking` in sizes."""

    text: str
    x: float
    y: float
    size: int
    faces: Faces
    fill: Colour
    tracking: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled shape. `top` is round above only, a frame hollow; a star is filled by `part` from its left.

    A `rect` has sharp edges on whole pixels. A `line` runs through `points`, `thick` pixels wide with round
    ends, and a `polygon` is filled between them; points are in pixels from the box's upper left corner. A
    `ring` fills its box from `start` to `end`, in turns clockwise from the top, `thick` pixels wide (0: to
    the middle); `gap` pixels are left free between it and a neighbour on each side.
    """

    kind: Literal["round", "top", "ellipse", "star", "frame", "rect", "line", "polygon", "ring"]
    box: Box
    fill: Colour
    radius: float = 0
    part: float = 1
    rest: Colour | None = None
    points: tuple[tuple[float, float], ...] = ()
    thick: float = 0
    start: float = 0
    end: float = 1
    gap: float = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """The logo, as high as the box; `is_faint` is the large one behind the text."""

    path: str
    box: Box
    ink: Colour | None = None


Item = Text | Shape | Mark
Shade = Literal["none", "below", "left"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a card's texts; the caller knows where they were written."""

    code: str
    severity: Severity
    message: str
    hint: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Logo and handle, in the ink for dark and for light grounds; `box` is where they stand."""

    box: Box
    light: tuple[Item, ...]
    dark: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A card, laid out.

    `photo` is where the photo goes and `aim` the point of that box (0..1) where its focus should come to
    lie. `shade` tells from which side the photo is darkened so that the texts in `words` can be read;
    `signature` stands on the photo where `signature_on_photo`.
    """

    width: int
    height: int
    ground: Colour
    veil: Colour
    ink: Colour
    photo: Box | None
    aim: tuple[float, float]
    shade: Shade
    words: Box
    safe: Box
    items: tuple[Item, ...]
    signature: Signature
    signature_on_photo: bool
    faults: tuple[Fault, ...]
