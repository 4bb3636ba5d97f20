"""Set a text as large as its box allows."""

from dataclasses import dataclass
from functools import lru_cache

from smmgen.cards.font import Faces, cap_height, ink
from smmgen.cards.lines import Breaking, Words, words
from smmgen.text.count import graphemes

LEADING = 1.12
"""From base line to base line, in sizes: room for Й over р."""

_DESCENT = 0.25
_FOOT = 0.2
"""The least that a text takes below its base line, so that what follows keeps its distance."""

_STEP = 0.975
_BALANCE = 0.8
"""How much size is given up for lines that look alike."""

_SPARE = 0.1
"""What a line more than needed costs."""

_SHRINK = 0.72
"""A text may be set this much smaller than the largest size if its lines then look better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a text must fit: pixels across and down, sizes in pixels, lines, and the line distance.

    `spare_lines` is how many lines more than needed may be taken to make them look alike.
    """

    width: float
    height: float
    smallest: float
    largest: float
    lines: int
    leading: float = LEADING
    spare_lines: int = 1


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text at a size in pixels; `height` is from the first capitals to below the last line."""

    lines: tuple[str, ...]
    size: int
    height: float


@lru_cache(maxsize=1024)
def fit(text: str, faces: Faces, room: Room) -> Fitted | None:
    """Return the text at the largest size that fits and looks well; None where the smallest is too large.

    Of sizes down to three quarters of the largest, the one whose lines are most alike wins.
    """
    measured = words(text, faces)
    capital = cap_height(faces)
    best: tuple[float, int, tuple[str, ...]] | None = None
    largest = 0.0
    size = room.largest
    while size >= room.smallest and size >= largest * _SHRINK:
        pixels = int(size)
        for breaking in _breakings(measured, pixels, capital, room):
            largest = largest or pixels
            spare = len(breaking.lines) - (measured.fewest(room.width / pixels) or 0)
            score = pixels / largest - _BALANCE * breaking.badness - _SPARE * spare
            if best is None or score > best[0]:
                best = score, pixels, breaking.lines
        size *= _STEP
    if best is None:
        return None
    _, pixels, lines = best
    return Fitted(lines, pixels, _height(lines, pixels, capital, faces, room.leading))


def _breakings(text: Words, size: int, capital: float, room: Room) -> list[Breaking]:
    fewest = text.fewest(room.width / size)
    if fewest is None:
        return []
    most = int((room.height / size - capital - _DESCENT) / room.leading + 1.001)
    counts = range(fewest, min(most, room.lines, fewest + room.spare_lines) + 1)
    found = [text.balanced(count, room.width / size) for count in counts]
    return [breaking for breaking in found if breaking]


def _height(lines: tuple[str, ...], size: int, capital: float, faces: Faces, leading: float) -> float:
    return (capital + (len(lines) - 1) * leading + max(_FOOT, ink(lines[-1], faces).bottom)) * size


def capacity(text: str, faces: Faces, room: Room) -> int:
    """Return about how many characters of such a text would fit at the smallest size."""
    parts = text.split()
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if fit(" ".join(parts[:middle]), faces, room):
            low = middle
        else:
            high = middle - 1
    if low:
        return graphemes(" ".join(parts[:low]))
    measured = words(parts[0], faces)
    return int(room.width / room.smallest / measured.span(0, 1) * graphemes(parts[0]))
