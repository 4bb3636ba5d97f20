"""The text of Threads: how long it is, which links it has, which word is its topic.

Source: Threads API, "Threads posts" (500 characters, an emoji counts its bytes in UTF-8; the first valid tag
is the topic), "Text attachments" (five different links, also those without a scheme); read 2026-11. What an
emoji is the documents leave open: here a grapheme with a pictogram, a flag's letter or a keycap in it.
"""

import re
from collections.abc import Iterator

import regex

from smmgen.sandbox.graph_text import MENTION, URL
from smmgen.sandbox.post import Mark

CHARACTERS = 500
LINKS = 5
TOPIC = 50
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\U0001F1E6-\U0001F1FF\u20E3]")
_LINK = re.compile(rf"{URL.pattern}|(?<![\w@/.])www\.[^\s<>\"“”«»]*[^\s<>\"“”«».,:;!?'()\]]", re.I)
_TAG = re.compile(r"(?<![\w&/#])#([^\s#.&,:;!?()\"'“”«»]{1,50})")
_PROFILE = "https://www.threads.com/@{}"
_SEARCH = "https://www.threads.com/search?q={}"


def length(text: str) -> int:
    """Return the length that Threads compares with its limit."""
    return sum(
        len(cluster.encode()) if _EMOJI.search(cluster) else 1 for cluster in regex.findall(r"\X", text)
    )


def links(text: str) -> list[str]:
    """Return the different links of a text, in their order."""
    return list(dict.fromkeys(match.group() for match in _LINK.finditer(text)))


def topic(text: str) -> re.Match[str] | None:
    """Return the tag that is the text's topic: the first; all others stay plain text."""
    taken = [match.span() for match in _LINK.finditer(text)]
    free = (
        match
        for match in _TAG.finditer(text)
        if all(match.end() <= start or end <= match.start() for start, end in taken)
    )
    return next(free, None)


def marks(text: str) -> Iterator[Mark]:
    """Find what Threads makes a link: addresses, mentions, the topic."""
    spans = []
    for match in _LINK.finditer(text):
        spans.append(match.span())
        href = match.group() if "://" in match.group() else f"https://{match.group()}"
        yield Mark(start=match.start(), end=match.end(), kind="link", href=href)
    for match in MENTION.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end in spans):
            href = _PROFILE.format(match.group()[1:])
            yield Mark(start=match.start(), end=match.end(), kind="mention", href=href)
    if found := topic(text):
        href = _SEARCH.format(found[1])
        yield Mark(start=found.start(), end=found.end(), kind="hashtag", href=href)
