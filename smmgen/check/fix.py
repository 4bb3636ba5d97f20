"""Mend what a finding knows how to mend, in the very lines that were read."""

import codecs
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec import Struct

from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source, Span
from smmgen.read.front_matter import decode


class Mended(Struct, frozen=True):
    """A file's text with the fixes in it, and how many findings they mend."""

    source: Source
    text: str
    count: int


def mend(source: Source, findings: Iterable[Diagnostic]) -> Mended:
    """Apply the fixes that lie in one file. Where two would touch the same text, the later waits."""
    starts = _line_starts(source.text)
    taken: list[tuple[int, int, str]] = []
    count = 0
    for finding in findings:
        edits = [_offsets(edit, starts) for edit in finding.fix if edit.span.path == source.path]
        if edits and len(edits) == len(finding.fix) and not _collide(edits, taken):
            taken += edits
            count += 1
    return Mended(source, _replaced(source.text, taken), count)


def write(root: Path, mended: Mended) -> bool:
    """Write a mended file in one step; False, and nothing written, where it is not as it was read.

    The file keeps its line ends, its byte order mark and its permissions.
    """
    place = root / mended.source.path
    if place.is_symlink() or not place.is_file():
        return False
    before = place.read_bytes()
    read, undecodable = decode(mended.source.path, before)
    if undecodable or read.text != mended.source.text:
        return False
    replace_file(place, _as_before(mended.text, before))
    return True


def _as_before(text: str, before: bytes) -> bytes:
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()


def replace_file(place: Path, data: bytes) -> None:
    """Give a file other bytes in one step; its permissions stay."""
    with NamedTemporaryFile("wb", dir=place.parent, prefix=".", suffix=".smmgen", delete=False) as draft:
        draft.write(data)
    fresh = Path(draft.name)
    fresh.chmod(place.stat().st_mode & 0o7777)
    fresh.replace(place)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return starts


def _offsets(edit: Edit, starts: list[int]) -> tuple[int, int, str]:
    span: Span = edit.span
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1, edit.text


def _collide(edits: list[tuple[int, int, str]], taken: list[tuple[int, int, str]]) -> bool:
    return any(
        (start < other_end and other_start < end) or start == other_start
        for start, end, _ in edits
        for other_start, other_end, _ in taken
    )


def _replaced(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
