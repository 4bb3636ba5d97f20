"""How wide text is in a terminal, and text cut and padded to a width."""

import unicodedata
from functools import cache
from typing import Any

from smmgen.text.count import split_graphemes

_EMOJI_FROM = "\u203c"
"""Below it, no character is an emoji by itself."""

_NONE = frozenset(("Mn", "Me", "Cf", "Cc", "Zl", "Zp"))


def width(text: str) -> int:
    """Return how many columns a terminal takes for a text without line breaks.

    A character of East Asian width W or F and an emoji, however it is put together, take two columns; marks
    and invisible characters none. Source: Unicode Standard Annex #11, and UTS #51 for emoji.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_cluster(cluster) for cluster in split_graphemes(text))


def fitted(text: str, columns: int) -> str:
    """Return a text in exactly so many columns: with spaces behind it, or cut with "…"."""
    missing = columns - width(text)
    if missing >= 0:
        return text + " " * missing
    kept, used = "", 0
    for cluster in split_graphemes(text):
        if used + width(cluster) > columns - 1:
            break
        kept, used = kept + cluster, used + width(cluster)
    return (kept + "…" + " " * (columns - 1 - used)) if columns else ""


def _cluster(cluster: str) -> int:
    if len(cluster) == 1 and cluster < _EMOJI_FROM:
        return _character(cluster)
    if _emoji().search(cluster):
        return 2
    return min(2, sum(_character(character) for character in cluster))


@cache
def _emoji() -> Any:
    import regex  # most texts have no emoji, and it takes a while to load

    return regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{RI}\p{RI}|\p{Emoji_Modifier}|\u20E3")


def _character(character: str) -> int:
    if unicodedata.category(character) in _NONE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
