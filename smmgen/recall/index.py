"""Keep what was found out about a repository from one run to the next, in one file."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from smmgen.compose.schedule import Asked
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.read.tree import Stamp
from smmgen.recall.frames import Frames
from smmgen.recall.kept import keep, recall
from smmgen.recall.mark import Mark
from smmgen.recall.marks import Known
from smmgen.recall.world import is_same


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


class Made(msgspec.Struct, frozen=True, array_like=True):
    """What was made of a post's file; the outline is None where it cannot be used.

    `later` are the codes of rules that have to know others too, `waiting` the slots that it asks for. `more`
    is what somebody wanted to be kept of its variants.
    """

    outline: Outline | None
    findings: tuple[Diagnostic, ...]
    later: tuple[str, ...]
    waiting: tuple[Asked, ...]
    more: bytes = b""


class Again(msgspec.Struct, frozen=True):
    """A post's file worked on anew, ahead of the next run: the entry, what was made, the packed draft."""

    entry: Entry
    made: Made
    draft: bytes


class Index:
    """One file with the head and the body of the last run. What is broken in it counts as not there.

    Both are kept in memory too, for a process that runs again and again; without a place nowhere else.
    `ahead` are posts' files by path that were worked on since.
    """

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._data = recall(place, 2) if place else [b"", b""]
        self._head: Head | None = None
        self._body: Body | None = None
        self.frames = Frames()
        self.ahead: dict[str, Again] = {}
        self._made: dict[str, tuple[Entry, Made]] = {}

    def head(self) -> Head | None:
        """Return the head of the last run, None where there was none."""
        if self._head is None and self._data[0]:
            with suppress(msgspec.MsgspecError):
                self._head = msgspec.msgpack.decode(self._data[0], type=Head)
        return self._head

    def body(self) -> Body:
        """Return the body of the last run; an empty one where there was none.

        What was made of posts is left out where rules or networks that somebody works on have changed since.
        """
        if self._body is None:
            self._body, head = Body(), self.head()
            with suppress(msgspec.MsgspecError):
                self._body = msgspec.msgpack.decode(self._data[1], type=Body)
            if head is None or not is_same(head.foreign):
                self._body = Body(self._body.known)
            self._data[1] = b""
        return self._body

    def made(self, entry: Entry) -> Made:
        """Return what was made of a post's file, decoded once for each entry."""
        known = self._made.get(entry.path)
        if known is None or known[0] is not entry:
            known = self._made[entry.path] = entry, msgspec.msgpack.decode(entry.made, type=Made)
        return known[1]

    def keep(self, head: Head, body: Body) -> None:
        """Keep these for the next run: wholly or not at all."""
        self._head, self._body, self.ahead = head, body, {}
        if self._place:
            keep(self._place, msgspec.msgpack.encode(head), msgspec.msgpack.encode(body))
