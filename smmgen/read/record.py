"""Kinds that read a mapping into a value of our own, for files with many small records."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.node import Entries, Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import SCALAR, Shaped, either, object_of, shape_of

T = TypeVar("T")
Keys = Mapping[str, Kind[Any]]


def record(make: Callable[..., T], keys: Keys, needed: tuple[str, ...], what: str, example: str) -> Shaped[T]:
    """Read a mapping into a value; without one of its needed keys it is a finding with an example."""

    def read(reading: Reading, node: Node, path: Path) -> T | None:
        before = len(reading.findings)
        values = schema.entries(reading, node, path, keys, what)
        missing = [key for key in needed if key not in values]
        if not missing:
            return make(**values)
        if len(reading.findings) == before:
            reading.error("FMT003", node.span, f"{what} needs {' and '.join(missing)}.", f"Write {example}.")
        return None

    return Shaped(read, object_of(keys, needed))


def text_or(kind: Kind[T], make: Callable[[str], T]) -> Shaped[T]:
    """Read a text alone as the one key of a mapping that says enough."""

    def read(reading: Reading, node: Node, path: Path) -> T | None:
        if isinstance(node, Entries):
            return kind(reading, node, path)
        written = schema.text(reading, node, path)
        return make(written) if written else None

    return Shaped(read, either(SCALAR, shape_of(kind)))


def made(make: Callable[..., T], keys: Keys, what: str) -> Shaped[T]:
    """Read a mapping into a value that needs none of its keys."""
    return record(make, keys, (), what, "")
