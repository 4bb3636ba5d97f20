"""Keep what was found out about a repository from one run to the next, in one file."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from smmgen.model.diagnostic import Diagnostic
from smmgen.read.tree import Stamp
from smmgen.recall.kept import keep, recall
from smmgen.recall.mark import Mark
from smmgen.recall.marks import Known


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What a run needs to see that nothing changed, and all that it has to say then.

    `world` is the mark of the program, `foreign` holds the stamps of the files of other packages that had a
    part in it. `scan` is the mark of all files' stamps. `posts` and `plans` are the paths of their files,
    `ahead` those of posts with errors that are still to go out. All holds from `since` until before `until`
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
    ahead: tuple[str, ...]


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
        self._head, self._body = recall(place, 2) if place else (b"", b"")

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
        if self._place:
            keep(self._place, msgspec.msgpack.encode(head), msgspec.msgpack.encode(body))
