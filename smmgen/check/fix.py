"""Mend what a finding knows how to mend, in the very lines that were read."""

import codecs
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from difflib import unified_diff
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec import Struct

from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source
from smmgen.pattern import pattern
from smmgen.read.front_matter import decode

PASSES = 10
"""So often a fix may make room for another before it is left for the next run."""

_NO_END = "\n\\ No newline at end of file\n"
_END = pattern(r"\r\n|\r|\n")


class Mended(Struct, frozen=True):
    """A file's text with the edits of fixes in it, and how many findings they mend."""

    source: Source
    text: str
    count: int
    edits: tuple[Edit, ...] = ()


def mend(source: Source, findings: Iterable[Diagnostic]) -> Mended:
    """Apply the fixes that lie in one file. Where two would touch the same text, the later waits."""
    starts = _line_starts(source.text)
    taken: list[tuple[int, int]] = []
    edits: list[Edit] = []
    count = 0
    for finding in findings:
        mine = [edit for edit in finding.fix if edit.span.path == source.path]
        places = [_place(edit, starts) for edit in mine]
        if mine and len(mine) == len(finding.fix) and not _collide(places, taken):
            taken += places
            edits += mine
            count += 1
    return Mended(source, _replaced(source.text, edits, "\n"), count, tuple(edits))


def rewritten(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file's bytes with edits in it; all else stays: line ends, be they mixed, and the mark."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(mark) :].decode()
    end = _END.search(text)
    return mark + _replaced(text, edits, end[0] if end else "\n").encode()


def write(root: Path, mended: Mended) -> bool:
    """Write a mended file in one step; False, and nothing written, where it is not as it was read.

    All but the edits stays as it was, byte for byte, and so do its permissions.
    """
    place = root / mended.source.path
    if place.is_symlink() or not place.is_file():
        return False
    before = place.read_bytes()
    read, undecodable = decode(mended.source.path, before)
    if undecodable or read.text != mended.source.text:
        return False
    replace_file(place, rewritten(before, mended.edits))
    return True


Put = Callable[[Mended], bool]
"""Takes a mended file, and tells whether it could."""


def mend_all(
    findings: Iterable[Diagnostic],
    read: Callable[[str], Source | None],
    put: Put,
    look: Callable[[], Iterable[Diagnostic]],
) -> Counter[str]:
    """Mend files until nothing is left to mend; return how many findings were mended, by path.

    `read` returns a file's text as it is now, `look` what is found then. A file that cannot be put is let
    alone, and keeps no other from being mended.
    """
    done: Counter[str] = Counter()
    refused: set[str] = set()
    for _ in range(PASSES):
        before = done.total()
        for path, mine in _by_path(findings).items():
            source = read(path) if path not in refused else None
            mended = mend(source, mine) if source else None
            if mended is None or mended.text == mended.source.text:
                continue
            if put(mended):
                done[path] += mended.count
            else:
                refused.add(path)
        if done.total() == before:
            break
        findings = look()
    return done


def difference(path: str, before: bytes, after: bytes) -> str:
    """Return what changes in a file as a unified diff that git and patch can apply; empty for nothing."""
    old, new = (_lines(data.decode()) for data in (before, after))
    lines = unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else line + _NO_END for line in lines)


def _lines(text: str) -> list[str]:
    """Return lines as git sees them: ended by a line feed and nothing else."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _by_path(findings: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        if finding.fix:
            found[finding.span.path].append(finding)
    return found


def replace_file(place: Path, data: bytes) -> None:
    """Give a file other bytes in one step; its permissions stay."""
    with NamedTemporaryFile("wb", dir=place.parent, prefix=".", suffix=".smmgen", delete=False) as draft:
        draft.write(data)
    fresh = Path(draft.name)
    fresh.chmod(place.stat().st_mode & 0o7777)
    fresh.replace(place)


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in _END.finditer(text))]


def _place(edit: Edit, starts: Sequence[int]) -> tuple[int, int]:
    span = edit.span
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def _collide(places: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> bool:
    return any(
        (start < other_end and other_start < end) or start == other_start
        for start, end in places
        for other_start, other_end in taken
    )


def _replaced(text: str, edits: Iterable[Edit], line_end: str) -> str:
    starts = _line_starts(text)
    for (start, end), new in sorted(((_place(edit, starts), edit.text) for edit in edits), reverse=True):
        text = _joined(text[:start], new.replace("\n", line_end), text[end:])
    return text


def _joined(before: str, new: str, after: str) -> str:
    """Put a new text between two; where nothing is left between two line ends, they stay two."""
    parts_line = not new and before.endswith("\r") and after.startswith("\n")
    return before + ("\r" if parts_line else new) + after
