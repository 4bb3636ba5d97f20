"""A rectangle of a picture."""

from typing import NamedTuple


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

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height of the pixels that it covers."""
        return max(1, round(self.right) - round(self.left)), max(1, round(self.bottom) - round(self.top))

    @property
    def pixels(self) -> tuple[int, int, int, int]:
        """Return the edges on whole pixels."""
        return round(self.left), round(self.top), round(self.right), round(self.bottom)

    @property
    def corner(self) -> tuple[int, int]:
        """Return its upper left pixel."""
        return round(self.left), round(self.top)

    def meets(self, other: "Box") -> bool:
        """Tell whether the two overlap from left to right."""
        return self.left < other.right and other.left < self.right

    def moved(self, x: float, y: float) -> "Box":
        """Return the box moved by so many pixels."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)
