"""Write changes into the table of a plan's file; what is not changed stays byte for byte."""

from collections.abc import Mapping
from pathlib import Path

from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan
from smmgen.model.source import Source
from smmgen.read.plan import read_plan
from smmgen.scaffold.plan_import import Merge
from smmgen.scaffold.plan_table import EDITABLE, cells_of
from smmgen.text.cell import cell_places, with_cell, written_cell


def column_numbers(plan: Plan, line: int) -> dict[str, int]:
    """Return the columns of the table that a line belongs to: number by name."""
    while line > 1 and "|" in plan.source.line(line - 1):
        line -= 1
    head = plan.source.line(line)
    names = [head[start:end].strip().lower() for start, end in cell_places(head)]
    return {name: number for number, name in enumerate(names)}


def edited(plan: Plan, merged: Merge, *, is_deleting: bool = False) -> str:
    """Return the text of a plan's file with its changes; `is_deleting` takes out rows that the sheet lacks.

    Raises `UsageError` where the text would not be read as what it is to say, or a column is missing.
    """
    if not plan.topics:
        raise UsageError(f"{plan.source.path} has no table with rows to change.")
    lines = plan.source.text.split("\n")
    expected = {topic.span.line: dict(zip(EDITABLE, cells_of(topic), strict=True)) for topic in plan.topics}
    for change in merged.changes:
        line = change.row.topic.span.line
        number = _column(plan, line, change.column)
        lines[line - 1] = with_cell(lines[line - 1], number, _cell(change.column, change.after))
        expected[line][change.column] = change.after
    gone = {row.topic.span.line for row in merged.gone} if is_deleting else set()
    added: dict[int, list[Mapping[str, str]]] = {}
    for row in merged.new:
        added.setdefault(_place(plan, row, gone), []).append(row)
    text, rows = _assembled(plan, lines, expected, gone, added)
    _hold(plan, text, rows)
    return text


def _column(plan: Plan, line: int, name: str) -> int:
    numbers = column_numbers(plan, line)
    if name not in numbers:
        raise UsageError(f"{plan.source.path}: the table has no column `{name}`; add it, and import again.")
    return numbers[name]


def _cell(column: str, text: str) -> str:
    return ("—" if column == "time" else "") if not text else written_cell(text)


def _place(plan: Plan, row: Mapping[str, str], gone: set[int]) -> int:
    """Return the line behind which a new row belongs: the last one that is not later."""
    kept = [topic for topic in plan.topics if topic.span.line not in gone] or list(plan.topics)
    earlier = [topic.span.line for topic in kept if topic.date and str(topic.date) <= row["date"]]
    return max(earlier, default=kept[0].span.line)


def _assembled(
    plan: Plan,
    lines: list[str],
    expected: Mapping[int, Mapping[str, str]],
    gone: set[int],
    added: Mapping[int, list[Mapping[str, str]]],
) -> tuple[str, list[Mapping[str, str]]]:
    text: list[str] = []
    rows: list[Mapping[str, str]] = []
    for number, line in enumerate(lines, 1):
        if number not in gone:
            text.append(line)
            rows += [expected[number]] if number in expected else []
        for row in added.get(number, ()):
            text.append(_line(plan, number, row))
            rows.append({**dict.fromkeys(EDITABLE, ""), **row})
    return "\n".join(text), rows


def _line(plan: Plan, near: int, row: Mapping[str, str]) -> str:
    numbers = column_numbers(plan, near)
    for name in row:
        _column(plan, near, name)
    cells = [_cell(name, row.get(name, "")) for name in sorted(numbers, key=lambda name: numbers[name])]
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def _hold(plan: Plan, text: str, rows: list[Mapping[str, str]]) -> None:
    """Raise `UsageError` unless reading the new text gives the very rows that it is to have."""
    read, _ = read_plan(Source(plan.source.path, text))
    found = [dict(zip(EDITABLE, cells_of(topic), strict=True)) for topic in read.topics] if read else []
    for is_one, wanted in zip(found, rows, strict=False):
        if is_one != dict(wanted):
            differs = next(name for name in EDITABLE if is_one[name] != wanted[name])
            raise UsageError(
                f"“{wanted[differs]}” cannot be written into a cell of the plan; nothing was changed."
            )
    if len(found) != len(rows):
        raise UsageError(
            f"{plan.source.path} would have {len(found)} rows and not {len(rows)}; nothing was changed."
        )


def write_edited(root: Path, plan: Plan, text: str) -> None:
    """Write the new text of a plan with the file's own line ends.

    Raises `UsageError`, nothing written, where the file has changed since, or has line ends of two kinds.
    """
    path = root / plan.source.path
    before = path.read_bytes().decode("utf-8")
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    if before.removeprefix("\ufeff").replace("\r\n", "\n") != plan.source.text:
        raise UsageError(f"{plan.source.path} has changed in the meantime; run it again.")
    windows = before.count("\r\n")
    if windows not in (0, before.count("\n")):
        raise UsageError(f"{plan.source.path} has line ends of two kinds; save it with one of them first.")
    ends = "\r\n" if windows else "\n"
    path.write_bytes((mark + text.replace("\n", ends)).encode("utf-8"))
