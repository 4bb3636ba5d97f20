"""Read `*emphasis*` in the texts of a card."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from smmgen.pattern import pattern

Stretch = tuple[int, int]
"""Where emphasis begins and ends in a visible text, in code points."""

_MARKED = pattern(
    r"""
      \\(?P<sign>[\\*])
    | (?<![\d*]) (?P<mark>\*{1,2}) (?![*\s,.;:!?…)\]}»”。、，！？）」』])
      (?P<inner>(?:\\[\\*]|[^*\\]|\\(?![\\*]))+?)
      (?<![\s(\[{«“„（「『]) (?P=mark) (?![*\d])
    """,
    re.VERBOSE,
)
"""An escaped asterisk, or text between two marks that touch it. A product (2*3*4) or a footnote has none."""


class Marked(NamedTuple):
    """A text as it is seen, and its emphasised stretches, in order."""

    text: str
    stretches: tuple[Stretch, ...] = ()


@lru_cache(maxsize=1024)
def marked(written: str) -> Marked:
    """Read a text with `*marks*` or `**marks**`; an asterisk alone, or behind a backslash, stays."""
    if "*" not in written:
        return Marked(written)
    text, stretches, done = "", [], 0
    for found in _MARKED.finditer(written):
        text += written[done : found.start()]
        inner = found["sign"] or _unescaped(found["inner"])
        if found["mark"]:
            stretches.append((len(text), len(text) + len(inner)))
        text += inner
        done = found.end()
    return Marked(text + written[done:], tuple(stretches))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\*])", r"\1", text)


def plain(written: str) -> str:
    """Return a text without the marks of emphasis and without soft hyphens: what people see."""
    return marked(written).text.replace("\u00ad", "")


def share(text: str, stretches: Sequence[Stretch], lines: Sequence[str]) -> tuple[tuple[Stretch, ...], ...]:
    """Return each line's emphasised stretches; lines have the text's signs in order, spaces apart."""
    if not stretches:
        return ((),) * len(lines)
    signs = [(sign, _is_within(place, stretches)) for place, sign in enumerate(text) if _is_sign(sign)]
    found, place, flag = [], 0, False
    for line in lines:
        flags: list[bool | None] = []
        for sign in line:
            if place < len(signs) and sign == signs[place][0]:
                flag, place = signs[place][1], place + 1
            flags.append(flag if _is_sign(sign) else None)  # a hyphen that breaks a word is like the word
        found.append(_stretches(flags))
    return tuple(found)


def _is_sign(sign: str) -> bool:
    return not sign.isspace() and sign not in "\u00ad\u200b\u200e\u200f\u2060"


def _is_within(place: int, stretches: Sequence[Stretch]) -> bool:
    return any(start <= place < end for start, end in stretches)


def _stretches(flags: Sequence[bool | None]) -> tuple[Stretch, ...]:
    """Join what is emphasised, spaces between two emphasised signs included."""
    found: list[Stretch] = []
    is_open = False
    for place, flag in enumerate(flags):
        if flag and is_open:
            found[-1] = (found[-1][0], place + 1)
        elif flag:
            found.append((place, place + 1))
        is_open = bool(flag) or (is_open and flag is None)
    return tuple(found)
