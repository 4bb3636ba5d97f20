"""Part a Markdown file into its front matter and its body."""

from typing import NamedTuple

from smmgen.model.source import Source, Span
from smmgen.read.node import Entries, Node
from smmgen.read.schema import Reading
from smmgen.read.yaml import parse


class Parts(NamedTuple):
    """A file in two: the front matter (None where there is none to use), the body and its first line."""

    node: Node | None
    body: str
    body_line: int


def part(reading: Reading, source: Source) -> Parts:
    """Part a file at its `---` lines; what is wrong with them becomes a finding."""
    lines = source.text.split("\n")
    if not lines or lines[0].rstrip() != "---":
        span = Span(source.path, 1, 1, 1, len(lines[0]) + 1)
        hint = "Start the file with a line `---`, then the keys, then another line `---`."
        reading.error("FMT005", span, "This file has no front matter.", hint)
        return Parts(None, source.text, 1)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            node, findings = parse(source, "\n".join(lines[1:number]), first_line=2)
            reading.findings += findings
            if node is None and not findings:
                node = Entries((), Span(source.path, 1, 1, 1, 4))
            return Parts(node, "\n".join(lines[number + 1 :]), number + 2)
    hint = "Add a line `---` behind the last key."
    reading.error(
        "FMT005", Span(source.path, 1, 1, 1, 4), "The front matter that starts here does not end.", hint
    )
    return Parts(None, "", len(lines))


def decode(path: str, data: bytes) -> tuple[Source, Span | None]:
    """Decode a file as UTF-8; the span names the first place that is none, and � stands there."""
    try:
        return Source(path, _plain_ends(data.decode("utf-8-sig"))), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        text = data.decode("utf-8-sig", "replace")
        return Source(path, _plain_ends(text)), Span(path, line, column, line, column + 1)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
