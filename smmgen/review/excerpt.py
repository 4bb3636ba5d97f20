"""Cut texts for display: what changed stays, with some words around it."""

from collections.abc import Sequence

from smmgen.text.difference import Piece

AROUND = 70
"""So many characters are shown on either side of a change."""


def excerpt(pieces: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """Return the changes with their surroundings, of at most about `most` characters in all."""
    found: list[Piece] = []
    left = most
    for place, (kind, text) in enumerate(pieces):
        short = text if kind != "same" else _around(text, place > 0, place < len(pieces) - 1)
        if len(short) > left:
            found.append((kind, f"{short[:left]} …"))
            break
        found.append((kind, short))
        left -= len(short)
    return tuple(found)


def _around(text: str, is_behind: bool, is_before: bool) -> str:
    """Keep the words next to the changes: at the start behind one, at the end before one."""
    if len(text) <= 3 * AROUND:
        return text
    start = text[:AROUND].rpartition(" ")[0] or text[:AROUND] if is_behind else ""
    end = text[-AROUND:].partition(" ")[2] or text[-AROUND:] if is_before else ""
    return f"{start} … {end}".strip(" ") if is_behind or is_before else text
