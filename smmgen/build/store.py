"""What a build leaves for the next one: the receipt of all, and what was made of each post."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct, msgpack

from smmgen.build.record import Record
from smmgen.build.shared import Leaf
from smmgen.model.diagnostic import Diagnostic
from smmgen.read.tree import Stamp
from smmgen.recall.kept import keep, recall
from smmgen.recall.mark import NONE, Mark


class Told(Struct, frozen=True, array_like=True):
    """What a build tells: how many posts, variants and pictures are ready, and what was found.

    Nothing is ready where there is no usable `smmgen.yaml`.
    """

    is_usable: bool
    posts: int
    variants: int
    pictures: int
    findings: tuple[Diagnostic, ...]


class Head(Struct, frozen=True, array_like=True, kw_only=True):
    """A build: what went in, when, what came out, and what it told.

    `world` is the mark of the program, `scan` that of the content's stamps, `asked` those of the folder and
    of what is told beside the content. `foreign` and `files` are the stamps of other packages' files and of
    those that were written. All is the same from `since` until before `until` (seconds since 1970).
    """

    world: Mark
    scan: Mark
    asked: tuple[Mark, Mark]
    since: float
    until: float
    foreign: Mapping[str, Stamp | None]
    files: Mapping[str, Stamp | None]
    told: Told


class Body(Struct, frozen=True, array_like=True):
    """What was made of each post, in order of time, and of all pages that show several.

    `common` are the marks of what everything depends on: of the program under "", of files by path.
    """

    common: Mapping[str, Mark] = {}
    records: tuple[Record, ...] = ()
    leaves: Mapping[str, Leaf] = {}


EMPTY = Head(
    world=NONE,
    scan=NONE,
    asked=(NONE, NONE),
    since=0,
    until=0,
    foreign={},
    files={},
    told=Told(False, 0, 0, 0, ()),
)


class Store:
    """One file with the head and the body of the last build; what is broken in it counts as not there."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._head: Head | None = None
        self._body: Body | None = None
        self._data = recall(place, 2) if place else [b"", b""]

    def head(self) -> Head:
        """Return the head of the last build, an empty one where there was none."""
        if self._head is None:
            self._head = EMPTY
            with suppress(MsgspecError):
                self._head = msgpack.decode(self._data[0], type=Head)
        return self._head

    def body(self) -> Body:
        """Return the body of the last build, an empty one where there was none."""
        if self._body is None:
            self._body = Body()
            with suppress(MsgspecError):
                self._body = msgpack.decode(self._data[1], type=Body)
            self._data = [b"", b""]
        return self._body

    def keep(self, head: Head, body: Body) -> None:
        """Keep these for the next build: wholly or not at all."""
        self._head, self._body = head, body
        if self._place:
            keep(self._place, msgpack.encode(head), msgpack.encode(body))
