"""Split text into what one font should draw: words of one script, emoji, and single signs."""

from functools import cache
from typing import Any, Literal, NamedTuple

import regex

Kind = Literal["word", "emoji", "space", "digit", "sign"]

TONES = frozenset(range(0x1F3FB, 0x1F400))
"""The five tones of skin."""

_SCRIPTS = (
    r"\p{Latin}",
    r"\p{Cyrillic}",
    r"\p{Greek}",
    r"\p{Arabic}",
    r"\p{Hebrew}",
    r"\p{Hangul}",
    r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fc]",
    r"\p{L}",
)
_EXTEND = r"\p{M}\u200c\u200d\u00ad\u0640"
_EMOJI = r"""
    [0-9\#*]\ufe0f?\u20e3
  | \p{Regional_Indicator}
  | [\p{Emoji_Presentation}--\p{Regional_Indicator}](?!\ufe0e)
  | [\p{Emoji}--[0-9\#*]]\ufe0f
  | \p{Emoji_Modifier_Base}\p{Emoji_Modifier}
  | \p{Extended_Pictographic}\u200d
"""


class Token(NamedTuple):
    """A stretch of text that should not change its font."""

    text: str
    kind: Kind


def tokens(text: str) -> list[Token]:
    """Split a text; emoji are told by Unicode's rules (UTS 51): digits and “#” alone never are."""
    found = []
    for match in _token().finditer(text):
        if (kind := match.lastgroup) == "other":
            kind = "space" if match[0].isspace() else "digit" if match[0].isdecimal() else "sign"
        found.append(Token(match[0], kind))
    return found


def is_emoji(cluster: str) -> bool:
    """Tell whether a grapheme cluster is shown as a picture."""
    return _emoji().match(cluster) is not None


@cache
def _emoji() -> Any:
    return regex.compile(_EMOJI, regex.VERBOSE | regex.V1)


@cache
def _token() -> Any:
    letters = (rf"[{script}&&\p{{L}}]" for script in _SCRIPTS)
    words = "|".join(f"{letter}(?:{letter}|[{_EXTEND}])*" for letter in letters)
    return regex.compile(
        rf"(?P<emoji>(?={_EMOJI})\X)|(?P<word>{words})|(?P<other>\X)", regex.VERBOSE | regex.V1
    )
