"""Read how the brand spells: the part `spelling` of `smmgen.yaml`."""

from collections.abc import Mapping
from typing import Any, get_args

from smmgen.model.source import Path
from smmgen.model.spelling import Names, Spelling
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import object_of, shaped

_KEYS: Mapping[str, Kind[Any]] = {
    "names": schema.choice(*get_args(Names)),
    "dictionaries": schema.mapping_of(schema.text, "`dictionaries`"),
}


@shaped(object_of(_KEYS))
def spelling(reading: Reading, node: Node, path: Path) -> Spelling:
    """Read what the brand says of spelling; a dictionary may be named with its ending."""
    values = schema.entries(reading, node, path, _KEYS, "`spelling`")
    paths = {name: of.removesuffix(".dic") for name, of in values.pop("dictionaries", {}).items()}
    return Spelling(dictionaries=paths, **values)
