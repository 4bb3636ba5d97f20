"""Read how the brand marks advertisements: the part `ads` of `smmgen.yaml`."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from smmgen.model.ads import NAMES, Ads, Place
from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import form, object_of, shaped
from smmgen.text.form import names_in


def _label(written: str) -> str | None:
    is_known = set(names_in(written)) <= set(NAMES)
    return written if is_known and "{" not in re.sub(r"\{\w+\}", "", written) else None


_FORM: Kind[str] = schema.parsed(_label, "label", "Реклама. {advertiser}.[ erid: {erid}]")


def _country(written: str) -> str | None:
    return written if re.fullmatch("[A-Z]{2}", written) else None


_KEYS: Mapping[str, Kind[Any]] = {
    "label": schema.mapping_of(_FORM, "`label`"),
    "place": schema.choice(*get_args(Place)),
    "own": schema.list_of(schema.text),
    "badge": schema.flag,
    "countries": schema.list_of(schema.parsed(_country, "country", "RU", shape=form("[A-Z]{2}"))),
}


@shaped(object_of(_KEYS))
def ads(reading: Reading, node: Node, path: Path) -> Ads:
    """Read the brand's way with advertisements."""
    values = schema.entries(reading, node, path, _KEYS, "`ads`")
    return Ads(labels=values.pop("label", {}), **values)
