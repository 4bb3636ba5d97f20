"""Small edits that are made in a page: what they change in a post's file, and nothing else in it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from smmgen.clock import parse_time, parse_when
from smmgen.model.post import Status
from smmgen.model.source import Source, Span
from smmgen.read.front_matter import decode, part
from smmgen.read.node import Entries, Node, Scalar
from smmgen.read.schema import Reading

MOST_LETTERS = 20_000


class MoveDay(Struct, frozen=True, tag_field="what", tag="day", forbid_unknown_fields=True):
    """Move what goes out on the day `was` ("2026-12-01", empty for no day yet) to another day."""

    was: str
    to: str


class SetTime(Struct, frozen=True, tag_field="what", tag="time", forbid_unknown_fields=True):
    """Let what goes out on the day `day` at `was` ("10:00", empty for a free slot) go out at another time."""

    day: str
    was: str
    to: str


class SetStatus(Struct, frozen=True, tag_field="what", tag="status", forbid_unknown_fields=True):
    """Set the status of a post, which was shown as `was`."""

    was: Status
    to: Status


class SetText(Struct, frozen=True, tag_field="what", tag="text", forbid_unknown_fields=True):
    """Replace the lines from `first`, counted from 1, on which `was` stands."""

    first: int
    was: str
    to: str


Edit = MoveDay | SetTime | SetStatus | SetText


class Stale(Exception):  # noqa: N818  (it reads as what happened)
    """The file is not what the person saw, or cannot be edited here; told in a sentence."""


Patch = tuple[Span, str]


def edited(path: str, raw: str, edits: Iterable[Edit]) -> str:
    """Return a file's text with edits in it; line ends, comments and quotes stay. Raises `Stale`.

    `raw` is all that the file says, its byte order mark included.
    """
    source, _ = decode(path, raw.encode())
    patches = [patch for edit in edits for patch in _patches(source, edit)]
    return patched(raw, patches)


def patched(raw: str, patches: Iterable[Patch]) -> str:
    """Put texts in the place of others; new lines end as the first one of the file does."""
    lines = [*re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", raw), ""]
    end = next(iter(re.findall(r"\r\n|\r|\n", raw)), "\n")
    for span, text in sorted(patches, reverse=True):
        before, behind = (
            lines[span.line - 1][: span.column - 1],
            lines[span.end_line - 1][span.end_column - 1 :],
        )
        lines[span.line - 1 : span.end_line] = [before + text.replace("\n", end) + behind]
    return "".join(lines)


def _patches(source: Source, edit: Edit) -> list[Patch]:
    match edit:
        case MoveDay():
            return list(_moved(source, edit))
        case SetTime():
            return [_timed(source, edit)]
        case SetStatus():
            return [_set(source, edit)]
        case SetText():
            return [_written(source, edit)]


def _moved(source: Source, edit: MoveDay) -> Iterator[Patch]:
    for day in (edit.to, edit.was or edit.to):
        if parse_when(day) is None or len(day) != len("2026-12-01"):
            raise Stale(f"“{day}” is no day; a day is written 2026-12-01.")
    written = times(source)
    if not edit.was and not written:
        yield _added(source, "publish_at", edit.to)
        return
    found = [span for span, text in written.items() if edit.was and text.startswith(edit.was)]
    if not found:
        raise Stale(
            f"{source.path} has no `publish_at` on {edit.was or 'no day'} any more, or has it elsewhere."
        )
    for span in found:
        column = _line(source, span).index(edit.was, span.column - 1) + 1
        yield span._replace(column=column, end_column=column + len(edit.was)), edit.to


def _timed(source: Source, edit: SetTime) -> Patch:
    if parse_time(edit.to) is None:
        raise Stale(f"“{edit.to}” is no time of day; a time is written 10:00.")
    found = [(span, text) for span, text in times(source).items() if text.startswith(edit.day)]
    if len(found) != 1 or _clock(found[0][1]) != edit.was:
        raise Stale(
            f"{source.path} has no single `publish_at` on {edit.day} at {edit.was or 'a free slot'} any more."
        )
    span, text = found[0]
    column = _line(source, span).index(text, span.column - 1) + 1 + len(edit.day)
    if not edit.was:
        return span._replace(column=column, end_column=column), f" {edit.to}"
    column += text[len(edit.day) :].index(edit.was)
    return span._replace(column=column, end_column=column + len(edit.was)), edit.to


def _set(source: Source, edit: SetStatus) -> Patch:
    node = _top(source).get("status")
    if node is None and edit.was == "draft":
        return _added(source, "status", edit.to)
    if not isinstance(node, Scalar) or node.text != edit.was:
        raise Stale(f"{source.path} does not say `status: {edit.was}` any more.")
    column = _line(source, node.span).index(edit.was, node.span.column - 1) + 1
    return node.span._replace(column=column, end_column=column + len(edit.was)), edit.to


def _written(source: Source, edit: SetText) -> Patch:
    lines, was = source.text.split("\n"), edit.was.split("\n")
    body_line = part(Reading(source), source).body_line
    last = edit.first + len(was) - 1
    if edit.first < body_line or lines[edit.first - 1 : last] != was:
        raise Stale(f"Lines {edit.first} to {last} of {source.path} say something else now.")
    text = re.sub(r"\r\n?", "\n", edit.to).strip("\n")
    if not text.strip() or len(text) > MOST_LETTERS or re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
        raise Stale(
            "A text needs some letters, and no control characters; take a paragraph out in the file itself."
        )
    return Span(source.path, edit.first, 1, last, len(was[-1]) + 1), text


def times(source: Source) -> Mapping[Span, str]:
    """Return every `publish_at` of a post as written: its own, and those of its variants."""
    top = _top(source)
    variants = top.get("variants")
    inner = [node for _, node in variants.entries] if isinstance(variants, Entries) else []
    nodes = [top.get("publish_at"), *(dict(_named(one)).get("publish_at") for one in inner)]
    one_line = [node for node in nodes if isinstance(node, Scalar) and node.span.line == node.span.end_line]
    return {node.span: node.text for node in one_line if parse_when(node.text)}


def status(source: Source) -> str:
    """Return the status of a post as written; a post without one is a draft."""
    node = _top(source).get("status")
    return node.text if isinstance(node, Scalar) else "draft"


def _clock(written: str) -> str:
    found = re.search(r"[T ]+(\d\d?:\d\d)", written)
    return found[1] if found else ""


def _top(source: Source) -> dict[str, Node]:
    node = part(Reading(source), source).node
    if node is None:
        raise Stale(f"The front matter of {source.path} cannot be read; mend it in the file.")
    return dict(_named(node))


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Entries):
        for key, value in node.entries:
            yield key.text, value


def _line(source: Source, span: Span) -> str:
    return source.line(span.line)


def _added(source: Source, key: str, value: str) -> Patch:
    """Return a line of front matter more, behind the title, else at the end."""
    parts = part(Reading(source), source)
    if source.line(2).lstrip().startswith("{"):
        raise Stale(f"The front matter of {source.path} is in braces; add `{key}: {value}` in the file.")
    title = _top(source).get("title")
    line = (
        title.span.end_line + 1 if title and title.span.line == title.span.end_line else parts.body_line - 1
    )
    return Span(source.path, line, 1, line, 1), f"{key}: {value}\n"
