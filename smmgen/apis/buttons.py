"""Buttons below a message, as a post writes them: "Order → https://northwind.example"."""

from smmgen.model.variant import OptionValue

ARROW = "→"
"""Between a button's words and its address."""

Buttons = tuple[tuple[str, str], ...]


def buttons_of(written: OptionValue | None) -> Buttons:
    """Read buttons written as "Order → https://…"; what has no arrow has no address."""
    rows = written if isinstance(written, tuple) else (written,) if isinstance(written, str) else ()
    parts = (row.rpartition(ARROW) for row in rows)
    return tuple((words.strip(), address.strip()) for words, _, address in parts)
