"""The sizes of a network's pictures: pixels, what is cut away elsewhere, and what the network covers."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct

Place = Literal["feed", "link", "story", "video", "cover", "avatar", "page", "ad"]
"""Where a picture of this size is shown; posts use those of `feed`, link cards those of `link`."""

Trust = Literal["documented", "reported", "UNVERIFIED"]
"""How sure a number is: read in the network's own pages, told by others who cite them, or neither."""


class Part(NamedTuple):
    """A part of a picture: its edges in parts of the picture's width and height, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


WHOLE = Part(0, 0, 1, 1)

Insets = tuple[float, float, float, float]
"""How far in from the left, the top, the right and the bottom, in parts of a picture's width and height."""


class Source(Struct, frozen=True):
    """Where a number comes from: a page of the network, the month it was read, and how sure it is."""

    page: str
    trust: Trust = "reported"
    read: str = "2026-11"


class Crop(Struct, frozen=True):
    """The part of a picture that the network shows elsewhere.

    It is as large as the picture allows, `ratio` is its width by its height, and it lies in the middle or
    around the picture's focus.
    """

    name: str
    ratio: float
    source: Source
    at: Literal["middle", "focus"] = "middle"


class Cover(Struct, frozen=True):
    """A part of a picture that the network covers with signs of its own."""

    name: str
    part: Part
    source: Source


class Size(Struct, frozen=True):
    """One size of one network, in pixels. `zones` are its crops and covers."""

    network: str
    name: str
    width: int
    height: int
    source: Source
    place: Place = "feed"
    zones: tuple[Crop | Cover, ...] = ()

    @property
    def ratio(self) -> float:
        """Return the width by the height."""
        return self.width / self.height


class Intake(Struct, frozen=True):
    """What a network takes as a picture.

    `max_bytes` is of one file, 0 where no limit is known; `ratios` are the least and the largest width by
    height, 0 where none is known.
    """

    network: str
    title: str
    max_bytes: int
    formats: tuple[str, ...]
    ratios: tuple[float, float]
    source: Source


class Zone(Struct, frozen=True):
    """A crop or a cover of one picture: which part, in parts of its width and height."""

    kind: Literal["crop", "cover"]
    name: str
    part: Part
    source: Source


def zones_of(
    size: Size, width: int, height: int, focus: tuple[float, float] = (0.5, 0.5)
) -> tuple[Zone, ...]:
    """Return the zones of a picture that is shown as this size; a crop that cuts nothing away is left out."""
    found = []
    for zone in size.zones:
        if isinstance(zone, Cover):
            found.append(Zone("cover", zone.name, zone.part, zone.source))
        elif (part := cropped(zone, width, height, focus)) != WHOLE:
            found.append(Zone("crop", zone.name, part, zone.source))
    return tuple(found)


_WHOLE_FROM = 0.99
"""A crop that keeps so much of each side is taken for the whole picture."""


def cropped(crop: Crop, width: int, height: int, focus: tuple[float, float] = (0.5, 0.5)) -> Part:
    """Return the part of a picture that a crop shows."""
    ratio = width / height
    across, down = min(1.0, crop.ratio / ratio), min(1.0, ratio / crop.ratio)
    if min(across, down) >= _WHOLE_FROM:
        return WHOLE
    x, y = focus if crop.at == "focus" else (0.5, 0.5)
    left, top = max(0.0, min(x - across / 2, 1 - across)), max(0.0, min(y - down / 2, 1 - down))
    return Part(left, top, left + across, top + down)


def insets_of(zones: Iterable[Crop | Cover]) -> Insets:
    """Return how far the network's signs reach in from each edge; what lies in a corner only is left out."""
    parts = [zone.part for zone in zones if isinstance(zone, Cover)]
    rows = [part for part in parts if (part.left, part.right) == (0, 1)]
    columns = [part for part in parts if (part.top, part.bottom) == (0, 1)]
    return (
        max((part.right for part in columns if part.left == 0), default=0.0),
        max((part.bottom for part in rows if part.top == 0), default=0.0),
        max((1 - part.left for part in columns if part.right == 1), default=0.0),
        max((1 - part.top for part in rows if part.bottom == 1), default=0.0),
    )
