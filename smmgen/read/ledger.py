"""Read `ledger:` of smmgen.yaml: where the record of deliveries is kept, if not on a git branch."""

import re
from collections.abc import Mapping
from typing import Any

from smmgen.model.bucket import Bucket
from smmgen.model.source import Path
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Reading
from smmgen.read.shape import Shaped, form, object_of, shaped

_NEEDED = ("endpoint", "bucket", "prefix", "key", "secret")
_SECRETS = ("key", "secret", "token")
_ENDPOINT = pattern(r"https?://[^\s/@?#]+/?")
_BUCKET = pattern(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""Source: Amazon S3 User Guide, bucket naming rules; read 2026-11-27."""

_PREFIX = pattern(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_EXAMPLE = "https://s3.eu-central-1.amazonaws.com"


def _matching(pattern: re.Pattern[str], what: str, example: str) -> Shaped[str]:
    def parse(written: str) -> str | None:
        return written if pattern.fullmatch(written) else None

    return schema.parsed(parse, what, example, shape=form(pattern.pattern))


def ledger(secret: schema.Kind[str]) -> Shaped[Bucket]:
    """Return the kind that reads `ledger:`; `secret` reads env:NAME.

    What cannot be read whole is None: half a place would send the record somewhere else.
    """
    keys: Mapping[str, schema.Kind[Any]] = {
        "endpoint": _matching(_ENDPOINT, "server's address", _EXAMPLE),
        "bucket": _matching(_BUCKET, "bucket's name", "northwind-ledger"),
        "prefix": _matching(_PREFIX, "folder in a bucket", "northwind"),
        "region": schema.text,
        **dict.fromkeys(_SECRETS, secret),
    }

    @shaped(object_of(keys, _NEEDED))
    def bucket(reading: Reading, node: Node, path: Path) -> Bucket | None:
        values = schema.entries(reading, node, path, keys, "The ledger in “s3”")
        if missing := [name for name in _NEEDED if name not in values]:
            message = f"The ledger in “s3” needs {' and '.join(missing)}."
            reading.error("FMT003", node.span, message, f"Add {missing[0]}: {_examples(missing[0])}")
            return None
        return Bucket(
            endpoint=values["endpoint"].rstrip("/"),
            name=values["bucket"],
            prefix=values["prefix"],
            region=values.get("region", ""),
            secrets={name: values[name] for name in _SECRETS if name in values},
        )

    @shaped(object_of({"s3": bucket}, ("s3",)))
    def read(reading: Reading, node: Node, path: Path) -> Bucket | None:
        before = len(reading.findings)
        found = schema.entries(reading, node, path, {"s3": bucket}, "`ledger`")
        if len(reading.findings) == before and "s3" not in found:
            hint = "Write s3: {endpoint: …, bucket: …}, or leave `ledger` out to keep it on a git branch."
            reading.error("FMT003", node.span, "`ledger` does not say where.", hint)
        return found.get("s3") if len(reading.findings) == before else None

    return read


def _examples(name: str) -> str:
    shown = {"endpoint": _EXAMPLE, "key": "env:S3_KEY", "secret": "env:S3_SECRET"}
    return shown.get(name, "northwind")
