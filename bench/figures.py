"""What is measured, by the name that --only takes: each yields rows of the table."""

import statistics
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct

from bench.corpus import Shape, write_smmgen
from bench.ledger import write_ledger
from bench.process import Took, run
from bench.site import SMMGEN, Site, hugo_site, smmgen_site
from bench.table import Row


class Asked(Struct, frozen=True, kw_only=True):
    """What the caller wants: where to work, in how many turns, with how many posts and deliveries."""

    folder: Path
    runs: int = 5
    sizes: tuple[int, ...] = (1_000, 10_000)
    accounts: int = 8
    has_images: bool = False
    deliveries: int = 100_000

    def shape(self, posts: int) -> Shape:
        """Return the corpus of that many posts."""
        return Shape(posts=posts, accounts=self.accounts, has_images=self.has_images)


BUILD = {
    (1_000, "nothing changed"): 0.6,
    (1_000, "one post changed"): 0.8,
    (10_000, "full build"): 1.5,
    (10_000, "nothing changed"): 0.1,
    (10_000, "one post changed"): 0.12,
}
"""Of Hugo's time for the same."""
MEMORY = 0.5
CHECK_SECONDS, HELP_MS, STATUS_SECONDS = 0.3, 60, 1.0
GROWTH = (100, 1_000, 10_000)

Step = Callable[[], Took]


