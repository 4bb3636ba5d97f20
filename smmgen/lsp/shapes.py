"""Look up in a schema what may stand at a place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Shape = Mapping[str, Any]
_REF = "#/$defs/"


class Choice(NamedTuple):
    """Something that may be written at a place: `what` is "key", "value" or the kind of name it is."""

    text: str
    about: str
    what: str


class Shapes:
    """A schema to ask; `networks` tells an account's network, which says what keys it has."""

    def __init__(self, schema: Shape, networks: Mapping[str, str]) -> None:
        self._schema = schema
        self._networks = networks

    def at(self, keys: Sequence[str]) -> list[tuple[Shape, str]]:
        """Return the shapes at the end of a way of keys, each with the name of its definition or none."""
        found = list(self._forms(self._schema, ""))
        for number, key in enumerate(keys):
            network = self._networks.get(keys[number]) if number else None
            found = [
                form
                for shape, _ in found
                if (part := _part(shape, key)) is not None
                for form in self._forms(part, network or "")
            ]
        return found

    def about(self, keys: Sequence[str]) -> str:
        """Return what a key says, in a sentence; empty where it is unknown."""
        parts = (_part(shape, keys[-1]) for shape, _ in self.at(keys[:-1])) if keys else ()
        return next((_told(part) for part in parts if part and _told(part)), "")

    def keys(self, keys: Sequence[str]) -> list[Choice]:
        """Return the keys of the mapping at a place."""
        parts = [part for shape, _ in self.at(keys) for part in shape.get("properties", {}).items()]
        named = {name: Choice(name, _told(part), "key") for name, part in reversed(parts)}
        return list(reversed(named.values()))

    def values(self, keys: Sequence[str]) -> list[Choice]:
        """Return the words that a value at a place may be, where they are known."""
        return list(dict.fromkeys(choice for shape, name in self.at(keys) for choice in _words(shape, name)))

    def names(self, keys: Sequence[str]) -> set[str]:
        """Return which kinds of names may stand at a place, such as "account" or "file"."""
        return {name for _, name in self.at(keys) if name}

    def _forms(self, shape: Shape, network: str, name: str = "") -> Iterator[tuple[Shape, str]]:
        yield shape, name
        if reference := str(shape.get("$ref", "")).removeprefix(_REF):
            yield from self._forms(self._schema["$defs"][reference], network, reference)
        for part in shape.get("anyOf", ()):
            yield from self._forms(part, network, name)
        if items := shape.get("items"):
            yield from self._forms(items, network, name)
        for branch in shape.get("allOf", ()):
            wanted = branch["then"].get("$ref", "").removeprefix(_REF)
            if network and wanted == f"{network}-account":
                yield from self._forms(branch["then"], network)


def _told(part: Shape) -> str:
    return str(part.get("markdownDescription", part.get("description", "")))


def _part(shape: Shape, key: str) -> Shape | None:
    part = shape.get("properties", {}).get(key, shape.get("additionalProperties"))
    return part if isinstance(part, Mapping) else None


def _words(shape: Shape, name: str) -> Iterator[Choice]:
    for word in (*shape.get("enum", ()), *shape.get("examples", ())):
        if isinstance(word, str) and word:
            yield Choice(word, "", name or "value")
    if shape.get("type") == "boolean":
        yield from (Choice(word, "", "value") for word in ("true", "false"))
