"""One round of a build: show the posts that need it, and bring everything that shows them up to date."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path

from msgspec import Struct

from smmgen.build import finder, ics, manifest
from smmgen.build.ahead import Ahead, told_mark
from smmgen.build.cache import PictureCache
from smmgen.build.crew import Crew
from smmgen.build.drawing import Draw, Progress, Read
from smmgen.build.entry import page_of
from smmgen.build.finish import Shelf
from smmgen.build.kit import Kits
from smmgen.build.order import Row, in_time, neighbours, rows, shown_on
from smmgen.build.output import LIST
from smmgen.build.own import Besides
from smmgen.build.parts import Shape, Spool, write
from smmgen.build.preview import bring_months, bring_walls
from smmgen.build.ready import is_of_media
from smmgen.build.record import Asked, Record, Shown
from smmgen.build.shared import Leaves
from smmgen.build.show import Job, Site
from smmgen.build.stage import Stage
from smmgen.build.store import Body
from smmgen.build.why import GONE, LOST, NEW, Why, of_files, of_post, of_removed, of_written
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.theme import Theme
from smmgen.read.tree import Stamp
from smmgen.recall.survey import Rooms, Survey
from smmgen.recall.work import has_media, unpacked
from smmgen.recall.world import stamp

Findings = tuple[Diagnostic, ...]

SHARED = ("manifest.json", "search/posts.js", "calendar.ics")
"""The files that have a part of each post; what is the same is taken out of them as they are."""


class Given(Struct, frozen=True, kw_only=True):
    """What a round works with. `before` and `files` are what the last one left: its body, and files' stamps.

    `make_draw` is asked for only where a picture may have to be drawn; `cache` is a folder of drawn ones.
    `ahead` are posts by id that were shown since, to be taken where a round would show them just so.
    """

    survey: Survey
    brand: Brand
    theme: Theme
    rooms: Rooms
    before: Body
    files: Mapping[str, Stamp | None]
    besides: Besides
    kits: Kits
    out: Path
    read: Read
    cache: PictureCache
    make_draw: Callable[[Theme, Read], Draw]
    progress: Progress
    now: datetime
    crew: Crew
    ahead: Mapping[str, Ahead] = {}


class Round(Struct, frozen=True, kw_only=True):
    """What came of a round, and its `site`; `findings` are those of drawing and of templates."""

    site: Site
    body: Body
    files: Mapping[str, Stamp | None]
    findings: Findings
    written: tuple[str, ...]
    removed: tuple[str, ...]
    why: tuple[Why, ...]


def bring(given: Given) -> Round:
    """Bring the site in a folder up to date."""
    with Stage(given.out) as output, closing(Spool()) as spool:
        return _Round(given, output, spool).run()


class _Round:
    def __init__(self, given: Given, output: Stage, spool: Spool) -> None:
        self._given = given
        self._stamps: dict[str, Stamp | None] = {}
        self._output = output
        self._is_known = given.before.common == given.rooms.common and all(map(self._is_intact, SHARED))
        self._before = {record.post: record for record in given.before.records}
        self._usable = self._before if self._is_known else {}
        self._leaves_before = given.before.leaves if self._is_known else {}
        self._why: list[Why] = []
        self._written: list[str] = []
        self._ahead: dict[str, Record] = {}
        self._page = cache(page_of)
        self._site = self._make_site()
        self._spool = spool

    def _make_site(self) -> Site:
        given, output = self._given, self._output
        today = given.now.astimezone(given.brand.timezone).date()
        kit = given.kits.kit(
            given.brand, given.theme, given.read, today, given.rooms.common, output, self._is_intact
        )
        self._faults = kit.faults
        shelf = Shelf(given.theme, given.read, output, given.cache)
        return kit.site(given.brand, output, shelf, given.rooms.marks)

    def run(self) -> Round:
        given, site = self._given, self._site
        posts = in_time(given.survey.outlines)
        near = rows(posts, site.frame)
        by_post = defaultdict(list)
        for finding in given.survey.findings:
            by_post[finding.post].append(finding)
        jobs = self._jobs(posts, near, by_post)
        self._draw(jobs)
        shown = {**self._ahead, **self._show(jobs)}
        records = [one for told in posts if (one := shown.get(told.id) or self._usable.get(told.id))]
        self._keep(records)
        self._write_parts(records)
        leaves = Leaves(self._output, site.pages, self._leaves_before, self._is_intact, self._tell)
        bring_months(site, leaves, records, given.survey.frame.plans, by_post[""])
        bring_walls(site, leaves, near, {record.post: record for record in records}.get)
        leaves.bring("search/index.html", {}, lambda: site.page("search.html", "../", "search"))
        removed = self._output.sweep()
        written = tuple(dict.fromkeys((*self._written, *self._output.written)))
        found = [finding for record in records for finding in (*record.findings, *record.faults)]
        return Round(
            site=site,
            body=Body(given.rooms.common, tuple(records), leaves.now, near),
            files=self._all_stamps(),
            findings=(*self._faults, *found, *leaves.faults()),
            written=written,
            removed=removed,
            why=self._all_why(shown.values(), written, removed),
        )

    def _jobs(
        self, posts: Sequence[Outline], near: Mapping[str, Row], by_post: Mapping[str, list[Diagnostic]]
    ) -> list[Job]:
        """Return what is to be shown anew."""
        general = tuple(filter(is_of_media, by_post[""]))
        walls, entries, besides = shown_on(near), self._given.rooms.entries, self._given.besides
        jobs = []
        for number, told in enumerate(posts):
            entry, found = entries[told.path], tuple(by_post.get(told.id, ()))
            before, after = neighbours(posts, number)
            asked = Asked(
                path=told.path,
                file=entry.mark,
                names=entry.names,
                files=entry.asked,
                given=entry.given,
                told=told_mark(found, general),
                before=before,
                after=after,
                beside=besides.of(told.id, told.path),
                walls=walls.get(told.id, ()),
            )
            if reason := self._reason(told.id, asked):
                self._tell(page_of(told.id), reason)
                if self._is_shown(told.id, asked):
                    continue
                if draft := self._given.rooms.draft(told.path):
                    jobs.append(Job(told.id, asked, draft, found, general))
        return jobs

    def _is_shown(self, post: str, asked: Asked) -> bool:
        """Take a post that was shown ahead, where it still holds."""
        one = self._given.ahead.get(post)
        if one is None or not one.holds(asked, self._site):
            return False
        self._ahead[post] = self._taken(one.shown)
        self._written += one.written
        return True

    def _taken(self, one: Shown) -> Record:
        self._spool.put(one.record.post, one.parts)
        self._written += one.written
        return one.record.apart()

    def _reason(self, post: str, asked: Asked) -> str:
        record = self._usable.get(post)
        reason = of_post(asked, record, self._given.rooms.marks)
        if record is None:
            return self._shared_reason() if post in self._before else reason
        if not reason and not all(map(self._is_intact, (self._page(post), *record.files))):
            return GONE
        return reason

    def _shared_reason(self) -> str:
        """Say why all is made anew; empty where not all is."""
        if self._is_known:
            return ""
        now, then = self._given.rooms.common, self._given.before.common
        return of_files(now, then) or LOST if then else NEW

    def _all_why(
        self, shown: Iterable[Record], written: Iterable[str], removed: Iterable[str]
    ) -> tuple[Why, ...]:
        why, before, marks = self._why, self._before.values(), self._given.rooms.marks
        others = of_written(why, shown, written, SHARED, self._shared_reason())
        return (*why, *others, *of_removed(removed, before, marks))

    def _draw(self, jobs: Iterable[Job]) -> None:
        """Draw the pictures of posts that are to be shown."""
        given = self._given
        variants = [one for job in jobs if has_media(job.draft) for one in unpacked(job.draft).variants]
        if variants:
            draw = given.make_draw(given.theme, given.read)
            team = given.crew.draw(given.theme)
            self._site.shelf.fill(variants, draw, given.progress, team, given.crew.shares)

    def _keep(self, records: Iterable[Record]) -> None:
        for record in records:
            self._output.keep_all((self._page(record.post), *record.files))

    def _show(self, jobs: Sequence[Job]) -> dict[str, Record]:
        """Show posts; their parts of shared files go to the spool."""
        shown = self._given.crew.show(self._site, jobs)
        return {one.record.post: self._taken(one) for one in shown}

    def _write_parts(self, records: Sequence[Record]) -> None:
        """Write the files that have a part of each post."""
        now, then = [one.post for one in records], [one.post for one in self._given.before.records]
        for number, shape in enumerate(shapes(self._site)):
            order, before = (sorted(now), sorted(then)) if shape.is_sorted else (now, then)
            sizes = {post: record.sizes[number] for post, record in self._usable.items()}
            old = shape.places(before, sizes) if sizes else {}
            write(self._output, shape, number, order, self._spool, old)

    def _tell(self, path: str, reason: str) -> None:
        is_old = reason == NEW and path in self._given.before.leaves
        self._why.append((path, (is_old and self._shared_reason()) or reason))

    def _is_intact(self, path: str) -> bool:
        """Tell whether a file is as the last round left it."""
        known = self._given.files.get(path)
        return known is not None and known == self._stamp(path)

    def _stamp(self, path: str) -> Stamp | None:
        if path not in self._stamps:
            self._stamps[path] = stamp(f"{self._output.root}/{path}")
        return self._stamps[path]

    def _all_stamps(self) -> dict[str, Stamp | None]:
        for path in (*self._written, *self._output.written, LIST):
            self._stamps.pop(path, None)
        return {path: self._stamp(path) for path in (*sorted(self._output.wanted), LIST)}


def shapes(site: Site) -> tuple[Shape, ...]:
    """Return the files that have a part of each post, in the order of a post's parts."""
    return (
        Shape("manifest.json", manifest.head(site.brand), manifest.BETWEEN, manifest.END, is_sorted=True),
        Shape("search/posts.js", finder.HEAD, finder.BETWEEN, finder.END),
        Shape("calendar.ics", ics.head(site.brand, site.frame), b"", ics.END),
    )
