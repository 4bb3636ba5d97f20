"""A plan as a table for spreadsheets: its columns, and a key by which each row is known again."""

from collections import Counter
from hashlib import sha256

from msgspec import Struct

from smmgen.model.plan import Plan, Topic
from smmgen.model.project import Project
from smmgen.scaffold.plan_list import status

COLUMNS = ("row", "date", "time", "rubric", "topic", "accounts", "owner", "post", "status")
"""`row` is the key and `status` is read from the post: both are for reading only."""

EDITABLE = COLUMNS[1:-1]

_LETTERS = "bcdfghjkmnpqrtvwxz"
"""Consonants: no key is a word, a number or a date that a spreadsheet could turn into something else."""


class TableRow(Struct, frozen=True):
    """A row of a plan with its key, its cells as text in the order of `EDITABLE`, and its post's status."""

    key: str
    topic: Topic
    cells: tuple[str, ...]
    status: str


def table_rows(plan: Plan, project: Project) -> tuple[TableRow, ...]:
    """Return all rows in the order of the plan."""
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for topic in plan.topics:
        cells = cells_of(topic)
        rows.append(TableRow(_key(cells, seen[cells]), topic, cells, status(topic, project)))
        seen[cells] += 1
    return tuple(rows)


def cells_of(topic: Topic) -> tuple[str, ...]:
    """Return what a row says, as text, in the order of `EDITABLE`."""
    return (
        str(topic.date or ""),
        f"{topic.time:%H:%M}" if topic.time else "",
        topic.rubric,
        topic.topic,
        ", ".join(topic.accounts),
        topic.owner,
        topic.post,
    )


def _key(cells: tuple[str, ...], before: int) -> str:
    """Return the key of a row: it changes with what the row says, so that an old one is recognised."""
    number = int.from_bytes(sha256("\0".join([*cells, str(before)]).encode()).digest()[:8])
    letters = ""
    for _ in range(9):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters
