"""Read how the brand sets its texts: the part `typography` of `smmgen.yaml`."""

from collections.abc import Mapping
from typing import Any, get_args

from smmgen.model.source import Path
from smmgen.model.typography import Dash, Typography
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import object_of, shaped

_KEYS: Mapping[str, Kind[Any]] = {"dash": schema.mapping_of(schema.choice(*get_args(Dash)), "`dash`")}


@shaped(object_of(_KEYS))
def typography(reading: Reading, node: Node, path: Path) -> Typography:
    """Read what the brand chooses."""
    return Typography(**schema.entries(reading, node, path, _KEYS, "`typography`"))
