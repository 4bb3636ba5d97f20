"""What a person can do about a YAML parser's complaint."""

import re


def hint(problem: str, line: str, line_before: str) -> str:
    """Return what to do about a parser's `problem`, from the line it names and the one before."""
    if any(text.startswith(("<<<<<<< ", "||||||| ", "=======", ">>>>>>> ")) for text in (line, line_before)):
        return "A merge left both versions here: keep one, and delete the lines that git put in."
    if "unexpected end of stream" in problem:
        return "The quotation mark here is not closed: put another one where the text ends."
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Indent with spaces, not with tabs."
    for text in (line, line_before):
        if re.search(r"[\[,]\s*#\w", text):
            return 'A hashtag in a list needs quotes: ["#coffee"], or write it without "#".'
    if "mapping values are not allowed" in problem:
        return 'A value with a colon in it needs quotes: title: "Tonight: jazz".'
    if "cannot start any token" in problem:
        return 'A value that starts with @, `, % or a tab needs quotes: "@northwind".'
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        return "A bracket is not closed, or a comma is missing; text with , : [ ] { } in it needs quotes."
    if "block end" in problem or "expected key" in problem or "could not find expected ':'" in problem:
        return "Look at the indentation and the quotes of this line and the one before."
    return "Look at the indentation, the quotes and the brackets of this line and the one before."
