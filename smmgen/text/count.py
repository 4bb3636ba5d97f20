"""Count and cut text as people and networks see it."""

from functools import cache
from typing import Any

from smmgen.pattern import pattern

_SIMPLE = pattern(
    "[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2190-\u21ff\u2212]*"
)
"""Characters that never join a neighbour: a text of these alone has as many graphemes as code points.

What may join (accents, joiners, emoji, carriage returns, Hangul) is left to the library.
"""


def graphemes(text: str) -> int:
    """Count extended grapheme clusters: what a reader calls a character.

    Source: Unicode Standard Annex 29, as the `regex` library keeps it.
    """
    if _SIMPLE.fullmatch(text):
        return len(text)
    return sum(1 for _ in _cluster().finditer(text))


def split_graphemes(text: str) -> list[str]:
    """Split a text into its extended grapheme clusters."""
    return list(_cluster().findall(text))


_MAY_BE_EMOJI = pattern("[^\x00-\u00a8\u00aa-\u00ad\u00af-\u203b]")
"""Said by what it is not: a set beyond U+FFFF takes five times as long to compile."""


def emoji_as_bytes(text: str) -> int:
    """Count grapheme clusters, and those with an emoji as their bytes in UTF-8: 👍 is 4, a flag 8.

    Source: Threads API, publishing reference, which counts emoji so; read 2026-11.
    """
    if not _MAY_BE_EMOJI.search(text):
        return graphemes(text)
    return sum(len(one.encode()) if _emoji().search(one) else 1 for one in split_graphemes(text))


def utf16(text: str) -> int:
    """Count UTF-16 code units, the unit of Telegram's entity offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@cache
def _cluster() -> Any:
    import regex  # most texts have no emoji and no combining signs, and it takes a while to load

    return regex.compile(r"\X")


@cache
def _emoji() -> Any:
    import regex  # as above

    return regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u20e3]")
