"""Read YAML strictly: every scalar stays the text that was written, every value keeps its place.

Nothing is changed in silence, as YAML readers like to do: `18:00` is not a number of minutes, `no` is not
false, and a hashtag that YAML takes for a comment is a finding. What can hide or multiply content
(anchors, aliases, tags, merge keys, doubled keys, very deep or large data) is refused.
"""

from collections.abc import Iterator
from typing import Protocol

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source, Span
from smmgen.pattern import pattern
from smmgen.read.node import Entries, Items, Node, Scalar
from smmgen.read.parsers import yaml
from smmgen.read.yaml_hint import hint

MAX_DEPTH = 12
MAX_NODES = 2_000
MAX_BYTES = 64 * 1024


class _Mark(Protocol):
    line: int
    column: int


def _mark(mark: _Mark | None) -> _Mark:
    if mark is None:
        raise AssertionError("the parser marks every event")
    return mark


class _Fault(Exception):  # noqa: N818
    def __init__(self, finding: Diagnostic) -> None:
        self.finding = finding


def parse(
    source: Source, text: str | None = None, first_line: int = 1
) -> tuple[Node | None, list[Diagnostic]]:
    """Read one YAML document; never raises. Without a readable document the node is None.

    `text` is the part of the source to read (all of it by default) and `first_line` its line there.
    """
    text = source.text if text is None else text
    reader = _Reader(source, text, first_line)
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        return None, [
            reader.finding(
                "YML006",
                reader.place(0, 0),
                f"This is more than {MAX_BYTES // 1024} KiB of YAML.",
                "Split it into several files.",
            )
        ]
    try:
        node = reader.document()
    except _Fault as fault:
        return None, [*reader.findings, fault.finding]
    except yaml.MarkedYAMLError as error:
        return None, [*reader.findings, reader.syntax(error)]
    except yaml.reader.ReaderError as error:
        return None, [*reader.findings, reader.unreadable(error)]
    except yaml.YAMLError as error:
        return None, [
            *reader.findings,
            reader.finding("YML001", reader.place(0, 0), f"This is not valid YAML: {error}."),
        ]
    return node, reader.findings


_PARSER = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.SafeLoader
_SWALLOWED = pattern(r"[ \t]*(?:^|[ \t])(#[^\s#]\S*)")


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield a parser's events; the one in Python refuses control characters as soon as it is made."""
    yield from iter(_PARSER(text).get_event, None)


