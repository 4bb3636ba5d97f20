"""Build a text with marks piece by piece, as a reader would see what was written with markup."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from smmgen.sandbox.post import Mark, MarkKind


@dataclass(frozen=True, slots=True)
class Rich:
    """A text free of markup, with its marks."""

    text: str = ""
    marks: tuple[Mark, ...] = ()


Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Rich]]
"""What to look for in a source, and what it looks like."""


def joined(parts: Iterable[Rich], between: str = "") -> Rich:
    """Return the parts one after the other, `between` between them."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, part in enumerate(parts):
        if number:
            texts.append(between)
            length += len(between)
        marks += [replace(mark, start=mark.start + length, end=mark.end + length) for mark in part.marks]
        texts.append(part.text)
        length += len(part.text)
    return Rich("".join(texts), tuple(marks))


def marked(part: Rich, kind: MarkKind, href: str = "") -> Rich:
    """Return a part with a mark over all of it."""
    if not part.text:
        return part
    return Rich(part.text, (Mark(start=0, end=len(part.text), kind=kind, href=href), *part.marks))


def plain(text: str, kind: MarkKind | None = None, href: str = "") -> Rich:
    """Return a text without markup, under one mark if any."""
    return marked(Rich(text), kind, href) if kind else Rich(text)


def stripped(part: Rich) -> Rich:
    """Return a part without white space at its ends."""
    begin = len(part.text) - len(part.text.lstrip())
    text = part.text.strip()
    cut = (
        replace(mark, start=max(mark.start - begin, 0), end=min(mark.end - begin, len(text)))
        for mark in part.marks
    )
    return Rich(text, tuple(mark for mark in cut if mark.start < mark.end))


def scanned(source: str, rules: Sequence[Rule]) -> Rich:
    """Read a source from left to right; the rule whose find begins first wins, then the earlier rule."""
    parts: list[Rich] = []
    place = 0
    while True:
        found = [
            (match.start(), number, match)
            for number, (pattern, _) in enumerate(rules)
            if (match := pattern.search(source, place)) and match.end() > place
        ]
        if not found:
            return joined([*parts, Rich(source[place:])])
        start, number, match = min(found, key=lambda one: one[:2])
        parts += [Rich(source[place:start]), rules[number][1](match)]
        place = match.end()
