"""Read the numbers of a chart: names with numbers, or rows of cells."""

from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.node import Entries, Items, Node, Scalar
from smmgen.read.schema import Reading
from smmgen.read.shape import SCALAR, either, names_with, shaped
from smmgen.text.number import parse_amount

Table = tuple[tuple[str, ...], ...]

_HINT = "Write {Filter: 42, Espresso: 31}, or rows: [[Month, Cups], [May, 420]]."


_CELLS = either(SCALAR, {"type": "array", "items": SCALAR})


@shaped(
    either(
        names_with(_CELLS),
        {"type": "array", "items": either({"type": "array", "items": SCALAR}, names_with(_CELLS))},
    )
)
def numbers(reading: Reading, node: Node, path: Path) -> Table | None:
    """Read a table; its first row is always a head, with empty cells where none was written.

    A list's first row is the head where none of its cells behind the first is a number.
    """
    if isinstance(node, Entries):
        rows = [_entry(reading, key, value, path) for key, value in node.entries]
        return _headed(rows, has_head=False)
    if isinstance(node, Items):
        rows = [_row(reading, item, (*path, number)) for number, item in enumerate(node.items)]
        return _headed(rows, has_head=bool(rows) and _is_head(rows[0]))
    reading.error("FMT002", node.span, "A table must be names with numbers, or rows.", _HINT)
    return None


def _entry(reading: Reading, key: Scalar, value: Node, path: Path) -> tuple[str, ...]:
    return key.text, *_cells(reading, value, (*path, key.text))


def _row(reading: Reading, node: Node, path: Path) -> tuple[str, ...]:
    if isinstance(node, Entries) and len(node.entries) == 1:
        return _entry(reading, *node.entries[0], path)
    if isinstance(node, Items) and node.items:
        return _cells(reading, node, path)
    reading.error("FMT002", node.span, "A row must be a list of cells.", _HINT)
    return ()


def _cells(reading: Reading, node: Node, path: Path) -> tuple[str, ...]:
    nodes = node.items if isinstance(node, Items) else (node,)
    return tuple(schema.text(reading, cell, path) or "" for cell in nodes)


def _is_head(row: tuple[str, ...]) -> bool:
    return not any(parse_amount(cell, "en") for cell in row[1:])


def _headed(rows: list[tuple[str, ...]], *, has_head: bool) -> Table | None:
    found = tuple(row for row in rows if row)
    if not found:
        return None
    wide = max(len(row) for row in found)
    return found if has_head else (("",) * wide, *found)
