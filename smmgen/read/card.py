"""Read a card of a theme: `themes/NAME/cards/CARD.yaml`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from smmgen.model.card import (
    Align,
    Card,
    CornerLayer,
    Field,
    FillLayer,
    FrameLayer,
    Layer,
    Look,
    PanelLayer,
    PhotoLayer,
    ShapeLayer,
    StackLayer,
    Words,
)
from smmgen.model.colour import READABLE, Colour, contrast, mix
from smmgen.model.post import Format
from smmgen.model.source import Path, Span
from smmgen.read import schema
from smmgen.read.inherit import WHEN, by_form, merged, text_of
from smmgen.read.layer import FIELD, layer, named, words
from smmgen.read.node import Entries, Node, Scalar
from smmgen.read.removal import find_needless
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import SCALAR, Shape, Shaped, either, name_of, names_with, object_of, shaped

Bases = Callable[[str], Entries | None]
"""Gives the keys of a card by name, already put together with those that it extends; None if unknown."""

BUILT_IN = ("headline", "handle", "link", "number", "total")
"""What every card may set besides its own fields."""

PALETTE = ("ground", "ink", "accent", "soft")
_WATERMARK = 0.08
"""How far a card without a photo may move its ground towards the ink, for the mark behind the text."""


def whole_card(reading: Reading, node: Node, bases: Bases, known: Mapping[str, object]) -> Entries | None:
    """Return a card's keys with those of the card that it extends."""
    if not isinstance(node, Entries):
        reading.error("FMT002", node.span, "A card must be keys with values.", "Start with `extends: over`.")
        return None
    extended = text_of(node, "extends")
    if extended is None:
        return node
    name, place = extended
    base = bases(name)
    if base is None:
        _no_base(reading, place.span, name, known)
        return node
    whole = merged(base, node)
    find_needless(reading, base, node)
    return whole if isinstance(whole, Entries) else node


def _no_base(reading: Reading, span: Span, name: str, known: Mapping[str, object]) -> None:
    if name in known:
        message, hint = f"The card “{name}” extends this one too.", "Let one of the two stand on its own."
    else:
        message, hint = f"There is no card “{name}” to extend.", schema.near(name, known)
    reading.error("CRD013", span, message, hint)


def read_card(reading: Reading, node: Entries, name: str, colours: Mapping[str, Colour]) -> Card:
    """Read one card, put together before; what is wrong in it is a finding, and the card goes on without."""
    keys: dict[str, Kind[Any]] = {**_CARD, **dict.fromkeys(_LOOK, _anything), "when": _when}
    values = schema.entries(reading, node, (), keys, "A card")
    fields = values.get("fields", {})
    memo: dict[int, Layer | None] = {}
    made: dict[int, Look] = {}
    looks = {}
    for form, whole in by_form(node).items():
        if id(whole) not in made:
            look = _look(reading, whole, memo)
            made[id(whole)] = look
            _checked(reading, look, fields, colours)
        looks[form] = made[id(whole)]
    reading.findings[:] = dict.fromkeys(reading.findings)
    return Card(
        name=name,
        title=values.get("title", ""),
        fields=fields,
        example=values.get("example", {}),
        looks=looks,
        format=values.get("format"),
        spans=reading.spans(),
    )


def _look(reading: Reading, node: Entries, memo: dict[int, Layer | None]) -> Look:
    def once(reading: Reading, node: Node, path: Path) -> Layer | None:
        if id(node) not in memo:
            memo[id(node)] = layer(reading, node, path)
        return memo[id(node)]

    keys = {**dict.fromkeys(_CARD, _anything), **_LOOK, "when": _anything}
    keys["layers"] = lambda reading, node, path: named(reading, node, path, once, "The layers")
    values = schema.entries(reading, node, (), keys, "A card")
    return Look(**{key: value for key, value in values.items() if key in _LOOK})


def _anything(_reading: Reading, _node: Node, _path: Path) -> None:
    return None


