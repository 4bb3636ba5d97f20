"""The whole job as a table of contents: load, compose, check, build.

Each stage takes what the one before gives. Rooms are imported by the stage that needs them, so that a
check does not pay for pictures and pages.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from smmgen.check.clock import END, Clock
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import Delivery
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.read.tree import Folder, Tree
from smmgen.recall.mark import mark_of

if TYPE_CHECKING:
    from smmgen.build.beside import Beside
    from smmgen.build.drawing import Draw
    from smmgen.build.store import Told
    from smmgen.build.upkeep import Brought, Upkeep
    from smmgen.cluster.crew import FarCrew
    from smmgen.model.change import Change, Revision
    from smmgen.model.theme import Theme
    from smmgen.recall.outlook import Outlook
    from smmgen.recall.work import Then

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is, and what was done last."""

Steps = Callable[[str], Progress]
"""Returns who is told how far a step is; it is named as people call it, and begins now."""

Findings = tuple[Diagnostic, ...]


class Loaded(Struct, frozen=True):
    """What was read; the project is None where there is no usable `smmgen.yaml`."""

    project: Project | None
    findings: Findings


class Checked(Struct, frozen=True):
    """What was read, composed and found; findings are in order of path, line and column.

    They hold until `until` (UTC), if nothing is edited.
    """

    project: Project | None
    variants: tuple[Variant, ...]
    findings: Findings
    until: datetime = END


class Found(Struct, frozen=True):
    """What `check` tells, and the paths of the posts and plans that it was told of.

    `ahead` are the paths of posts with errors that are complete and still to go out.
    """

    is_usable: bool
    posts: tuple[str, ...]
    plans: tuple[str, ...]
    findings: Findings
    ahead: tuple[str, ...] = ()


class Built(Struct, frozen=True):
    """What is ready to be published: posts with errors have their pages, but are not in `bundle`.

    The same would be built until `until` (UTC), if nothing is edited. `later` names posts and accounts that
    were left out of `bundle` for their time alone. `variants` are those that the bundle was made of, and
    `kept` the deliveries of others, whose content nobody needs. `stated` tells of every post's id whether its
    file states it; None where the project holds all posts.
    """

    project: Project | None
    bundle: Bundle
    findings: Findings
    until: datetime = END
    later: frozenset[tuple[str, str]] = frozenset()
    variants: tuple[Variant, ...] = ()
    kept: tuple[Delivery, ...] = ()
    stated: Mapping[str, bool] | None = None


def load(tree: Tree, *, is_whole: bool = True) -> Loaded:
    """Read the repository, without the posts' bodies unless `is_whole`; what is wrong is a finding."""
    from smmgen.read.repository import read_repository

    read = read_repository(tree, is_whole=is_whole)
    return Loaded(read.project, read.findings)


def check(tree: Tree, now: datetime, workers: int = 1) -> Checked:
    """Find everything that can be known before publishing; `now` is aware.

    Here and below, `workers` is how many processes share the work; more than one only without threads.
    """
    from smmgen.check.context import make_context
    from smmgen.check.judge import judge
    from smmgen.check.registry import load_rules
    from smmgen.check.run import find as find_all
    from smmgen.compose.compose import compose, drafter
    from smmgen.read.repository import read_repository

    read = read_repository(tree, workers, then=drafter)
    if read.project is None:
        return Checked(None, (), tuple(sorted(read.findings, key=lambda finding: finding.span)))
    composed = compose(read.project, drafts=read.made)
    clock = Clock(now)
    context = make_context(read.project, composed.variants, tree, clock)
    found = find_all(load_rules(), context)
    findings = judge(read.project, (*read.findings, *composed.findings, *found))
    return Checked(read.project, composed.variants, findings, clock.until)


def find(tree: Tree, now: datetime, workers: int = 1, place: Path | None = None) -> Found:
    """Find what `check` finds, working only on what changed; `place` is a file to keep it in."""
    from smmgen.recall.index import Index
    from smmgen.recall.scan import scan
    from smmgen.recall.unchanged import unchanged
    from smmgen.recall.world import world

    index, seen, here = Index(place), scan(tree), world()
    if head := unchanged(index, seen, here, now):
        return Found(True, head.posts, head.plans, head.findings, head.ahead)

    from smmgen.recall.around import Ground
    from smmgen.recall.survey import survey
    from smmgen.recall.touch import touch
    from smmgen.recall.work import readers_here

    ground = Ground(tree, seen, here, index)
    known = touch(ground, now) or survey(ground, now, readers_here(workers))
    return Found(known.is_usable, known.posts, known.plans, known.findings, known.ahead)


def foresee(
    tree: Tree, now: datetime, cache: Path | None = None, workers: int = 1, then: "Then | None" = None
) -> "Outlook | Findings":
    """Know all posts by their front matter, for who needs a few of them whole; `now` is aware.

    Without a usable `smmgen.yaml`, return the findings. `cache` keeps what was made of posts, and what `then`
    makes of the variants of those looked at.
    """
    from smmgen.recall.outlook import outlook

    return outlook(tree, now, workers, cache, then) or check(tree, now, workers).findings


