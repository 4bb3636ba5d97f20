"""Count a text as X does: the weighted length.

The text is normalised to NFC first. A link is 23; an emoji 2 as a whole, whatever it is joined from; a
character of Latin, Greek, Cyrillic, Arabic and their neighbours 1, like most dashes and quotes; any other 2.
Source: twitter-text 3.1, configuration v3; read 2026-11. A joined emoji that X's own table does not know yet
counts in its parts there and as one here.
"""

import unicodedata

import regex

from smmgen.sandbox.x_links import links

MOST = 280
LINK = 23
LIGHT = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""First and last of the code points that count 1."""
OTHER = 2

_STYLED = "[⌚⌛◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕🀄🈚🈯]"
"""Emoji that are one with the sign for "as a picture" behind them though they need none."""
_ONE = (
    rf"(?:{_STYLED}\uFE0F|"
    r"\p{Emoji_Modifier_Base}\uFE0F?\p{Emoji_Modifier}|\p{Emoji_Presentation}(?!\uFE0E)"
    r"|[\p{Emoji}--[0-9#*]]\uFE0F)(?:[\U000E0020-\U000E007E]+\U000E007F)?"
)
_JOINED = rf"\u200D(?:{_ONE}|[\p{{Emoji}}--[0-9#*]])"
_EMOJI = regex.compile(rf"[\U0001F1E6-\U0001F1FF]{{1,2}}|[0-9#*]\uFE0F?\u20E3|{_ONE}(?:{_JOINED})*", regex.V1)


def length(text: str) -> int:
    """Return the weighted length of a text; at most `MOST` is taken."""
    text = unicodedata.normalize("NFC", text)
    total, last = 0, 0
    for link in links(text):
        total += _weight(text[last : link.start]) + LINK
        last = link.end
    return total + _weight(text[last:])


def _weight(text: str) -> int:
    rest, emoji = _EMOJI.subn("", text)
    return OTHER * emoji + sum(_of(ord(character)) for character in rest)


def _of(code: int) -> int:
    return 1 if any(first <= code <= last for first, last in LIGHT) else OTHER
