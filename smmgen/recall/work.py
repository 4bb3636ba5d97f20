"""Do all that one post needs, knowing no other: read, compose, run its own rules. Bytes in, bytes out."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import UTC, datetime

import msgspec

from smmgen.check.own import Around, Subject, check_own
from smmgen.compose.compose import Given, One, compose_one, drafter
from smmgen.compose.outline import outline
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.draft import Draft, draft_of
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from smmgen.read.post import read_post
from smmgen.read.repository import open_source
from smmgen.read.tree import Files, Tree
from smmgen.read.watch import Watch, WatchedListing, WatchedNames
from smmgen.recall.entry import Made
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.spread import spread
from smmgen.stream import in_order, stream

_LEAST = 16
"""So many posts make up for a process of their own, which makes its own dictionaries and patterns, even where
they are texts alone; those with cards take ten times as long."""

_GROUP = 16
"""So many posts are worked on before a process asks for more."""

_SOON = 2000
"""Fewer posts are done before anybody would look how far it is; handing over each costs a twentieth more."""

Slots = Mapping[str, int | None]
"""The slots that a post was given, by account: seconds since 1970 (UTC), None where all are taken."""


class Job(msgspec.Struct, frozen=True):
    """A post's file to work on; `given` are its slots, None while they are not known."""

    path: str
    given: Slots | None = None


class Done(msgspec.Struct, frozen=True, array_like=True):
    """A job done: the mark of its file, the other files that it depends on, and what was made, encoded.

    `is_listed` where it depends on which files there are. `draft` is the post's, packed, where drafts are
    wanted and the post can be used.
    """

    mark: Mark
    asked: tuple[str, ...]
    is_listed: bool
    made: msgspec.Raw
    draft: bytes = b""


class Opened(msgspec.Struct, frozen=True):
    """A post's file read and composed, as far as it could be."""

    source: Source | None
    mark: Mark
    post: Post | None = None
    composed: One = One((), (), ())
    findings: tuple[Diagnostic, ...] = ()

    @property
    def draft(self) -> Draft | None:
        """Return the post's draft; None where the post cannot be used."""
        return draft_of(self.post, self.composed.variants) if self.post else None


Then = Callable[[Sequence[Variant], Callable[[str], bytes]], bytes]
"""Makes of a post's variants what somebody wants to be kept with it; reads files by their paths."""


class Workshop:
    """Works on the posts of one brand, in any order and in any process.

    With `is_drafting` it hands out drafts as well, for those who make pages of them. `then` makes more of
    each post's variants.
    """

    def __init__(
        self,
        around: Around,
        tree: Tree,
        names: Set[str],
        *,
        is_drafting: bool = False,
        then: Then | None = None,
    ) -> None:
        self.around = around
        self.is_drafting = is_drafting
        self._then = then
        self.tree = tree
        self.names = names
        self._draft = drafter(around.brand)

    def open(self, job: Job, files: Files) -> Opened:
        """Read and compose a post."""
        source, data, findings = open_source(self.tree, job.path)
        mark = mark_of(data) if source or data else NONE
        if source is None:
            return Opened(None, mark, findings=findings)
        post, reading = read_post(source, files)
        if post is None:
            return Opened(source, mark, findings=tuple(reading.findings))
        composed = compose_one(self.around.brand, post, self._draft(post), given_of(job))
        return Opened(source, mark, post, composed, (*reading.findings, *composed.findings))

    def do(self, job: Job) -> bytes:
        """Do a job; return it done, encoded. A post that waits for its slots is checked when it has them."""
        watch = Watch(self.tree, self.names)
        opened = self.open(job, WatchedListing(watch))
        is_early = job.given is None and bool(opened.composed.waiting)
        made = self._outlined(opened) if is_early else self._checked(opened, watch)
        asked = tuple(sorted(watch.asked - {job.path}))
        draft = packed(opened.draft) if self.is_drafting and opened.draft and not is_early else b""
        return _encoded(Done(opened.mark, asked, watch.is_listed, msgspec.Raw(_encoded(made)), draft))

    def _outlined(self, opened: Opened) -> Made:
        post, variants = opened.post, opened.composed.variants
        told = outline(post, self.around.brand, variants) if post else None
        return Made(told, opened.findings, (), opened.composed.waiting)

    def _checked(self, opened: Opened, watch: Watch) -> Made:
        made = self._outlined(opened)
        if opened.source is None:
            return made
        subject = Subject(opened.source, opened.post, opened.composed.variants)
        found = check_own(self.around, watch, WatchedNames(watch, self.names), subject, made.outline)
        more = self._then(subject.variants, watch.read) if self._then else b""
        findings = (*made.findings, *found.findings)
        return msgspec.structs.replace(made, findings=findings, later=found.later, more=more)


Readers = Callable[[Workshop, Sequence[Job]], Iterable[bytes]]
"""Do the jobs of a workshop, here or elsewhere; they return them done, in their order."""


def readers_here(workers: int) -> Readers:
    """Return so many processes of this machine that do jobs."""

    def read(shop: Workshop, jobs: Sequence[Job]) -> Iterable[bytes]:
        if workers < 2 or len(jobs) < _SOON:
            return spread(shop.do, jobs, workers, _LEAST)
        numbers = range(len(jobs))
        groups = [numbers[start : start + _GROUP] for start in range(0, len(jobs), _GROUP)]
        return in_order(stream(lambda number: shop.do(jobs[number]), groups, workers))

    return read


def given_of(job: Job) -> Given | None:
    """Return the slots of a job as times; None while they are not known."""
    if job.given is None:
        return None
    return {
        name: datetime.fromtimestamp(at, UTC) if at is not None else None for name, at in job.given.items()
    }


_encoded = msgspec.msgpack.Encoder().encode
_MEDIA, _TEXT = b"+", b"-"


def packed(draft: Draft) -> bytes:
    """Return a draft as bytes; a fifth of its length, as all of them wait until every post was read."""
    return (_MEDIA if draft.has_media else _TEXT) + zlib.compress(_encoded(draft), 1)


def unpacked(data: bytes) -> Draft:
    """Return the draft out of what `packed` made of it."""
    return msgspec.msgpack.decode(zlib.decompress(data[1:]), type=Draft)


def has_media(data: bytes) -> bool:
    """Tell of a packed draft whether it shows pictures or videos."""
    return data[:1] == _MEDIA
