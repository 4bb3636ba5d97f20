"""What a build left, so that the next one can see that it would leave the very same."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from smmgen.model.diagnostic import Diagnostic
from smmgen.read.tree import Stamp, Tree
from smmgen.recall.kept import keep, recall
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.scan import scan
from smmgen.recall.world import foreign, is_same, stamp, world


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What a build tells: how many posts, variants and pictures are ready, and what was found.

    Nothing is ready where there is no usable `smmgen.yaml`.
    """

    is_usable: bool
    posts: int
    variants: int
    pictures: int
    findings: tuple[Diagnostic, ...]


class Receipt(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A build: what went in, when, what came out, and what it told.

    `world` is the mark of the program, `scan` that of the content's stamps, `asked` that of what else the
    site was made of. `foreign` and `files` are the stamps of other packages' files and of those that were
    written. All is the same from `since` until before `until` (seconds since 1970).
    """

    world: Mark
    scan: Mark
    asked: Mark
    since: float
    until: float
    foreign: Mapping[str, Stamp | None]
    files: Mapping[str, Stamp | None]
    told: Told


class Receipts:
    """The receipt of the last build of a tree into a folder, kept in the file `place`.

    `beside` is the mark of what else goes into the site.
    """

    def __init__(self, tree: Tree, out: Path, place: Path, beside: bytes = b"") -> None:
        self._tree = tree
        self._out = out
        self._place = place
        self._world = world()
        self._scan = scan(tree).mark
        self._asked = mark_of(str(out.resolve()).encode("utf-8", "surrogatepass") + b"\0" + beside)

    def last(self, now: datetime) -> Told | None:
        """Return what the last build told, where one now (aware) would leave and tell the very same."""
        with suppress(msgspec.MsgspecError):
            made = msgspec.msgpack.decode(recall(self._place, 1)[0], type=Receipt)
            return made.told if self._holds(made, now) else None
        return None

    def _holds(self, made: Receipt, now: datetime) -> bool:
        is_asked = (made.world, made.scan, made.asked) == (self._world, self._scan, self._asked)
        is_time = made.since <= now.timestamp() < made.until
        return self._scan != NONE and is_asked and is_time and is_same(made.files) and is_same(made.foreign)

    def put(self, now: datetime, until: datetime, files: Iterable[str], told: Told) -> None:
        """Keep the receipt of a build that began `now`; `files` are paths in the folder, all that it made."""
        is_steady = scan(self._tree).mark == self._scan
        made = Receipt(
            world=self._world,
            scan=self._scan if is_steady else NONE,
            asked=self._asked,
            since=now.timestamp(),
            until=until.timestamp(),
            foreign=foreign(),
            files={path: stamp(path) for path in (str(self._out / name) for name in files)},
            told=told,
        )
        keep(self._place, msgspec.msgpack.encode(made))
