"""Read a spreadsheet, CSV or workbook, into rows of texts that know where they stand."""

import codecs
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from msgspec import Struct

from smmgen.model.fault import UsageError
from smmgen.read.rows import MAX_BYTES, read_rows
from smmgen.text.spreadsheet import unguarded

MAX_ROWS = 5_000
_MAX_UNPACKED = 200_000_000
"""Bytes of a workbook's parts: more than that is a trap, not a plan."""


_MARK_MISREAD = "ï»¿"
"""The mark at the start of a file in UTF-8, read as Western letters."""


class SheetRow(Struct, frozen=True):
    """A row of a spreadsheet: its cells by the column's name in small letters, and its place for messages."""

    cells: Mapping[str, str]
    place: str


class Sheet(Struct, frozen=True):
    """A table: its columns, its rows, and what of it could not be read, as sentences."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    lost: tuple[str, ...] = ()


def read_sheet(path: Path) -> Sheet:
    """Read a file by the end of its name, .csv or .xlsx; raise `UsageError` where it is neither or broken."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is longer than {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror}") from None
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return _of_csv(path.name, data)
        case ".xlsx" | ".xlsm":
            return _of_workbook(path.name, data)
    raise UsageError(f"{path} is no .csv and no .xlsx. Save it as one of these first.")


_SAVE = "Save it as UTF-8: “CSV UTF-8” in Excel, the character set Unicode (UTF-8) in LibreOffice."


def _of_csv(name: str, data: bytes) -> Sheet:
    if not _is_unicode(data):
        raise UsageError(f"{name} is not UTF-8, and its letters could be taken for others. {_SAVE}")
    table = read_rows(name, data)
    rows = [
        SheetRow({key: unguarded(cell) for key, cell in row.cells.items()}, f"{name}:{row.span.line}")
        for row in table.rows
    ]
    lost = [f"{one.span.path}:{one.span.line} {one.message} {one.hint}" for one in table.findings]
    return Sheet(tuple(table.columns), tuple(rows), tuple(lost))


def _is_unicode(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _of_workbook(name: str, data: bytes) -> Sheet:
    from openpyxl import load_workbook

    _refuse_traps(name, data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=False, keep_links=False)
        lines = list(_lines(book.worksheets[0], name))
    except UsageError:
        raise
    except Exception as fault:
        raise UsageError(f"{name} cannot be read as a workbook: {type(fault).__name__}: {fault}") from None
    others = [sheet.title for sheet in book.worksheets[1:] if sheet.max_row > 1]
    lost = [f"{name}: the sheet “{title}” is not read; the plan is the first one." for title in others]
    return _table(name, lines, lost)


def _refuse_traps(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            unpacked = sum(entry.file_size for entry in file.infolist())
    except zipfile.BadZipFile:
        raise UsageError(f"{name} is no workbook: it is damaged, or of another kind.") from None
    if unpacked > _MAX_UNPACKED:
        raise UsageError(f"{name} unpacks to {unpacked // 1_000_000} MB, which no plan does.")


def _lines(sheet: Any, name: str) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Yield each row's number with its cells' texts, and whether each is a formula."""
    if sheet.max_row > MAX_ROWS:
        raise UsageError(f"{name} has {sheet.max_row} rows; {MAX_ROWS} is the most.")
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [(_text(cell.value), cell.data_type == "f") for cell in row]
        if any(text for text, _ in cells):
            yield number, cells


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return str(value.date()) if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return str(value)
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()


def _table(name: str, lines: list[tuple[int, list[tuple[str, bool]]]], lost: list[str]) -> Sheet:
    if not lines:
        return Sheet((), (), (*lost, f"{name} is empty."))
    columns = [text.lower() for text, _ in lines[0][1]]
    if columns[0].startswith(_MARK_MISREAD):
        raise UsageError(f"{name} was made of a CSV in a wrong character set. Open that as UTF-8 first.")
    rows = []
    for number, cells in lines[1:]:
        named = {column: text for column, (text, _) in zip(columns, cells, strict=False) if column}
        rows.append(SheetRow(named, f"{name}:{number}"))
        beyond = [text for column, (text, _) in zip(columns, cells, strict=False) if text and not column]
        lost += [f"{name}:{number} “{text}” stands in a column without a name." for text in beyond]
        formulas = [column for column, (_, is_formula) in zip(columns, cells, strict=False) if is_formula]
        lost += [f"{name}:{number} {column} is a formula; write what it gives." for column in formulas]
        for column in formulas:
            named.pop(column, None)
    return Sheet(tuple(column for column in columns if column), tuple(rows), tuple(lost))
