"""What a card consists of, placed: boxes, texts and shapes in pixels, before anything is painted."""

from dataclasses import dataclass
from typing import Literal

from smmgen.cards.box import Box
from smmgen.cards.font import Faces
from smmgen.model.card import Effect
from smmgen.model.colour import Colour
from smmgen.model.diagnostic import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text: `x` is its left end and `y` its base line; `tracking` in sizes.

    Stretches of `emphasis` (start, end: places in the text) are painted in `accent`, by default in `fill`.
    """

    text: str
    x: float
    y: float
    size: int
    faces: Faces
    fill: Colour
    tracking: float = 0
    accent: Colour | None = None
    emphasis: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled shape. `top` is round above only, a frame hollow; a star is filled by `part` from its left.

    A `rect` has sharp edges on whole pixels. A `line` runs through `points`, `thick` pixels wide with round
    ends, and a `polygon` is filled between them; points are in pixels from the box's upper left corner. A
    `ring` fills its box from `start` to `end`, in turns clockwise from the top, `thick` pixels wide (0: to
    the middle); `gap` pixels are left free between it and a neighbour on each side. A frame is `thick`
    pixels wide; `opacity` is 0..1.
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
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """The logo, as high as the box; `is_faint` is the large one behind the text."""

    path: str
    box: Box
    ink: Colour | None = None


Item = Text | Shape | Mark


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photo cropped to a box, its `focus` (0..1 of the photo) coming to lie at `aim` (0..1 of the box).

    `tints` are the colours of a duotone, the darker first; `radius` rounds the corners, in pixels.
    """

    path: str
    box: Box
    focus: tuple[float, float] | None
    aim: tuple[float, float] = (0.5, 0.5)
    effect: Effect = "none"
    tints: tuple[Colour, ...] = ()
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Fill:
    """A box in one colour, or in a gradient of two; `angle` in degrees, 90 is downwards."""

    box: Box
    start: Colour
    end: Colour
    angle: int = 90


@dataclass(frozen=True, slots=True)
class Fade:
    """Let what lies in a box come out of a colour from the left or the right, after `full` pixels of it."""

    box: Box
    colour: Colour
    full: int
    is_from_left: bool = True


@dataclass(frozen=True, slots=True)
class Veil:
    """Pull the photo towards `tint` just so far that `ink` can be read everywhere in `words`.

    It reaches from there to the side's edge and fades out on the other; `even` covers all, `soft` little more
    than the words.
    """

    words: Box
    side: Literal["below", "above", "even", "soft"]
    ink: Colour
    tint: Colour
    least: float = 0


Under = Photograph | Fill | Fade | Veil | Shape | Mark
"""What may lie below the signature and the texts."""


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
    """A card, laid out: `under` from the lowest on, then the signature, then `items`.

    `groups` are the items that belong together, such as a headline's lines. `words` is where the texts
    stand and `tint` what a photo below the signature is darkened with; `is_signed_on_photo` tells whether
    one is there.
    """

    width: int
    height: int
    ground: Colour
    ink: Colour
    tint: Colour
    safe: Box
    words: Box
    under: tuple[Under, ...]
    groups: tuple[tuple[Item, ...], ...]
    signature: Signature
    is_signed_on_photo: bool
    faults: tuple[Fault, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all that stands on the ground, in the order of painting."""
        return tuple(item for group in self.groups for item in group)
