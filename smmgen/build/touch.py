"""Show the few posts that say something else, and what shows them: the rest of a site is not looked at.

What others take of a post is on the pages of its days and accounts and in the files that have a part of each
post. Where more than that would be another, a round has to be made.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Raw, Struct, msgpack

from smmgen.build.ahead import job_again
from smmgen.build.cache import PictureCache
from smmgen.build.drawing import Draw, Progress, Read
from smmgen.build.entry import page_of
from smmgen.build.finish import Shelf
from smmgen.build.jobs import team_here
from smmgen.build.kit import Kit, Kits
from smmgen.build.moment import month_of
from smmgen.build.output import LIST
from smmgen.build.parts import Spool, change
from smmgen.build.preview import bring_months, bring_wall
from smmgen.build.ready import is_of_media
from smmgen.build.record import Record, Shown
from smmgen.build.round import SHARED, shapes
from smmgen.build.shared import Leaves
from smmgen.build.show import Job, show
from smmgen.build.stage import Stage
from smmgen.build.store import Step, Store
from smmgen.build.why import Why, of_post, of_written
from smmgen.model.brand import Brand
from smmgen.model.outline import Outline
from smmgen.model.theme import Theme
from smmgen.recall.entry import Again
from smmgen.recall.mark import Mark
from smmgen.recall.touch import Touched
from smmgen.recall.work import has_media, unpacked
from smmgen.recall.world import stamp


class Given(Struct, frozen=True, kw_only=True):
    """What it takes: the posts, what the last build left, and what pages and pictures are made with."""

    known: Touched
    brand: Brand
    theme: Theme
    store: Store
    kits: Kits
    out: Path
    read: Read
    cache: PictureCache
    make_draw: Callable[[Theme, Read], Draw]
    progress: Progress
    now: datetime


class Done(Struct, frozen=True):
    """What is to be kept of it, what was written, and why."""

    step: Step
    written: tuple[str, ...]
    why: tuple[Why, ...]


def touch_up(given: Given) -> Done | None:
    """Show the posts; None where a round has to be made: then nothing was written."""
    with Stage(given.out) as output, closing(Spool()) as spool:
        return _Touch(given, output, spool).run()


class _Pair(Struct, frozen=True):
    """A post as it was shown, and as it is shown now."""

    then: Record
    now: Record

    @property
    def is_alike(self) -> bool:
        """Tell whether all that others take of it, but on its days and accounts, is as it was."""
        then, now = self.then, self.now
        is_there = bool(then.ready) == bool(now.ready) or not then.pictures
        is_same = (then.days, then.files, then.pictures) == (now.days, now.files, now.pictures)
        return is_there and is_same and not now.findings and not now.faults


class _Touch:
    def __init__(self, given: Given, output: Stage, spool: Spool) -> None:
        self._given = given
        self._spool = spool
        self._table = given.store.table()
        self._why: list[Why] = []
        self._output = output
        self._kit = self._make_kit()
        shelf = Shelf(given.theme, given.read, self._output, given.cache)
        self._site = self._kit.site(given.brand, self._output, shelf, given.known.marks)

    def _make_kit(self) -> Kit:
        given = self._given
        today = given.now.astimezone(given.brand.timezone).date()
        return given.kits.kit(
            given.brand, given.theme, given.read, today, self._table.common, self._output, lambda _: True
        )

    def run(self) -> Done | None:
        pairs = list(self._shown())
        if len(pairs) < len(self._given.known.again) or self._kit.faults or not self._write_parts():
            return None
        leaves = self._leaves(pairs)
        if leaves is None or any(leaves.faults()):
            return None
        self._output.settle()
        written = tuple(dict.fromkeys(self._output.written))
        others = of_written(self._why, [pair.now for pair in pairs], written, SHARED, "")
        return Done(self._step(pairs, leaves, written), written, (*self._why, *others))

    def _shown(self) -> Iterator[_Pair]:
        """Show the posts, up to one for which that is not enough."""
        for told, again in self._given.known.again:
            then = self._given.store.record(told.id)
            if then is None or then.asked.path != told.path:
                return
            pair = _Pair(then, self._show(told, again, then))
            if not pair.is_alike:
                return
            yield pair

    def _show(self, told: Outline, again: Again, then: Record) -> Record:
        job = self._job(told, again, then)
        if reason := of_post(job.asked, then, self._given.known.marks):
            self._why.append((page_of(told.id), reason))
        if has_media(job.draft):
            draw = self._given.make_draw(self._given.theme, self._given.read)
            self._site.shelf.fill(unpacked(job.draft).variants, draw, self._given.progress, team_here(1), 1)
        shown = msgpack.decode(show(self._site, job), type=Shown)
        self._spool.put(told.id, shown.parts)
        return shown.record.apart()

    def _job(self, told: Outline, again: Again, then: Record) -> Job:
        findings = self._given.known.findings
        found = tuple(one for one in findings if one.post == told.id)
        general = tuple(one for one in findings if not one.post and is_of_media(one))
        return job_again(then, again, found, general)

    def _write_parts(self) -> bool:
        """Write the files that have a part of each post; tell whether it could be done."""
        table = self._table
        return all(
            change(self._output, shape, number, table.posts, sizes, self._spool)
            for number, (shape, sizes) in enumerate(zip(shapes(self._site), table.sizes, strict=True))
        )

    def _leaves(self, pairs: Sequence[_Pair]) -> Leaves | None:
        """Bring the pages up to date that show one of the posts; None where all may show them."""
        site, now = self._site, {pair.now.post: pair.now for pair in pairs}
        leaves = Leaves(self._output, site.pages, self._table.leaves, lambda _: True, self._tell)
        days = {day for pair in pairs if pair.then.look != pair.now.look for day in pair.now.days}
        if 0 in days:
            return None

        def find(post: str) -> Record | None:
            return now.get(post) or self._given.store.record(post)

        if days:
            frame, findings = self._given.known.frame, self._given.known.findings
            dated = [
                _Dated(post, on, find) for post, on in zip(self._table.posts, self._table.days, strict=True)
            ]
            general = [one for one in findings if not one.post]
            bring_months(site, leaves, dated, frame.plans, general, set(_months(days)))
        for name in {name for pair in pairs for name in pair.now.asked.walls}:
            bring_wall(site, leaves, name, self._table.near[name], find)
        return leaves

    def _tell(self, path: str, reason: str) -> None:
        self._why.append((path, reason))

    def _step(self, pairs: Sequence[_Pair], leaves: Leaves, written: tuple[str, ...]) -> Step:
        known, before = self._given.known, self._given.store.head()
        paths = tuple(told.path for told, _ in known.again)
        ready = sum(bool(pair.now.ready) - bool(pair.then.ready) for pair in pairs)
        variants = sum(len(pair.now.ready) - len(pair.then.ready) for pair in pairs)
        return Step(
            scan=known.head.scan,
            since=known.head.since,
            until=min(before.until, known.head.until),
            paths=paths,
            findings=tuple(one for one in known.findings if one.span.path in paths),
            counts=(before.told.posts + ready, before.told.variants + variants),
            files={path: stamp(f"{self._given.out}/{path}") for path in (*written, LIST)},
            records=tuple(pair.now for pair in pairs),
            leaves=leaves.now,
        )


class _Dated:
    """A post on its days, whose record is looked for when somebody asks what they say."""

    def __init__(self, post: str, days: tuple[int, ...], find: Callable[[str], Record | None]) -> None:
        self.post = post
        self.days = days
        self._find = find

    @property
    def sketches(self) -> Raw:
        return self._record().sketches

    @property
    def look(self) -> Mark:
        return self._record().look

    def _record(self) -> Record:
        record = self._find(self.post)
        if record is None:
            raise KeyError(self.post)
        return record


def _months(days: set[int]) -> Iterator[str]:
    """Yield the months whose pages show one of the days, and maybe some beside."""
    week = timedelta(days=7)
    for day in map(date.fromordinal, days):
        yield from map(month_of, (day - week, day, day + week))
