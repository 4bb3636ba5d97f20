"""The lengths that all cards of one size share."""

from dataclasses import dataclass
from math import sqrt

from smmgen.cards.box import Box
from smmgen.model.size import Insets, insets_of
from smmgen.model.sizes import STORY

_WIDE = 1.25
_STORY = 1.6
_LEGIBLE = 0.0235
_UNCOVERED = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A picture's measures in pixels. `base` is what sizes in a card are parts of.

    `insets` are what the network covers at the left, top, right and bottom, in parts of the picture; None
    where it is not known.
    """

    width: int
    height: int
    insets: Insets | None = None

    @property
    def base(self) -> float:
        """Return the side of a square as large as the picture, held near its short side."""
        longest = 1.25 if self.is_wide else 1.22 if self.height >= _STORY * self.width else 1.12
        return min(sqrt(self.width * self.height), longest * min(self.width, self.height))

    @property
    def margin(self) -> float:
        """Return the distance that everything keeps from the edges."""
        return 0.074 * self.base

    @property
    def is_wide(self) -> bool:
        """Tell whether text stands beside the photo rather than below it."""
        return self.width >= _WIDE * self.height

    @property
    def safe(self) -> Box:
        """Return where nothing is cut off or covered; a tall picture may be a story wherever it goes."""
        insets = self.insets
        if insets is None:
            insets = insets_of(STORY) if self.height >= _STORY * self.width else _UNCOVERED
        left, top, right, bottom = insets
        return Box(
            max(self.margin, left * self.width),
            max(self.margin, top * self.height),
            self.width - max(self.margin, right * self.width),
            self.height - max(self.margin, bottom * self.height),
        )

    @property
    def legible(self) -> float:
        """Return the size of the smallest letters in pixels: about 9 points on a phone.

        There a picture is as wide as the screen, about 390 points, however high it is.
        """
        return _LEGIBLE * max(self.width, self.base)

    def of(self, part: float) -> float:
        """Return a part of the base, in pixels."""
        return part * self.base
