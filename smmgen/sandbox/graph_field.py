"""The fields of Meta's objects: which a call asks for, and pages of lists.

Source: Graph API, "Field expansion", "Paginated results"; read 2026-11.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from smmgen.sandbox.graph_answer import wrong

_T = TypeVar("_T")
_NAME = re.compile(r"([a-z_0-9]+)((?:\.[a-z_]+\([^()]*\))*)")
PAGE, PAGE_LIMIT = 25, 100


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is asked for, with the fields of what lies in it."""

    name: str
    inner: tuple["Field", ...] = ()


Node = Mapping[str, Any]
"""An object: its fields by name. A function gives what lies in an edge, from the fields asked for there."""


def read_fields(given: str) -> tuple[Field, ...]:
    """Return the fields of `id,children{id,media_url},comments.limit(5)`; refuse what is no such list."""
    fields, rest = _fields("".join(given.split()))
    if rest:
        raise wrong(f"Syntax error at '{rest[:20]}' in fields")
    return fields


def _fields(given: str) -> tuple[tuple[Field, ...], str]:
    found: list[Field] = []
    while match := _NAME.match(given):
        given, inner = given[match.end() :], tuple[Field, ...]()
        if given.startswith("{"):
            inner, given = _fields(given[1:])
            if not given.startswith("}"):
                raise wrong("Syntax error: expected } in fields")
            given = given[1:]
        found.append(Field(match[1], inner))
        if not given.startswith(","):
            break
        given = given[1:]
    return tuple(found), given


def select(node: Node, wanted: Sequence[Field], kind: str, usual: Sequence[str] = ()) -> dict[str, Any]:
    """Return the fields that are asked for, or the usual ones; empty ones are left out, the id never is."""
    found: dict[str, Any] = {}
    for field in wanted or [Field(name) for name in usual]:
        if field.name not in node:
            raise wrong(f"Tried accessing nonexisting field ({field.name}) on node type ({kind})")
        value = node[field.name]
        value = value(field.inner) if callable(value) else value
        if value is not None:
            found[field.name] = value
    return found | {"id": node["id"]}


def moment(at: datetime) -> str:
    """Return a time as Meta tells it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def read_moment(given: str) -> datetime:
    """Return a time that is given in Unix seconds or as ISO 8601; refuse another."""
    try:
        if given.isdecimal():
            return datetime.fromtimestamp(int(given), UTC)
        found = datetime.fromisoformat(given)
    except (ValueError, OverflowError, OSError) as fault:
        raise wrong(f"Invalid date: {given}") from fault
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def page(
    rows: Sequence[_T],
    query: Mapping[str, str],
    facts: Callable[[_T], tuple[str, datetime]],
    shown: Callable[[_T], dict[str, Any]],
) -> dict[str, Any]:
    """Return a page of a list, in its order; `facts` are a row's id and time."""
    limit = query.get("limit") or str(PAGE)
    if not limit.isdecimal() or not 0 < int(limit) <= PAGE_LIMIT:
        raise wrong(f"Param limit must be an integer between 1 and {PAGE_LIMIT}")
    rows = [row for row in rows if _is_within(query, facts(row)[1])]
    ids = [facts(row)[0] for row in rows]
    begin = ids.index(_known(query["after"], ids)) + 1 if query.get("after") else 0
    taken = rows[begin : begin + int(limit)]
    found: dict[str, Any] = {"data": [shown(row) for row in taken]}
    if taken:
        cursors = {"before": _cursor(facts(taken[0])[0]), "after": _cursor(facts(taken[-1])[0])}
        found["paging"] = {"cursors": cursors}
    return found


def _is_within(query: Mapping[str, str], at: datetime) -> bool:
    since, until = query.get("since"), query.get("until")
    at = at.replace(microsecond=0)
    return (not since or read_moment(since) <= at) and (not until or at <= read_moment(until))


def _cursor(row_id: str) -> str:
    return urlsafe_b64encode(row_id.encode()).decode()


def _known(cursor: str, ids: Sequence[str]) -> str:
    try:
        found = urlsafe_b64decode(cursor.encode()).decode()
    except ValueError:
        found = ""
    if found not in ids:
        raise wrong("Invalid cursors values for after cursor")
    return found
