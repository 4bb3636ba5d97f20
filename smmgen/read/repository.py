"""Read a whole content repository: one bad file is reported, and the rest goes on."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct

from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.model.strategy import Strategy
from smmgen.read.brand import PATH, read_brand
from smmgen.read.front_matter import decode
from smmgen.read.plan import read_plan
from smmgen.read.post import read_post
from smmgen.read.schema import Reading
from smmgen.read.strategy import read_strategy
from smmgen.read.theme import read_theme
from smmgen.read.tree import Listing, Tree
from smmgen.spread import spread

POSTS = "content/posts/"
_PLAN = re.compile(r"plans/(\d{4}-\d{2}[^/]*)\.md")
_TEXT = re.compile(r"(content|plans)/(.*\.md|(.*/)?[^./]+)")
"""Where posts and plans are looked for: files of text, and folders."""
_STRATEGY = "plans/strategy.md"

T = TypeVar("T")
Then = Callable[[Brand], Callable[[Post], Any]]
"""What is to be made of each post in the process that read it, for a brand."""


class Repository(Struct, frozen=True):
    """What was read; the project is None where there is no usable `smmgen.yaml`.

    `made` holds what `then` made of each post, in the order of the project's posts.
    """

    project: Project | None
    findings: tuple[Diagnostic, ...]
    made: tuple[Any, ...] = ()


def read_repository(
    tree: Tree, workers: int = 1, then: Then | None = None, meanwhile: Callable[[], object] | None = None
) -> Repository:
    """Read brand, theme, posts and plans.

    Posts are read by as many processes as `workers` says; each makes of a post what `then` says as well,
    so that the work is shared in one go. `meanwhile` is called once the others are at work.
    """
    findings: list[Diagnostic] = []
    paths = tree.paths()
    sources = _sources(tree, [path for path in paths if path == PATH or path.endswith(".md")], findings)
    findings += map(_linked, filter(_TEXT.fullmatch, tree.links()))
    brand = _brand(sources.get(PATH), findings, is_misnamed=tree.exists("smmgen.yml"))
    make = then(brand) if then and brand else None
    read = _each(
        _named(sources, lambda path: path.startswith(POSTS)),
        partial(read_post, files=Listing(paths, tree.read)),
        findings,
        workers,
        make,
        meanwhile,
    )
    plans = _each(_named(sources, lambda path: bool(_PLAN.fullmatch(path))), read_plan, findings)
    strategy = _strategy(sources.get(_STRATEGY), findings)
    if brand is None:
        return Repository(None, tuple(findings))
    theme, of_theme = read_theme(tree, brand.theme, brand.spans.at("theme"))
    project = Project(
        brand=brand,
        posts=tuple(post for post, _ in read),
        plans=tuple(plan for plan, _ in plans),
        strategy=strategy,
        theme=theme,
        sources=sources,
    )
    return Repository(project, (*findings, *of_theme), tuple(made for _, made in read))


def _sources(tree: Tree, paths: list[str], findings: list[Diagnostic]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for path in paths:
        try:
            source, bad = decode(path, tree.read(path))
        except OSError as error:
            message = f"This file cannot be read: {error.strerror or error}."
            findings.append(Diagnostic(code="YML011", severity="error", span=Span(path), message=message))
            continue
        if bad:
            hint = "Save the file as UTF-8."
            message = "This is not UTF-8 text: the character here cannot be read."
            findings.append(Diagnostic(code="YML009", severity="error", span=bad, message=message, hint=hint))
            continue
        sources[path] = source
    return sources


def _linked(path: str) -> Diagnostic:
    message = "This is a symbolic link; what it leads to is neither checked nor published."
    hint = "Links are not followed: put the file or folder itself here."
    return Diagnostic(code="YML011", severity="error", span=Span(path), message=message, hint=hint)


def _brand(source: Source | None, findings: list[Diagnostic], *, is_misnamed: bool) -> Brand | None:
    if source is None:
        if not any(finding.span.path == PATH for finding in findings):
            message = "There is no smmgen.yaml here, so this is no content repository."
            elsewhere = "Go to the repository's folder, or name it: smmgen -C FOLDER …"
            hint = "Rename smmgen.yml to smmgen.yaml." if is_misnamed else elsewhere
            findings.append(
                Diagnostic(code="BRD001", severity="error", span=Span(PATH), message=message, hint=hint)
            )
        return None
    brand, reading = read_brand(source)
    findings += reading.findings
    return brand


def _named(sources: Mapping[str, Source], is_one: Callable[[str], bool]) -> list[Source]:
    return [source for path, source in sources.items() if is_one(path)]


def _each(
    sources: Sequence[Source],
    read: Callable[[Source], tuple[T | None, Reading]],
    findings: list[Diagnostic],
    workers: int = 1,
    make: Callable[[T], Any] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> list[tuple[T, Any]]:
    def one(source: Source) -> tuple[T | None, list[Diagnostic], Any]:
        value, reading = read(source)
        return value, reading.findings, make(value) if make and value is not None else None

    values = []
    for value, found, made in spread(one, sources, workers, meanwhile):
        findings += found
        if value is not None:
            values.append((value, made))
    return values


def _strategy(source: Source | None, findings: list[Diagnostic]) -> Strategy | None:
    if source is None:
        return None
    strategy, reading = read_strategy(source)
    findings += reading.findings
    return strategy
