"""The shapes of a card's layers and parts."""

from collections.abc import Mapping
from typing import Any

from smmgen.read import schema
from smmgen.read.card import card_shape
from smmgen.read.layer import ALWAYS, COMMON, IN_A_STACK, LAYER, OF_A_STACK, PART, TAKEN_AWAY
from smmgen.read.shape import Shape, either, object_of


def card_definitions() -> dict[str, Shape]:
    """Return what a card's schema refers to: layers and parts, and what may change under `when`."""
    return {
        "layer": either(TAKEN_AWAY, _of_kind(_layers())),
        "part": either(TAKEN_AWAY, _of_kind(_parts())),
        "changes": card_shape(),
    }


def _parts() -> dict[str, Shape]:
    return {kind: object_of({**COMMON, **own}) for kind, own in PART.items()}


def _layers() -> dict[str, Shape]:
    of_stack: Mapping[str, schema.Kind[Any]] = LAYER["stack"][1]
    placed = {name: kind for name, kind in of_stack.items() if name in OF_A_STACK}
    whole = {kind: object_of({**ALWAYS, **own}) for kind, (_, own) in LAYER.items()}
    return {
        **whole,
        **{kind: object_of({**COMMON, **placed, **PART[part]}) for kind, part in IN_A_STACK.items()},
    }


def _of_kind(shapes: Mapping[str, Shape]) -> Shape:
    """Return the shape of what says its kind; without one its name says it, or what it changes has it."""
    keys: dict[str, list[Any]] = {}
    for shape in shapes.values():
        for name, part in shape["properties"].items():
            keys.setdefault(name, []).extend([] if part in keys.get(name, []) else [part])
    union = {name: parts[0] if len(parts) == 1 else {"anyOf": parts} for name, parts in keys.items()}
    return {
        "type": "object",
        "properties": {**union, "kind": {"enum": list(shapes)}},
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"propertyNames": {"enum": list(shape["properties"])}},
            }
            for kind, shape in shapes.items()
        ],
    }
