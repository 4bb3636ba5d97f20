r"""What was read at one time, as one line of a file beside the ledger, and the way back.

    metrics/tg/2026-12.jsonl
    {"at":"2026-12-02T04:17:00Z","n":{"comments":2,"views":410},"post":"winter-sale","posted":"…","v":1}
    {"at":"2026-12-02T04:17:00Z","followers":1204,"v":1}

A file holds the posts that one account published in one month (UTC), and its followers as they were read in
it. Lines are only ever added; one that is not as it was written is told, and the others count.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta, Struct, field, json

from smmgen.ledger.record import canonical
from smmgen.model.numbers import Count, Numbers

FOLDER = "metrics"
MAX_BYTES = 1024
"""A line is no longer than this, its end included."""

_PLACE = re.compile(rf"{FOLDER}/([^/]+)/(\d{{4}}-\d\d)\.jsonl")
_Utc = Annotated[datetime, Meta(tz=True)]


class Snapshot(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The numbers of one post, or of the account itself (`followers`, without a post), at one time, UTC.

    `posted` is when the post became public.
    """

    version: int = field(name="v")
    at: _Utc
    post: str = ""
    posted: _Utc | None = None
    numbers: Numbers = field(name="n", default=Numbers())
    followers: Count | None = None

    @property
    def month(self) -> str:
        """Return the month whose file it belongs to, such as "2026-12"."""
        return f"{(self.posted or self.at).astimezone(UTC):%Y-%m}"

    def says_more_than(self, earlier: "Snapshot | None") -> bool:
        """Tell whether anything has changed since an earlier one of the same post."""
        mine, others = (self.numbers, self.followers), (earlier.numbers, earlier.followers) if earlier else ()
        return mine != others


class Damage(Struct, frozen=True):
    """A line that does not count, as it is not as it was written; `line` counts from 1."""

    path: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}"


def place(account: str, month: str) -> str:
    """Return the path of an account's file."""
    return f"{FOLDER}/{account}/{month}.jsonl"


def account_at(path: str) -> str:
    """Return whose file a path is; empty where it is nobody's."""
    found = _PLACE.fullmatch(path)
    return found[1] if found else ""


def encode(snapshot: Snapshot) -> bytes:
    r"""Write a snapshot as its one canonical line, "\n" included."""
    return json.encode(snapshot, order="sorted") + b"\n"


_decoder = json.Decoder(Snapshot)


def decode(line: bytes) -> Snapshot:
    """Read a canonical line without its end; raise `ValueError` that tells what is wrong with any other."""
    if len(line) >= MAX_BYTES:
        raise ValueError(f"a line of {len(line) + 1} bytes; none is longer than {MAX_BYTES}")
    found = canonical(line, _decoder, encode, "a line of numbers")
    if bool(found.post) != bool(found.posted) or bool(found.post) == (found.followers is not None):
        raise ValueError("neither the numbers of a post nor those of an account")
    return found


def read_file(path: str, data: bytes) -> tuple[tuple[Snapshot, ...], tuple[Damage, ...]]:
    """Return a file's sound lines, oldest first, and what is wrong with the others."""
    snapshots, damage = [], []
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            snapshots.append(_of_this_file(path, decode(line)))
        except ValueError as fault:
            damage.append(Damage(path, number, str(fault)))
    if rest:
        damage.append(Damage(path, len(lines) + 1, "the last line is cut off"))
    return tuple(snapshots), tuple(damage)


def _of_this_file(path: str, found: Snapshot) -> Snapshot:
    if place(account_at(path), found.month) != path:
        raise ValueError(f"a line of {found.month}, which belongs elsewhere")
    return found


def latest(snapshots: Mapping[str, tuple[Snapshot, ...]]) -> Iterator[tuple[str, Snapshot]]:
    """Yield the latest snapshot of each post of each account, with the account's name."""
    for path, lines in sorted(snapshots.items()):
        by_post = {line.post: line for line in lines}
        yield from ((account_at(path), line) for line in by_post.values())
