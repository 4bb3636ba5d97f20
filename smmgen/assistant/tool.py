"""What a tool of the assistant's door is, and how it is asked."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct, structs

from smmgen.assistant.desk import Desk
from smmgen.assistant.refused import Refused
from smmgen.read.schema import near


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The arguments of a tool."""


class Told(Struct, frozen=True, kw_only=True):
    """What a tool answers. Fields are only ever added."""

    version: int = 1


class Shown(Struct, frozen=True):
    """A picture to look at: its file and its type."""

    data: bytes
    media_type: str


class Answer(Struct, frozen=True):
    """What a tool answers, and the pictures that go with it."""

    told: Told
    pictures: tuple[Shown, ...] = ()


class Tool(Struct, frozen=True, kw_only=True):
    """A tool: its name, what it does, what it takes, what it answers, and whether it writes a file."""

    name: str
    title: str
    about: str
    asked: type[Asked]
    told: type[Told]
    answer: Callable[[Desk, Any], Answer]
    writes: bool = False

    def call(self, desk: Desk, arguments: Mapping[str, Any]) -> Answer:
        """Answer; raise `Refused` where the arguments are not what it takes, or it cannot."""
        known = [field.name for field in structs.fields(self.asked)]
        for name in arguments:
            if name not in known:
                raise Refused(f"{self.name} takes no “{name[:80]}”.", near(name[:80], known))
        try:
            asked = msgspec.convert(dict(arguments), self.asked)
        except msgspec.ValidationError as fault:
            raise Refused(
                f"{self.name} cannot take this: {fault}.", f"It takes: {', '.join(known)}."
            ) from None
        return self.answer(desk, asked)


def schema(kind: type[Struct]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of arguments or an answer, an object at its root."""
    (reference,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    root = parts.pop(reference["$ref"].rpartition("/")[2])
    return {**root, "$defs": parts} if parts else root
