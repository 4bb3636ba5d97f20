"""How much of a text each network shows in the feed, and what is behind "more"."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape

from msgspec import Struct

from smmgen.model.size import Source
from smmgen.pattern import pattern

_GUIDE = Source("socialswiss.tech, Social Media Character Limits")
_PIECE = pattern(r"<[^>]*>|[^<]+")
_WORD = pattern(r"\S+\s*|\s+")


class Fold(Struct, frozen=True):
    """How much of a text a feed shows: so many characters (code points), and so many lines as written."""

    characters: int
    lines: int
    source: Source


FOLDS: Mapping[str, Fold] = {
    "instagram": Fold(125, 3, _GUIDE),
    "facebook": Fold(477, 8, _GUIDE),
    "linkedin": Fold(210, 4, _GUIDE),
    "youtube": Fold(157, 3, _GUIDE),
    "tiktok": Fold(80, 1, Source("socialswiss.tech: one line; its length is ours", "UNVERIFIED")),
    "x": Fold(280, 99, _GUIDE),
}
"""The networks that fold, as others report it, for none says so itself; on a phone LinkedIn shows less."""


def is_folded(text: str, fold: Fold | None) -> bool:
    """Tell whether a text is longer than its feed shows."""
    return fold is not None and (len(text) > fold.characters or text.count("\n") >= fold.lines)


@lru_cache(maxsize=32)  # several rules ask of each network's text in turn
def shown_part(text: str, fold: Fold | None) -> str:
    """Return how much of a plain text its feed shows before "more"; all of it where it fits."""
    html = escape(text, quote=False)
    end = cut(html, fold) if fold else None
    return text if end is None else unescape(html[:end]).rstrip()


def cut(html: str, fold: Fold) -> int | None:
    """Return where the feed's part of safe HTML ends; None where all of it fits."""
    left, lines, depth, last = fold.characters, fold.lines, 0, 0
    for piece in _PIECE.finditer(html):
        if piece[0].startswith("<"):
            last = last if depth else piece.start()
            depth += {"</": -1}.get(piece[0][:2], 0 if piece[0] == "<br>" else 1)
            continue
        for word in _WORD.finditer(piece[0]):
            if not depth:
                last = piece.start() + word.start()
            left -= len(unescape(word[0].rstrip()))
            if left < 0 or lines <= 0:
                return last or None
            left -= len(word[0]) - len(word[0].rstrip())
            lines -= word[0].count("\n")
    return None
