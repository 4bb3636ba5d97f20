"""Read what the brand says of the law: the part `law` of `smmgen.yaml`."""

from collections.abc import Mapping
from typing import Any, get_args

from smmgen.model.law import Law, Level, Topic
from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import object_of, shaped

_TOPIC: Mapping[str, Kind[Any]] = {
    "words": schema.mapping_of(schema.list_of(schema.text), "`words`"),
    "beside": schema.list_of(schema.text),
    "say": schema.text,
    "source": schema.text,
    "level": schema.choice("info", "warning", "error"),
}


@shaped(object_of(_TOPIC, ("words",)))
def topic(reading: Reading, node: Node, path: Path) -> Topic | None:
    """Read a topic: its words by language, and what has to stand beside them."""
    values = schema.entries(reading, node, path, _TOPIC, "A topic")
    if values.get("words"):
        return Topic(**values)
    reading.error("FMT003", node.span, "A topic needs its words.", "Add words: {en: [wine, beer*]}.")
    return None


_KEYS: Mapping[str, Kind[Any]] = {
    "contacts": schema.list_of(schema.text),
    "topics": schema.mapping_of(schema.choice(*get_args(Level)), "`topics`"),
    "lists": schema.mapping_of(topic, "`lists`"),
    "licences": schema.choice("required"),
}


@shaped(object_of(_KEYS))
def law(reading: Reading, node: Node, path: Path) -> Law:
    """Read what the brand says of the law."""
    values = schema.entries(reading, node, path, _KEYS, "`law`")
    return Law(has_licences=values.pop("licences", "") == "required", **values)
