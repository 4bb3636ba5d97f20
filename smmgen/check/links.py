"""Every link of a post with its place: the front matter's, and those of the text."""

from collections.abc import Iterator

from msgspec import Struct

from smmgen.model.document import Blocks, Heading, ItemList, Paragraph, Quote, Run, Select, Table
from smmgen.model.post import Post
from smmgen.model.source import Span


class Link(Struct, frozen=True):
    """A link: where it leads, what is read, and where it stands. `text` is None outside the body."""

    href: str
    text: str | None
    span: Span


def links_of(post: Post) -> tuple[Link, ...]:
    """Return a post's links in order: each `link` of the front matter, then the body's, then first comments'.

    Neighbouring runs of one link are one link.
    """
    return (*_stated(post), *_written(post, post.body.blocks), *_commented(post))


def runs_of(blocks: Blocks) -> Iterator[tuple[Run, ...]]:
    """Yield each stretch of runs in blocks, however deep: of a paragraph, a heading, a table's cell."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block.runs
            case Quote() | Select():
                yield from runs_of(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from runs_of(item)
            case Table():
                yield from block.head
                for row in block.rows:
                    yield from row


def _stated(post: Post) -> Iterator[Link]:
    if post.link:
        yield Link(post.link, None, post.spans.at("link"))
    for name, fields in post.overrides.items():
        if isinstance(link := fields.get("link"), str) and link:
            yield Link(link, None, post.spans.at("variants", name, "link"))


def _commented(post: Post) -> Iterator[Link]:
    """Yield the links of first comments, each at its whole comment: a value has no finer places."""
    comments: list[tuple[Blocks, tuple[str, ...]]] = [(post.first_comment, ("first_comment",))]
    for name, changes in post.overrides.items():
        comments.append((changes.get("first_comment") or (), ("variants", name, "first_comment")))
    for blocks, path in comments:
        if blocks:
            span = post.spans.at(*path)
            yield from (Link(link.href, link.text, span) for link in _written(post, blocks))


def _written(post: Post, blocks: Blocks) -> Iterator[Link]:
    for runs in runs_of(blocks):
        before: Link | None = None
        for run in runs:
            if run.kind != "link":
                if before:
                    yield before
                before = None
                continue
            if before and before.href == run.href:
                before = Link(run.href, (before.text or "") + run.text, before.span)
                continue
            if before:
                yield before
            before = Link(run.href, run.text, run.span or post.spans.whole)
        if before:
            yield before
