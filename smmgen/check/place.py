"""Places that a person can find: of an offset in a file's text, of a word in a plan's row."""

import re

from smmgen.model.plan import Plan, Topic
from smmgen.model.source import Source, Span


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


def is_in_code(source: Source, offset: int) -> bool:
    """Tell whether an offset of a Markdown file lies in `code` or between lines of three backticks."""
    before = source.text[:offset]
    line = before.rpartition("\n")[2]
    fences = sum(text.lstrip().startswith("```") for text in before.split("\n"))
    return line.count("`") % 2 == 1 or fences % 2 == 1
