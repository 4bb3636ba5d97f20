"""Find links, hashtags and mentions in plain text, as Meta's networks mark them."""

import re
from collections.abc import Iterator, Mapping

from smmgen.sandbox.post import Mark

URL = re.compile(r"https?://[^\s<>\"“”«»]*[^\s<>\"“”«».,:;!?'()\]]", re.I)
HASHTAG = re.compile(r"(?<![\w&/#＃])[#＃](?=\w*[^\W\d_])\w+")
MENTION = re.compile(r"(?<![\w@/.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?")


def marks(text: str, roots: Mapping[str, str]) -> Iterator[Mark]:
    """Find what a network marks: `roots` has an address for a hashtag, a mention, or `link` at all."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in (("link", URL), ("hashtag", HASHTAG), ("mention", MENTION)):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if kind in roots:
                yield _mark(kind, match, roots[kind])


def _mark(kind: str, match: re.Match[str], root: str) -> Mark:
    start, end = match.span()
    match kind:
        case "link":
            return Mark(start=start, end=end, kind="link", href=match.group())
        case "hashtag":
            return Mark(start=start, end=end, kind="hashtag", href=root.format(match.group()[1:]))
        case _:
            return Mark(start=start, end=end, kind="mention", href=root.format(match.group()[1:]))
