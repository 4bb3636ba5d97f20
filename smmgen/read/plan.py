"""Read a month's plan: front matter and the table of topics."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smmgen.clock import parse_time, parse_when
from smmgen.model.document import Runs, Table
from smmgen.model.plan import Goal, KeyDate, Plan, Topic
from smmgen.model.source import Path, Source, Span
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.comment import cleaned
from smmgen.read.front_matter import part
from smmgen.read.markdown import read_markdown
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading, near
from smmgen.read.shape import Shape, form, object_of, shaped

COLUMNS = ("date", "time", "rubric", "topic", "accounts", "owner", "post")
_MONTH = pattern(r"(?!0000)\d{4}-(0[1-9]|1[0-2])")
_NONE = {"", "-", "–", "—"}


def read_plan(source: Source) -> tuple[Plan | None, Reading]:
    """Read a plan; it is None where the front matter cannot be used. Never raises."""
    reading = Reading(source)
    parts = part(reading, source)
    if parts.node is None:
        return None, reading
    values = schema.entries(reading, parts.node, (), _KEYS, "A plan")
    month = values.pop("month", None)
    if month is None:
        hint = "Add a line: month: 2026-12."
        reading.error("FMT003", parts.node.span, "A plan needs its month.", hint)
        return None, reading
    topics = tuple(_topics(reading, parts.body, parts.body_line))
    return Plan(month=month, source=source, topics=topics, spans=reading.spans(), **values), reading


def _topics(reading: Reading, body: str, first_line: int) -> Iterator[Topic]:
    numbers = cleaned(body, first_line).numbers
    for block in read_markdown(reading, body, first_line).blocks:
        if isinstance(block, Table):
            start = numbers.index(block.span.line)
            yield from _rows(reading, block, numbers[start:])


def _rows(reading: Reading, table: Table, lines: Sequence[int]) -> Iterator[Topic]:
    names = [_text(cell).lower() for cell in table.head]
    if "date" not in names or "topic" not in names:
        return
    for index, name in enumerate(names):
        if name not in COLUMNS:
            span = _row_span(table, lines[0])
            message = f"The plan's table has no column “{name}” (column {index + 1})."
            reading.error("PLN001", span, message, near(name, COLUMNS))
    for number, row in enumerate(table.rows):
        cells = dict(zip(names, map(_text, row), strict=False))
        yield _topic(reading, cells, _row_span(table, lines[number + 2]))


def _row_span(table: Table, line: int) -> Span:
    return Span(table.span.path, line, table.span.column, line, table.span.column + 1)


def _topic(reading: Reading, cells: Mapping[str, str], span: Span) -> Topic:
    cell = {name: "" if text in _NONE else text for name, text in cells.items()}
    when = parse_when(cell.get("date", ""))
    if when is None:
        message = f"“{cell.get('date', '')}” is no date."
        reading.error("PLN002", span, message, "Write it like this: 2026-12-24.")
    at = parse_time(cell.get("time", ""))
    if at is None and cell.get("time"):
        reading.error("PLN003", span, f"“{cell['time']}” is no time.", "Write it like this: 18:00.")
    return Topic(
        date=when.date if when else None,
        time=at,
        rubric=cell.get("rubric", ""),
        topic=cell.get("topic", ""),
        accounts=tuple(re.findall(r"[^\s,]+", cell.get("accounts", ""))),
        owner=cell.get("owner", ""),
        post=cell.get("post", ""),
        span=span,
    )


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs).strip()


def _month(written: str) -> str | None:
    return written if _MONTH.fullmatch(written) else None


_GOAL: Mapping[str, Kind[Any]] = {
    "metric": schema.text,
    "account": schema.name("account"),
    "target": schema.number,
}


@shaped(object_of(_GOAL, ("metric", "target")))
def _goal(reading: Reading, node: Node, path: Path) -> Goal | None:
    values = schema.entries(reading, node, path, _GOAL, "A goal")
    missing: Sequence[str] = [key for key in ("metric", "target") if key not in values]
    if missing:
        reading.error(
            "FMT003",
            node.span,
            f"A goal needs {' and '.join(missing)}.",
            "Write {metric: clicks, account: tg, target: 400}.",
        )
        return None
    return Goal(values["metric"], values.get("account", ""), values["target"])


_KEY_DATE: Mapping[str, Kind[Any]] = {"date": schema.day, "name": schema.text}


@shaped(object_of(_KEY_DATE, ("date", "name")))
def _key_date(reading: Reading, node: Node, path: Path) -> KeyDate | None:
    values = schema.entries(reading, node, path, _KEY_DATE, "A key date")
    if "date" in values and "name" in values:
        return KeyDate(values["date"], values["name"])
    reading.error(
        "FMT003", node.span, "A key date needs date and name.", "Write {date: 2026-12-06, name: St Nicholas}."
    )
    return None


_KEYS: Mapping[str, Kind[Any]] = {
    "month": schema.parsed(_month, "month", "2026-12", shape=form(_MONTH.pattern)),
    "goals": schema.list_of(_goal),
    "mix": schema.mapping_of(schema.share, "The mix"),
    "cadence": schema.mapping_of(schema.whole, "The cadence"),
    "key_dates": schema.list_of(_key_date),
}

SHAPE: Shape = object_of(_KEYS, ("month",))