class _Reader:
    """Build nodes out of parser events, one document's worth."""

    def __init__(self, source: Source, text: str, first_line: int) -> None:
        self._path = source.path
        self._lines = text.split("\n")
        self._first_line = first_line
        self._events = _events(text)
        self._nodes = 0
        self._has_hash = "#" in text
        self.findings: list[Diagnostic] = []

    def place(
        self, line: int, column: int, end_line: int | None = None, end_column: int | None = None
    ) -> Span:
        first = self._first_line
        end_line = line if end_line is None else end_line
        return Span(
            self._path,
            line + first,
            column + 1,
            end_line + first,
            (column if end_column is None else end_column) + 1,
        )

    def finding(self, code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
        return Diagnostic(code=code, severity="error", span=span, message=message, hint=hint)

    def document(self) -> Node | None:
        for event in self._events:
            if isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                return None
            node = self._node(event, 0)
            self._end()
            return node
        return None

    def _end(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _Fault(
                    self.finding(
                        "YML010",
                        self._span(event),
                        "A second YAML document starts here.",
                        "Keep one document in a file.",
                    )
                )

    def _span(self, event: yaml.Event) -> Span:
        return self._between(event, event)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            limit = f"{MAX_DEPTH} levels" if depth > MAX_DEPTH else f"{MAX_NODES} values"
            raise _Fault(
                self.finding(
                    "YML006",
                    self._span(event),
                    f"This YAML has more than {limit}.",
                    "Write it flatter, or split the file.",
                )
            )
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
            return self._scalar(event)
        self._refuse_tricks(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth)
        return self._entries(event, depth)

    def _refuse_tricks(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            name = f"{sign}{getattr(event, 'anchor', '')}"
            raise _Fault(
                self.finding(
                    "YML002",
                    self._span(event),
                    f"YAML would read “{name}” as a reference to another value.",
                    "Write the value out, or put it in quotes if the sign belongs to the text.",
                )
            )
        if getattr(event, "tag", None):
            raise _Fault(
                self.finding(
                    "YML003",
                    self._span(event),
                    "YAML would read what starts with “!” as a tag.",
                    "Put the value in quotes.",
                )
            )

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        is_plain = not event.style
        if is_plain and self._has_hash:
            self._refuse_swallowed(event)
        return Scalar(event.value, is_plain, self._span(event))

    def _refuse_swallowed(self, event: yaml.ScalarEvent) -> None:
        end = _mark(event.end_mark)
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if "#" in rest and (found := _SWALLOWED.match(rest if event.value else " " + rest)):
            column = end.column + found.start(1) - (0 if event.value else 1)
            span = self.place(end.line, column, end.line, column + len(found.group(1)))
            self.findings.append(
                self.finding(
                    "YML007",
                    span,
                    f"YAML takes “{found.group(1)}” for a comment and drops it.",
                    'Put the whole value in quotes: "…". A true comment has a space after "#".',
                )
            )

    def _items(self, start: yaml.Event, depth: int) -> Items:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Items(tuple(items), self._between(start, event))
            items.append(self._node(event, depth + 1))
        raise AssertionError("the parser ends every sequence")

    def _entries(self, start: yaml.Event, depth: int) -> Entries:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return Entries(tuple(entries.values()), self._between(start, event))
            key = self._key(event, depth)
            value = self._node(next(self._events), depth + 1)
            if key.text in entries:
                line = entries[key.text][0].span.line
                self.findings.append(
                    self.finding(
                        "YML004",
                        key.span,
                        f"The key “{key.text}” is here twice; the first is on line {line}.",
                        "Keep one of the two.",
                    )
                )
            else:
                entries[key.text] = (key, value)
        raise AssertionError("the parser ends every mapping")

    def _key(self, event: yaml.Event, depth: int) -> Scalar:
        key = self._node(event, depth + 1)
        if not isinstance(key, Scalar):
            raise _Fault(
                self.finding(
                    "YML005",
                    key.span,
                    "A key must be a word, not a list or a mapping.",
                    "If this is text in braces or brackets, put it in quotes.",
                )
            )
        if key.text == "<<" and key.is_plain:
            raise _Fault(
                self.finding("YML002", key.span, "“<<” would merge another value in.", "Write the keys out.")
            )
        return key

    def _between(self, start: yaml.Event, end: yaml.Event) -> Span:
        first, last, more = start.start_mark, end.end_mark, self._first_line
        if first is None or last is None:
            raise AssertionError("the parser marks every event")
        return Span(self._path, first.line + more, first.column + 1, last.line + more, last.column + 1)

    def syntax(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        is_open = "unexpected end of stream" in (error.problem or "") and error.context_mark
        mark = error.context_mark if is_open else error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        line = min(line, len(self._lines) - 1)
        text = self._lines[line] if line >= 0 else ""
        problem = error.problem or "it cannot be read"
        return self.finding(
            "YML001",
            self.place(line, column, line, column + 1),
            f"This is not valid YAML: {problem}.",
            hint(problem, text, self._lines[max(0, line - 1)]),
        )

    def unreadable(self, error: yaml.reader.ReaderError) -> Diagnostic:
        position = error.position
        before = "\n".join(self._lines)[:position]
        line, column = before.count("\n"), position - (before.rfind("\n") + 1)
        return self.finding(
            "YML009",
            self.place(line, column, line, column + 1),
            f"There is an invisible control character here ({error.reason}).",
            "Delete it and type the text anew.",
        )
