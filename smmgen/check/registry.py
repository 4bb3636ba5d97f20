"""Rules and pages, found by walking a folder and the entry points; nothing here grows while it runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any, Literal, TypeVar

from msgspec import Struct

from smmgen.check import pages, rules
from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.shows import WORDS, Shows
from smmgen.model.diagnostic import Diagnostic, Edit, Severity
from smmgen.model.plan import Plan
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.model.variant import Picture, Variant
from smmgen.pattern import pattern
from smmgen.plugin import entry_points

GROUP = "smmgen.rules"
SUBJECTS = (Source, Post, Plan, Project, Variant, Picture, Prose)
"""What a rule can be about: it is called once for each value of its subject's type."""

FoundBy = Literal["check", "read", "compose", "cards", "network", "build", "online"]

T = TypeVar("T")

_CODE = pattern(r"[A-Z]{3}\d{3}")


class Page(Struct, frozen=True, kw_only=True):
    """What a code means: `written` is its docstring, `topic` its chapter, `found_by` who finds it."""

    code: str
    severity: Severity
    topic: str
    written: str
    found_by: FoundBy

    @property
    def text(self) -> str:
        """Return the page itself."""
        return cleandoc(self.written)

    @property
    def summary(self) -> str:
        """Return the page's first line."""
        return self.text.partition("\n")[0]


class Rule(Struct, frozen=True):
    """A page with the function that looks for it in every value of the type `subject`.

    With `shows` it looks at those of them alone that have any of that.
    """

    page: Page
    subject: type
    find: Callable[[Any, Context], Iterable[Diagnostic]]
    shows: Shows = ""

    def at(
        self,
        span: Span,
        message: str,
        hint: str = "",
        *,
        post: str = "",
        account: str = "",
        fix: tuple[Edit, ...] = (),
    ) -> Diagnostic:
        """Return this rule's finding at a place, with the rule's own code and severity."""
        return Diagnostic(
            code=self.page.code,
            severity=self.page.severity,
            span=span,
            message=message,
            hint=hint,
            post=post,
            account=account,
            fix=fix,
        )


class Registry(Struct, frozen=True):
    """All rules, the page of every code, and what went wrong while loading the rules of others."""

    rules: tuple[Rule, ...]
    pages: Mapping[str, Page]
    findings: tuple[Diagnostic, ...] = ()

    def on(self, subject: type) -> tuple[Rule, ...]:
        """Return the rules about a type."""
        return tuple(rule for rule in self.rules if rule.subject is subject)


BySubject = Mapping[type, tuple[tuple[Shows, tuple[Rule, ...]], ...]]
"""Rules by the type that they are about, and there by what a subject has to show for them."""


def by_subject(registry: Registry) -> BySubject:
    """Return the rules by what they are about."""
    return MappingProxyType({subject: _by_shows(registry.on(subject)) for subject in SUBJECTS})


def _by_shows(rules: Iterable[Rule]) -> tuple[tuple[Shows, tuple[Rule, ...]], ...]:
    groups: dict[Shows, list[Rule]] = {}
    for one in rules:
        groups.setdefault(one.shows, []).append(one)
    return tuple((shows, tuple(group)) for shows, group in groups.items())


def rule(
    code: str, *, severity: Severity, on: type[T], shows: Shows = ""
) -> Callable[[Callable[[T, Context], Iterable[Diagnostic]]], Rule]:
    """Make a rule out of a function that yields findings for one subject; its docstring is the page.

    `shows` spares it the calls for all subjects that do not show what alone it looks at: the words of
    `smmgen.check.shows.WORDS`, such as "pictures" for a variant or "links" for a post. It is a promise: on
    what is left out, the function would find nothing.
    """
    if on not in SUBJECTS:
        raise TypeError(f"{code}: a rule cannot be on {on!r}")
    if shows and shows not in WORDS.get(on, ()):
        raise TypeError(f"{code}: a {on.__name__} does not show {shows!r}")

    def make(find: Callable[[T, Context], Iterable[Diagnostic]]) -> Rule:
        return Rule(_page(code, severity, "check", find), on, find, shows)

    return make


def page(code: str, *, severity: Severity, found_by: FoundBy) -> Callable[[Callable[[], None]], Page]:
    """Make the page of a code that is found elsewhere, while reading or composing."""
    return lambda described: _page(code, severity, found_by, described)


def _page(code: str, severity: Severity, found_by: FoundBy, described: Callable[..., Any]) -> Page:
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is not a code: three capital letters and three digits")
    topic = described.__module__.rpartition(".")[2]
    return Page(code=code, severity=severity, topic=topic, written=described.__doc__ or "", found_by=found_by)


@cache
def load_registry() -> Registry:
    """Load everything, pages included; every call gives the same frozen value."""
    modules, findings = _foreign_modules()
    return registry_of([*_modules_in(rules), *_modules_in(pages), *modules], findings)


@cache
def load_rules() -> Registry:
    """Load the built-in rules and those of the entry points: all that is needed to run them.

    A module of others that cannot be imported becomes the finding CHK002; the built-in rules still run.
    """
    modules, findings = _foreign_modules()
    return registry_of([*_modules_in(rules), *modules], findings)


def registry_of(modules: Iterable[ModuleType], findings: Iterable[Diagnostic] = ()) -> Registry:
    """Collect the rules and pages that the modules define; raise `ValueError` where two share a code."""
    found = {id(value): value for module in modules for value in vars(module).values()}
    rules = sorted(_of(Rule, found.values()), key=lambda rule: rule.page.code)
    pages: dict[str, Page] = {}
    for entry in sorted([*_of(Page, found.values()), *(rule.page for rule in rules)], key=_code):
        if entry.code in pages:
            raise ValueError(f"two rules have the code {entry.code}")
        pages[entry.code] = entry
    return Registry(tuple(rules), MappingProxyType(pages), tuple(findings))


def _code(entry: Page) -> str:
    return entry.code


def _of(kind: type[T], values: Iterable[object]) -> list[T]:
    return [value for value in values if isinstance(value, kind)]


def _modules_in(room: ModuleType) -> Iterator[ModuleType]:
    for found in iter_modules(room.__path__, f"{room.__name__}."):
        yield import_module(found.name)


def _foreign_modules() -> tuple[list[ModuleType], list[Diagnostic]]:
    modules, findings = [], []
    for entry in entry_points(GROUP):
        try:
            modules.append(entry.load())
        except Exception as fault:
            findings.append(_not_loaded(entry.name, fault))
    return modules, findings


def _not_loaded(name: str, fault: Exception) -> Diagnostic:
    return Diagnostic(
        code="CHK002",
        severity="error",
        span=Span("smmgen.yaml"),
        message=f"The rules of “{name}” cannot be loaded: {type(fault).__name__}: {fault}.",
        hint="Mend or uninstall the package that brings them.",
    )
