"""Find mentions of accounts in text."""

import re

from smmgen.pattern import pattern

_MENTION = pattern(r"@[A-Za-z0-9_](?:[\w.-]*\w)?(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?", re.ASCII)
_INSIDE = pattern(r"[\w@/.]")


def find(text: str) -> list[tuple[int, int]]:
    """Find `@name`, `@name.example` and `@name@host`; return (start, end) in code points, in order.

    An e-mail address is not a mention.
    """
    if "@" not in text:
        return []
    return [found.span() for found in _MENTION.finditer(text) if not _is_inside(text, found.start())]


def _is_inside(text: str, start: int) -> bool:
    return start > 0 and _INSIDE.match(text, start - 1) is not None
