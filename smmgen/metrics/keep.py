"""Keep what was read beside the ledger: only what has changed, and nothing of two runs at once is lost."""

from collections.abc import Callable, Iterable, Mapping
from random import Random

from msgspec import Struct

from smmgen.ledger.ledger import Beside
from smmgen.metrics.snapshot import Damage, Snapshot, encode, place, read_file
from smmgen.model.fault import LedgerUnsafe

TRIES = 12

Found = Mapping[str, Iterable[Snapshot]]
"""What was read, by account."""


class Kept(Struct, frozen=True):
    """What was new by account and post (the account's own has no post), and what is damaged there."""

    new: frozenset[tuple[str, str]] = frozenset()
    damage: tuple[Damage, ...] = ()


def keep(store: Beside, found: Found, sleep: Callable[[float], None], chance: Random) -> Kept:
    """Add what has changed since it was last read, in one write; raise `LedgerUnsafe` where it cannot be.

    `sleep` takes seconds, and `chance` spreads rivals apart.
    """
    by_path: dict[str, list[Snapshot]] = {}
    for account, snapshots in found.items():
        for one in snapshots:
            by_path.setdefault(place(account, one.month), []).append(one)
    for number in range(TRIES if by_path else 0):
        if number:
            sleep(chance.uniform(0.5, 1.0) * min(0.1 * 2**number, 5.0))
        files, version = store.beside(by_path)
        read = {path: read_file(path, data) for path, data in files.items()}
        new = {path: _news(some, read[path][0] if path in read else ()) for path, some in by_path.items()}
        grown = {path: _grown(files.get(path, b""), lines) for path, lines in new.items() if lines}
        if not grown or store.put_beside(version, grown, _why(new)):
            damage = tuple(one for _, damaged in read.values() for one in damaged)
            return Kept(_names(new), damage)
    if not by_path:
        return Kept()
    raise LedgerUnsafe(
        f"The numbers could not be kept in {TRIES} tries: others keep changing the ledger, or it refuses "
        "to be changed. Nothing is lost but this reading; run it again."
    )


def _news(found: Iterable[Snapshot], known: tuple[Snapshot, ...]) -> list[Snapshot]:
    """Return what has changed; what a rival read later than we did stands."""
    last = {one.post: one for one in known}
    return [one for one in found if one.says_more_than(last.get(one.post)) and not _is_older(one, last)]


def _is_older(one: Snapshot, last: Mapping[str, Snapshot]) -> bool:
    return one.post in last and last[one.post].at > one.at


def _grown(data: bytes, lines: list[Snapshot]) -> bytes:
    """Return a file with lines added; one that was cut off is ended, so that it spoils no other."""
    end = b"" if not data or data.endswith(b"\n") else b"\n"
    return data + end + b"".join(map(encode, lines))


def _names(new: Mapping[str, list[Snapshot]]) -> frozenset[tuple[str, str]]:
    return frozenset((path.split("/")[1], one.post) for path, lines in new.items() for one in lines)


def _why(new: Mapping[str, list[Snapshot]]) -> str:
    count = sum(map(len, new.values()))
    return f"Numbers: {count} new line{'s' * (count != 1)}"


def read_month(
    store: Beside, accounts: Iterable[str], month: str
) -> tuple[Mapping[str, tuple[Snapshot, ...]], tuple[Damage, ...]]:
    """Return a month's snapshots by path, oldest first, and what is damaged there."""
    files, _ = store.beside([place(account, month) for account in accounts])
    read = {path: read_file(path, data) for path, data in files.items()}
    damage = tuple(one for _, damaged in read.values() for one in damaged)
    return {path: lines for path, (lines, _) in read.items()}, damage
