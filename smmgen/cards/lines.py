"""Break text into lines that look alike: no short last line, no line that ends badly."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from smmgen.cards.font import Faces, width
from smmgen.cards.glue import atoms, is_soft

_SOFT_END = 0.06
_SENTENCE_END = -0.03
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
        self.atoms = atoms(text)
        self.widths = [width(atom, faces, 1) for atom in self.atoms]
        self.space = width(" ", faces, 1)
        self.ends = [_end_badness(atom) for atom in self.atoms]
        self._starts = [0.0, *accumulate(part + self.space for part in self.widths)]
        self._free: dict[int, Breaking | None] = {}

    def span(self, start: int, end: int) -> float:
        """Return the width of the parts from `start` to before `end` on one line."""
        return self._starts[end] - self._starts[start] - self.space

    def fewest(self, limit: float) -> int | None:
        """Return the least number of lines of `limit` width; None where one part alone is too wide."""
        lines, room = 1, limit
        for part in self.widths:
            if part > limit:
                return None
            if part > room:
                lines, room = lines + 1, limit
            room -= part + self.space
        return lines

    def balanced(self, count: int, limit: float) -> "Breaking | None":
        """Return the best breaking into so many lines no wider than `limit`; None where there is none."""
        if count not in self._free:
            self._free[count] = _balanced(self, count, float("inf"))
        free = self._free[count]
        return free if free is None or free.across <= limit else _balanced(self, count, limit)


@lru_cache(maxsize=512)
def words(text: str, faces: Faces) -> Words:
    """Measure a text once."""
    return Words(text, faces)


def _balanced(text: Words, count: int, limit: float) -> Breaking | None:
    total = len(text.atoms)
    if count > total:
        return None
    mean = max(text.span(0, total) / count, 0.01)
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())] + [None] * total
    for line in range(1, count + 1):
        ends = range(line, total - count + line + 1)
        found = [_best_end(text, best, end, limit, mean, is_last=line == count) for end in ends]
        best = [*[None] * line, *found, *[None] * (count - line)]
    if (whole := best[total]) is None:
        return None
    badness, breaks = whole
    pieces = list(zip((0, *breaks[:-1]), breaks, strict=True))
    lines = tuple(" ".join(text.atoms[start:end]) for start, end in pieces)
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
    for start in range(end - 1, -1, -1):
        across = text.span(start, end)
        if across > limit:
            break
        if (so_far := before[start]) is None:
            continue
        part = across / mean
        is_widow = is_last and start and part < _WIDOW_WIDTH
        end_badness = (_WIDOW if is_widow else 0.0) if is_last else text.ends[end - 1]
        badness = so_far[0] + (part - 1) ** 2 + end_badness
        if best is None or badness < best[0]:
            best = badness, (*so_far[1], end)
    return best


def _end_badness(atom: str) -> float:
    """Judge how well a line ends with this."""
    if atom[-1:] in ",.:;!?…—–":
        return _SENTENCE_END
    return _SOFT_END if is_soft(atom) else 0.0
