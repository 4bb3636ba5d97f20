"""Run all rules over a project."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from smmgen.check.aim import aimed
from smmgen.check.context import Context
from smmgen.check.ignore import Ignores, ignores_of_project, sift
from smmgen.check.prose import Prose, prose_of
from smmgen.check.registry import Registry, Rule
from smmgen.check.shows import by_what_they_show
from smmgen.check.subject import pictures
from smmgen.model.diagnostic import Diagnostic, in_order
from smmgen.model.plan import Plan
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.model.variant import Picture, Variant


def find(registry: Registry, context: Context) -> Iterator[Diagnostic]:
    """Yield what the rules, the networks and the cards find, ignored or not."""
    yield from registry.findings
    yield from _of_rules(registry, context)
    yield from of_networks(context, context.variants)
    yield from of_cards(context, context.variants)


def settle(project: Project, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Make one report of findings, wherever they come from; to settle a report again changes nothing.

    Those that somebody ignores are left out, those in a post's file name the post, and all are in order
    of place, each once.
    """
    ids = {post.source.path: post.id for post in project.posts}
    return settled(ids, ignores_of_project(project), findings)


def settled(
    posts: Mapping[str, str], ignores: Ignores, findings: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Make one report of findings; `posts` are the posts' ids by path."""
    kept = sift(findings, ignores).kept
    return in_order(_with_post(finding, posts.get(finding.span.path, "")) for finding in kept)


def whole(registry: Registry, context: Context, others: Iterable[Source]) -> Iterator[Diagnostic]:
    """Yield what the rules about the project, its plans and the `others` of its files find: all but posts."""
    yield from registry.findings
    project = context.project
    subjects = ((Source, tuple(others)), (Plan, project.plans), (Project, (project,)))
    for subject, values in subjects:
        for rule in registry.on(subject):
            yield from of_rule(rule, values, context)


def _with_post(finding: Diagnostic, post: str) -> Diagnostic:
    return finding if finding.post or not post else replace(finding, post=post)


def _of_rules(registry: Registry, context: Context) -> Iterator[Diagnostic]:
    for subject, values in _subjects(context):
        for rule, concerned in concerns(registry.on(subject), values, context):
            yield from of_rule(rule, concerned, context)


def _subjects(context: Context) -> Iterator[tuple[type, Sequence[Any]]]:
    project = context.project
    yield Source, tuple(project.sources.values())
    yield Post, project.posts
    yield Plan, project.plans
    yield Project, (project,)
    yield Variant, context.variants
    yield Picture, tuple(pictures(context.variants))
    yield Prose, tuple(prose_of(post, project.brand) for post in project.posts)


def concerns(
    rules: Iterable[Rule], values: Sequence[Any], context: Context
) -> Iterator[tuple[Rule, Sequence[Any]]]:
    """Yield the rules with those of the values that they have to look at; without any a rule is left out."""
    showing = by_what_they_show(values, context)
    for rule in rules:
        if concerned := showing.get(rule.shows):
            yield rule, concerned


def of_rule(rule: Rule, values: Sequence[Any], context: Context) -> list[Diagnostic]:
    """Return a rule's findings; where it raises, say so once and go on with its next subject."""
    found: list[Diagnostic] = []  # a list, as most rules find nothing, a hundred thousand times over
    is_told = False
    for value in values:
        try:
            found += rule.find(value, context)
        except Exception as fault:
            if not is_told:
                found.append(_raised(f"The rule {rule.page.code}", value, fault))
            is_told = True
    return found


def of_networks(context: Context, variants: Sequence[Variant]) -> Iterator[Diagnostic]:
    """Yield what the networks themselves find in variants."""
    for variant in variants:
        network, account = context.adapter(variant.network), context.account(variant)
        if network is None or account is None:
            continue
        try:
            for found in network.check(variant, account):
                yield aimed(found, account, context)
        except Exception as fault:
            yield _raised(f"The network “{variant.network}”", variant, fault)


def of_cards(context: Context, variants: Sequence[Variant]) -> Iterator[Diagnostic]:
    """Yield what is wrong with finished posts' cards; REF003 finds unknown ones, closer to the place."""
    if not any(pictures(variants)):
        return
    from smmgen.cards.fit import examine  # the drawing library takes a while to load

    for variant in variants:
        if context.is_finished(variant.post):
            for picture in pictures((variant,)):
                yield from (found for found in examine(picture, context.theme) if found.code != "CRD001")


def _raised(who: str, value: object, fault: Exception) -> Diagnostic:
    return Diagnostic(
        code="CHK001",
        severity="error",
        span=_whole(value),
        message=f"{who} failed here: {type(fault).__name__}: {fault}.",
        hint="This is a fault of the rule, not of the content; the other rules ran.",
    )


def _whole(value: object) -> Span:
    match value:
        case Source(path=path):
            return Span(path)
        case Post() | Plan():
            return value.spans.whole
        case Prose(source=source):
            return Span(source.path)
        case Picture():
            return value.span
        case Variant(messages=(first, *_)):
            return first.span
        case Variant(post=post):
            return Span(post)
    return Span("smmgen.yaml")