def build(
    tree: Tree,
    out: Path,
    now: datetime,
    steps: Steps | None = None,
    cache: Path | None = None,
    workers: int = 1,
    beside: "Beside | None" = None,
) -> Built:
    """Bring the site, the pictures, the calendar and the manifest in `out` up to date.

    `cache` is a folder that keeps from one build to the next what was found and drawn. `beside` is what pages
    tell beside the content.
    """
    from smmgen.build.upkeep import Wish

    wish = Wish(now=now, steps=steps, workers=workers, beside=lambda: beside)
    return built(upkeep(tree, out, cache).bring(wish, is_told_anyway=True), tree)


def built(brought: "Brought", tree: Tree) -> Built:
    """Return what is ready to be published of a site that was brought up to date, and told of anyway."""
    from smmgen.build.lazily import bundle_of

    rooms = brought.survey.rooms if brought.survey else None
    if rooms is None:
        return Built(None, Bundle({}), brought.told.findings)
    bundle = bundle_of(brought.records, rooms.library, tree.read)
    return Built(rooms.project, bundle, brought.told.findings, brought.until)


def bring(
    tree: Tree,
    out: Path,
    now: datetime,
    cache: Path,
    workers: int = 1,
    beside: "Callable[[], Beside | None]" = lambda: None,
    mark: bytes = b"",
    steps: Steps | None = None,
) -> "Told":
    """Bring the site in `out` up to date; where nothing changed, no file is read.

    `beside` tells what pages tell beside the content; it is asked only where a page may need it, and tells
    the same as long as `mark` is the same.
    """
    from smmgen.build.upkeep import Wish

    wish = Wish(now=now, steps=steps, workers=workers, beside=beside, mark=mark)
    return upkeep(tree, out, cache).bring(wish).told


def upkeep(tree: Tree, out: Path, cache: Path | None = None) -> "Upkeep":
    """Return who keeps the site of a tree in `out` up to date, for one build or for as long as a server runs.

    Whoever calls its `bring` again and again pays each time for what changed alone. `cache` as in `build`;
    of a tree that is no folder only pictures are kept.
    """
    from smmgen.build.upkeep import Upkeep

    kept = cache if isinstance(tree, Folder) else None
    name = mark_of(str(out.resolve()).encode("utf-8", "surrogatepass")).hex()[:8]
    index, place = (kept / "check", kept / f"site-{name}") if kept else (None, None)
    return Upkeep(tree, out, _studio, index=index, place=place, cache=cache)


def _studio(theme: "Theme", read: "Callable[[str], bytes]") -> "Draw":
    from smmgen.cards.picture import Studio

    return Studio(theme, read).draw


def cluster(address: str, tree: Tree, tell: Callable[[str], None]) -> "FarCrew":
    """Return the machines of a Dask cluster, dask://HOST:PORT; `tell` is called where it is lost.

    Raises `UsageError` where it cannot be used, when there is the first work for it.
    """
    from smmgen.cluster.crew import FarCrew
    from smmgen.cluster.dask import Cluster

    return FarCrew(lambda: Cluster(address, tell), tree)


def diff(
    base: "tuple[Revision, Tree]",
    head: "tuple[Revision, Tree]",
    now: datetime,
    folder: Path,
    cache: Path | None = None,
    workers: int = 1,
) -> "Change":
    """Tell what changes for readers from one tree to the other; `now` is aware.

    Both are checked as of `now`. Pictures that may differ are drawn into `folder`; `cache` as in `build`.
    """
    from smmgen.review.compare import compare
    from smmgen.review.pictures import Pictures
    from smmgen.review.sides import sides

    both = sides(base, head, now, workers, cache / "check" if cache else None)
    return compare(*both, Pictures(folder, cache, workers), now)


SOON = timedelta(minutes=15)
"""Drawing may take minutes, and what comes due meanwhile is to be ready too."""


def draw_due(
    checked: Checked,
    tree: Tree,
    out: Path,
    now: datetime,
    until: datetime,
    cache: Path | None = None,
    workers: int = 1,
    *,
    is_over: Callable[[Variant], bool] = lambda _: False,
    also: frozenset[tuple[str, str]] = frozenset(),
) -> Built:
    """Write the pictures of what is due by `until`, or soon after `now`, into `out`; draw nothing else.

    What is due later is not in the bundle, and what is over is not drawn, but for the posts and accounts that
    `also` names.
    """
    from smmgen.build.due import build_due as build_pictures
    from smmgen.build.due import later_than
    from smmgen.cards.picture import Studio
    from smmgen.check.run import settle

    project = checked.project
    if project is None:
        return Built(None, Bundle({}), checked.findings)
    draw = Studio(project.theme, tree.read).draw
    later = later_than(max(until, now + SOON), checked.variants) - also
    bundle, found = build_pictures(
        project,
        checked.variants,
        checked.findings,
        tree.read,
        out,
        draw,
        later,
        lambda one: (one.post, one.account) not in also and is_over(one),
        cache=cache,
        workers=workers,
    )
    findings = settle(project, (*checked.findings, *found))
    return Built(project, bundle, findings, later=later, variants=checked.variants)
