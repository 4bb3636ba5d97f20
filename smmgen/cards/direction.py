"""Order text that runs from right to left, alone or among other text.

The rules are those of the Unicode bidirectional algorithm (UAX 9) for one line without embeddings. No library
tells the levels that they lead to, and text in several fonts needs these: each font draws its part alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import bidirectional

from smmgen.cards.opened import Side
from smmgen.pattern import pattern

RIGHT_TO_LEFT = pattern(
    "[\u0590-\u08ff\u200f\u202b\u202e\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
LRM, RLM = "\u200e", "\u200f"
_STRONG = {"L": "L", "R": "R", "AL": "R"}
_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "〈": "〉",
    "《": "》",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "（": "）",
}
_UNSEEN = frozenset(("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


def direction(text: str) -> Side:
    """Return where a paragraph starts: that of its first letter with a direction."""
    if not RIGHT_TO_LEFT.search(text):
        return "ltr"
    strong = (kind for sign in text if (kind := _STRONG.get(bidirectional(sign))))
    return "rtl" if next(strong, "L") == "R" else "ltr"


def kept(line: str, side: Side) -> str:
    """Return a line of a paragraph with a mark before it where alone it would run the other way."""
    if side == direction(line) or (side == "ltr" and not RIGHT_TO_LEFT.search(line)):
        return line
    return (RLM if side == "rtl" else LRM) + line


@lru_cache(maxsize=1024)
def levels(text: str) -> tuple[int, ...]:
    """Return each character's level: even runs from left to right, odd from right to left."""
    if not RIGHT_TO_LEFT.search(text):
        return (0,) * len(text)
    base = 1 if direction(text) == "rtl" else 0
    kinds = [bidirectional(sign) for sign in text]
    start = "LR"[base]
    seen = [number for number, kind in enumerate(kinds) if kind not in _UNSEEN]
    weak = _numbers([kinds[number] for number in seen], start)
    strong = _neutrals(_brackets([text[number] for number in seen], weak, start), start)
    rise = {"L": 2 * base, "R": 1, "AN": 2, "EN": 2}
    found = dict(zip(seen, (rise[kind] for kind in strong), strict=True))
    line: list[int] = []
    for number in range(len(text)):
        line.append(found.get(number, line[-1] if line else base))
    tail = len(text.rstrip())
    return (*line[:tail], *[base] * (len(text) - tail))


def visual(levels: Sequence[int]) -> list[int]:
    """Return the order from left to right of parts with these levels (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def _numbers(kinds: list[str], start: str) -> list[str]:
    """Resolve marks, digits and the signs among digits (rules W1 to W7)."""
    kinds = _marks(kinds, start)
    kinds = _after_strong(kinds, start, "AL", "EN", "AN")
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for number in range(1, len(kinds) - 1):
        before, kind, after = kinds[number - 1 : number + 2]
        if before == after and (kind, before) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            kinds[number] = before
    kinds = _terminators(kinds)
    kinds = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]
    return _after_strong(kinds, start, "L", "EN", "L")


def _marks(kinds: list[str], start: str) -> list[str]:
    found: list[str] = []
    for kind in kinds:
        found.append((found[-1] if found else start) if kind == "NSM" else kind)
    return found


def _after_strong(kinds: list[str], start: str, strong: str, old: str, new: str) -> list[str]:
    last, found = start, []
    for kind in kinds:
        last = kind if kind in _STRONG else last
        found.append(new if kind == old and last == strong else kind)
    return found


def _terminators(kinds: list[str]) -> list[str]:
    """Let signs such as % and € belong to the digits beside them (rule W5)."""
    found = list(kinds)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for number in order:
            beside = found[number - 1 if order.step > 0 else number + 1]
            if found[number] == "ET" and beside == "EN":
                found[number] = "EN"
    return found


def _strength(kind: str) -> str:
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _brackets(signs: list[str], kinds: list[str], start: str) -> list[str]:
    """Let both brackets of a pair run as what they hold (rule N0)."""
    kinds = list(kinds)
    for opening, closing in _paired(signs):
        inside = {_strength(kind) for kind in kinds[opening + 1 : closing]} - {""}
        before = next((s for kind in reversed(kinds[:opening]) if (s := _strength(kind))), start)
        if start in inside:
            kinds[opening] = kinds[closing] = start
        elif inside:
            kinds[opening] = kinds[closing] = before
    return kinds


def _paired(signs: list[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    pairs = []
    for number, sign in enumerate(signs):
        if sign in _PAIRS:
            waiting.append((_PAIRS[sign], number))
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == sign:
                pairs.append((waiting[depth][1], number))
                del waiting[depth:]
                break
    return sorted(pairs)


def _neutrals(kinds: list[str], start: str) -> list[str]:
    """Let the rest run as what stands on both sides of it, else as the paragraph (rules N1 and N2)."""
    found = list(kinds)
    number = 0
    while number < len(found):
        end = number
        while end < len(found) and not _strength(found[end]):
            end += 1
        before = _strength(found[number - 1]) if number else start
        after = _strength(found[end]) if end < len(found) else start
        found[number:end] = [before if before == after else start] * (end - number)
        number = end + 1
    return found
