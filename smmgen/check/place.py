"""From an offset in a file's text to the place that a person can find."""

from smmgen.model.source import Source, Span


def span_in(source: Source, start: int, end: int) -> Span:
    """Return the place of a stretch of a source's text, given by its offsets in code points."""
    text = source.text
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    end_line, end_column = line + text.count("\n", start, end), end - text.rfind("\n", 0, end)
    return Span(source.path, line, column, end_line, end_column)
