"""Read a picture that a post asks for."""

from collections.abc import Mapping
from typing import Any, get_args

from smmgen.model.post import Format, is_picture_file
from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.media import media_path
from smmgen.read.node import Entries, Items, Node, Scalar
from smmgen.read.numbers import numbers
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import SCALAR, either, name_of, object_of, shape_of, shaped


@shaped(name_of("file"))
def media_file(reading: Reading, node: Node, path: Path) -> str | None:
    """Read the name of a picture or a video; return its path from the repository's root."""
    written = schema.text(reading, node, path)
    return media_path(reading, written, node.span) if written else None


@shaped({"type": "array", "items": shape_of(schema.part), "minItems": 2, "maxItems": 2})
def _focus(reading: Reading, node: Node, path: Path) -> tuple[float, float] | None:
    values = schema.list_of(schema.part)(reading, node, path)
    if values is None:
        return None
    if not isinstance(node, Items) or len(node.items) != 2:
        reading.error(
            "FMT002",
            node.span,
            "`focus` must be two numbers from 0 to 1: from the left, from the top.",
            "Write it like this: [0.5, 0.3].",
        )
        return None
    return (values[0], values[1]) if len(values) == 2 else None


_KEYS: Mapping[str, Kind[Any]] = {
    "card": schema.name("card"),
    "photo": media_file,
    "focus": _focus,
    "headline": schema.text,
    "alt": schema.text,
    "size": schema.name("size"),
    "table": numbers,
    "format": schema.choice(*get_args(Format)),
}


@shaped(either(SCALAR, {"type": "array", "items": SCALAR}))
def _field(reading: Reading, node: Node, path: Path) -> str | None:
    """Read a text for the card: a list becomes one with a line for each item, a picture's name its path."""
    if isinstance(node, Items):
        lines = schema.list_of(schema.text)(reading, node, path)
        return None if lines is None else "\n".join(lines)
    written = schema.text(reading, node, path)
    return media_path(reading, written, node.span) if written and is_picture_file(written) else written


IMAGE = object_of(_KEYS, others=_field.shape)
"""The keys of a picture; other texts are the card's."""


@shaped(either(name_of("file"), IMAGE))
def image(reading: Reading, node: Node, path: Path) -> dict[str, Any] | None:
    """Read an image's keys; a file's name alone is a photo. Other texts are fields of the card."""
    if isinstance(node, Scalar):
        photo = media_file(reading, node, path)
        return {"photo": photo} if photo else None
    if not isinstance(node, Entries):
        reading.error(
            "FMT002", node.span, "An image must be keys with values.", "For several pictures use `images:`."
        )
        return None
    own = [key.text for key, _ in node.entries if key.text not in _KEYS]
    values = schema.entries(reading, node, path, {**_KEYS, **dict.fromkeys(own, _field)}, "An image")
    fields = {name: values.pop(name) for name in own if name in values}
    return {**values, **({"fields": fields} if fields else {})}
