"""Take one code out of the place where it is ignored, and what is empty without it."""

from smmgen.model.diagnostic import Edit
from smmgen.model.source import Source, Span
from smmgen.pattern import pattern

_BEHIND = pattern(r"[ \t]*,[ \t]*")
_BEFORE = pattern(r"[ \t]*,[ \t]*$")
_COMMENT = pattern(r"(?:[ \t]?<!--|[ \t]*#)[ \t]*smmgen:[ \t]*ignore[ \t]+$")
_KEY = r"[ \t]*(?:[^\s:#\[\]{},]+|\"[^\"]*\"|'[^']*')[ \t]*:"
_ALONE = pattern(rf"{_KEY}[ \t]*\[?[ \t]*")
_REST = pattern(r"[ \t]*\]?[ \t]*(?:#.*)?")
_ITEM = pattern(r"[ \t]*-[ \t]+")
_HEAD = pattern(rf"{_KEY}[ \t]*(?:#.*)?")


def removal(source: Source, span: Span) -> tuple[Edit, ...]:
    """Return the edit that takes out the code at a place: of a list in YAML, or of a comment to smmgen.

    With the last of its codes the comment goes, and the entry of a list that has lines of its own.
    """
    line = source.line(span.line)
    start, end = span.column - 1, span.end_column - 1
    before, behind = line[:start], line[end:]
    if comma := _BEHIND.match(behind):
        return (_edit(span, start, end + comma.end()),)
    if comma := _BEFORE.search(before):
        return (_edit(span, comma.start(), end),)
    if comment := _COMMENT.search(before):
        return (_comment(source, span, line, comment.start(), end),)
    if _ITEM.fullmatch(before) and _REST.fullmatch(behind):
        return (_lines(source, _first_of_list(source, span.line), span.line),)
    if _ALONE.fullmatch(before) and _REST.fullmatch(behind):
        return (_lines(source, span.line, span.line),)
    return (_edit(span, start, end, "" if before.rstrip().endswith("[") else "[]"),)


def _edit(span: Span, start: int, end: int, text: str = "") -> Edit:
    return Edit(span._replace(column=start + 1, end_line=span.line, end_column=end + 1), text)


def _comment(source: Source, span: Span, line: str, start: int, end: int) -> Edit:
    closing = line.find("-->", end) if line[start:].lstrip().startswith("<!--") else -1
    end = closing + 3 if closing >= 0 else len(line)
    if not line[:start].strip() and not line[end:].strip():
        return _lines(source, span.line, span.line)
    return _edit(span, start, end)


def _first_of_list(source: Source, number: int) -> int:
    """Return the line of a list's key where the item on a line is its only one, else that line."""
    is_first = _HEAD.fullmatch(source.line(number - 1)) is not None
    is_last = not _ITEM.match(source.line(number + 1))
    return number - 1 if is_first and is_last else number


def _lines(source: Source, first: int, last: int) -> Edit:
    if last < source.text.count("\n") + 1:
        return Edit(Span(source.path, first, 1, last + 1, 1), "")
    return Edit(Span(source.path, first, 1, last, len(source.line(last)) + 1), "")
