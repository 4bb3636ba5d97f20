"""Texts in the cells of a Markdown table."""

import re
from itertools import pairwise

from smmgen.pattern import pattern

_SPECIAL = pattern(r"([\\`*_\[\]<>~|&])")
_SPACE = pattern(r"\s+")


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


def cell_places(line: str) -> tuple[tuple[int, int], ...]:
    """Return where the cells of a table's row stand in its line, without the bars: start and end of each.

    A bar behind a backslash belongs to the text. Source: GitHub Flavored Markdown 0.29, tables.
    """
    bars = [found.start() for found in re.finditer(r"(?<!\\)\|", line)]
    starts = bars if line.lstrip().startswith("|") else [-1, *bars]
    ends = bars if line.rstrip().endswith("|") and bars else [*bars, len(line.rstrip())]
    edges = sorted({*starts, *ends})
    return tuple((start + 1, end) for start, end in pairwise(edges))


def with_cell(line: str, number: int, text: str) -> str:
    """Return a row's line with a text in its cell of that number, from 0, as wide as it was where it fits."""
    places = cell_places(line)
    if number < len(places):
        start, end = places[number]
        return line[:start] + f" {text} ".ljust(end - start) + line[end:]
    body, end_of_row = line.rstrip(), line[len(line.rstrip()) :]
    bar = "" if body.endswith("|") else " |"
    return body + bar + " |" * (number - len(places)) + f" {text} |" + end_of_row
