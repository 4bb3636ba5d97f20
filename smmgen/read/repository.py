"""Read a whole content repository: one bad file is reported, and the rest goes on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct

from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.model.strategy import Strategy
from smmgen.model.theme import Theme
from smmgen.pattern import pattern
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
_PLAN = pattern(r"plans/(\d{4}-\d{2}[^/]*)\.md")
_TEXT = pattern(r"(content|plans)/(.*\.md|(.*/)?[^./]+)")
"""Where posts and plans are looked for: files of text, and folders."""
STRATEGY = "plans/strategy.md"

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


class Frame(Struct, frozen=True):
    """What all posts share; the brand and the theme are None where there is no usable `smmgen.yaml`.

    `sources` holds the text files that are no posts, by path.
    """

    brand: Brand | None
    theme: Theme | None
    plans: tuple[Plan, ...]
    strategy: Strategy | None
    sources: Mapping[str, Source]
    findings: tuple[Diagnostic, ...]


def is_post(path: str) -> bool:
    """Tell whether a path is one of a post's file."""
    return path.startswith(POSTS) and path.endswith(".md")


def read_frame(tree: Tree, paths: Iterable[str], links: Iterable[str]) -> Frame:
    """Read all but the posts; `paths` are those of all files, `links` those of symbolic links."""
    findings: list[Diagnostic] = []
    others = (path for path in paths if not path.startswith(POSTS))
    wanted = [path for path in others if path == PATH or path.endswith(".md")]
    sources = _sources(tree, wanted, findings)
    findings += map(_linked, filter(_TEXT.fullmatch, links))
    brand = _brand(sources.get(PATH), findings, is_misnamed=tree.exists("smmgen.yml"))
    plans = _each(_named(sources, lambda path: bool(_PLAN.fullmatch(path))), read_plan, findings)
    strategy = _strategy(sources.get(STRATEGY), findings)
    theme, of_theme = read_theme(tree, brand.theme, brand.spans.at("theme")) if brand else (None, ())
    found = (*findings, *of_theme)
    return Frame(brand, theme, tuple(plan for plan, _ in plans), strategy, sources, found)


def read_repository(
    tree: Tree, workers: int = 1, then: Then | None = None, *, is_whole: bool = True
) -> Repository:
    """Read brand, theme, posts and plans; posts without their bodies unless `is_whole`.

    Posts are read by as many processes as `workers` says; each makes of a post what `then` says as well,
    so that the work is shared in one go.
    """
    paths = tree.paths()
    frame = read_frame(tree, paths, tree.links())
    findings: list[Diagnostic] = []
    sources = _sources(tree, [path for path in paths if is_post(path)], findings)
    make = then(frame.brand) if then and frame.brand else None
    reader = partial(read_post, files=Listing(paths, tree.read), is_whole=is_whole)
    read = _each(list(sources.values()), reader, findings, workers, make)
    found = (*frame.findings, *findings)
    if frame.brand is None or frame.theme is None:
        return Repository(None, found)
    project = Project(
        brand=frame.brand,
        posts=tuple(post for post, _ in read),
        plans=frame.plans,
        strategy=frame.strategy,
        theme=frame.theme,
        sources={**frame.sources, **sources},
    )
    return Repository(project, found, tuple(made for _, made in read))


def open_source(tree: Tree, path: str) -> tuple[Source | None, bytes, tuple[Diagnostic, ...]]:
    """Read a text file; return it with its bytes, or None and why it cannot be read."""
    try:
        data = tree.read(path)
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or error}."
        return None, b"", (Diagnostic(code="YML011", severity="error", span=Span(path), message=message),)
    source, bad = decode(path, data)
    if bad:
        hint = "Save the file as UTF-8."
        message = "This is not UTF-8 text: the character here cannot be read."
        return (
            None,
            data,
            (Diagnostic(code="YML009", severity="error", span=bad, message=message, hint=hint),),
        )
    return source, data, ()


def _sources(tree: Tree, paths: Iterable[str], findings: list[Diagnostic]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for path in paths:
        source, _, found = open_source(tree, path)
        findings += found
        if source:
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
) -> list[tuple[T, Any]]:
    def one(source: Source) -> tuple[T | None, list[Diagnostic], Any]:
        value, reading = read(source)
        return value, reading.findings, make(value) if make and value is not None else None

    values = []
    for value, found, made in spread(one, sources, workers):
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
