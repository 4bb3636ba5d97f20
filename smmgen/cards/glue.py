"""Which words must stay on one line."""

import re

from smmgen.pattern import pattern

NBSP = "\u00a0"

_FORWARD = frozenset(
    re.findall(
        r"\w+",
        "а без в во да для до за и из изо или к ко на над не ни но о об обо от по под при про с со то у я "
        "та что как мы вы ты он их её его",
    )
)
"""Russian prepositions, conjunctions and short pronouns that lean on the next word.

Source: Мильчин, Чельцова, Справочник издателя и автора, on line breaks.
"""

_BACKWARD = frozenset(("же", "ж", "ли", "ль", "бы", "б"))
"""Russian particles that lean on the word before."""

_SOFT = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at by or and for as is my our your we i from with "
        "der die das ein eine und im am",
    )
)
"""Short English and German words that stand better at the start of a line than at its end."""

_NUMBER_END = pattern(r"\d[.,]?$")
_UNIT = pattern(r"[%‰°€$₽£₴₸₺₹₩₫฿₪¥]|\d{3}\b|[^\W\d]{1,9}[.,!?:;…]?$")
_ABBREVIATED = pattern(r"[^\W\d_]\.")
"""A letter with a full stop: initials, “г. р.”, “т. е.”, “z. B.”."""

_LEADING = frozenset("№#$€£¥₹₩₪₺~≈&+−")
_TRAILING = frozenset("—–-·|/•")


def atoms(text: str) -> list[str]:
    """Split a text into what may not be broken: words, with those that must not part joined by U+00A0."""
    words = re.split(r"[ \t\r\n]+", text.strip())
    joined: list[str] = []
    for number, word in enumerate(words):
        if joined and (number and _stick(words[number - 1], word)):
            joined[-1] += NBSP + word
        else:
            joined.append(word)
    return [word for word in joined if word]


def _stick(before: str, after: str) -> bool:
    """Tell whether no line may end between two neighbours."""
    start, end = _bare(after), _bare(before)
    if after in _TRAILING or start in _BACKWARD:
        return True
    if end in _FORWARD and before[-1:].isalnum():
        return True
    if before in _LEADING or _ABBREVIATED.fullmatch(before):
        return True
    is_unit = _UNIT.match(after) and start not in _FORWARD and start not in _SOFT
    return bool(is_unit and _NUMBER_END.search(before))


def is_soft(atom: str) -> bool:
    """Tell whether a line had better not end with this."""
    last = atom.rsplit(NBSP, 1)[-1]
    return last[-1:].isalpha() and _bare(last) in _SOFT


def _bare(word: str) -> str:
    return word.strip("«»“”„\"'()[]…,.:;!?").lower()
