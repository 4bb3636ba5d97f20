"""Read a table into numbers to draw."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from smmgen.cards.sheet import Fault
from smmgen.pattern import pattern
from smmgen.text.number import Amount, parse_amount, write_amount

Table = tuple[tuple[str, ...], ...]
"""Rows of cells as written; the first row is the head, whose cells may be empty."""

MOST_ROWS = 200
_MARKED = pattern(r"(\*{1,2})(?!\s)(.+?)(?<!\s)\1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A row of numbers under one name, None where a cell was empty; `form` is the unit that all share."""

    name: str
    amounts: tuple[Amount | None, ...]
    form: Amount
    is_marked: bool = False

    @property
    def values(self) -> tuple[float | None, ...]:
        """Return the numbers in their order."""
        return tuple(amount.value if amount else None for amount in self.amounts)

    @property
    def known(self) -> tuple[float, ...]:
        """Return the numbers that are there."""
        return tuple(amount.value for amount in self.amounts if amount)

    def written(self, number: int, language: str) -> str:
        """Return a row's number as it is shown, with the unit; a dash where there is none."""
        amount = self.amounts[number]
        return self.scaled(amount.value, amount.places, language) if amount else "—"

    def all_written(self, language: str) -> list[str]:
        """Return all rows' numbers as they are shown."""
        return [self.written(number, language) for number in range(len(self.amounts))]

    def scaled(self, value: float, places: int, language: str) -> str:
        """Return any number in the form of this column."""
        return write_amount(replace(self.form, value=value, places=places), language)


@dataclass(frozen=True, slots=True)
class Data:
    """Labels, the columns of numbers, and which rows are marked with asterisks."""

    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    marked: frozenset[int]

    @property
    def accented(self) -> frozenset[int]:
        """Return the rows to set off: the marked ones, else that of the first column's largest number."""
        values = self.columns[0].values
        known = [number for number, value in enumerate(values) if value is not None]
        if self.marked or len(known) < 2:
            return self.marked or frozenset(known)
        return frozenset((max(known, key=lambda number: abs(values[number] or 0)),))


def unmarked(cell: str) -> tuple[str, bool]:
    """Return a cell's text without the asterisks around it, and whether there were some."""
    found = _MARKED.fullmatch(cell.strip())
    return (found[2], True) if found else (cell.strip(), False)


def read_data(table: Table, language: str) -> tuple[Data | None, tuple[Fault, ...]]:
    """Return the numbers of a table, None where there are none; what is no number is a fault."""
    rows = [row for row in table[1:] if any(cell.strip() for cell in row)][:MOST_ROWS]
    names = [unmarked(row[0]) if row else ("", False) for row in rows]
    labels = tuple(name for name, _ in names)
    faults: list[Fault] = []
    wide = max((len(row) for row in rows), default=0)
    columns = [_column(table[0], rows, labels, at, language, faults) for at in range(1, wide)]
    drawn = tuple(column for column in columns if column.known)
    if not drawn and not faults:
        hint = "Give it `table: {Espresso: 42, Filter: 31}`, or set a table in the text."
        faults.append(Fault("CHT001", "error", "This chart has no numbers.", hint, "table"))
    marked = frozenset(number for number, (_, is_marked) in enumerate(names) if is_marked)
    return (Data(labels, drawn, marked) if drawn else None), tuple(faults)


def _column(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    labels: Sequence[str],
    at: int,
    language: str,
    faults: list[Fault],
) -> Column:
    name, is_marked = unmarked(head[at]) if at < len(head) else ("", False)
    amounts: list[Amount | None] = []
    for label, row in zip(labels, rows, strict=True):
        cell = unmarked(row[at])[0] if at < len(row) else ""
        amount = parse_amount(cell, language) if cell not in _EMPTY else None
        if amount is None and cell not in _EMPTY:
            message = f"“{cell}”, in the row “{label}”, is no number."
            hint = "Write digits and at most one unit, such as 12.5 %; leave the cell empty for nothing."
            faults.append(Fault("CHT002", "error", message, hint, "table"))
        amounts.append(amount)
    found = [amount for amount in amounts if amount]
    faults += _mixed_units(found)
    return Column(name=name, amounts=tuple(amounts), form=_form(found), is_marked=is_marked)


_EMPTY = frozenset(("", "-", "–", "—", "…"))


def _form(found: Sequence[Amount]) -> Amount:
    """Return what all numbers of a column share: the unit that one of them names, and the plus."""
    return Amount(
        value=0,
        before=next((amount.before for amount in found if amount.before), ""),
        after=next((amount.after for amount in found if amount.after), ""),
        has_plus=any(amount.has_plus for amount in found),
    )


def _mixed_units(found: Sequence[Amount]) -> list[Fault]:
    units = dict.fromkeys((amount.before, amount.after) for amount in found if amount.before or amount.after)
    if len(units) < 2:
        return []
    named = ", ".join(f"“{before}{after}”" for before, after in units)
    message = f"The numbers of one chart have different units: {named}."
    return [Fault("CHT003", "error", message, "Write all with the same unit.", "table")]
