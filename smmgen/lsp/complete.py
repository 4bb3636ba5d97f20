"""Offer what may be written at a place."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from smmgen.editor.known import Known
from smmgen.editor.schema import schema
from smmgen.lsp.cursor import Cursor, cursor
from smmgen.lsp.in_text import files, in_text
from smmgen.lsp.shapes import Choice, Shapes
from smmgen.model.source import Source

_KINDS = (
    ("smmgen.yaml", "config"),
    ("content/posts/*.md", "post"),
    ("plans/strategy.md", "strategy"),
    ("plans/*.md", "plan"),
    ("themes/*/theme.yaml", "theme"),
    ("themes/*/cards/*.yaml", "card"),
)
_NETWORK = re.compile(r"^ +([\w-]+):\s*(?:\{ *|\n +)network: *(\w+)", re.MULTILINE)
"""An account in smmgen.yaml that is still being written, and its network."""


def kind_of(path: str) -> str:
    """Return which kind of file a path is; empty where it is none of ours."""
    return next((kind for pattern, kind in _KINDS if fnmatchcase(path, pattern)), "")


def shapes_of(source: Source, known: Known) -> Shapes:
    """Return what may stand in a file."""
    kind = kind_of(source.path)
    written = dict(_NETWORK.findall(source.text)) if kind == "config" else {}
    return Shapes(_schema(kind, _Names(known)), {**known.accounts, **written})


@cache
def _schema(kind: str, names: "_Names") -> dict[str, Any]:
    return schema(kind, names.known)


class _Names:
    """The names of a repository, as a value that can be remembered by."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._key: Any = str(known)

    def __eq__(self, other: object) -> bool:
        """Tell whether two repositories know the same names."""
        return isinstance(other, _Names) and self._key == other._key

    def __hash__(self) -> int:
        """Return the hash of the names."""
        return hash(self._key)


def front_matter_ends(source: Source) -> int:
    """Return the line of the `---` behind the front matter; a file of YAML has none and never ends."""
    if not source.path.endswith(".md"):
        return len(source.text) + 1
    lines = source.text.split("\n")
    return next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), len(lines) + 1)


def choices(
    source: Source, line: int, column: int, known: Known, paths: Iterable[str]
) -> tuple[list[Choice], str]:
    """Return what may be written at a place (from 1), and the letters of it that stand there already."""
    text = source.line(line)[: column - 1]
    if line >= front_matter_ends(source):
        return in_text(source, line, text, known, paths)
    first = 1 if source.path.endswith(".md") else 0
    at = cursor(source.text.split("\n")[first : line - 1], text)
    return list(_at(source, at, known, paths)), at.word


def _at(source: Source, at: Cursor, known: Known, paths: Iterable[str]) -> Iterator[Choice]:
    if not kind_of(source.path):
        return
    shapes = shapes_of(source, known)
    if at.is_key:
        yield from shapes.keys(at.keys)
        return
    values = shapes.values(at.keys)
    yield from values
    if "file" in shapes.names(at.keys):
        yield from files(source.path, paths)
    if at.is_item and not values:
        yield from shapes.keys(at.keys)
