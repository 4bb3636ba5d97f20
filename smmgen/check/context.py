"""What a rule may know beside its subject."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from functools import cache
from posixpath import basename, dirname

from msgspec import Struct

from smmgen.adapter import Adapter, Limits, adapter
from smmgen.check.clock import Clock
from smmgen.check.film import Film, read_film
from smmgen.check.links import Link, links_of
from smmgen.check.picture import Header, read_header
from smmgen.check.spell import Spelling
from smmgen.compose.outline import outline
from smmgen.model.brand import Account, Brand
from smmgen.model.outline import FINISHED, Outline
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.theme import Theme
from smmgen.model.variant import Variant
from smmgen.read.tree import Tree
from smmgen.text.near import near


class Context(Struct, frozen=True, kw_only=True):
    """The whole project around one subject; what reads a file does it once.

    A rule about one post, or a part of it, may ask for anything here, but what it asks of others (other posts
    and variants, the time) costs it its place: it is run again whenever one of them changed. A rule about the
    project goes by the `outlines` of all posts, in order of path; to ask for the posts and variants
    themselves makes every one be read again. Of two posts with one id the first answers for it.
    """

    project: Project
    outlines: Sequence[Outline]
    variants: Sequence[Variant]
    tree: Tree
    clock: Clock
    paths: Set[str]
    posts: Mapping[str, Post]
    outline: Callable[[str], Outline | None]
    variants_of: Mapping[str, tuple[Variant, ...]]
    adapter: Callable[[str], Adapter | None]
    limits: Callable[[str], Limits | None]
    header: Callable[[str], Header]
    film: Callable[[str], Film]
    links: Callable[[Post], tuple[Link, ...]]
    spelling: Spelling

    @property
    def now(self) -> datetime:
        """Return the time, in UTC; rather ask `today` or `is_past`, whose answers can be kept a while."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """Return the day that it is for the brand."""
        return self.clock.today(self.project.brand.timezone)

    def is_past(self, moment: datetime) -> bool:
        """Tell whether a moment (aware) is past."""
        return self.clock.is_past(moment)

    @property
    def theme(self) -> Theme:
        """Return the brand's theme."""
        return self.project.theme

    def account(self, variant: Variant) -> Account | None:
        """Return the account of a variant, None where the brand has none of that name."""
        return self.project.brand.accounts.get(variant.account)

    def is_finished(self, post: str) -> bool:
        """Tell whether the post of that id says it is complete: in review, ready or paused."""
        try:
            return self.posts[post].status in FINISHED
        except KeyError:
            return False


def make_context(
    project: Project,
    variants: Iterable[Variant],
    tree: Tree,
    clock: Clock,
    find_adapter: Callable[[str], Adapter] = adapter,
) -> Context:
    """Index a project for the rules. Of two posts with one id the first by path answers for it."""
    variants = tuple(variants)
    variants_of = _by_post(variants)
    outlines = tuple(outline(post, project.brand, variants_of.get(post.id, ())) for post in project.posts)
    look_up = lookup(find_adapter)
    return Context(
        project=project,
        outlines=outlines,
        variants=variants,
        tree=tree,
        clock=clock,
        paths=frozenset(tree.paths()),
        posts={post.id: post for post in reversed(project.posts)},
        outline={post.id: post for post in reversed(outlines)}.get,
        variants_of=variants_of,
        adapter=look_up,
        limits=limits_of(project.brand, look_up),
        header=cache(lambda path: read_header(tree, path)),
        film=cache(lambda path: read_film(tree, path)),
        links=links_once(),
        spelling=Spelling(project.brand, project.strategy, tree),
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like this one, empty where none is near."""
    by_small = {written.lower(): written for written in sorted(known, reverse=True)}
    found = near(name.lower(), by_small)
    return by_small[found] if found else ""


def suggest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the nearest known name, else all of them where they are few."""
    names = sorted(known)
    if near := nearest(name, names):
        return f"Did you mean “{near}”?"
    if 0 < len(names) <= 12:
        return f"Known: {', '.join(names)}."
    return otherwise


def nearest_file(path: str, known: Iterable[str], what: str) -> str:
    """Return a hint for a file that is not there: the known one of nearest name, else where to put `what`."""
    by_name = {basename(one): one for one in sorted(known, reverse=True)}
    if near := nearest(basename(path), by_name):
        return f"Did you mean {by_name[near]}?"
    return f"Put the {what} into {dirname(path)}/, or mend the path."


def _by_post(variants: tuple[Variant, ...]) -> dict[str, tuple[Variant, ...]]:
    found: dict[str, tuple[Variant, ...]] = {}
    for variant in variants:
        found[variant.post] = (*found.get(variant.post, ()), variant)
    return found


def lookup(find_adapter: Callable[[str], Adapter]) -> Callable[[str], Adapter | None]:
    """Return a function that finds a network's adapter by its name; None where none is installed."""

    @cache
    def look_up(network: str) -> Adapter | None:
        try:
            return find_adapter(network)
        except KeyError:
            return None

    return look_up


def limits_of(brand: Brand, look_up: Callable[[str], Adapter | None]) -> Callable[[str], Limits | None]:
    """Return a function that finds an account's limits by its name."""

    @cache
    def limits(account: str) -> Limits | None:
        known = brand.accounts.get(account)
        network = look_up(known.network) if known else None
        return network.limits(known) if network and known else None

    return limits


def links_once() -> Callable[[Post], tuple[Link, ...]]:
    """Return a function that finds the links of a post, once for each."""
    found: dict[int, tuple[Link, ...]] = {}

    def links(post: Post) -> tuple[Link, ...]:
        if id(post) not in found:
            found[id(post)] = links_of(post)
        return found[id(post)]

    return links
