"""Check a record against its schema in Rest.li's words: every fault at once, a line each.

Source: Rest.li, data schemas and how they are validated; read 2026-11.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from smmgen.sandbox.exchange import Answer, Refused


@dataclass(frozen=True, slots=True)
class Array:
    """A list of records or of texts."""

    item: Any


@dataclass(frozen=True, slots=True)
class Union:
    """A record with exactly one of these members."""

    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Optional:
    """A field that may be left out."""

    kind: Any


Record = Mapping[str, Any]
"""Names to kinds: `str`, `bool`, `int`, a tuple of symbols, an `Array`, a `Union`, another record."""

_NAMES = {str: "String", bool: "Boolean", int: "Long", dict: "Map"}


def check(value: Any, schema: Record) -> None:
    """Refuse, with 422, what does not fit the schema."""
    faults = [f"ERROR :: {path} :: {what}\n" for path, what in _record(value, schema, "")]
    if faults:
        raise Refused(Answer(status=422, body={"message": "".join(faults), "status": 422}))


def _faults(value: Any, kind: Any, path: str) -> Iterator[tuple[str, str]]:
    match kind:
        case type():
            if type(value) is not kind:
                yield path, f"{_shown(value)} cannot be coerced to {_NAMES[kind]}"
        case tuple():
            if value not in kind:
                yield path, f"{_shown(value)} is not an enum symbol"
        case Array():
            if not isinstance(value, list):
                yield path, f"{_shown(value)} is not an array"
                return
            for number, item in enumerate(value):
                yield from _faults(item, kind.item, f"{path}/{number}")
        case Union():
            yield from _union(value, kind, path)
        case _:
            yield from _record(value, kind, path)


def _union(value: Any, kind: Union, path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict) or len(value) != 1:
        yield path, "DataMap should have exactly one entry for a union type"
        return
    ((name, inner),) = value.items()
    if name not in kind.members:
        yield f"{path}/{name}", f"is not a member type of union {sorted(kind.members)}"
        return
    yield from _faults(inner, kind.members[name], f"{path}/{name}")


def _record(value: Any, schema: Record, path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield path, f"{_shown(value)} is not a record"
        return
    for name in value:
        if name not in schema:
            yield f"{path}/{name}", "unrecognized field found but not allowed"
    for name, kind in schema.items():
        inner = kind.kind if isinstance(kind, Optional) else kind
        if name in value:
            yield from _faults(value[name], inner, f"{path}/{name}")
        elif inner is kind:
            yield f"{path}/{name}", "field is required but not found and has no default value"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
