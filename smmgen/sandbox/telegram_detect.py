"""Find what Telegram marks by itself: URLs, e-mail addresses, mentions, hashtags, cashtags, commands."""

import re
from collections.abc import Iterable, Iterator

from smmgen.sandbox.telegram_html import Entity

_COMMON = (
    "com|org|net|info|biz|io|dev|app|shop|store|coffee|social|blog|news"
    "|me|de|ru|uk|fr|it|es|nl|pl|eu|us|at|ch"
)
"""Some of the domains that the server links without a scheme."""
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_PATTERNS = (
    ("email", re.compile(rf"(?<![\w.+-])[\w.+-]+@(?:{_LABEL}\.)+[^\W\d_]{{2,}}\b")),
    (
        "url",
        re.compile(
            rf"(?i)(?<![\w@./-])(?:(?:https?|ftp)://(?:{_LABEL}\.)+{_LABEL}|(?:{_LABEL}\.)+(?:{_COMMON})\b(?!\.\w))"
            r"(?::\d{1,5})?(?:[/?#][^\s<>\"«»]*)?"
        ),
    ),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#@/])#(?=\w*[^\W\d])\w{1,256}(?:@[A-Za-z]\w{2,31})?(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
)
"""In the order of precedence: what one has taken, the next cannot have."""


def _without_tail(text: str) -> str:
    """Cut what ends a sentence rather than a URL; a closing bracket stays where its opening one is in."""
    pairs = {")": "(", "]": "[", "}": "{"}
    while text and (
        text[-1] in ".,:;!?'\"…" or (text[-1] in pairs and text.count(text[-1]) > text.count(pairs[text[-1]]))
    ):
        text = text[:-1]
    return text


def _found(text: str) -> Iterator[Entity]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            shown = _without_tail(match.group()) if kind == "url" else match.group()
            yield Entity(type=kind, start=match.start(), end=match.start() + len(shown))


def detect(text: str, taken: Iterable[Entity]) -> list[Entity]:
    """Return what the server finds outside of links, code and what it has found before, by position."""
    closed = [(entity.start, entity.end) for entity in taken if entity.type in ("text_link", "code", "pre")]
    kept: list[Entity] = []
    for entity in _found(text):
        if all(entity.end <= start or end <= entity.start for start, end in closed):
            kept.append(entity)
            closed.append((entity.start, entity.end))
    return sorted(kept, key=lambda entity: entity.start)
