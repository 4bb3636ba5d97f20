"""Run the rules that need to know one post alone, beside the brand: in any process, and once for a text."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.adapter import Adapter, Limits
from smmgen.check.clock import END, Clock
from smmgen.check.context import Context, links_once
from smmgen.check.film import Film
from smmgen.check.picture import Header
from smmgen.check.prose import Prose, prose_of
from smmgen.check.registry import BySubject, Registry, Rule
from smmgen.check.run import of_cards, of_networks, of_rule
from smmgen.check.shows import by_what_they_show
from smmgen.check.spell import Spelling
from smmgen.check.subject import pictures
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source
from smmgen.model.strategy import Strategy
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture, Variant
from smmgen.read.watch import Watch

Value = TypeVar("Value")


class Beyond(BaseException):
    """A rule about one post asked for another, or for the time: what it finds is not the post's alone."""


class Around(Struct, frozen=True):
    """What rules about one post may know of the rest; a file's head is read once, for whoever asks."""

    brand: Brand
    strategy: Strategy | None
    theme: Theme
    registry: Registry
    rules: BySubject
    adapter: Callable[[str], Adapter | None]
    limits: Callable[[str], Limits | None]
    header: Callable[[str], Header]
    film: Callable[[str], Film]
    spelling: Spelling


class Subject(Struct, frozen=True):
    """One file of a post with all that was made of it; `post` is None where it cannot be used."""

    source: Source
    post: Post | None = None
    variants: Sequence[Variant] = ()


class Found(Struct, frozen=True):
    """What was found, and the codes of the rules that have to be run where everything is known."""

    findings: tuple[Diagnostic, ...]
    later: tuple[str, ...]


def check_own(around: Around, watch: Watch, names: Set[str], subject: Subject, told: Outline | None) -> Found:
    """Run the rules about a post's file, the post, its variants and its pictures.

    `watch` notes which files the findings depend on; `names` are the paths of all files, watched as well.
    """
    context = _context(around, watch, names, subject, told)
    findings: list[Diagnostic] = []
    later: list[str] = []
    for kind, values in values_of(subject, around.brand):
        showing = by_what_they_show(values, context)
        for shows, rules in around.rules[kind]:
            if concerned := showing.get(shows):
                _run(rules, concerned, context, findings, later)
    findings += of_networks(context, subject.variants)
    findings += of_cards(context, subject.variants)
    return Found(tuple(findings), tuple(later))


def _run(
    rules: Iterable[Rule],
    values: Sequence[Any],
    context: Context,
    findings: list[Diagnostic],
    later: list[str],
) -> None:
    """Add what rules find to `findings`, and to `later` the codes of those that ask for more than the post.

    A hundred rules look at each post, and nearly all find nothing: what costs here is the calls, so the
    way for those that fail is apart.
    """
    for rule in rules:
        before = len(findings)
        try:
            for value in values:
                for found in rule.find(value, context):  # a list that takes all at once makes room first
                    findings.append(found)
        except Beyond:
            del findings[before:]
            later.append(rule.page.code)
        except Exception:
            findings[before:] = _of_failing(rule, values, context, later)


def _of_failing(
    rule: Rule, values: Sequence[Any], context: Context, later: list[str]
) -> Sequence[Diagnostic]:
    try:
        return of_rule(rule, values, context)
    except Beyond:
        later.append(rule.page.code)
        return ()


def run_later(rule: Rule, context: Context, subject: Subject) -> Iterator[Diagnostic]:
    """Run a rule that asked for others on one post again; this `context` knows all."""
    for kind, values in values_of(subject, context.project.brand):
        if kind is rule.subject:
            yield from of_rule(rule, values, context)


def values_of(subject: Subject, brand: Brand) -> Iterator[tuple[type, Sequence[Any]]]:
    """Yield what rules about a post can be about: its file, itself, its variants, its pictures, its words."""
    yield Source, (subject.source,)
    if subject.post:
        yield Post, (subject.post,)
        yield Variant, subject.variants
        yield Picture, tuple(pictures(subject.variants))
        yield Prose, (prose_of(subject.post, brand),)


def _context(
    around: Around, watch: Watch, names: Set[str], subject: Subject, told: Outline | None
) -> Context:
    post, variants = subject.post, tuple(subject.variants)

    def header(path: str) -> Header:
        watch.note(path)
        return around.header(path)

    def film(path: str) -> Film:
        watch.note(path)
        return around.film(path)

    return Context(
        project=Project(
            brand=around.brand,
            posts=_OTHERS,
            plans=_OTHERS,
            strategy=around.strategy,
            theme=around.theme,
            sources=_Own({subject.source.path: subject.source}),
        ),
        outlines=_OTHERS,
        variants=_OTHERS,
        tree=watch,
        clock=_NO_CLOCK,
        paths=names,
        posts=_Own({post.id: post} if post else {}),
        outline=_Own({told.id: told} if told else {}).get,
        variants_of=_Own({post.id: variants} if post else {}),
        adapter=around.adapter,
        limits=around.limits,
        header=header,
        film=film,
        links=links_once(),
        spelling=around.spelling.noting(watch.note),
    )


class _Own(dict[str, Value]):
    """What belongs to the post; whoever asks for anything else asks for others.

    It is a `dict` because a hundred rules look into it, and only what is not there takes a call.
    """

    def __missing__(self, key: str) -> Value:
        raise Beyond(key)

    def get(self, key: str, default: object = None) -> Value:  # type: ignore[override]
        return self[key]

    def __contains__(self, key: object) -> bool:
        _ = self[key]  # type: ignore[index]
        return True

    def __iter__(self) -> Iterator[str]:
        raise Beyond

    def __len__(self) -> int:
        raise Beyond

    keys = values = items = __iter__  # type: ignore[assignment]


class _Others(Sequence[Any]):
    """All of something; whoever looks at it asks for others."""

    def __getitem__(self, index: object) -> Any:
        raise Beyond

    def __len__(self) -> int:
        raise Beyond


class _NoClock(Clock):
    """A clock that nobody may look at."""

    def __init__(self) -> None:
        super().__init__(END)

    def now(self) -> datetime:
        raise Beyond

    def today(self, zone: ZoneInfo) -> date:
        raise Beyond

    def is_past(self, moment: datetime) -> bool:
        raise Beyond


_OTHERS = _Others()
_NO_CLOCK = _NoClock()
