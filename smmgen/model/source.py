"""Where a value was written: a file's text and places in it."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

Path = tuple[str | int, ...]
"""The way to a value inside a file's data: ("image", "alt"), ("images", 0, "photo")."""


class Span(NamedTuple):
    """Name a stretch of a file; lines and columns count from 1, columns in characters (code points).

    `end_line` and `end_column` point behind the last character, as editors and SARIF do.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def holds(self, other: "Span") -> bool:
        """Tell whether another stretch lies in this one."""
        ends = (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        return self.path == other.path and ends and (self.line, self.column) <= (other.line, other.column)


class Source(Struct, frozen=True):
    """Hold one text file of the content repository: its path from the root, with `/`, and its text."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1, without its end; empty if there is none."""
        lines = self.text.split("\n")
        return lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else ""


class Spans(Struct, frozen=True):
    """Answer where a value stands, by its path in the data; an unknown path gives its nearest parent."""

    by_path: Mapping[Path, Span]
    whole: Span

    def at(self, *path: str | int) -> Span:
        """Return the place of the value at `path`, else of the nearest parent that was written."""
        while path:
            if span := self.by_path.get(path):
                return span
            path = path[:-1]
        return self.whole
