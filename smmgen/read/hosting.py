"""Read `hosting:` of smmgen.yaml: where pictures and videos get a public address."""

from collections.abc import Mapping
from typing import Any

from smmgen.model.hosting import Hosting, HostingKind
from smmgen.model.source import Path
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Reading
from smmgen.read.shape import Shaped, form, object_of, shaped

_SETTINGS: Mapping[HostingKind, Mapping[str, bool]] = {
    "static": {"url": True},
    "s3": {"endpoint": True, "bucket": True, "region": False, "prefix": False, "url": False},
    "release": {"repository": True, "tag": True},
    "put": {"url": True},
}
"""The settings of each kind, and whether it cannot do without."""

_SECRETS: Mapping[HostingKind, Mapping[str, bool]] = {
    "static": {},
    "s3": {"key": True, "secret": True},
    "release": {"token": True},
    "put": {"token": False},
}
_ADDRESSES = frozenset({"url", "endpoint"})
_ADDRESS = pattern(r"https?://[^\s/]+(/\S*)?")


def hosting(secret: schema.Kind[str]) -> Shaped[Hosting]:
    """Return the kind that reads `hosting:`; `secret` reads env:NAME."""
    kinds: Mapping[str, schema.Kind[Any]] = {kind: _of(kind, secret) for kind in _SETTINGS}

    def read(reading: Reading, node: Node, path: Path) -> Hosting | None:
        found = schema.entries(reading, node, path, kinds, "`hosting`")
        if len(found) > 1:
            message = f"`hosting` has {len(found)} places; files go to one."
            reading.error("FMT008", node.span, message, f"Keep one of: {', '.join(found)}.")
        return next(iter(found.values()), None)

    return Shaped(read, object_of(kinds))


def _of(kind: HostingKind, secret: schema.Kind[str]) -> Shaped[Hosting]:
    keys = {name: address if name in _ADDRESSES else schema.text for name in _SETTINGS[kind]}
    known: Mapping[str, schema.Kind[Any]] = {**keys, **dict.fromkeys(_SECRETS[kind], secret)}
    needed = [name for part in (_SETTINGS, _SECRETS) for name, is_needed in part[kind].items() if is_needed]

    def read(reading: Reading, node: Node, path: Path) -> Hosting | None:
        values = schema.entries(reading, node, path, known, f"The hosting “{kind}”")
        if missing := [name for name in needed if name not in values]:
            message = f"The hosting “{kind}” needs {' and '.join(missing)}."
            reading.error("FMT003", node.span, message, f"Add {missing[0]}: …")
            return None
        secrets = {name: values.pop(name) for name in _SECRETS[kind] if name in values}
        return Hosting(kind=kind, settings=values, secrets=secrets)

    return Shaped(read, object_of(known, needed))


@shaped(form(_ADDRESS.pattern))
def address(reading: Reading, node: Node, path: Path) -> str | None:
    """Read a web address, without a slash at its end."""
    written = schema.text(reading, node, path)
    if written is None or _ADDRESS.fullmatch(written):
        return written.rstrip("/") if written else None
    reading.error(
        "FMT002",
        node.span,
        f"“{written}” is no address.",
        "Write it whole: https://northwind.example/social/.",
    )
    return None
