"""What a build may be told beside the content: what became of posts, and who changed their files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

Fate = Literal["published", "retracted", "skipped", "held", "failed", "unknown", "waits"]
"""What became of a message, as pages say it."""

KEPT = 5
"""So many changes of a file are shown, the latest first."""


class Delivered(Struct, frozen=True, kw_only=True):
    """What became of one message of a post on an account; `url` is where everybody can see it."""

    number: int
    fate: Fate
    at: datetime | None = None
    url: str = ""


class Change(Struct, frozen=True, kw_only=True):
    """One commit that changed a file; `commit` is the beginning of its hash."""

    commit: str
    at: datetime
    who: str
    what: str


class Beside(Struct, frozen=True, kw_only=True):
    """What is known beside the content; empty where nobody asked.

    `delivered` is by post and account, `changes` by the file's path.
    """

    delivered: Mapping[tuple[str, str], tuple[Delivered, ...]] = {}
    changes: Mapping[str, tuple[Change, ...]] = {}

    def fate(self, post: str, messages: Mapping[str, int]) -> Fate | None:
        """Return what became of a post as a whole, on accounts with so many messages each.

        Of several fates it is the one that needs somebody most; None where nothing is known, and while
        something is not out yet.
        """
        known = {one.fate for name in messages for one in self.delivered.get((post, name), ())}
        grave = next((fate for fate in _GRAVE if fate in known), None)
        count = sum(len(self.delivered.get((post, name), ())) for name in messages)
        return grave or ("published" if known and count >= sum(messages.values()) else None)


_GRAVE: tuple[Fate, ...] = ("failed", "held", "unknown", "waits", "retracted", "skipped")

NOTHING = Beside()

_STAGES: Mapping[str, Fate] = {
    "POSTED": "published",
    "SKIPPED": "skipped",
    "HELD": "held",
    "FAILED": "failed",
    "UNKNOWN": "unknown",
    "SENDING": "unknown",
    "RETRY": "waits",
    "retract done": "retracted",
}
_STATES: Mapping[str, Fate] = {
    "published": "published",
    "retracted": "retracted",
    "held": "held",
    "too late": "held",
    "unknown": "unknown",
    "waits": "waits",
}


class _Row(Struct, frozen=True):
    account: str
    post: str
    number: int
    state: str
    at: str = ""
    url: str = ""
    text: str = ""


def read_ledger(data: bytes) -> Mapping[tuple[str, str], tuple[Delivered, ...]]:
    """Read what `smmgen ledger export --format json` or `smmgen status --format json` wrote.

    Raises `ValueError` for anything else.
    """
    try:
        told = msgspec.json.decode(data)
        is_export = isinstance(told, dict) and "lines" in told
        parts = ("lines",) if is_export else ("went", "due", "stuck")
        rows = [msgspec.convert(row, _Row) for part in parts for row in told[part]]
    except (msgspec.MsgspecError, KeyError, TypeError) as fault:
        raise ValueError(str(fault)) from None
    found: dict[tuple[str, str, int], Delivered] = {}
    for row in rows:
        name = (row.post, row.account, row.number)
        if one := _delivered(row, found.get(name), _STAGES if is_export else _STATES):
            found[name] = one
    return _by_variant(found)


def _delivered(row: _Row, before: Delivered | None, fates: Mapping[str, Fate]) -> Delivered | None:
    fate = fates.get(row.state)
    if fate is None:
        return None
    address = row.url or row.text
    url = address if address.startswith(("https://", "http://")) else before.url if before else ""
    return Delivered(number=row.number, fate=fate, at=_moment(row.at), url=url)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _by_variant(found: Mapping[tuple[str, str, int], Delivered]) -> Mapping[Any, tuple[Delivered, ...]]:
    sorted_: dict[tuple[str, str], list[Delivered]] = {}
    for (post, account, _), one in sorted(found.items()):
        sorted_.setdefault((post, account), []).append(one)
    return {name: tuple(several) for name, several in sorted_.items()}


LOG = (
    "log",
    "-z",
    "--no-merges",
    "--max-count=5000",
    "--relative",
    "--name-only",
    "--format=%x1e%H%x1f%aI%x1f%an%x1f%s",
)
"""What git is asked for the changes of files, from the content's root; paths follow."""


def read_log(log: str, shallow: frozenset[str] = frozenset()) -> Mapping[str, tuple[Change, ...]]:
    """Read what git answered to `LOG`: the latest changes of each file.

    A commit of `shallow` (whole hashes) is left out: a copy without its past shows every file as changed
    there.
    """
    found: dict[str, list[Change]] = {}
    for record in log.split("\x1e")[1:]:
        head, _, paths = record.partition("\0")
        commit, at, who, what = head.strip("\n").split("\x1f")
        if commit in shallow:
            continue
        change = Change(commit=commit[:7], at=datetime.fromisoformat(at), who=who, what=what)
        for path in filter(None, (one.strip("\n") for one in paths.split("\0"))):
            if len(several := found.setdefault(path, [])) < KEPT:
                several.append(change)
    return {path: tuple(several) for path, several in found.items()}
