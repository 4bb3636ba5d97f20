"""Write a plan for other programs: a calendar, a table of plain text, a workbook."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.scaffold.plan_table import COLUMNS, TableRow, table_rows
from smmgen.text.links import host
from smmgen.text.spreadsheet import guarded

if TYPE_CHECKING:
    from icalendar import Event
    from openpyxl.worksheet.worksheet import Worksheet

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""iCalendar asks for a time of making; a fixed one keeps the file the same for the same plan."""

_WIDTHS = {
    "row": 11,
    "date": 12,
    "time": 8,
    "rubric": 14,
    "topic": 60,
    "accounts": 28,
    "owner": 12,
    "post": 28,
    "status": 10,
}
_LONGEST_CHOICE = 255
"""Characters of a list of choices that Excel takes."""


def as_csv(plan: Plan, project: Project) -> bytes:
    """Return the rows as CSV with a byte order mark, by which Excel knows UTF-8.

    What a spreadsheet would reckon with or turn into a number has an apostrophe in front.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in table_rows(plan, project):
        day, at, *texts = row.cells
        writer.writerow([row.key, day, at, *map(guarded, texts), row.status])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(plan: Plan, project: Project) -> bytes:
    """Return the rows as a workbook of Excel: true dates and times, and texts that are never formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Worksheet = book.active or book.create_sheet()
    sheet.title = plan.month
    sheet.append(list(COLUMNS))
    for number, row in enumerate(table_rows(plan, project), 2):
        _put(sheet, number, row)
    for number, name in enumerate(COLUMNS, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[name]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _offer(sheet, "rubric", list(project.brand.rubrics))
    _offer(sheet, "owner", list(project.strategy.people) if project.strategy else [])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(sheet: "Worksheet", number: int, row: TableRow) -> None:
    day, at, *texts = row.cells
    values: list[str | date | time | None] = [
        row.key,
        date.fromisoformat(day) if day else None,
        time.fromisoformat(at) if at else None,
        *texts,
        row.status,
    ]
    for column, value in enumerate(values, 1):
        cell: Any = sheet.cell(number, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # or a text that begins with = would be a formula
            cell.number_format = "@"
            cell.quotePrefix = True
        elif value is not None:
            cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "hh:mm"


def _offer(sheet: "Worksheet", column: str, names: list[str]) -> None:
    """Let a column's cells be chosen from names, as far as Excel takes a list of them."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = ",".join(names)
    if choices and len(choices) < _LONGEST_CHOICE and '"' not in choices:
        letter = get_column_letter(COLUMNS.index(column) + 1)
        offer = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False)
        offer.add(f"{letter}2:{letter}{max(sheet.max_row, 1) + 100}")
        sheet.add_data_validation(offer)


def as_ics(plan: Plan, project: Project) -> bytes:
    """Return rows and key dates as a calendar; a row without a time is an event of the whole day."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//smmgen//plan//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{project.brand.name} · {plan.month}")
    made.add("x-wr-timezone", project.brand.timezone.key)
    for row in table_rows(plan, project):
        if row.topic.date:
            made.add_component(_event(row, row.topic.date, project))
    for one in plan.key_dates:
        made.add_component(_marked(one.date, f"★ {one.name}", f"{one.date}.{one.name}", project))
    return bytes(made.to_ical())


def _event(row: TableRow, day: date, project: Project) -> "Event":
    topic = row.topic
    summary = f"[{topic.rubric}] {topic.topic}" if topic.rubric else topic.topic
    at = datetime.combine(day, topic.time, project.brand.timezone).astimezone(UTC) if topic.time else day
    made = _marked(at, summary, topic.post or row.key, project)
    told = [", ".join(topic.accounts), topic.owner, row.status, topic.post]
    made.add("description", "\n".join(text for text in told if text))
    made.add("status", "CONFIRMED" if row.status == "ready" else "TENTATIVE")
    return made


def _marked(at: date, summary: str, name: str, project: Project) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", f"plan.{name}@{host(project.brand.url) or 'smmgen'}")
    made.add("dtstamp", _STAMP)
    made.add("dtstart", at)
    made.add("summary", summary)
    made.add("transp", "TRANSPARENT")
    return made


FORMATS: Mapping[str, Callable[[Plan, Project], bytes]] = {"ics": as_ics, "csv": as_csv, "xlsx": as_xlsx}
"""What a plan can be written as, by the end of a file's name."""
