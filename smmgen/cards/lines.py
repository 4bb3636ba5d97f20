"""Break text into lines that look alike: no short last line, no line that ends badly."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from smmgen.cards.breaks import parts
from smmgen.cards.font import Faces, width
from smmgen.cards.glue import is_soft

_SOFT_END = 0.06
_SENTENCE_END = -0.03
GAIN = 0.04
"""A good end of a line makes up for no more badness than this."""

_WIDOW = 0.35
_WIDOW_WIDTH = 0.5


class Breaking(NamedTuple):
    """Lines, how bad they look together (0 is perfect), and the widest one in parts of the font's size."""

    badness: float
    lines: tuple[str, ...]
    across: float


class Words:
    """A text's unbreakable parts with their widths, in parts of the font's size."""

    def __init__(self, text: str, faces: Faces) -> None:
        self.parts = parts(text)
        self.widths = [width(part.text, faces, 1) for part in self.parts]
        self.space = width(" ", faces, 1)
        self.ends = [part.badness or _end_badness(part.text) for part in self.parts]
        hyphen = width("-", faces, 1)
        joints = [self.space if part.joint == " " else 0.0 for part in self.parts]
        self._hyphens = [hyphen if part.joint == "\u00ad" else 0.0 for part in self.parts[:-1]]
        self._hyphens += [0.0] * bool(self.parts)
        steps = (across + joint for across, joint in zip(self.widths, joints, strict=True))
        self._starts = [0.0, *accumulate(steps)]
        self._closed = [
            0.0,
            *(
                start + hyphen - joint
                for start, hyphen, joint in zip(self._starts[1:], self._hyphens, joints, strict=True)
            ),
        ]
        self._free: dict[int, Breaking | None] = {}

    def span(self, start: int, end: int) -> float:
        """Return the width of the parts from `start` to before `end` on one line."""
        return self._closed[end] - self._starts[start]

    def starts(self, end: int, limit: float) -> range:
        """Return the parts, last first, with which a line may start that ends before `end`."""
        return range(end - 1, bisect_left(self._starts, self._closed[end] - limit, 0, end) - 1, -1)

    def line(self, start: int, end: int) -> str:
        """Return the text of these parts on one line, with a hyphen where it breaks a word at a soft one."""
        text = "".join(part.text + part.joint.strip("\u00ad") for part in self.parts[start : end - 1])
        return text + self.parts[end - 1].text + "-" * bool(self._hyphens[end - 1])

    def fewest(self, limit: float) -> int | None:
        """Return the least number of lines of `limit` width; None where one part alone is too wide."""
        lines, start, total = 1, 0, len(self.parts)
        while self.span(start, total) > limit:
            end = bisect_right(self._starts, self._starts[start] + limit + self.space) - 1
            end = next(
                (one for one in range(min(end, total - 1), start, -1) if self.span(start, one) <= limit), 0
            )
            if not end:
                return None
            lines, start = lines + 1, end
        return lines

    def balanced(self, count: int, limit: float) -> "Breaking | None":
        """Return the best breaking into so many lines no wider than `limit`; None where there is none."""
        if count not in self._free:
            self._free[count] = _balanced(self, count, self._widest(count))
        free = self._free[count]
        return free if free is None or free.across <= limit else _balanced(self, count, limit)

    def _widest(self, count: int) -> float:
        """Return a width that no line of a balanced text exceeds."""
        return 1.6 * self.span(0, len(self.parts)) / count + 2 * max(self.widths)


@lru_cache(maxsize=512)
def words(text: str, faces: Faces) -> Words:
    """Measure a text once."""
    return Words(text, faces)


def _balanced(text: Words, count: int, limit: float) -> Breaking | None:
    total = len(text.parts)
    if count > total:
        return None
    mean = max(text.span(0, total) / count, 0.01)
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ()), *[None] * total]
    for line in range(1, count + 1):
        ends = range(line, total - count + line + 1)
        found = [_best_end(text, best, end, limit, mean, is_last=line == count) for end in ends]
        best = [*[None] * line, *found, *[None] * (count - line)]
    if (whole := best[total]) is None:
        return None
    badness, breaks = whole
    pieces = list(zip((0, *breaks[:-1]), breaks, strict=True))
    lines = tuple(text.line(start, end) for start, end in pieces)
    return Breaking(badness, lines, max(text.span(start, end) for start, end in pieces))


def _best_end(
    text: Words,
    before: Sequence[tuple[float, tuple[int, ...]] | None],
    end: int,
    limit: float,
    mean: float,
    *,
    is_last: bool,
) -> tuple[float, tuple[int, ...]] | None:
    """Return the best way for a line to end before part `end`, all lines before it included."""
    best: tuple[float, tuple[int, ...]] | None = None
    end_badness = 0.0 if is_last else text.ends[end - 1]
    for start in text.starts(end, limit):
        if (so_far := before[start]) is None:
            continue
        part = text.span(start, end) / mean
        is_widow = is_last and start and part < _WIDOW_WIDTH
        badness = so_far[0] + (part - 1) ** 2 + end_badness + (_WIDOW if is_widow else 0.0)
        if best is None or badness < best[0]:
            best = badness, (*so_far[1], end)
    return best


def _end_badness(atom: str) -> float:
    """Judge how well a line ends with this."""
    if atom[-1:] in ",.:;!?…—–":
        return _SENTENCE_END
    return _SOFT_END if is_soft(atom) else 0.0
