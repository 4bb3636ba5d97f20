"""Say which words of a text are new and which are gone."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

import regex

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]

MOST = 400
"""From so many words gone and new on, texts are told apart as wholes: nobody reads that as a correction."""

ALIKE = 0.3
"""Where less of the changed part than this stayed, it reads better as one replacement than as patches."""

_TOKEN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
    r"|[\p{L}\p{M}\p{N}_\u200c\u200d]+(?:['’ʼ\-][\p{L}\p{M}\p{N}]+)*|\n|[^\S\n]+|\X"
)
"""A word; a character where words are not written apart; a stretch of space; a sign or emoji as a whole."""


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the texts as stretches that stayed, went or came, in reading order; whole words, never a part.

    The stretches of "same" and "gone" make up `before`, those of "same" and "new" `after`.
    """
    old, new = _tokens(before), _tokens(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    whole: list[Piece] = [("same", "".join(old[:start])), *middle, ("same", "".join(old[len(old) - end :]))]
    return tuple(piece for piece in _joined(whole) if piece[1])


def similarity(before: str, after: str) -> float:
    """Return how many of their words two texts share, 0 to 1, in whatever order."""
    old, new = (Counter(word for word in _tokens(text) if not word.isspace()) for text in (before, after))
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _middle(old: list[str], new: list[str]) -> list[Piece]:
    whole: list[Piece] = [("gone", "".join(old)), ("new", "".join(new))]
    steps = _steps(old, new)
    if steps is None:
        return whole
    smooth = _smooth(_joined(steps))
    same = sum(len(text) for kind, text in smooth if kind == "same")
    return smooth if same >= ALIKE * max(len(whole[0][1]), len(whole[1][1])) else whole


def _steps(old: list[str], new: list[str]) -> list[Piece] | None:
    """Return the shortest way from one to the other; None where it is longer than `MOST` steps.

    Source: E. Myers, An O(ND) difference algorithm and its variations (1986), the greedy one.
    """
    if not old or not new or abs(len(old) - len(new)) > MOST:
        return None
    reached, trace = {1: 0}, []
    for count in range(min(len(old) + len(new), MOST) + 1):
        trace.append(dict(reached))
        for line in range(-count, count + 1, 2):
            x = _next(reached, line, count)
            y = x - line
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reached[line] = x
            if x >= len(old) and y >= len(new):
                return _walked(trace, old, new)
    return None


def _next(reached: dict[int, int], line: int, count: int) -> int:
    is_down = line == -count or (line != count and reached[line - 1] < reached[line + 1])
    return reached[line + 1] if is_down else reached[line - 1] + 1


def _walked(trace: list[dict[int, int]], old: list[str], new: list[str]) -> list[Piece]:
    """Walk the way back from its end."""
    x, y = len(old), len(new)
    found: list[Piece] = []
    for count in range(len(trace) - 1, -1, -1):
        reached, line = trace[count], x - y
        is_down = line == -count or (line != count and reached[line - 1] < reached[line + 1])
        before = line + 1 if is_down else line - 1
        start = reached[before]
        while x > start + (not is_down) and y > start - before + is_down and x > 0 and y > 0:
            x, y = x - 1, y - 1
            found.append(("same", old[x]))
        if count:
            found.append(("new", new[y - 1]) if is_down else ("gone", old[x - 1]))
            x, y = start, start - before
    return found[::-1]


def _smooth(pieces: list[Piece]) -> list[Piece]:
    """Take what stayed between two changes along with them where it is no word: a space, a comma."""
    found: list[Piece] = []
    for place, (kind, text) in enumerate(pieces):
        is_between = 0 < place < len(pieces) - 1
        if kind == "same" and is_between and not regex.search(r"[\p{L}\p{N}\n]", text):
            found += [("gone", text), ("new", text)]
        else:
            found.append((kind, text))
    return _joined(found)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Put neighbours of a kind together, and in each change what went before what came."""
    found: list[Piece] = []
    for is_same, group in groupby(pieces, key=lambda piece: piece[0] == "same"):
        members = list(group)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("gone", "new")
        found += [(kind, "".join(text for own, text in members if own == kind)) for kind in kinds]
    return [piece for piece in found if piece[1]]
