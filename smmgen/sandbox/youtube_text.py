"""Find what is live in a description: addresses with a scheme, hashtags, handles.

Source: YouTube Help, "Use hashtags" and "Mention channels"; read 2026-11.
"""

import re
from collections.abc import Iterator

from smmgen.sandbox.post import Mark

_LIVE = re.compile(
    r"(?P<link>https?://[^\s<>\"]*[^\s<>\".,:;!?'()])"
    r"|(?<![\w#&/])(?P<hashtag>#\w*[^\W\d_]\w*)"
    r"|(?<![\w@./])(?P<mention>@[\w.-]{3,30})"
)


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of a text, by position."""
    for match in _LIVE.finditer(text):
        found = match.group()
        roots = {
            "link": found,
            "hashtag": f"https://www.youtube.com/hashtag/{found[1:].lower()}",
            "mention": f"https://www.youtube.com/{found}",
        }
        for kind in ("link", "hashtag", "mention"):
            if match[kind]:
                yield Mark(start=match.start(), end=match.end(), kind=kind, href=roots[kind])
