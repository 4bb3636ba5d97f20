"""Texts in the cells of a Markdown table."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&])")
_SPACE = re.compile(r"\s+")


def written_cell(text: str) -> str:
    """Write a text so that a Markdown table's reader gives it back: one line, signs of markup escaped.

    Runs of white space become one space, as they do for every reader of Markdown.
    """
    return _SPECIAL.sub(_escaped, _SPACE.sub(" ", text).strip())


def _escaped(found: re.Match[str]) -> str:
    sign, at = found[0], found.start()
    is_of_word = sign in "_&" and not _stands_out(found.string, at, sign)
    return sign if is_of_word else f"\\{sign}"


def _stands_out(text: str, at: int, sign: str) -> bool:
    """Tell whether a sign that is mostly part of a text could be taken for markup here."""
    if sign == "&":
        return re.match(r"&#?\w+;", text[at:]) is not None
    return not (text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())
