"""A call to Meta's Graph API: its version, its token, its parameters, and what answers it.

A version that is no more is not refused: the oldest one alive answers in its place, and the header
`facebook-api-version` tells so. Parameters come in the address, in a form or in JSON, and those that nobody
knows are overlooked. Source: Graph API, "Versioning" and its table of versions, "Rate limits"; read 2026-11.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.graph_answer import refused, unsupported, usage, wrong
from smmgen.sandbox.graph_field import Field, read_fields
from smmgen.sandbox.graph_token import Account, Token, account, signed_in
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.store import Kept

VERSIONS: Mapping[str, date] = {
    "v21.0": date(2027, 1, 21),
    "v22.0": date.max,
    "v23.0": date.max,
    "v24.0": date.max,
    "v25.0": date(2028, 7, 29),
    "v26.0": date.max,
}
"""The versions that answered in November 2026, with their last day where it is told."""
CALLS = Limit(4800, 86400)
"""For each impression or engaged user of an account in a day; here every account has one."""
ALWAYS = ("access_token", "appsecret_proof", "fields", "format", "locale", "pretty", "debug", "limit")
_YES = ("true", "1")
_NO = ("false", "0", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A network of Meta's: the type of its errors, of its limits, what its ids look like."""

    name: str
    kind: str
    business: str
    too_many: int
    first_id: str
    versions: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call whose version and token are right. `warnings` are what Meta overlooks and people would not."""

    graph: Graph
    call: Call
    world: World
    token: Token
    values: Mapping[str, Any]
    warnings: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """Return an argument, "" where it is not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise wrong(f"Param {name} must be a string")
        return str(value)

    def flag(self, name: str, *, usual: bool = False) -> bool:
        """Return a yes or no."""
        value = self.values.get(name)
        if value is None:
            return usual
        told = str(value).lower()
        if told not in (*_YES, *_NO):
            raise wrong(f"Param {name} must be a boolean")
        return told in _YES

    def value(self, name: str) -> Any:
        """Return an argument that may be JSON in a form's field, or come in pieces: `name[0]`."""
        given = self.values.get(name)
        if isinstance(given, dict) and all(key.isdecimal() for key in given):
            given = [given[key] for key in sorted(given, key=int)]
        if isinstance(given, list):
            return [_read(part) for part in given]
        return _read(given)

    def items(self, name: str) -> list[str]:
        """Return a list of strings: JSON, several fields, or one separated by commas."""
        found = self.value(name)
        if isinstance(found, str | int):
            found = [part.strip() for part in str(found).split(",") if part.strip()]
        if not isinstance(found or [], list):
            raise wrong(f"Param {name} must be an array.")
        return [str(part) for part in found or []]

    def page(self) -> dict[str, str]:
        """Return the arguments that choose a page of a list."""
        return {name: self.text(name) for name in ("limit", "after", "since", "until")}

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that are asked for."""
        return read_fields(self.text("fields"))

    def account(self, given: str) -> Account:
        """Return the account that a path names."""
        return account(self.world, self.graph.name, self.token, given, self.graph.first_id)

    def sent(self) -> dict[str, Any]:
        """Return what was sent, without the token."""
        return {name: value for name, value in self.values.items() if name not in ALWAYS[:2]}

    def strange(self, known: Collection[str]) -> tuple[str, ...]:
        """Return warnings of parameters that Meta does not know."""
        unknown = [name for name in self.values if name not in known and name not in ALWAYS]
        return (*self.warnings, *(f"Meta knows no parameter “{name}” here." for name in unknown))

    def new_id(self, at_least: int) -> str:
        """Return a new id: numbers that grow with time."""
        now = int(self.world.now().timestamp())
        return str(self.world.store.next_number(self.graph.name, "id", at_least + now))


def find_post(asked: Asked, name: str) -> Kept | None:
    """Return a post or comment of an account that the token speaks for."""
    network = asked.graph.name
    for known in asked.world.store.things(network, "account").values():
        kept = asked.world.store.post(network, known["name"], name)
        if kept is not None and asked.token.name in ("", known["name"]):
            return kept
    return None


def _read(given: Any) -> Any:
    if isinstance(given, str) and given[:1] in ("[", "{"):
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given


Act = Callable[..., Any]
Routes = tuple[tuple[str, str, Act], ...]


def split(path: str) -> tuple[str, str]:
    """Return the version of a path, "" for none, and the rest of it."""
    match = re.fullmatch(r"(v\d{1,2}\.\d)/(.*)", path)
    return (match[1], match[2].strip("/")) if match else ("", path.strip("/"))


def serve(graph: Graph, routes: Routes, call: Call, world: World, free: Routes = ()) -> Answer:
    """Answer a call by the first route that fits; `free` ones are asked without a token."""
    version, path = split(call.path)
    served = _served(graph, version, world.now().date())
    for verb, pattern, act in free:
        if verb == call.method and (match := re.fullmatch(pattern, path)):
            return Answer(body=act(call, world), headers={"facebook-api-version": served})
    fitting = [(verb, act, match) for verb, pattern, act in routes if (match := re.fullmatch(pattern, path))]
    if not fitting:
        raise refused(2500, f"Unknown path components: /{path}")
    chosen = next(((act, match) for verb, act, match in fitting if verb == call.method), None)
    if chosen is None:
        raise unsupported(call.method)
    act, match = chosen
    asked = _asked(graph, call, world)
    if version and version != served:
        told = f"The call names {version}, which is no more; Meta answers with {served} in its place."
        asked = replace(asked, warnings=(told,))
    body = act(asked, *match.groups())
    return Answer(body=body, headers={"facebook-api-version": served, **_counted(asked)})


def _served(graph: Graph, version: str, today: date) -> str:
    alive = [name for name, end in graph.versions.items() if today < end]
    if not version or version in alive:
        return version or alive[0]
    if _number(version) > _number(alive[-1]):
        raise refused(2500, f"Unknown path components: /{version}")
    return alive[0]


def _number(version: str) -> float:
    return float(version.removeprefix("v"))


def _asked(graph: Graph, call: Call, world: World) -> Asked:
    token = signed_in(call, world)
    if call.problem:
        raise wrong(f"Invalid request body: {call.problem}")
    return Asked(graph=graph, call=call, world=world, token=token, values={**call.query, **call.fields})


def _counted(asked: Asked) -> dict[str, str]:
    graph, owner = asked.graph, asked.token.name or "0"
    read = asked.world.meter.count(f"{graph.name} {owner}", CALLS, asked.world.now())
    if read.is_exceeded:
        told = "There have been too many calls to this account. Wait a bit and try again."
        raise refused(graph.too_many, f"(#{graph.too_many}) {told}", is_transient=True)
    return usage(graph.business, owner, 100 - 100 * read.remaining // CALLS.count)
