"""The lengths that all cards of one size share."""

from dataclasses import dataclass
from math import sqrt

from smmgen.cards.sheet import Box

_WIDE = 1.25
_STORY = 1.6


@dataclass(frozen=True, slots=True)
class Scale:
    """A picture's measures in pixels. `base` is what sizes in a card are parts of."""

    width: int
    height: int

    @property
    def base(self) -> float:
        """Return the side of a square as large as the picture, held near its short side."""
        longest = 1.25 if self.is_wide else 1.12
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
        """Return where nothing is cut off or covered.

        Stories keep 250 of 1920 pixels above and 340 below for the network's own signs. Source: Meta,
        Instagram stories ads, safe zone (14 % and 20 %); read 2026-11.
        """
        above, below = self.margin, self.margin
        if self.height >= _STORY * self.width:
            above, below = 0.14 * self.height, 0.18 * self.height
        return Box(self.margin, above, self.width - self.margin, self.height - below)

    def of(self, part: float) -> float:
        """Return a part of the base, in pixels."""
        return part * self.base
