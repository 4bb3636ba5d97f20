"""Read a table of a spreadsheet (CSV) into rows whose cells know their place."""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span
from smmgen.pattern import pattern

MAX_BYTES = 20_000_000
_DELIMITERS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MIXED = pattern(r"[A-Za-z][а-яёА-ЯЁЀ-Џѐ-џ]|[а-яёА-ЯЁЀ-Џѐ-џ][A-Za-z]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, stripped, and the place of each; `span` is that of the whole row."""

    cells: Mapping[str, str]
    spans: Mapping[str, Span]
    span: Span


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: the names of its columns with their places, its rows, and what is wrong with it."""

    columns: Mapping[str, Span]
    rows: tuple[Row, ...]
    findings: tuple[Diagnostic, ...] = ()


def read_rows(path: str, data: bytes) -> Rows:
    """Read a table; never raises. Its encoding and delimiter are found out, and empty rows left out.

    The first row names the columns, in small letters. A row with more cells than there are columns is a
    finding, and left out.
    """
    if len(data) > MAX_BYTES:
        message = f"This table has {len(data) / 1e6:.0f} MB; 20 MB is the most."
        return Rows({}, (), (_error("TAB001", Span(path), message, "Split it."),))
    text = decoded(data)
    lines = _Lines(text)
    written = [row for row in lines.rows() if any(cell.strip() for cell in row[1])]
    if not written:
        hint = "Name the columns in its first row: file, headline, detail."
        return Rows({}, (), (_error("TAB001", Span(path), "This table is empty.", hint),))
    (first, names), *others = written
    places = lines.places(path, first, names)
    columns = {name.strip().lower(): place for name, place in zip(names, places, strict=True) if name.strip()}
    findings: list[Diagnostic] = []
    rows = []
    for number, cells in others:
        spans = lines.places(path, number, cells)
        pairs = list(zip(spans, cells, strict=True))[len(names) :]
        if beyond := [span for span, cell in pairs if cell.strip()]:
            message = f"This row has {len(cells)} cells; the table has {len(names)} columns."
            hint = f"A cell with “{lines.delimiter}” in it needs quotes."
            findings.append(_error("TAB002", beyond[0], message, hint))
            continue
        rows.append(_row(names, cells, spans))
    return Rows(columns, tuple(rows), tuple(findings))


def _row(names: Sequence[str], cells: Sequence[str], spans: Sequence[Span]) -> Row:
    named = [
        (name.strip().lower(), cell.strip(), span)
        for name, cell, span in zip(names, cells, spans, strict=False)
        if name.strip()
    ]
    return Row(
        cells={name: cell for name, cell, _ in named},
        spans={name: span for name, _, span in named},
        span=spans[0],
    )


def decoded(data: bytes) -> str:
    """Decode text of unknown encoding: by its mark, as UTF-8, or as Windows' Cyrillic or Western letters."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        cyrillic = data.decode("cp1251", "replace")
        is_western = _MIXED.search(cyrillic) is not None
        return data.decode("cp1252", "replace") if is_western else cyrillic


class _Lines:
    """A table's text, by lines, with the delimiter that its first row has most of."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)
        head = re.sub(r'"[^"]*"', "", next((line for line in self._lines if line.strip()), ""))
        self.delimiter = max(_DELIMITERS, key=head.count)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with the number of its first line, from 1."""
        reader = csv.reader(self._lines, delimiter=self.delimiter)
        start = 1
        for row in reader:
            yield start, row
            start = reader.line_num + 1

    def places(self, path: str, line: int, cells: Sequence[str]) -> list[Span]:
        """Return where each cell of a row stands; a cell in quotes may go over several lines."""
        found: list[Span] = []
        is_quoted = has_quotes = False
        start = (line, 1)
        for number, text in enumerate(self._lines[line - 1 :], line):
            for column, sign in enumerate(text.rstrip("\r\n"), 1):
                has_quotes = sign == '"' if (number, column) == start else has_quotes
                if sign == '"' and has_quotes:
                    is_quoted = not is_quoted
                elif sign == self.delimiter and not is_quoted:
                    found.append(Span(path, *start, number, column))
                    start = (number, column + 1)
            if not is_quoted:
                found.append(Span(path, *start, number, len(text.rstrip("\r\n")) + 1))
                break
        return (found + [Span(path, line, 1, line, 1)] * len(cells))[: len(cells)]


def _error(code: str, span: Span, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code=code, severity="error", span=span, message=message, hint=hint)
