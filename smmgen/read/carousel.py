"""Read a carousel: a cover, pages and an end."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from smmgen.model.post import Carousel, Image
from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.image import IMAGE, image
from smmgen.read.node import Node, Scalar
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import SCALAR, either, object_of, shaped

FAMILY = "carousel"
"""The cards of a carousel that names none: carousel-cover, carousel-page and carousel-end."""


def _named(page: Image, card: str) -> Image:
    return page if page.card else replace(page, card=card)


@shaped(either(SCALAR, IMAGE))
def _page(reading: Reading, node: Node, path: Path) -> Image | None:
    """Read one page: a text alone is its headline; all pages have the carousel's size."""
    if isinstance(node, Scalar):
        return Image(headline=node.text.strip())
    values = image(reading, node, path)
    if values is None:
        return None
    if values.pop("size", ""):
        message = "The pages of a carousel have one size."
        reading.error("FMT008", reading.spans().at(*path, "size"), message, "Write `size` beside `pages`.")
    return Image(**values)


_KEYS: Mapping[str, Kind[Any]] = {
    "card": schema.text,
    "size": schema.name("size"),
    "cover": _page,
    "pages": schema.list_of(_page),
    "end": _page,
}


@shaped(object_of(_KEYS, ("pages",)))
def carousel(reading: Reading, node: Node, path: Path) -> Carousel | None:
    """Read a carousel; its `card` is the first part of its cards' names."""
    values = schema.entries(reading, node, path, _KEYS, "A carousel")
    family, size = values.get("card", FAMILY), values.get("size", "")
    pages = tuple(_named(page, f"{family}-page") for page in values.get("pages", ()))
    if not pages:
        hint = "Add `pages:` with a text for each: [Grind fresh, Weigh it, Wait]."
        reading.error("FMT003", node.span, "A carousel needs pages.", hint)
        return None
    cover, end = values.get("cover"), values.get("end")
    return Carousel(
        cover=_named(cover, f"{family}-cover") if cover else None,
        pages=pages,
        end=_named(end, f"{family}-end") if end else None,
        size=size,
    )
