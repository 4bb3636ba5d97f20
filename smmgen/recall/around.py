"""What posts are worked on with, and what rules about all of them are told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import cache

from msgspec import Struct

from smmgen.adapter import adapter
from smmgen.check.clock import Clock
from smmgen.check.context import Context, limits_of, links_once, lookup
from smmgen.check.film import read_film
from smmgen.check.own import Around, run_later
from smmgen.check.picture import read_header
from smmgen.check.registry import Registry, by_subject, load_rules
from smmgen.check.spell import Spelling
from smmgen.compose.schedule import Schedule, take_slots
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.project import Project
from smmgen.model.strategy import Strategy
from smmgen.model.theme import Theme
from smmgen.read.repository import STRATEGY, Frame
from smmgen.read.tree import Folder, Tree
from smmgen.recall.entry import Made
from smmgen.recall.index import Index
from smmgen.recall.library import Library
from smmgen.recall.mark import Mark
from smmgen.recall.marks import Marks
from smmgen.recall.scan import Scan
from smmgen.recall.work import Slots
from smmgen.recall.world import stamp
from smmgen.spelling.forms import read_meanwhile
from smmgen.spread import processors


class Ground(Struct, frozen=True):
    """What a survey stands on: a tree and its scan, the mark of the program, and what the last run left."""

    tree: Tree
    seen: Scan
    world: Mark
    index: Index

    @property
    def names(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        return tuple(sorted(self.seen.names))

    def is_steady(self, path: str) -> bool:
        """Tell whether a file still is as it was scanned."""
        tree, stamps = self.tree, self.seen.stamps
        return not isinstance(tree, Folder) or not stamps or stamp(f"{tree.root}/{path}") == stamps.get(path)


def around_of(brand: Brand, theme: Theme, strategy: Strategy | None, tree: Tree) -> Around:
    """Return what rules about one post may know of the rest."""
    look_up, registry = lookup(adapter), _registry()
    return Around(
        brand=brand,
        strategy=strategy,
        theme=theme,
        registry=registry,
        rules=by_subject(registry),
        adapter=look_up,
        limits=limits_of(brand, look_up),
        header=cache(lambda path: read_header(tree, path)),
        film=cache(lambda path: read_film(tree, path)),
        spelling=Spelling(brand, strategy, tree),
    )


def _registry() -> Registry:
    """Load the rules, and beside them the forms of words, where there is another processor for that."""
    with read_meanwhile() if processors() > 1 else nullcontext():
        return load_rules()


def slots_of(brand: Brand, made: Mapping[str, Made]) -> tuple[Schedule, dict[str, Slots]]:
    """Give their slots to the posts that wait for one; return these by path."""
    schedule = Schedule(brand)
    waiting = [asked for one in made.values() for asked in one.waiting]
    if not waiting:
        return schedule, {}
    asking = {path: {asked.account for asked in one.waiting} for path, one in made.items() if one.waiting}
    for told in (one.outline for one in made.values() if one.outline):
        for account, at in zip(told.goes_to, told.times, strict=True):
            if at is not None and account not in asking.get(told.path, ()):
                schedule.take(account, datetime.fromtimestamp(at, UTC))
    take_slots(schedule, waiting)
    slots: dict[str, dict[str, int | None]] = defaultdict(dict)
    for asked in waiting:
        moment = schedule.times.get(asked.key)
        slots[asked.path][asked.account] = int(moment.timestamp()) if moment else None
    return schedule, dict(slots)


def common_of(ground: Ground, names: Sequence[str], brand: Brand, marks: Marks) -> Mapping[str, Mark]:
    """Return the marks of what all posts depend on: the program, brand, strategy and theme."""
    theme = f"themes/{brand.theme}/"
    paths = [path for path in names if path.startswith(theme)]
    return {"": ground.world, **marks.of(["smmgen.yaml", STRATEGY, *paths])}


def context_of(
    ground: Ground,
    around: Around,
    frame: Frame,
    outlines: tuple[Outline, ...],
    library: Library,
    clock: Clock,
) -> Context:
    """Return what rules may know; posts are read when a rule asks for them."""
    project = Project(
        brand=around.brand,
        posts=library.all_posts(),
        plans=frame.plans,
        strategy=frame.strategy,
        theme=around.theme,
        sources=library.sources(frame.sources),
    )
    return Context(
        project=project,
        outlines=outlines,
        variants=library.all_variants(),
        tree=ground.tree,
        clock=clock,
        paths=ground.seen.names,
        posts=library.posts(),
        outline={told.id: told for told in reversed(outlines)}.get,
        variants_of=library.variants_of(),
        adapter=around.adapter,
        limits=around.limits,
        header=around.header,
        film=around.film,
        links=links_once(),
        spelling=around.spelling,
    )


def later(
    around: Around, made: Mapping[str, Made], library: Library, context: Context
) -> Iterator[Diagnostic]:
    """Run the rules that asked for others than the post that they were about."""
    rules = {rule.page.code: rule for rule in around.registry.rules}
    for path, one in made.items():
        if one.later and (subject := library.subject(path)):
            for code in one.later:
                yield from run_later(rules[code], context, subject)
