"""Find out all that `check` tells, working only on what changed since the last time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, msgpack

from smmgen.check.clock import END, Clock
from smmgen.check.ignore import Ignores, ignores_of
from smmgen.check.judge import judged
from smmgen.check.own import Around
from smmgen.check.run import whole
from smmgen.check.spell import UNREAD
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.project import Project
from smmgen.read.repository import Frame, is_post, read_repository
from smmgen.read.tree import Listing, Tree
from smmgen.recall.again import Looker
from smmgen.recall.around import Ground, around_of, common_of, context_of, later, slots_of
from smmgen.recall.entries import Entries
from smmgen.recall.entry import Body, Entry, Head, Made
from smmgen.recall.library import Library
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.marks import Marks
from smmgen.recall.rest import rest_of
from smmgen.recall.work import Readers, Workshop, packed
from smmgen.recall.world import foreign

Findings = tuple[Diagnostic, ...]


class Survey(Struct, frozen=True):
    """What is known of a repository; `outlines` in order of path, findings in order of place.

    The frame's brand is None where there is no usable `smmgen.yaml`; then there are no outlines. The findings
    hold until `until` (UTC). `rooms` has what is kept of the posts, for those who make more of them. `ahead`
    are the paths of posts with errors that are still to go out.
    """

    frame: Frame
    outlines: tuple[Outline, ...]
    findings: Findings
    until: datetime
    rooms: "Rooms | None" = None
    ahead: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Tell whether there is a usable `smmgen.yaml`."""
        return self.frame.brand is not None

    @property
    def posts(self) -> tuple[str, ...]:
        """Return the paths of the posts that can be used."""
        return tuple(told.path for told in self.outlines)

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the paths of the plans."""
        return tuple(plan.source.path for plan in self.frame.plans)


class Rooms(Struct, frozen=True):
    """Where to find more of each post: its entry, its draft if it was made in this run, and all of it.

    The posts of the project are read when somebody asks for them. `common` holds the marks of what all posts
    depend on: the program's under "", those of files by path. `marks` are those of any file; `is_steady`
    tells whether it still is what it was. `looker` looks again at one post.
    """

    entries: Mapping[str, Entry]
    drafts: Mapping[str, bytes]
    library: Library
    project: Project
    ignores: Ignores
    marks: Marks
    common: Mapping[str, Mark]
    is_steady: Callable[[str], bool]
    looker: Looker

    def draft(self, path: str) -> bytes:
        """Return a post's draft, packed; it is read and composed anew unless this run has done that."""
        if data := self.drafts.get(path):
            return data
        draft = self.library.draft(path)
        return packed(draft) if draft else b""


def survey(ground: Ground, now: datetime, readers: Readers, *, is_drafting: bool = False) -> Survey:
    """Bring what is known of a repository up to date, and keep it; `now` is aware.

    The findings are the same as without an index, in whatever process and order the posts are worked on.
    With `is_drafting` the drafts of posts that are read now are kept for the caller.
    """
    names = tuple(sorted(ground.seen.names))
    marks = Marks(ground.tree, ground.seen, ground.index.body().known)
    frame = ground.index.frames.read(ground.tree, ground.seen, names, marks)
    if frame.brand is None or frame.theme is None:
        return _without_brand(ground.tree, names, frame)
    around = around_of(frame.brand, frame.theme, frame.strategy, ground.tree)
    shop = Workshop(around, ground.tree, ground.seen.names, is_drafting=is_drafting)
    return _Survey(ground, names, around, shop, marks).run(frame, now, readers)


class _Survey:
    """A survey of a repository that has a brand."""

    def __init__(
        self, ground: Ground, names: tuple[str, ...], around: Around, shop: Workshop, marks: Marks
    ) -> None:
        self._ground = ground
        self._names = names
        self._brand = around.brand
        self._around = around
        self._shop = shop
        self._before = ground.index.body()
        self._marks = marks

    def run(self, frame: Frame, now: datetime, readers: Readers) -> Survey:
        common = common_of(self._ground, self._names, self._brand, self._marks)
        entries = Entries(
            self._ground.index,
            self._marks,
            mark_of(msgpack.encode(common)),
            mark_of(msgpack.encode([self._names, self._ground.seen.links])),
            lambda jobs: readers(self._shop, jobs),
        )
        made = entries.update(path for path in self._names if is_post(path))
        schedule, slots = slots_of(self._brand, made)
        made |= entries.give(slots)
        clock = Clock(now)
        outlines = tuple(one.outline for one in made.values() if one.outline)
        library = Library(self._shop, Listing(self._names, self._ground.tree.read), outlines, slots)
        context = context_of(self._ground, self._around, frame, outlines, library, clock)
        found = (
            *frame.findings,
            *schedule.findings,
            *(finding for one in made.values() for finding in one.findings),
            *whole(self._around.registry, context, frame.sources.values()),
            *later(self._around, made, library, context),
        )
        ids = {told.path: told.id for told in outlines}
        asked = (one for told in outlines for one in told.ignores)
        ignores = ignores_of(self._brand, asked, frame.sources.values())
        findings = judged(ids, ignores, found, context.project.sources.get)
        rooms = Rooms(
            entries=entries.by_path(),
            drafts=entries.drafts,
            library=library,
            project=context.project,
            ignores=ignores,
            marks=self._marks,
            common=common,
            is_steady=self._ground.is_steady,
            looker=Looker(
                self._ground.index, entries, findings, ignores, self._shop.do, self._ground.is_steady
            ),
        )
        ahead = ahead_of(outlines, findings, clock, self._brand)
        known = Survey(frame, outlines, findings, clock.until, rooms, ahead)
        self._keep(known, now, entries, made, library)
        return known

    def _keep(
        self, known: Survey, now: datetime, entries: Entries, made: Mapping[str, Made], library: Library
    ) -> None:
        """Keep everything for the next run but what changed while it was worked on, and what is passing."""
        passing = {path for path, one in made.items() if is_passing(one)}
        moved = passing | {path for path in entries.renewed if not self._ground.is_steady(path)}
        kept = tuple(entry for entry in entries.all() if not moved & {entry.path, *entry.asked})
        head = Head(
            world=self._ground.world,
            foreign=foreign(),
            scan=NONE if moved else self._ground.seen.mark,
            since=now.timestamp(),
            until=known.until.timestamp(),
            posts=known.posts,
            plans=known.plans,
            findings=known.findings,
            ahead=known.ahead,
        )
        marks, registry = self._marks.known(), self._around.registry
        rest = rest_of(self._ground.seen, marks, made.values(), kept, library, registry)
        self._ground.index.keep(head, Body(marks, kept), rest)


def is_passing(made: Made) -> bool:
    """Tell whether the machine kept something from being found, which the next run may find."""
    return any(finding.code == UNREAD for finding in made.findings)


def ahead_of(outlines: Sequence[Outline], findings: Findings, clock: Clock, brand: Brand) -> tuple[str, ...]:
    """Return the paths of posts with errors that are complete, and whose time is not past by the grace."""
    bad = {finding.span.path for finding in findings if finding.severity == "error"}
    mine = [told for told in outlines if told.path in bad and told.is_finished]
    return tuple(told.path for told in mine if not told.last or not clock.is_past(told.last + brand.grace))


def _without_brand(tree: Tree, names: tuple[str, ...], frame: Frame) -> Survey:
    """Tell what is wrong in all files all the same, where they cannot be composed for anybody."""
    read = read_repository(tree)
    findings = tuple(sorted(read.findings, key=lambda finding: finding.span))
    return Survey(frame, (), findings, END)
