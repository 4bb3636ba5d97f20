"""Places that a person can find: of an offset in a file's text, of a word in a plan's row."""

import re

from smmgen.model.plan import Plan, Topic
from smmgen.model.source import Source, Span, Spans


def span_in(source: Source, start: int, end: int) -> Span:
    """Return the place of a stretch of a source's text, given by its offsets in code points."""
    text = source.text
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    end_line, end_column = line + text.count("\n", start, end), end - text.rfind("\n", 0, end)
    return Span(source.path, line, column, end_line, end_column)


def cell(plan: Plan, topic: Topic, text: str) -> Span:
    """Return where a word stands in a row of the plan's table; the row itself where it is not found."""
    line = plan.source.line(topic.span.line)
    found = re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", line) if text else None
    if not found:
        return topic.span
    start, end = found.span()
    return topic.span._replace(column=start + 1, end_line=topic.span.line, end_column=end + 1)


def is_written(source: Source, spans: Spans, key: str) -> bool:
    """Tell whether a key of a file has a value, be it one that cannot be read."""
    span = spans.by_path.get((key,))
    return span is not None and _text(source, span) != key  # a key without a value stands for itself


def _text(source: Source, span: Span) -> str:
    return source.line(span.line)[span.column - 1 : span.end_column - 1]


def name_in(source: Source | None, span: Span, name: str) -> Span:
    """Return where a file's name stands in a stretch of a source; the stretch itself where it does not."""
    if source is None:
        return span
    written = re.compile(rf"[^\s,{{}}\[\]\"']*{re.escape(name)}")
    for number in range(span.line, span.end_line + 1):
        if found := written.search(source.line(number), span.column - 1 if number == span.line else 0):
            return Span(span.path, number, found.start() + 1, number, found.end() + 1)
    return span


def is_in_code(source: Source, offset: int) -> bool:
    """Tell whether an offset of a Markdown file lies in `code` or between lines of three backticks."""
    before = source.text[:offset]
    line = before.rpartition("\n")[2]
    fences = sum(text.lstrip().startswith("```") for text in before.split("\n"))
    return line.count("`") % 2 == 1 or fences % 2 == 1
