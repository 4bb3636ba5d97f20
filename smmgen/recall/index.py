"""Keep what was found out about a repository from one run to the next, in one file."""

import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from smmgen.model.diagnostic import Diagnostic
from smmgen.read.tree import Stamp
from smmgen.recall.mark import Mark
from smmgen.recall.marks import Known
from smmgen.whole import write_whole

_MAGIC = b"smmgen 1\n"


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What a run needs to see that nothing changed, and all that it has to say then.

    `world` is the mark of the program, `foreign` holds the stamps of the files of other packages that had a
    part in it. `scan` is the mark of all files' stamps. `posts` and
    `plans` are the paths of their files. The findings hold from `since` until before `until`
    (seconds since 1970).
    """

    world: Mark
    foreign: Mapping[str, Stamp | None]
    scan: Mark
    since: float
    until: float
    posts: tuple[str, ...]
    plans: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What was made of one post's file, and what that depends on.

    `mark` is that of the file, `common` that of what all posts depend on, `asked` those of other files, and
    `names` that of the list of all files, empty where it does not matter. `given` are the slots (seconds
    since 1970, by account) that it was composed with. `made` is encoded.
    """

    path: str
    mark: Mark
    common: Mark
    asked: Mapping[str, Mark]
    names: Mark
    given: Mapping[str, int | None] | None
    made: msgspec.Raw


class Body(msgspec.Struct, frozen=True, array_like=True):
    """What was made of every post's file, and the marks of all files."""

    known: Known = {}
    entries: tuple[Entry, ...] = ()


class Index:
    """One file with the head and the body of the last run. What is broken in it counts as not there."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._head, self._body = _read(place)

    def head(self) -> Head | None:
        """Return the head of the last run, None where there was none."""
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(self._head, type=Head)
        return None

    def body(self) -> Body:
        """Return the body of the last run; an empty one where there was none."""
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(self._body, type=Body)
        return Body()

    def keep(self, head: Head, body: Body) -> None:
        """Keep these for the next run: wholly or not at all."""
        if self._place is None:
            return
        parts = [_framed(msgspec.msgpack.encode(part)) for part in (head, body)]
        with suppress(OSError):  # what cannot be kept costs time, nothing else
            if not (ignore := self._place.parent / ".gitignore").exists():
                write_whole(ignore, b"*\n")
            write_whole(self._place, _MAGIC + b"".join(parts))


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + zlib.crc32(part).to_bytes(4, "big") + part


def _read(place: Path | None) -> tuple[bytes, bytes]:
    try:
        data = place.read_bytes() if place else b""
    except OSError:
        data = b""
    if not data.startswith(_MAGIC):
        return b"", b""
    head, rest = _part(data[len(_MAGIC) :])
    return head, _part(rest)[0]


def _part(data: bytes) -> tuple[bytes, bytes]:
    """Return a part, empty where it is not what was written, and what is behind it."""
    end = 12 + int.from_bytes(data[:8], "big")
    part = data[12:end]
    is_whole = zlib.crc32(part) == int.from_bytes(data[8:12], "big")
    return part if is_whole else b"", data[end:]