def in_turns(steps: dict[str, Step], runs: int) -> dict[str, list[Took]]:
    """Do all steps one after the other, again and again, so that a busy machine is busy for all of them."""
    took: dict[str, list[Took]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            took[name].append(step())
    return took


def median(runs: list[Took]) -> Took:
    """Return the medians."""
    return Took(statistics.median(one.passed for one in runs), statistics.median(one.used for one in runs))


def _anew(site: Site) -> Took:
    site.forget()
    return site.build()


def _changed(site: Site, turns: Iterator[int]) -> Took:
    return site.rebuild(next(turns))


def build(asked: Asked) -> Iterator[Row]:
    """Compare `smmgen build` with Hugo's, which writes the page and a plain-text file for each account."""
    for size in asked.sizes:
        sites = {
            "Hugo": hugo_site(asked.folder / f"hugo-{size}", asked.shape(size)),
            "smmgen": smmgen_site(asked.folder / f"smmgen-{size}", asked.shape(size)),
        }
        turns = {name: iter(range(asked.runs)) for name in sites}
        steps: dict[str, Step] = {}
        for name, site in sites.items():
            steps[f"{name} full build"] = partial(_anew, site)
            steps[f"{name} nothing changed"] = site.build
            steps[f"{name} one post changed"] = partial(_changed, site, turns[name])
        took = in_turns(steps, asked.runs)
        for what in ("full build", "nothing changed", "one post changed"):
            yield _beside(size, what, took[f"smmgen {what}"], took[f"Hugo {what}"])
        yield _memory(size, {name: site.peak() for name, site in sites.items()})


def _beside(size: int, what: str, ours: list[Took], theirs: list[Took]) -> Row:
    """Return the median of the turns' ratios; a build of ours beside the same of theirs."""
    pairs = list(zip(ours, theirs, strict=True))
    passed = statistics.median(one.passed / other.passed for one, other in pairs)
    mine, other = median(ours), median(theirs)
    more = f"{mine.passed:.2f} s : {other.passed:.2f} s; processors {mine.used:.2f} s : {other.used:.2f} s"
    asked = BUILD.get((size, what))
    return Row(what=f"{size:,} posts, {what}", seen=passed, unit="x Hugo", asked=asked, more=more)


def _memory(size: int, peaks: dict[str, float]) -> Row:
    ours, theirs = peaks["smmgen"], peaks["Hugo"]
    asked = MEMORY if size >= 10_000 else None
    more = f"{ours:.0f} MB : {theirs:.0f} MB, all processes"
    return Row(what=f"{size:,} posts, memory", seen=ours / theirs, unit="x Hugo", asked=asked, more=more)


def check(asked: Asked) -> Iterator[Row]:
    """Time `smmgen check` from nothing, and again where nothing changed."""
    size = max(asked.sizes)
    site = smmgen_site(asked.folder / f"check-{size}", asked.shape(size))
    look = partial(run, [*SMMGEN, "--quiet", "check"], site.folder, (0, 1))

    def anew() -> Took:
        site.forget()
        return look()

    took = in_turns({"anew": anew, "again": look}, asked.runs)
    yield _seconds(f"check of {size:,} posts, anew", took["anew"])
    yield _seconds(f"check of {size:,} posts, nothing changed", took["again"], CHECK_SECONDS)


def _seconds(what: str, runs: list[Took], asked: float | None = None) -> Row:
    one = median(runs)
    return Row(what=what, seen=one.passed, unit="s", asked=asked, more=f"processors {one.used:.2f} s")


def start(asked: Asked) -> Iterator[Row]:
    """Time `smmgen --help` beside Python's own start."""
    bare = partial(run, [sys.executable, "-c", "pass"], asked.folder)
    told = partial(run, [*SMMGEN, "--help"], asked.folder)
    took = in_turns({"bare": bare, "help": told}, max(asked.runs, 20))
    passed = {name: 1000 * median(runs).passed for name, runs in took.items()}
    yield Row(what="Python alone", seen=passed["bare"], unit="ms")
    more = f"{passed['help'] / passed['bare']:.1f} x Python alone"
    yield Row(what="smmgen --help", seen=passed["help"], unit="ms", asked=HELP_MS, more=more)


def growth(asked: Asked) -> Iterator[Row]:
    """Tell how the cost of one changed post grows with the number of posts."""
    sizes = [size for size in GROWTH if size <= max(*asked.sizes, *GROWTH[:2])]
    sites = {size: smmgen_site(asked.folder / f"growth-{size}", asked.shape(size)) for size in sizes}
    turns = {size: iter(range(asked.runs)) for size in sizes}
    for site in sites.values():
        site.build()
    took = in_turns({str(size): partial(_changed, sites[size], turns[size]) for size in sizes}, asked.runs)
    first = median(took[str(sizes[0])]).passed
    for size in sizes:
        row = _seconds(f"one post of {size:,} changed", took[str(size)])
        yield Row(
            what=row.what, seen=row.seen, unit="s", more=f"{row.seen / first:.1f} x {sizes[0]}; {row.more}"
        )


def ledger(asked: Asked) -> Iterator[Row]:
    """Time `smmgen status` and `publish --dry-run` with a long ledger, beside 100 posts and beside many."""
    few, many = 100, max(asked.sizes)
    for size in (few, many):
        folder = asked.folder / f"ledger-{size}"
        write_smmgen(folder, asked.shape(size))
        write_ledger(folder, asked.deliveries)
    tell = partial(run, [*SMMGEN, "status"], asked.folder / f"ledger-{few}")
    plan = partial(run, [*SMMGEN, "publish", "--dry-run"], asked.folder / f"ledger-{many}")
    first, took = tell(), in_turns({"status": tell}, asked.runs)
    yield _seconds(f"status, {asked.deliveries:,} deliveries, first time", [first])
    yield _seconds(f"status, {asked.deliveries:,} deliveries", took["status"], STATUS_SECONDS)
    first = plan()
    took = in_turns({"plan": plan}, asked.runs)
    yield _seconds(f"publish --dry-run, {many:,} posts, the same ledger, first time", [first])
    yield _seconds(f"publish --dry-run, {many:,} posts, the same ledger", took["plan"])


FIGURES: dict[str, Callable[[Asked], Iterator[Row]]] = {
    "start": start,
    "build": build,
    "check": check,
    "growth": growth,
    "ledger": ledger,
}
