"""Read who made the pictures of a folder: `credits.yaml` beside them."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.law import Credit
from smmgen.model.source import Path, Source, Span
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import object_of, shaped
from smmgen.read.yaml import parse

SIDECAR = "credits.yaml"
"""Beside the pictures of a folder: a file's name, or a pattern with `*`, with who made it and the licence."""


class Credits(Struct, frozen=True):
    """The credits of a folder's pictures, by name or pattern, each with its place."""

    by_name: Mapping[str, tuple[Credit, Span]]

    def of(self, name: str) -> tuple[Credit, Span] | None:
        """Return the credit of a file: its own, else that of the first pattern that fits."""
        fitting = (found for pattern, found in self.by_name.items() if fnmatchcase(name, pattern))
        return self.by_name.get(name) or next(fitting, None)


_KEYS: Mapping[str, Kind[Any]] = {"by": schema.text, "licence": schema.text, "until": schema.day}


@shaped(object_of(_KEYS, ("by", "licence")))
def _credit(reading: Reading, node: Node, path: Path) -> Credit | None:
    values = schema.entries(reading, node, path, _KEYS, "A credit")
    if "by" in values and "licence" in values:
        until = values["until"].isoformat() if "until" in values else ""
        return Credit(by=values["by"], licence=values["licence"], until=until)
    hint = "Write beans.jpg: {by: Anna Meyer, licence: CC BY 4.0}."
    reading.error("FMT003", node.span, "A credit needs `by` and `licence`.", hint)
    return None


def read_credits(source: Source) -> tuple[Credits, tuple[Diagnostic, ...]]:
    """Read a folder's credits and what is wrong in that file."""
    reading = Reading(source)
    node, findings = parse(source)
    kind: Kind[dict[str, Credit]] = schema.mapping_of(_credit, SIDECAR)
    found = (kind(reading, node, ()) if node else None) or {}
    spans = reading.spans()
    by_name = {name: (credit, spans.at(name)) for name, credit in found.items()}
    return Credits(by_name), (*findings, *reading.findings)
