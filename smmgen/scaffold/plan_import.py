"""Bring an edited spreadsheet back into its plan: what was edited there, and nothing else.

Each row of an export has a key, made of what the row said then. A row of the plan that still has that key
has not changed since, so what differs in the sheet was edited in the sheet. Anything that cannot be told for
sure is left, and told.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time

from msgspec import Struct

from smmgen.clock import parse_time, parse_when
from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.scaffold.plan_table import COLUMNS, EDITABLE, TableRow, table_rows
from smmgen.scaffold.sheet_read import Sheet, SheetRow
from smmgen.text.spreadsheet import guarded

_NOTHING = frozenset(("", "-", "–", "—"))
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T]+0?0:00(?::00)?)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::00(?:\.0+)?)?\s*([AaPp][Mm])?")


class Change(Struct, frozen=True):
    """A cell of the plan that was edited: the row, the column, what it said and says now."""

    row: TableRow
    column: str
    before: str
    after: str


class Merge(Struct, frozen=True, kw_only=True):
    """What a sheet changes in a plan; `lost` tells, as sentences, what could not be carried over."""

    changes: tuple[Change, ...] = ()
    new: tuple[Mapping[str, str], ...] = ()
    gone: tuple[TableRow, ...] = ()
    lost: tuple[str, ...] = ()


def plan_of_sheet(project: Project, sheet: Sheet) -> Plan:
    """Return the plan that most of a sheet's rows were exported from; raise `UsageError` where none is it."""
    keys = {row.cells.get("row", "") for row in sheet.rows}
    counted = [(len(keys & {row.key for row in table_rows(plan, project)}), plan) for plan in project.plans]
    number, plan = max(counted, key=lambda pair: pair[0], default=(0, None))
    if plan is None or not number:
        raise UsageError(
            "No row of this file is a row of a plan as it is now: say which month it is for with --month, or "
            "import it as new posts with smmgen import."
        )
    return plan


def merge(plan: Plan, project: Project, sheet: Sheet) -> Merge:
    """Compare a sheet with the plan that it was exported from."""
    if "date" not in sheet.columns or "topic" not in sheet.columns:
        raise UsageError("The file's first row must name its columns, `date` and `topic` among them.")
    rows = {row.key: row for row in table_rows(plan, project)}
    changes: list[Change] = []
    new: list[Mapping[str, str]] = []
    lost = [*sheet.lost, *_strange(sheet)]
    seen: set[str] = set()
    for given in sheet.rows:
        key = given.cells.get("row", "")
        if key and key not in rows and (same := _same(rows, given, plan.month)):
            seen.add(same)  # this very edit has come in before
        elif key and key not in rows:
            lost.append(
                f"{given.place} its row of the plan was changed or deleted since the export: {_told(given)}"
            )
        elif key in seen:
            lost.append(
                f"{given.place} is there twice; a new row needs an empty cell in `row`: {_told(given)}"
            )
        elif key:
            seen.add(key)
            changes += _changes(rows[key], given, plan.month, lost)
        elif row := _new(given, plan.month, lost):
            new.append(row)
    gone = tuple(row for key, row in rows.items() if key not in seen)
    return Merge(changes=tuple(changes), new=tuple(new), gone=gone, lost=tuple(lost))


def _same(rows: Mapping[str, TableRow], given: SheetRow, month: str) -> str:
    """Return the key of the row that says what a row of the sheet says already, empty where there is none."""
    for key, row in rows.items():
        read = zip(EDITABLE, row.cells, strict=True)
        if all(_read(name, given, cell, month, []) == cell for name, cell in read if name in given.cells):
            return key
    return ""


def _strange(sheet: Sheet) -> Iterator[str]:
    for column in sheet.columns:
        if column not in COLUMNS:
            yield f"The plan has no column “{column}”; what stands there is not carried over."


def _told(given: SheetRow) -> str:
    return " | ".join(text for name, text in given.cells.items() if text and name != "row")


def _changes(row: TableRow, given: SheetRow, month: str, lost: list[str]) -> Iterator[Change]:
    for column, before in zip(EDITABLE, row.cells, strict=True):
        if column not in given.cells:
            continue
        after = _read(column, given, before, month, lost)
        if after is not None and after != before:
            yield Change(row, column, before, after)
    if given.cells.get("status", row.status) != row.status:
        lost.append(
            f"{given.place} the status is the post's own: change it in the file of “{row.topic.post}”."
        )


def _new(given: SheetRow, month: str, lost: list[str]) -> dict[str, str] | None:
    read = {name: _read(name, given, "", month, lost) for name in EDITABLE if name in given.cells}
    if not read.get("date"):
        lost.append(f"{given.place} a new row needs its date: {_told(given)}")
        return None
    return {name: text for name, text in read.items() if text}


def _read(column: str, given: SheetRow, before: str, month: str, lost: list[str]) -> str | None:
    """Return a cell as the plan writes it, None where it cannot be read, which is then told."""
    written = given.cells[column]
    if written in (before, guarded(before)):  # a CSV that was saved as a workbook keeps its apostrophes
        return before
    text = "" if written in _NOTHING else " ".join(written.split())
    if _is_mutilated(before, text):
        lost.append(
            f"{given.place} “{text}” lost letters when it was saved; it stays “{before}”. Save as UTF-8."
        )
        return before
    if column == "accounts":
        return ", ".join(re.findall(r"[^\s,;]+", text))
    if column not in ("date", "time") or not text:
        return text
    read = _day(text, before, month) if column == "date" else _clock(text)
    if read is None:
        example = "2027-01-24" if column == "date" else "18:00"
        lost.append(f"{given.place} “{written}” is no {column} that can be read for sure. Write {example}.")
    return read


def _is_mutilated(before: str, after: str) -> bool:
    """Tell whether a text is what an old character set leaves of another, with "?" for what it lacks."""
    return "?" in after and any(
        before.encode(name, "replace").decode(name) == after for name in ("ascii", "cp1252", "cp1251")
    )


def _day(text: str, before: str, month: str) -> str | None:
    """Read a date however a spreadsheet shows it; two readings are told apart by the row and the month."""
    when = parse_when(text)
    if when:
        return str(when.date)
    found = _DAY.fullmatch(text)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    year = third if third > 99 else 2000 + third
    readings = {_date(year, second, first), _date(year, first, second)} - {None}
    possible = [str(day) for day in readings if day]
    if before in possible:
        return before
    likely = [day for day in possible if day.startswith(month)]
    chosen = likely if len(likely) == 1 else possible
    return chosen[0] if len(chosen) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(text: str) -> str | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    read: time | None = parse_time(f"{hour}:{found[2]}")
    return f"{read:%H:%M}" if read else None
