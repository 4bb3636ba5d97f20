"""Bring a checked repository up to date after a change to one file, without looking at the others.

What depends on several posts (a slot that is taken, a plan's row without its post) stays as it was until
everything is checked again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from smmgen.check.clock import Clock
from smmgen.check.context import Context, make_context
from smmgen.check.judge import judge_file
from smmgen.check.own import Subject, values_of
from smmgen.check.registry import load_registry
from smmgen.check.run import concerns, of_cards, of_networks, of_rule
from smmgen.compose.compose import compose
from smmgen.compose.override import for_account
from smmgen.lsp.around import around
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from smmgen.pipeline import Checked
from smmgen.read.brand import read_brand
from smmgen.read.front_matter import decode
from smmgen.read.plan import read_plan
from smmgen.read.post import read_post
from smmgen.read.repository import POSTS, STRATEGY
from smmgen.read.strategy import read_strategy
from smmgen.read.tree import Listing, Tree

Findings = Iterable[Diagnostic]


def after_keystroke(checked: Checked, path: str, tree: Tree, now: datetime) -> Checked:
    """Return what was checked with one file read anew, and for a post composed and judged anew."""
    project = checked.project
    if project is None:
        return checked
    source = decode(path, tree.read(path))[0]
    project = replace(project, sources={**project.sources, path: source})
    if path.startswith(POSTS):
        return _post(replace(checked, project=project), project, source, tree, now)
    if path == "smmgen.yaml":
        return _settled(checked, project, path, read_brand(source)[1].findings)
    if path == STRATEGY:
        return _settled(checked, project, path, read_strategy(source)[1].findings)
    if path.startswith("plans/"):
        return _plan(checked, project, source, tree, now)
    return checked


def _post(checked: Checked, project: Project, source: Source, tree: Tree, now: datetime) -> Checked:
    path = source.path
    before = next((post for post in project.posts if post.source.path == path), None)
    others = tuple(post for post in project.posts if post.source.path != path)
    kept = tuple(one for one in checked.variants if before is None or one.post != before.id)
    post, reading = read_post(source, Listing(tree.paths(), tree.read))
    if post is None:
        project = replace(project, posts=others)
        return _settled(replace(checked, variants=kept), project, path, reading.findings)
    posts = sorted((*others, post), key=lambda one: one.source.path)
    project = replace(project, posts=tuple(posts))
    composed = compose(replace(project, posts=(post,)))
    variants = tuple(_timed(one, post, project.brand, checked.variants) for one in composed.variants)
    context = around(post, project, (*kept, *variants), tree, now)
    found = (*reading.findings, *composed.findings, *_judged(context, source, post, variants))
    return _settled(replace(checked, variants=(*kept, *variants)), project, path, found)


def _timed(variant: Variant, post: Post, brand: Brand, before: Iterable[Variant]) -> Variant:
    """Give what takes a slot the time that it had on its day: which are free is known when all is checked."""
    stated = for_account(post, brand.accounts[variant.account]).post.publish_at
    if stated is None or stated.time is not None:
        return variant
    times = (one.publish_at for one in before if (one.post, one.account) == (variant.post, variant.account))
    at = next(times, None)
    is_same_day = at and variant.publish_at and at.date() == variant.publish_at.date()
    return replace(variant, publish_at=at) if is_same_day else variant


def _judged(
    context: Context, source: Source, post: Post, variants: tuple[Variant, ...]
) -> Iterator[Diagnostic]:
    for kind, values in values_of(Subject(source, post, variants), context.project.brand):
        for rule, concerned in concerns(load_registry().on(kind), values, context):
            yield from of_rule(rule, concerned, context)
    yield from of_networks(context, variants)
    yield from of_cards(context, variants)


def _plan(checked: Checked, project: Project, source: Source, tree: Tree, now: datetime) -> Checked:
    plan, reading = read_plan(source)
    others = tuple(one for one in project.plans if one.source.path != source.path)
    if plan is None:
        return _settled(checked, replace(project, plans=others), source.path, reading.findings)
    project = replace(project, plans=tuple(sorted((*others, plan), key=lambda one: one.source.path)))
    context = make_context(project, checked.variants, tree, Clock(now))
    found = [one for rule in load_registry().on(Plan) for one in of_rule(rule, (plan,), context)]
    return _settled(checked, project, source.path, (*reading.findings, *found))


def _settled(checked: Checked, project: Project, path: str, found: Findings) -> Checked:
    """Put a file's new findings in place of its old ones; those about several posts are kept."""
    of_all = {rule.page.code for rule in load_registry().on(Project)}
    others = tuple(one for one in checked.findings if one.span.path != path)
    kept = (one for one in checked.findings if one.span.path == path and one.code in of_all)
    judged = judge_file(project, path, (*found, *kept), of_all)
    return replace(checked, project=project, findings=tuple(dict.fromkeys((*others, *judged))))
