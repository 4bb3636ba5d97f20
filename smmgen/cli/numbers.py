"""Read back what was pulled, for commands that can do without it."""

from pathlib import Path

import click

from smmgen.cli.opened import open_ledger
from smmgen.metrics.month import month_of
from smmgen.model.brand import Brand
from smmgen.model.fault import LedgerUnsafe
from smmgen.model.numbers import Counted
from smmgen.secrets import Redactor


def month_or_note(root: Path, brand: Brand, month: str) -> tuple[Counted, ...]:
    """Return a month's pulled numbers; none, with a note on stderr where there is something to do about it.

    Where nothing was ever published, there is no ledger and nothing to note.
    """
    try:
        ledger = open_ledger(root, brand, Redactor(), is_to_look=True)
        if not ledger.exists():
            return ()
        found = month_of(ledger, brand.accounts, month)
    except LedgerUnsafe as fault:
        if (root / ".git").exists():
            click.echo(f"note: no numbers of {month} are taken: {fault}", err=True)
        return ()
    for one in found.damage:
        click.echo(f"note: not counted: {one}", err=True)
    return found.rows
