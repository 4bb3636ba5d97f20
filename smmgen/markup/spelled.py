"""HTML of a message as plain text, for places of the same network that read no markup, such as comments."""

from html import unescape

from smmgen.markup.run import is_address
from smmgen.pattern import pattern

_TAG = pattern(r"(<[^>]*>)")
_OPENING = pattern(r'<a href="([^"]*)">')


def spelled_out(html: str) -> str:
    """Return the words of a message's HTML; a link's address stands behind its words, in brackets."""
    made: list[str] = []
    opened: list[tuple[str, int]] = []
    for piece in _TAG.split(html):
        if not piece.startswith("<"):
            made.append(unescape(piece))
        elif found := _OPENING.match(piece):
            opened.append((unescape(found[1]), len(made)))
        elif piece == "</a>" and opened:
            href, start = opened.pop()
            if not is_address("".join(made[start:]), href):
                made.append(f" ({href})")
    return "".join(made)
