"""Say in JSON Schema what the strict readers take, so that editors can help while somebody writes.

Everything comes from the readers' own tables; names of a repository are added where one is known.
Source: JSON Schema, draft 2020-12.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from smmgen.adapter import adapter, adapter_names
from smmgen.editor.card import card_definitions
from smmgen.editor.known import Known, size_names
from smmgen.editor.words import WORDS
from smmgen.model.days import topics
from smmgen.model.option import Option
from smmgen.read import brand, card, plan, post, strategy, theme
from smmgen.read.schema import FLAG, WHOLE
from smmgen.read.shape import SCALAR, Shape, list_with, one_of, or_nothing

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLES: Mapping[str, str] = {
    "post": "The front matter of a post: content/posts/**/*.md",
    "plan": "The front matter of a month's plan: plans/YYYY-MM.md",
    "config": "The configuration: smmgen.yaml",
    "theme": "A theme: themes/NAME/theme.yaml",
    "card": "A card of a theme: themes/NAME/cards/CARD.yaml",
    "strategy": "The front matter of plans/strategy.md",
}
"""The kinds of files, by the names of their schemas."""


def schema(name: str, known: Known | None = None) -> dict[str, Any]:
    """Return the schema of a kind of file; with `known` the names of a repository are the only ones."""
    known = known or Known()
    root = dict(_shape(name))
    definitions = _definitions(known)
    used = _used(root, definitions)
    return {
        "$schema": DIALECT,
        "title": TITLES[name],
        **_described(root, name),
        **({"$defs": {key: _described(definitions[key], key) for key in sorted(used)}} if used else {}),
    }


def _shape(name: str) -> Shape:
    shapes: Mapping[str, Shape] = {
        "post": post.SHAPE,
        "plan": plan.SHAPE,
        "config": brand.SHAPE,
        "theme": theme.SHAPE,
        "card": card.card_shape(),
        "strategy": strategy.SHAPE,
    }
    return shapes[name]


@cache  # it looks through a thousand files, and there are six schemas
def _timezones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _definitions(known: Known) -> dict[str, Shape]:
    return {
        "account": _only(known.accounts),
        "rubric": _only(known.rubrics),
        "card": _only(known.cards),
        "theme": _only(known.themes),
        "network": one_of(adapter_names()),
        "timezone": one_of(_timezones()),
        "colour": _only((*known.colours, *card.PALETTE)) if known.colours else SCALAR,
        "post": _such_as(known.posts),
        "campaign": _such_as(known.campaigns),
        "owner": _such_as(known.owners),
        "tag": _such_as(known.tags),
        "language": _such_as(known.languages),
        "size": _such_as(size_names()),
        "file": SCALAR,
        "topic-of-days": one_of(topics()),
        "variant": post.VARIANT.shape,
        "variants": _variants(known),
        "account-keys": _account_keys(),
        **{f"{name}-account": brand.account_shape(name) for name in adapter_names()},
        **card_definitions(),
    }


def _only(names: Iterable[str]) -> Shape:
    return one_of(tuple(names)) if names else SCALAR


def _such_as(names: tuple[str, ...]) -> Shape:
    return {**SCALAR, "examples": list(names)} if names else SCALAR


def _account_keys() -> Shape:
    """Return the shape of an account: its network says which keys it has."""
    return {
        "type": "object",
        "required": ["network"],
        "properties": {"network": one_of(adapter_names())},
        "allOf": [
            {
                "if": {"required": ["network"], "properties": {"network": {"const": name}}},
                "then": {"$ref": f"#/$defs/{name}-account"},
            }
            for name in adapter_names()
        ],
    }


def _variants(known: Known) -> Shape:
    """Return the shape of `variants`: by account or network, each with the options of its own network."""
    networks = {**{name: name for name in known.accounts.values()}, **known.accounts}
    named = {name: or_nothing(_variant(network)) for name, network in networks.items()}
    others: Any = False if named else or_nothing({"$ref": "#/$defs/variant"})
    return {"type": "object", "properties": named, "additionalProperties": others}


def _variant(network: str) -> Shape:
    options = {name: one for name, one in adapter(network).options.items() if one.per_post}
    shape = {
        "type": ["object", "null"],
        "properties": {name: _option(one) for name, one in options.items()},
        "additionalProperties": False,
    }
    return {"$ref": "#/$defs/variant", "properties": {"options": shape}}


def _option(option: Option) -> Shape:
    shapes: Mapping[str, Shape] = {
        "choice": one_of(option.choices),
        "flag": FLAG,
        "number": WHOLE,
        "list": list_with(SCALAR),
    }
    return {**or_nothing(shapes.get(option.kind, SCALAR)), "description": option.help}


def _used(shape: object, definitions: Mapping[str, Shape], found: set[str] | None = None) -> set[str]:
    """Return the names of the definitions that a shape needs, and those that these need."""
    found = set() if found is None else found
    if isinstance(shape, Mapping):
        name = str(shape.get("$ref", "")).removeprefix("#/$defs/")
        if name in definitions and name not in found:
            found.add(name)
            _used(definitions[name], definitions, found)
        for part in shape.values():
            _used(part, definitions, found)
    if isinstance(shape, list):
        for part in shape:
            _used(part, definitions, found)
    return found


def _described(shape: Any, path: str) -> Any:
    """Return a shape with the sentence of each of its keys."""
    if isinstance(shape, list):
        return [_described(part, path) for part in shape]
    if not isinstance(shape, Mapping):
        return shape
    made = {key: value if key in _PLAIN else _described(value, path) for key, value in shape.items()}
    if isinstance(keys := shape.get("properties"), Mapping):
        made["properties"] = {
            name: _with_words(_described(part, f"{path}.{name}"), f"{path}.{name}")
            for name, part in keys.items()
        }
    return made


_PLAIN = frozenset({"properties", "enum", "examples", "required", "if"})


def _with_words(shape: Any, path: str) -> Any:
    told = WORDS.get(path) or _network_words(path)
    if not told or "description" in shape:
        return shape
    plain = told.replace("`", "")
    return {**shape, "description": plain, **({"markdownDescription": told} if plain != told else {})}


def _network_words(path: str) -> str:
    """Return what a network says of its option, or what holds for every account."""
    head, _, key = path.partition("-account.")
    if not key:
        return ""
    option = adapter(head).options.get(key)
    return option.help if option else WORDS.get(f"account-keys.{key}", "")
