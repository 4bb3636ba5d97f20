"""A month's numbers as rows: what `plan new` learns from, and what a spreadsheet opens."""

from collections.abc import Iterable

from msgspec import Struct

from smmgen.ledger.ledger import Beside
from smmgen.metrics.keep import read_month
from smmgen.metrics.snapshot import Damage, latest
from smmgen.model.numbers import Counted


class Month(Struct, frozen=True):
    """The latest numbers of the posts that were published in one month, and what is damaged among them."""

    rows: tuple[Counted, ...] = ()
    damage: tuple[Damage, ...] = ()


def month_of(store: Beside, accounts: Iterable[str], month: str) -> Month:
    """Return a month's rows, such as "2026-12"; raise `LedgerUnsafe` where the ledger cannot be read."""
    snapshots, damage = read_month(store, accounts, month)
    rows = (
        Counted(one.post, account, name, value)
        for account, one in latest(snapshots)
        if one.post
        for name, value in one.numbers.told()
    )
    return Month(tuple(rows), damage)
