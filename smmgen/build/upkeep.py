"""Keep a site up to date, build after build: see whether anything changed, and what, and do no more."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from smmgen.build.ahead import Ahead, Last, show_ahead
from smmgen.build.cache import PictureCache
from smmgen.build.crew import Crew, Steps, crew_here, telling
from smmgen.build.drawing import Draw, Read
from smmgen.build.finish import Shelf
from smmgen.build.kit import Kits
from smmgen.build.lock import locked
from smmgen.build.output import LIST
from smmgen.build.own import Ask, Besides
from smmgen.build.record import Record
from smmgen.build.round import Findings, Given, Round, bring
from smmgen.build.store import Body, Head, Store, Told
from smmgen.build.tidy import KEPT, tidy
from smmgen.build.touch import Given as TouchGiven
from smmgen.build.touch import touch_up
from smmgen.build.why import Why
from smmgen.check.run import settled
from smmgen.clock import midnight
from smmgen.model.theme import Theme
from smmgen.read.tree import Stamp, Tree
from smmgen.recall.around import Ground
from smmgen.recall.index import Index
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.scan import Scan, scan
from smmgen.recall.survey import Survey, survey
from smmgen.recall.touch import touch
from smmgen.recall.world import foreign, is_same, stamp, world

MOST_KINDS = 8
"""So many kinds of posts, by language and accounts, are tried to get ready for the next one."""

MakeDraw = Callable[[Theme, Read], Draw]


class Wish(Struct, frozen=True, kw_only=True):
    """How to build: `now` is aware, so many `workers` are the processes that share the work.

    `beside` tells what pages tell beside the content, and tells the same as long as `mark` is the same and
    not empty. `crew` does the jobs, if not these processes. `waits` is called where another build has to end
    first.
    """

    now: datetime
    steps: Steps | None = None
    workers: int = 1
    beside: Ask = lambda: None
    mark: bytes = b""
    crew: Crew | None = None
    waits: Callable[[], None] = lambda: None


class Brought(Struct, frozen=True, kw_only=True):
    """What came of it: what there is to tell, and the paths in the site of what was written and removed.

    `why` says of each of these why. `files` are the stamps of all files of the site, None where
    nothing could be built. `survey` is None where nothing had changed, `until` (UTC) is
    how long the same would be built, if nothing is edited.
    """

    told: Told
    until: datetime
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    why: tuple[Why, ...] = ()
    files: Mapping[str, Stamp | None] | None = None
    survey: Survey | None = None
    records: tuple[Record, ...] = ()


class Upkeep:
    """The site of a tree in the folder `out`, to be brought up to date as often as somebody asks.

    `index` is the file of what was found in posts, `place` that of what was made of them, `cache` the folder
    of drawn pictures: without them nothing is kept but in memory.
    """

    def __init__(
        self,
        tree: Tree,
        out: Path,
        make_draw: MakeDraw,
        *,
        index: Path | None = None,
        place: Path | None = None,
        cache: Path | None = None,
    ) -> None:
        self._tree = tree
        self._out = out
        self._make_draw = make_draw
        self._index = Index(index)
        self._store = Store(place)
        self._place = place
        self._cache = cache
        self._world = world()
        self._kits = Kits()
        self._last: Last | None = None
        self._ahead: dict[str, Ahead] = {}
        self._folder = mark_of(str(out.resolve()).encode("utf-8", "surrogatepass"))

    def bring(self, wish: Wish, *, is_told_anyway: bool = False) -> Brought:
        """Bring the site up to date: only what changed is worked on.

        What a build would leave untouched is told from memory, unless `is_told_anyway`: then the survey is
        made all the same.
        """
        with locked(self._out, wish.waits):
            seen = scan(self._tree)
            head = self._store.head()
            if not is_told_anyway and self._holds(head, seen, wish):
                until = datetime.fromtimestamp(head.until, wish.now.tzinfo)
                return Brought(told=head.told, until=until, files=head.files)
            touched = None if is_told_anyway else self._touch(head, seen, wish)
            brought = touched or self._build(seen, wish)
            self._ahead = {}
            return brought

    def bring_ahead(self, paths: Iterable[str], wish: Wish) -> Mapping[str, Stamp | None]:
        """Show posts whose files were just saved, ahead of all else; return the stamps of the posts' files.

        What may need more than these files is left for `bring`, which is to follow, and takes over the rest.
        """
        with locked(self._out):
            last = self._last
            if last is None or not self._stands(last, wish):
                return {}
            made = [one for path in paths if (one := self._shown(path, last))]
        self._ahead |= {one.shown.record.post: one for one in made}
        return {path: stamp for one in made for path, stamp in one.stamps.items()}

    def get_ready(self, wish: Wish) -> None:
        """Load what `bring_ahead` needs, dictionaries and templates too, so that the first one is fast."""
        if self._last is None:
            self.bring(wish, is_told_anyway=True)
        outlines = self._last.survey.outlines if self._last else ()
        kinds = {(told.language, told.goes_to): told.path for told in outlines}
        self.bring_ahead(islice(kinds.values(), MOST_KINDS), wish)

    def _shown(self, path: str, last: Last) -> Ahead | None:
        frame, read = last.survey.frame, self._tree.read
        if frame.theme is None:
            return None
        theme, cache = frame.theme, PictureCache(self._cache)
        shelf = Shelf(theme, read, last.site.output, cache)
        return show_ahead(path, last, shelf, lambda: self._make_draw(theme, read))

    def _stands(self, last: Last, wish: Wish) -> bool:
        """Tell whether what all pages share is as the last round left it, as far as can be told at once."""
        head, rooms = self._store.head(), last.survey.rooms
        is_near = head.since <= wish.now.timestamp() < head.until and head.asked == self._asked(wish)
        is_listed = stamp(f"{self._out}/{LIST}") == head.files.get(LIST)
        return (
            is_near
            and is_listed
            and rooms is not None
            and all(map(rooms.is_steady, filter(None, rooms.common)))
        )

    def _asked(self, wish: Wish) -> tuple[Mark, Mark]:
        return self._folder, mark_of(wish.mark) if wish.mark else NONE

    def _holds(self, head: Head, seen: Scan, wish: Wish) -> bool:
        then = (head.world, head.scan, head.asked)
        if seen.mark == NONE or then != (self._world, seen.mark, self._asked(wish)):
            return False
        is_time = head.since <= wish.now.timestamp() < head.until
        files = {f"{self._out}/{path}": stamp for path, stamp in head.files.items()}
        return is_time and is_same(files) and is_same(head.foreign)

    def _touch(self, head: Head, seen: Scan, wish: Wish) -> Brought | None:
        """Show the few posts that say something else; None where that is not all, or not known."""
        if wish.crew or self._last or not self._may_touch(head, wish):
            return None
        known = touch(Ground(self._tree, seen, self._world, self._index), wish.now, head.scan)
        if known is None or known.frame.brand is None or known.frame.theme is None:
            return None
        done = touch_up(
            TouchGiven(
                known=known,
                brand=known.frame.brand,
                theme=known.frame.theme,
                store=self._store,
                kits=self._kits,
                out=self._out,
                read=self._tree.read,
                cache=PictureCache(self._cache),
                make_draw=self._make_draw,
                progress=wish.steps("Drawing") if wish.steps else lambda done, total, what: None,
                now=wish.now,
            )
        )
        if done is None:
            return None
        self._store.step(done.step)
        until = datetime.fromtimestamp(done.step.until, wish.now.tzinfo)
        now = done.step.after(head)
        return Brought(told=now.told, until=until, written=done.written, why=done.why, files=now.files)

    def _may_touch(self, head: Head, wish: Wish) -> bool:
        """Tell whether the site was made of what a survey saw last, or saw a few words before."""
        store = self._store
        if not head.scan or head.world != self._world or self._index.since(head.scan) is None:
            return False
        is_same_time = head.since <= wish.now.timestamp() < head.until
        is_asked = wish.mark != b"" and head.asked == self._asked(wish) and store.table().is_quiet
        files = {f"{self._out}/{path}": stamp for path, stamp in head.files.items()}
        return store.may_step() and is_same_time and is_asked and is_same(files) and is_same(head.foreign)

    def _build(self, seen: Scan, wish: Wish) -> Brought:
        ground = Ground(self._tree, seen, self._world, self._index)
        crew = wish.crew or crew_here(wish.workers)
        crew = telling(crew, wish.steps) if wish.steps else crew
        known = survey(ground, wish.now, crew.read, is_drafting=True)
        brand, theme, rooms = known.frame.brand, known.frame.theme, known.rooms
        self._last = None
        if brand is None or theme is None or rooms is None:
            return Brought(told=Told(False, 0, 0, 0, known.findings), until=known.until, survey=known)
        head, pictures = self._store.head(), PictureCache(self._cache)
        is_ours = head.asked[0] == self._folder and is_same(head.foreign)
        before = self._store.body() if is_ours else Body()
        kits, self._kits = self._kits, Kits()  # what a round that fails has made is not in its place
        made = bring(
            Given(
                survey=known,
                brand=brand,
                theme=theme,
                rooms=rooms,
                before=before,
                files=head.files if is_ours else {},
                besides=self._besides(before, head, wish),
                kits=kits,
                out=self._out,
                read=self._tree.read,
                cache=pictures,
                make_draw=self._make_draw,
                progress=wish.steps("Drawing") if wish.steps else lambda done, total, what: None,
                now=wish.now,
                crew=crew,
                ahead=self._ahead,
            )
        )
        self._kits = kits
        pictures.forget(wish.now - KEPT)
        findings = _settled(known, made.findings)
        until = min(known.until, midnight(wish.now, brand.timezone))
        told = _told(made.body.records, findings)
        self._keep(seen, wish, until, made, told)
        if self._place:
            tidy(self._place, wish.now)
        self._last = Last(known, made.site, {record.post: record for record in made.body.records})
        return Brought(
            told=told,
            until=until,
            written=made.written,
            removed=made.removed,
            why=made.why,
            files=made.files,
            survey=known,
            records=made.body.records,
        )

    def _besides(self, before: Body, head: Head, wish: Wish) -> Besides:
        is_same_mark = wish.mark != b"" and head.asked == self._asked(wish)
        known = {record.post: record.asked for record in before.records} if is_same_mark else {}

        def told(post: str, path: str) -> bytes | None:
            asked = known.get(post)
            return asked.beside if asked and asked.path == path else None

        return Besides(wish.beside, told)

    def _keep(self, seen: Scan, wish: Wish, until: datetime, made: Round, told: Told) -> None:
        head = Head(
            world=self._world,
            scan=seen.mark,
            asked=self._asked(wish),
            since=wish.now.timestamp(),
            until=until.timestamp(),
            foreign=foreign(),
            files=made.files,
            told=told,
        )
        self._store.keep(head, made.body, is_quiet=not made.findings)


def _settled(known: Survey, found: Findings) -> Findings:
    if not found or known.rooms is None:
        return known.findings  # to settle a report again changes nothing
    ids = {told.path: told.id for told in known.outlines}
    return settled(ids, known.rooms.ignores, (*known.findings, *found))


def _told(records: Iterable[Record], findings: Findings) -> Told:
    ready = [record for record in records if record.ready]
    pictures = {path for record in ready for path in record.pictures}
    return Told(True, len(ready), sum(len(record.ready) for record in ready), len(pictures), findings)