_LOOK: dict[str, Kind[Any]] = {
    "ground": schema.name("colour"),
    "ink": schema.name("colour"),
    "accent": schema.name("colour"),
    "align": schema.choice(*get_args(Align)),
    "layers": Shaped(_anything, names_with(name_of("layer"))),
}


_FIELD: dict[str, Kind[Any]] = {
    "help": schema.text,
    "default": words,
    "example": words,
    "kind": schema.choice("text", "list", "stars", "date", "photo", "table"),
}


@shaped(either(SCALAR, object_of(_FIELD)))
def _field(reading: Reading, node: Node, path: Path) -> Field | None:
    if isinstance(node, Scalar):
        return Field(help=node.text.strip())
    return Field(**schema.entries(reading, node, path, _FIELD, "A field"))


def _when(reading: Reading, node: Node, path: Path) -> None:
    schema.entries(reading, node, path, dict.fromkeys(WHEN, _anything), "`when`")


_CARD: dict[str, Kind[Any]] = {
    "title": schema.text,
    "extends": schema.name("card"),
    "example": words,
    "fields": schema.mapping_of(_field, "The fields"),
    "format": schema.choice(*get_args(Format)),
}


def _checked(
    reading: Reading, look: Look, fields: Mapping[str, Field], colours: Mapping[str, Colour]
) -> None:
    """Find fields and colours that do not exist, and texts that could not be read on their ground."""
    for text, span in _texts(look):
        for name in FIELD.findall(" ".join(text.values())):
            if name not in fields and name not in BUILT_IN:
                message = f"The card has no field “{name}”."
                reading.error("CRD013", span, message, schema.near(name, [*fields, *BUILT_IN]))
    is_known = True
    for name, span in _colours(reading, look):
        if name not in colours and name not in PALETTE:
            is_known = False
            message = f"The theme has no colour “{name}”."
            reading.error("CRD010", span, message, schema.near(name, colours))
    if is_known:
        _readable(reading, look, colours)


def _texts(look: Look) -> Iterator[tuple[Words, Span]]:
    for one in look.layers:
        if isinstance(one, CornerLayer):
            yield one.text, one.span
        if isinstance(one, StackLayer):
            yield from ((part.text, part.span) for part in one.parts)


def _colours(reading: Reading, look: Look) -> Iterator[tuple[str, Span]]:
    spans = reading.spans()
    for key in ("ground", "ink", "accent"):
        yield getattr(look, key), spans.at(key)
    for one in look.layers:
        match one:
            case ShapeLayer() | FrameLayer() | CornerLayer() | PanelLayer():
                yield one.colour, one.span
            case FillLayer() | PhotoLayer():
                yield from ((name, one.span) for name in one.colours)
            case StackLayer():
                yield from ((part.colour, part.span) for part in one.parts if part.colour)


def _readable(reading: Reading, look: Look, colours: Mapping[str, Colour]) -> None:
    """Judge ink on ground, and where no photo lies under the texts the accent too."""
    ink, accent = colours[look.ink], colours[look.accent]
    ground = mix(colours[look.ground], ink, _WATERMARK)
    is_over_photo = any(isinstance(one, StackLayer) and one.pills for one in look.layers)
    over = (("ink", ink),) if is_over_photo else (("ink", ink), ("accent", accent))
    for key, colour in over:
        if (found := contrast(colour, ground)) < READABLE:
            message = f"The contrast of {key} and ground is {found:.1f}:1; text needs {READABLE}:1."
            hint = "Take a lighter or a darker colour of the theme for one of them."
            reading.error("CRD014", _place(reading, key), message, hint)


def _place(reading: Reading, key: str) -> Span:
    return reading.spans().at(key)


def card_shape() -> Shape:
    """Return the shape of a card's file; under `when` stands what differs, of the same shape."""
    changes: dict[str, Kind[Any]] = {name: Shaped(_anything, name_of("changes")) for name in WHEN}
    return object_of({**_CARD, **_LOOK, "when": Shaped(_when, object_of(changes))})
