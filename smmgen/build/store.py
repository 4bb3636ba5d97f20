"""What a build leaves for the next one: the receipt of all, and what was made of each post."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import replace

from smmgen.build.order import Row
from smmgen.build.record import Record
from smmgen.build.shared import Leaf
from smmgen.model.diagnostic import Diagnostic
from smmgen.read.tree import Stamp
from smmgen.recall.entry import with_findings
from smmgen.recall.index import MOST_STEPS
from smmgen.recall.kept import Piece, Pile, add, keep, recall
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

    `common` are the marks of what everything depends on: of the program under "", of files by path. `near`
    is what stands on the accounts' pages.
    """

    common: Mapping[str, Mark] = {}
    records: tuple[Record, ...] = ()
    leaves: Mapping[str, Leaf] = {}
    near: Mapping[str, Row] = {}


class Table(Struct, frozen=True, array_like=True):
    """All that pages and shared files show of posts beside their records, in the order of the posts.

    `pieces` are the records' places, `sizes` the lengths of the posts' parts of each shared file, `days`
    those of the calendar that show them. `near` is what stands on the accounts' pages. With `is_quiet`
    nothing was found while pages were made and pictures drawn.
    """

    common: Mapping[str, Mark] = {}
    posts: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    sizes: tuple[tuple[int, ...], ...] = ()
    days: tuple[tuple[int, ...], ...] = ()
    leaves: Mapping[str, Leaf] = {}
    near: Mapping[str, Row] = {}
    is_quiet: bool = False


class Step(Struct, frozen=True, array_like=True, kw_only=True):
    """A few posts that were shown anew since, and all that is another then.

    `findings` are all in the files of `paths`; `files` are the stamps of those that were written.
    """

    scan: Mark
    since: float
    until: float
    paths: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    counts: tuple[int, int]
    files: Mapping[str, Stamp | None]
    records: tuple[Record, ...]
    leaves: Mapping[str, Leaf]

    def after(self, head: Head) -> Head:
        """Return the head of the build that changed this."""
        told, (posts, variants) = head.told, self.counts
        findings = with_findings(told.findings, self.paths, self.findings)
        return replace(
            head,
            scan=self.scan,
            since=self.since,
            until=self.until,
            files={**head.files, **self.files},
            told=replace(told, posts=posts, variants=variants, findings=findings),
        )


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


_DECODE = msgpack.Decoder(Record).decode
_DECODE_ALL = msgpack.Decoder(tuple[Record, ...]).decode
_DECODE_STEP = msgpack.Decoder(Step).decode


class Store:
    """One file with the head and the body of the last build; what is broken in it counts as not there."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._recall()

    def _recall(self) -> None:
        self._kept = recall(self._place, 2)
        self._steps: tuple[Step, ...] | None = None
        self._head: Head | None = None
        self._table: Table | None = None
        self._body: Body | None = None

    def head(self) -> Head:
        """Return the head of the last build, an empty one where there was none."""
        if self._head is None:
            self._head = EMPTY
            with suppress(MsgspecError):
                head = msgpack.decode(self._kept.short[0], type=Head)
                for step in self.steps():
                    head = step.after(head)
                self._head = head
        return self._head

    def steps(self) -> tuple[Step, ...]:
        """Return what changed since everything was written, the last step last."""
        if self._steps is None:
            self._steps = ()
            with suppress(MsgspecError):
                self._steps = tuple(map(_DECODE_STEP, self._kept.added))
        return self._steps

    def table(self) -> Table:
        """Return where everything is, as of the last step; an empty one where there was no build."""
        if self._table is None:
            self._table = Table()
            with suppress(MsgspecError):
                self._table = _after(msgpack.decode(self._kept.short[1], type=Table), self.steps())
        return self._table

    def record(self, post: str) -> Record | None:
        """Return the record of a post; None where there is none."""
        if found := _stepped(self.steps()).get(post):
            return found
        posts = self.table().posts
        piece = self._kept.piece(self.table().pieces[posts.index(post)]) if post in posts else b""
        with suppress(MsgspecError):
            return _DECODE(piece) if piece else None
        return None

    def body(self) -> Body:
        """Return the body of the last build, an empty one where there was none."""
        if self._body is None:
            self._body = Body()
            with suppress(MsgspecError):
                table, renewed = self.table(), _stepped(self.steps())
                records = tuple(renewed.get(one.post, one) for one in _DECODE_ALL(self._kept.whole()))
                self._body = Body(table.common, records, table.leaves, table.near)
        return self._body

    def keep(self, head: Head, body: Body, *, is_quiet: bool) -> None:
        """Keep these for the next build: wholly or not at all."""
        self._head, self._body = head, body
        self._kept, self._steps, self._table = recall(None, 2), (), None
        if self._place:
            pile = Pile(len(body.records))
            table = Table(
                common=body.common,
                posts=tuple(one.post for one in body.records),
                pieces=tuple(pile.add(msgpack.encode(one)) for one in body.records),
                sizes=tuple(zip(*(one.sizes for one in body.records), strict=True)),
                days=tuple(one.days for one in body.records),
                leaves=body.leaves,
                near=body.near,
                is_quiet=is_quiet,
            )
            keep(self._place, (msgpack.encode(head), msgpack.encode(table)), pile.data)

    def may_step(self) -> bool:
        """Tell whether a step can be kept."""
        return self._kept.seal is not None and len(self.steps()) < MOST_STEPS

    def step(self, step: Step) -> None:
        """Keep what changed for the next build."""
        add(self._kept, msgpack.encode(step))
        self._recall()


def _stepped(steps: Iterable[Step]) -> Mapping[str, Record]:
    return {record.post: record for step in steps for record in step.records}


def _after(table: Table, steps: Sequence[Step]) -> Table:
    """Return a table as steps left it."""
    if not steps:
        return table
    sizes = [list(column) for column in table.sizes]
    for post, record in _stepped(steps).items():
        for column, size in zip(sizes, record.sizes, strict=True):
            column[table.posts.index(post)] = size
    leaves = {path: leaf for step in steps for path, leaf in step.leaves.items()}
    return replace(table, sizes=tuple(map(tuple, sizes)), leaves={**table.leaves, **leaves})
