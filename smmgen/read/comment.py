"""Comments to smmgen: `<!-- smmgen: ignore TYP003 -->` in a text, `# smmgen: ignore ALT003` in YAML.

In a text they are taken out before it is read, so that what is published, and how long it is, is the same as
without them.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from smmgen.model.ignore import Ignore
from smmgen.model.source import Source, Span
from smmgen.pattern import pattern
from smmgen.read.parsers import Markdown, yaml

MARK = pattern(r"<!--[ \t]*smmgen:")
"""How a comment to smmgen starts in a text."""

_CODES = r"[A-Za-z]+\d*(?:[ \t]*,[ \t]*[A-Za-z]+\d*)*"
_IGNORE = rf"ignore[ \t]+(?P<codes>{_CODES})[ \t]*(?::.*?)?"
_IN_TEXT = pattern(rf"[ \t]?<!--[ \t]*smmgen:[ \t]*{_IGNORE}-->(?=[ \t]*$)")
_IN_YAML = pattern(r"(?:^|(?<=\s))#[ \t]*smmgen:[ \t]*(?P<asked>.*)$")
_ASKED = pattern(rf"{_IGNORE}\s*")
_CODE = pattern(r"[A-Za-z]+\d*")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Cleaned(NamedTuple):
    """A text without comments to smmgen, and the number of each of its lines in the file."""

    text: str
    numbers: Sequence[int]


def cleaned(text: str, first_line: int) -> Cleaned:
    """Take the comments out of a Markdown text; a line that holds nothing else goes with its comment."""
    lines = text.split("\n")
    numbers = range(first_line, first_line + len(lines))
    found = dict(_comments(text))
    if not found:
        return Cleaned(text, numbers)
    kept = {n: lines[n] for n in range(len(lines))}
    for number, comment in found.items():
        rest = lines[number][: comment.start()] + lines[number][comment.end() :]
        if rest.strip():
            kept[number] = rest
        else:
            del kept[number]
    return Cleaned("\n".join(kept.values()), [numbers[n] for n in kept])


def ignores_in(source: Source) -> tuple[Ignore, ...]:
    """Return what comments in a file ask to ignore: in YAML, or in front matter and a text behind it."""
    if "smmgen:" not in source.text:
        return ()
    lines = source.text.split("\n")
    if not source.path.endswith(".md"):
        return tuple(_in_yaml(source.path, lines, 1))
    if lines[0].rstrip() != "---":
        return tuple(_in_text(source.path, lines, 1))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    front, body = lines[1:end], lines[end + 1 :]
    return (*_in_yaml(source.path, front, 2), *_in_text(source.path, body, end + 2))


def _in_text(path: str, lines: Sequence[str], first_line: int) -> Iterator[Ignore]:
    found = dict(_comments("\n".join(lines)))
    for number, comment in found.items():
        first = last = number
        if not lines[number][: comment.start()].strip():
            first, last = _block(lines, number, found.keys())
        for code, span in _codes(path, comment, first_line + number):
            yield Ignore(code, span, path, first_line + first, first_line + last)


def _block(lines: Sequence[str], number: int, comments: Set[int]) -> tuple[int, int]:
    """Return the first and the last line of what follows a comment: up to the next empty line."""
    first = number + 1
    while first < len(lines) and (not lines[first].strip() or first in comments):
        first += 1
    last = first
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    return first, last


def _comments(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the comments of a text by line, counted from 0; what is code is none."""
    if not MARK.search(text):
        return
    code = _code(text)
    for number, line in enumerate(text.split("\n")):
        if number not in code and (found := _IN_TEXT.search(line)):
            yield number, found


@cache
def _parser() -> Markdown:
    return Markdown("commonmark", {"html": False})


def _code(text: str) -> frozenset[int]:
    blocks = [token.map for token in _parser().parse(text) if token.type in ("fence", "code_block")]
    return frozenset(line for block in blocks if block for line in range(*block))


def _in_yaml(path: str, lines: Sequence[str], first_line: int) -> Iterator[Ignore]:
    values = _values("\n".join(lines))
    for number, line in enumerate(lines):
        comment = _IN_YAML.search(line)
        if comment is None or any(start <= (number, comment.start()) < end for start, end in values):
            continue
        is_alone = not line[: comment.start()].strip()
        first, last = _entry(lines, number + is_alone)
        asked = _ASKED.fullmatch(line, comment.start("asked"))
        if asked is None:
            here = first_line + number
            span = Span(path, here, comment.start() + 1, here, len(line) + 1)
            yield Ignore("", span, path, first_line + first, first_line + last)
        for code, span in _codes(path, asked, first_line + number) if asked else ():
            yield Ignore(code, span, path, first_line + first, first_line + last)


def _entry(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Return the first and the last line of an entry: with those below it that are indented deeper."""
    while number < len(lines) and (not lines[number].strip() or lines[number].lstrip().startswith("#")):
        number += 1
    last = number
    if number < len(lines):
        depth = _depth(lines[number])
        while last + 1 < len(lines) and (not lines[last + 1].strip() or _depth(lines[last + 1]) > depth):
            last += 1
    return number, last


def _depth(line: str) -> float:
    """Return how deep a line is indented; an item of a list is deeper than the key that it stands below."""
    text = line.lstrip()
    return len(line) - len(text) + 0.5 * text.startswith("- ")


def _values(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where the values of a YAML text stand, line and column from 0: no comment starts in one."""
    found = []
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark, token.end_mark
                found.append(((start.line, start.column), (end.line, end.column)))
    except yaml.YAMLError:
        pass  # what stands before the fault is known; the reader tells of the rest
    return found


def _codes(path: str, comment: re.Match[str], line: int) -> Iterator[tuple[str, Span]]:
    for code in _CODE.finditer(comment["codes"]):
        start = comment.start("codes") + code.start()
        yield code[0], Span(path, line, start + 1, line, start + len(code[0]) + 1)
