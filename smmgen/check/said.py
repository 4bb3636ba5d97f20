"""Everything that a post says in words, piece by piece, in order of its file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal

from msgspec import Struct

from smmgen.model.document import Block, Figure, Heading, ItemList, Paragraph, Quote, Run, Runs, Select, Table
from smmgen.model.post import Carousel, Image, Poll, Post, is_picture_file
from smmgen.model.source import Path, Span, Spans
from smmgen.text.emphasis import marked

Kind = Literal[
    "text", "heading", "item", "quote", "cell", "comment",
    "title", "headline", "alt", "field", "question", "option",
]  # fmt: skip
"""What a piece is: of the body, the first comment, or a text of the front matter."""


class Piece(Struct, frozen=True):
    """Words that are read in one go, as runs, and where they stand.

    `is_value` tells those of the front matter, which start where their span does; those of the body start
    somewhere in its first line. `names` are the accounts or networks that alone have it; none means all.
    """

    kind: Kind
    runs: Runs
    span: Span
    names: tuple[str, ...] = ()
    is_value: bool = False


def said(post: Post) -> Iterator[Piece]:
    """Yield what a post says: its front matter's texts, its variants', then its body's."""
    yield from _front(post.spans, (), _own(post))
    for name, changes in post.overrides.items():
        yield from _front(post.spans, ("variants", name), changes)
    yield from _body(post.body.blocks, "text", ())


def _own(post: Post) -> dict[str, Any]:
    """Return what a post says outside its body, under the names that its variants use."""
    return {
        "title": post.title,
        "image": post.image,
        "images": post.images,
        "carousel": post.carousel,
        "poll": post.poll,
        "first_comment": post.first_comment,
    }


def _front(spans: Spans, base: Path, values: Mapping[str, Any]) -> Iterator[Piece]:
    names = tuple(str(name) for name in base[1:])
    for kind, text, path in _texts(values):
        place = (*base, *path)
        is_list = "\n" in text and (*place, 0) in spans.by_path
        for number, line in enumerate(text.split("\n") if is_list else (text,)):
            where = (*place, number) if is_list else place
            yield Piece(kind, _runs(line), spans.at(*where), names, is_value=True)
    if comment := values.get("first_comment"):
        span = spans.at(*base, "first_comment")
        for piece in _body(comment, "comment", names):
            yield Piece(piece.kind, piece.runs, span, names, is_value=True)


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[Kind, str, Path]]:
    """Yield the texts of a front matter, or of a variant in it, with the way to each."""
    if title := values.get("title"):
        yield "title", title, ("title",)
    for path, image in _images(values):
        yield from ((kind, text, (*path, key)) for kind, key, text in _on(image))
    if isinstance(poll := values.get("poll"), Poll):
        yield "question", poll.question, ("poll", "question")
        yield from (("option", text, ("poll", "options", n)) for n, text in enumerate(poll.options))


def _images(values: Mapping[str, Any]) -> Iterator[tuple[Path, Image | Mapping[str, Any]]]:
    if image := values.get("image"):
        yield ("image",), image
    for number, image in enumerate(values.get("images") or ()):
        yield ("images", number), image
    if isinstance(carousel := values.get("carousel"), Carousel):
        if carousel.cover:
            yield ("carousel", "cover"), carousel.cover
        for number, image in enumerate(carousel.pages):
            yield ("carousel", "pages", number), image
        if carousel.end:
            yield ("carousel", "end"), carousel.end


def _on(image: Image | Mapping[str, Any]) -> Iterator[tuple[Kind, str, str]]:
    """Yield the kind, the key and the text of all that a picture says; a variant's is what differs."""
    if isinstance(image, Image):
        headline, alt, fields = image.headline, image.alt, image.fields
    else:
        headline, alt, fields = image.get("headline", ""), image.get("alt", ""), image.get("fields", {})
    yield "headline", "headline", headline
    yield "alt", "alt", alt
    yield from (("field", key, text) for key, text in fields.items() if not is_picture_file(text))


def _runs(written: str) -> Runs:
    """Return a text of the front matter as runs, without the marks of emphasis."""
    if "*" not in written:
        return (Run(written),) if written else ()
    text, stretches = marked(written)
    ends = [0, *(end for stretch in stretches for end in stretch), len(text)]
    return tuple(Run(text[start:end]) for start, end in pairwise(ends) if start < end)


def _body(blocks: Iterable[Block], kind: Kind, names: tuple[str, ...]) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Paragraph():
                yield Piece(kind, block.runs, block.span, names)
            case Heading():
                yield Piece("heading", block.runs, block.span, names)
            case Quote():
                yield from _body(block.blocks, "quote" if kind == "text" else kind, names)
            case ItemList():
                for item in block.items:
                    yield from _body(item, "item" if kind == "text" else kind, names)
            case Select():
                yield from _body(block.blocks, kind, tuple(name for name, _ in block.names))
            case Table():
                yield from _cells(block, names)
            case Figure(alt=alt) if alt.strip():
                yield Piece("alt", (Run(alt),), block.span, names)


def _cells(table: Table, names: tuple[str, ...]) -> Iterator[Piece]:
    for number, row in enumerate((table.head, *table.rows)):
        line = table.span.line + number + (number > 0)  # the line under the head is no row
        span = Span(table.span.path, line, 1, line, 1)
        yield from (Piece("cell", cell, span, names) for cell in row if cell)
