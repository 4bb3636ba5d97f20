"""Set a text as large as its box allows."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from smmgen.cards.breaks import Part, parts
from smmgen.cards.direction import direction, kept
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.lines import GAIN, Breaking, Words, words
from smmgen.cards.opened import Side
from smmgen.pattern import pattern
from smmgen.text.count import graphemes
from smmgen.text.emphasis import Stretch, marked, plain, share

LEADING = 1.12
"""From base line to base line, in sizes: room for Й over р."""

_WIDE_LEADING = 1.26
"""Chinese and Japanese characters fill their squares and need more."""

_WIDE = pattern("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_OVERSHOOT = 0.03
"""Round letters stand this much above flat ones, and yet look as high."""

_TOLERANCE = 0.5
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
    """Lines of text at a size in pixels.

    `height` is from the ink of the first line to below the last one; `rise` is how far that ink stands above
    the first line's capitals, in pixels. `leading` is the room's line distance, or more where the script
    needs it. `stretches` are each line's emphasised parts (start, end). `side` is where the text starts.
    """

    lines: tuple[str, ...]
    size: int
    height: float
    rise: float = 0
    leading: float = LEADING
    stretches: tuple[tuple[Stretch, ...], ...] = ()
    side: Side = "ltr"


def fit(text: str, faces: Faces, room: Room) -> Fitted | None:
    """Return the text at the largest size that fits and looks well; None where the smallest is too large.

    Of sizes down to three quarters of the largest, the one whose lines are most alike wins. `*Marks*` of
    emphasis are read and not shown.
    """
    seen = marked(text)
    fitted = _fitted(seen.text, faces, room)
    if fitted is None or not seen.stretches:
        return fitted
    return replace(fitted, stretches=share(seen.text, seen.stretches, fitted.lines))


@lru_cache(maxsize=1024)
def _fitted(text: str, faces: Faces, room: Room) -> Fitted | None:
    measured, side = words(text, faces), direction(text)
    if not measured.parts:
        return None
    capital = cap_height(faces)
    leading = max(room.leading, _WIDE_LEADING if _WIDE.search(text) else 0)
    best: tuple[float, Fitted] | None = None
    largest = 0.0
    size = room.largest
    while size >= room.smallest and size >= largest * _SHRINK:
        pixels = int(size)
        if best and pixels / largest + _BALANCE * GAIN * len(best[1].lines) <= best[0]:
            break
        for breaking in _breakings(measured, pixels, capital, leading, room):
            spare = len(breaking.lines) - (measured.fewest(room.width / pixels) or 0)
            score = pixels / (largest or pixels) - _BALANCE * breaking.badness - _SPARE * spare
            if best is None or score > best[0]:
                fitted = _set(breaking.lines, pixels, side, faces, leading)
                if _is_inside(fitted, faces, room):
                    best, largest = (score, fitted), largest or pixels
        size *= _STEP
    return best[1] if best else None


def _breakings(text: Words, size: int, capital: float, leading: float, room: Room) -> list[Breaking]:
    fewest = text.fewest(room.width / size)
    if fewest is None:
        return []
    most = int((room.height / size - capital - _FOOT) / leading + 1.001)
    counts = range(fewest, min(most, room.lines, fewest + room.spare_lines) + 1)
    found = [text.balanced(count, room.width / size) for count in counts]
    return [breaking for breaking in found if breaking]


def _set(lines: tuple[str, ...], size: int, side: Side, faces: Faces, leading: float) -> Fitted:
    """Set lines: the ink of one keeps off the next one's, however high the accents."""
    shapes, capital = [ink(line, faces) for line in lines], cap_height(faces)
    nearest = (above.bottom - below.top for above, below in pairwise(shapes))
    leading = max(leading, *nearest, 0.0)
    rise = -shapes[0].top - capital
    rise = rise if rise > _OVERSHOOT else 0.0
    below = max(_FOOT, shapes[-1].bottom)
    height = rise + capital + (len(lines) - 1) * leading + below
    shown = tuple(kept(line, side) for line in lines)
    return Fitted(shown, size, height * size, rise * size, leading, ((),) * len(lines), side)


def _is_inside(fitted: Fitted, faces: Faces, room: Room) -> bool:
    """Look at the lines as they are: letters on both sides of a space may move."""
    widest = max(width(line, faces, fitted.size) for line in fitted.lines)
    return widest <= room.width + _TOLERANCE and fitted.height <= room.height + _TOLERANCE


def capacity(text: str, faces: Faces, room: Room) -> int:
    """Return about how many characters of such a text would fit at the smallest size; marks do not count."""
    seen = parts(marked(text).text)
    if not seen:
        return 0
    low, high = 0, len(seen)
    while low < high:
        middle = (low + high + 1) // 2
        if fit(_start(seen, middle), faces, room):
            low = middle
        else:
            high = middle - 1
    if low:
        return graphemes(plain(_start(seen, low)))
    whole = seen[0].text
    return int(room.width / room.smallest / width(whole, faces, 1) * graphemes(whole))


def _start(seen: list[Part], count: int) -> str:
    """Return the first parts of a text, its asterisks kept from being read again."""
    text = "".join(part.text + part.joint for part in seen[: count - 1]) + seen[count - 1].text
    return re.sub(r"([\\*])", r"\\\1", text)
