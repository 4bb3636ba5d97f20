"""The text of VK's posts as readers see it: mentions with their names, hashtags, addresses.

A mention is written `[id1|Name]`, `[club1|Name]`, `@name (Name)` or `*name (Name)`; anything else of the
form `[word|text]` turns into one too. There is no other markup.
Source: VK's documents of wall posts; read 2026-11.
"""

import re
from dataclasses import dataclass

from smmgen.sandbox import address
from smmgen.sandbox.post import Mark, MarkKind

TEXT = 16_384
"""The longest text that integrators report, in code points; VK's documents state no limit. Read 2026-11."""

_NAME = r"[A-Za-z][\w.]{1,31}"
_FOUND = re.compile(
    rf"\[(?P<bracket>{_NAME}|https?://[^\s|\]]+)\|(?P<named>[^\[\]\n|]+)\]"
    rf"|(?<![\w@/*])@(?P<at>{_NAME})(?: \((?P<called>[^()\n]+)\))?"
    rf"|(?<![\w@/*])\*(?P<star>{_NAME}) \((?P<starred>[^()\n]+)\)"
    rf"|(?P<link>{address.PATTERN})"
    r"|(?<![\w&#/])#(?P<tag>\w+(?:@[\w.]+)?)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A text without markup, and where its mentions, hashtags and links are."""

    text: str
    marks: tuple[Mark, ...]

    def links(self) -> list[str]:
        """Return the addresses that stand in the text."""
        return [mark.href for mark in self.marks if mark.kind == "link"]


def read_text(raw: str) -> Shown:
    """Return what readers see of a text."""
    parts: list[str] = []
    marks: list[Mark] = []
    last = length = 0
    for match in _FOUND.finditer(raw):
        shown, kind, href, end = _piece(match)
        before = raw[last : match.start()]
        start = length + len(before)
        parts += [before, shown]
        length, last = start + len(shown), end
        marks.append(Mark(start=start, end=length, kind=kind, href=href))
    return Shown(text="".join([*parts, raw[last:]]), marks=tuple(marks))


def _piece(match: re.Match[str]) -> tuple[str, MarkKind, str, int]:
    """Return what is shown in a match's place, its kind and address, and where the text goes on."""
    if place := match["bracket"]:
        kind: MarkKind = "link" if "://" in place else "mention"
        return match["named"], kind, place if "://" in place else f"https://vk.com/{place}", match.end()
    if name := match["called"] or match["starred"]:
        return name, "mention", f"https://vk.com/{match['at'] or match['star']}", match.end()
    if match["at"]:
        bare = match["at"].rstrip(".")
        return f"@{bare}", "mention", f"https://vk.com/{bare}", match.start() + 1 + len(bare)
    if match["link"]:
        url = address.without_tail(match["link"])
        return url, "link", url, match.start() + len(url)
    return match[0], "hashtag", "", match.end()
