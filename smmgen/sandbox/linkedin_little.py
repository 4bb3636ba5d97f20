"""Read LinkedIn's "little text": plain text with escapes, mentions, hashtags and hashtag templates.

A reserved character that is neither escaped nor part of an element ends the text there, and the answer
says that all is well. Source: LinkedIn API, "little text format", and what its users report of the
cut; read 2026-11.
"""

import re
from dataclasses import dataclass

from smmgen.sandbox.post import Mark

RESERVED = "\\|{}@[]()<>#*_~"

_ESCAPED = r"\\[\\|{}@\[\]()<>#*_~]"
_ELEMENT = re.compile(
    rf"(?P<escape>{_ESCAPED})"
    rf"|@\[(?P<name>(?:{_ESCAPED}|[^\\\[\]])+)\]\((?P<urn>urn:li:(?:person|organization):[\w-]+)\)"
    rf"|\{{hashtag\|(?:\\#|#|＃)\|(?P<template>(?:{_ESCAPED}|[^\\|{{}}])+)\}}"
    rf"|#(?P<tag>(?:\\_|[^\W_])+)"
)
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,:;!?'()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Little:
    """A text as its readers see it. `cut` is the reserved character that ended it, "" for none."""

    text: str
    marks: tuple[Mark, ...]
    tags: tuple[str, ...]
    cut: str
    stored: str


def read_little(given: str) -> Little:
    """Return what a reader sees; `stored` is the text as LinkedIn gives it back, hashtags as templates."""
    shown, stored, marks, tags = "", "", list[Mark](), list[str]()
    place, cut = 0, ""
    while place < len(given):
        match = _ELEMENT.match(given, place)
        if match is None and given[place] in RESERVED:
            cut = given[place]
            break
        visible, kept, mark = _element(match, len(shown)) if match else (given[place], given[place], None)
        if mark is not None:
            marks.append(mark)
            tags += [visible[1:]] if mark.kind == "hashtag" else []
        shown, stored = shown + visible, stored + kept
        place = match.end() if match else place + 1
    return Little(text=shown, marks=(*marks, *links(shown)), tags=tuple(tags), cut=cut, stored=stored)


def links(text: str) -> tuple[Mark, ...]:
    """Return the marks of the addresses in a text, which LinkedIn makes links by itself."""
    found = _URL.finditer(text)
    return tuple(Mark(start=one.start(), end=one.end(), kind="link", href=one.group()) for one in found)


def _element(match: re.Match[str], start: int) -> tuple[str, str, Mark | None]:
    """Return how an element is seen, how it is stored, and its mark."""
    if match["escape"]:
        return match["escape"][1:], match["escape"], None
    if match["name"]:
        name = _plain(match["name"])
        href = f"https://www.linkedin.com/feed/update/{match['urn']}/"
        mark = Mark(start=start, end=start + len(name), kind="mention", href=href)
        return name, match.group(), mark
    tag = match["template"] or match["tag"]
    name = f"#{_plain(tag)}"
    href = f"https://www.linkedin.com/feed/hashtag/?keywords={name[1:]}"
    mark = Mark(start=start, end=start + len(name), kind="hashtag", href=href)
    return name, rf"{{hashtag|\#|{tag}}}", mark


def _plain(text: str) -> str:
    return re.sub(_ESCAPED, lambda match: match.group()[1:], text)


def length(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
