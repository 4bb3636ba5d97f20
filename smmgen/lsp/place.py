"""Turn our places into those of the Language Server Protocol, and back.

We count lines and columns from 1, columns in characters; the protocol counts from 0, columns in UTF-16 units.
Source: Language Server Protocol 3.17, Position.
"""

from lsprotocol.types import Position, Range

from smmgen.model.source import Source, Span


def position(source: Source, line: int, column: int) -> Position:
    """Return a place in a text."""
    before = source.line(line)[: column - 1]
    return Position(max(line - 1, 0), len(before.encode("utf-16-le")) // 2)


def stretch(source: Source, span: Span) -> Range:
    """Return a stretch of a text; an empty one becomes a character, so that it can be seen."""
    start = position(source, span.line, span.column)
    end = position(source, span.end_line, span.end_column)
    return Range(start, Position(end.line, end.character + 1) if start == end else end)


def column(source: Source, place: Position) -> int:
    """Return the column, from 1 and in characters, of a place."""
    text = source.line(place.line + 1).encode("utf-16-le")
    return len(text[: place.character * 2].decode("utf-16-le", "ignore")) + 1
