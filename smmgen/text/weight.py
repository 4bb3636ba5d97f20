"""Count a text as X does: by weight.

Source: twitter-text 3.1, configuration v3, and its conformance cases; X's documentation, counting characters,
August 2026.
"""

from functools import cache
from typing import Any
from unicodedata import normalize

from smmgen.pattern import pattern
from smmgen.text.tweet_urls import find_tweet_urls

URL_LENGTH = 23
"""What every address counts, however long it is."""

EMOJI_LENGTH = 2

_LIGHT = "\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037"
_ALL_LIGHT = pattern(rf"[{_LIGHT}]*")
_STYLED = "[⌚⌛◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕🀄🈚🈯]"
"""Emoji by themselves, for which Unicode yet names a form with a variation selector."""

_HEAVY = pattern(rf"[^{_LIGHT}]")
"""Characters that count two: all but these ranges, so also “…”, “№”, arrows, and Chinese."""


def weighted_length(text: str) -> int:
    """Return a text's weight: an address 23, an emoji 2 whatever it is made of, others 1 or 2."""
    text = normalize("NFC", text)
    length, last = 0, 0
    for start, end in find_tweet_urls(text):
        length += _weight(text[last:start]) + URL_LENGTH
        last = end
    return length + _weight(text[last:])


def _weight(words: str) -> int:
    if _ALL_LIGHT.fullmatch(words):
        return len(words)
    rest, emoji = _without_emoji(words)
    return EMOJI_LENGTH * emoji + len(rest) + len(_HEAVY.findall(rest))


def _without_emoji(words: str) -> tuple[str, int]:
    rest, number = _emoji().subn("", words)
    return str(rest), int(number)


@cache
def _emoji() -> Any:
    """Return a pattern of one emoji: keycaps, flags, and pictures with their skin, sex and company.

    © and ® are emoji only where a variation selector says so. Behind a picture that is one by itself, such
    as 😀, the selector is a character of its own for X, but for the few of `_STYLED`; so is a skin where the
    picture takes none.
    """
    import regex  # most texts have no emoji, and it takes a while to load

    one = (
        rf"(?:{_STYLED}\uFE0F|\p{{Emoji_Modifier_Base}}\uFE0F?\p{{Emoji_Modifier}}|\p{{Emoji_Presentation}}"
        r"|[\p{Extended_Pictographic}--[©®]]\uFE0F?|[©®]\uFE0F)"
    )
    tags = r"[\U000E0020-\U000E007F]*"
    flag = r"[\U0001F1E6-\U0001F1FF]{2}"
    return regex.compile(
        rf"[0-9#*]\uFE0F?\u20E3|{flag}|{one}{tags}(?:\u200D(?:{one}))*", flags=regex.VERSION1
    )
