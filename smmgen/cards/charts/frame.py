"""Where the values and times of a line chart lie."""

from dataclasses import dataclass

from smmgen.cards.box import Box
from smmgen.cards.charts.data import Column
from smmgen.cards.charts.pen import Pen
from smmgen.cards.font import ink
from smmgen.cards.sheet import Text

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values and times lie: the plot's box, the axis' numbers, and the places on it (0..1).

    `width` is that of the whole chart.
    """

    box: Box
    marks: tuple[float, ...]
    places: tuple[float, ...]
    width: float

    def y(self, value: float) -> float:
        """Return the height of a value."""
        low, high = self.marks[0], self.marks[-1]
        return self.box.bottom - (value - low) / (high - low) * self.box.height

    def x(self, number: int) -> float:
        """Return the place of a row."""
        return self.box.left + self.places[number] * self.box.width

    def points(self, column: Column) -> list[list[Point]]:
        """Return the stretches of a line; an empty cell parts two."""
        stretches: list[list[Point]] = [[]]
        for number, value in enumerate(column.values):
            if value is None:
                stretches.append([])
            else:
                stretches[-1].append((self.x(number), self.y(value)))
        return [stretch for stretch in stretches if stretch]


def right_of(text: Text) -> float:
    """Return where a text's ink ends."""
    return text.x + ink(text.text, text.faces).right * text.size


def thin(pen: Pen) -> int:
    """Return how thick a line of the grid is, in pixels."""
    return max(1, round(pen.of(0.0016)))
