"""What a kind of value takes, in the words of JSON Schema: editors are told what the readers know.

A shape may be looser than its reader (it does not know a calendar), never stricter: what is read without
an error has the shape. Values are as YAML 1.2 types them; the readers take each as the text it was.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

Shape = Mapping[str, Any]

SCALAR: Shape = {"type": ["string", "number", "boolean", "null"]}
"""A text: `2026` and `true` are texts for the readers, and numbers or truths for YAML."""


class Shaped(Struct, Generic[T], frozen=True):
    """A kind that knows its shape."""

    read: Callable[..., T | None]
    shape: Shape

    def __call__(self, *arguments: Any) -> T | None:
        """Read a value."""
        return self.read(*arguments)


def shaped(shape: Shape) -> Callable[[Callable[..., T | None]], Shaped[T]]:
    """Tell the shape of what a function reads."""
    return lambda read: Shaped(read, shape)


def shape_of(kind: Callable[..., Any]) -> Shape:
    """Return the shape of a kind; raise `TypeError` where it has none."""
    if isinstance(kind, Shaped):
        return kind.shape
    raise TypeError(f"{kind} has no shape")


def form(pattern: str) -> Shape:
    """Return the shape of a text of some form; blanks around it do not count."""
    return {"type": ["string", "number"], "pattern": rf"^\s*({pattern})\s*$"}


def one_of(names: Sequence[str]) -> Shape:
    """Return the shape of one of some words."""
    return {"enum": list(names)}


def name_of(what: str) -> Shape:
    """Return the shape of a name that stands elsewhere in the repository: an account's, a card's."""
    return {"$ref": f"#/$defs/{what}"}


def either(*shapes: Shape) -> Shape:
    """Return the shape of what has one of these."""
    return {"anyOf": [dict(shape) for shape in shapes]}


def or_nothing(shape: Shape) -> Shape:
    """Let a key stand without a value."""
    if "anyOf" in shape:
        return {**shape, "anyOf": [*shape["anyOf"], {"type": "null"}]}
    kinds = shape.get("type")
    if kinds is None:
        return either(shape, {"type": "null"}) if shape else shape
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return shape if "null" in kinds else {**shape, "type": [*kinds, "null"]}


def object_of(
    kinds: Mapping[str, Callable[..., Any]], required: Sequence[str] = (), others: Shape | None = None
) -> Shape:
    """Return the shape of a mapping with known keys; `others` is that of keys of a person's choice."""
    shapes = {name: shape_of(kind) for name, kind in kinds.items()}
    return {
        "type": "object" if required else ["object", "null"],
        "properties": {
            name: shape if name in required else or_nothing(shape) for name, shape in shapes.items()
        },
        "additionalProperties": False if others is None else or_nothing(others),
        **({"required": list(required)} if required else {}),
    }


def names_with(shape: Shape) -> Shape:
    """Return the shape of a mapping whose keys are names of a person's choice."""
    return {"type": "object", "additionalProperties": dict(shape)}


def list_with(shape: Shape, least: int = 0) -> Shape:
    """Return the shape of a list; one value alone is a list of one."""
    listed = {"type": "array", "items": dict(shape), **({"minItems": least} if least else {})}
    return listed if least > 1 else either(listed, shape)
