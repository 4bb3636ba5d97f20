"""Read the layers and parts of a card."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from smmgen.model.card import (
    Align,
    Anchor,
    Area,
    CornerLayer,
    Effect,
    FillLayer,
    Frame,
    FrameLayer,
    Layer,
    LogoLayer,
    MarkLayer,
    PanelLayer,
    Part,
    PhotoLayer,
    Shading,
    ShapeLayer,
    Spot,
    StackLayer,
    Words,
)
from smmgen.model.source import Path
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.node import Entries, Items, Node, Scalar
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import (
    SCALAR,
    Shape,
    Shaped,
    either,
    form,
    name_of,
    names_with,
    object_of,
    shape_of,
    shaped,
)

T = TypeVar("T")

FIELD = pattern(r"\{([a-z_]+)\}")
"""A field's place in a text."""

_SIDES = ("left", "top", "right", "bottom")


@shaped(either(SCALAR, names_with(SCALAR)))
def words(reading: Reading, node: Node, path: Path) -> Words | None:
    """Read a text, or texts by language."""
    if isinstance(node, Entries):
        return schema.mapping_of(schema.text, "The text")(reading, node, path)
    written = schema.text(reading, node, path)
    return None if written is None else {"": written}


_EDGES: Mapping[str, Kind[Any]] = {
    "in": schema.choice(*get_args(Frame)),
    **dict.fromkeys(_SIDES, schema.share),
}


@shaped(
    either(
        {"enum": list(get_args(Frame))},
        {"type": "array", "items": shape_of(schema.share), "minItems": 4, "maxItems": 4},
        object_of(_EDGES),
    )
)
def _area(reading: Reading, node: Node, path: Path) -> Area | None:
    """Read "safe", [left, top, right, bottom] of the full picture, or {in: safe, left: 10%, …}."""
    if isinstance(node, Scalar):
        frame = schema.choice(*get_args(Frame))(reading, node, path)
        return Area(frame) if frame else None  # type: ignore[arg-type]
    if isinstance(node, Items):
        edges = schema.list_of(schema.share)(reading, node, path) or ()
        values: dict[str, Any] = dict(zip(_SIDES, edges, strict=False))
        is_whole = len(edges) == len(_SIDES)
    else:
        values, is_whole = schema.entries(reading, node, path, _EDGES, "An area"), True
        values["frame"] = values.pop("in", "full")
    area = Area(**values)
    if is_whole and area.left < area.right and area.top < area.bottom:
        return area
    message = "This area has no width or height." if is_whole else "An area in brackets has four edges."
    reading.error(
        "CRD013", node.span, message, "Write [left, top, right, bottom], such as [0%, 0%, 50%, 100%]."
    )
    return None


def _degrees(written: str) -> int | None:
    return int(written) if re.fullmatch(r"-?\d{1,3}", written) else None


_aim = schema.list_of(schema.share)
_COLOURS = schema.list_of(schema.text)

PART: Mapping[str, Mapping[str, Kind[Any]]] = {
    "label": {"colour": schema.text, "font": schema.choice("display", "text")},
    "headline": {"lines": schema.whole, "colour": schema.text, "font": schema.choice("display", "text")},
    "text": {"lines": schema.whole, "colour": schema.text, "font": schema.choice("display", "text")},
    "list": {"marker": schema.choice("dot", "number", "check", "none"), "colour": schema.text},
    "chips": {},
    "stars": {},
    "quote": {},
    "author": {},
    "price": {"colour": schema.text},
    "button": {},
    "rule": {"colour": schema.text},
    "number": {"colour": schema.text},
    "steps": {},
    "chart": {},
    "qr": {},
}
"""The kinds of parts, with the keys that each has beside the common ones."""

_BOUNDS: Mapping[str, Kind[Any]] = {"gap": schema.share, "smallest": schema.share, "largest": schema.share}
ALWAYS: Mapping[str, Kind[Any]] = {"kind": schema.text, "under": schema.text}
"""Keys of every layer and part."""

COMMON: Mapping[str, Kind[Any]] = {**ALWAYS, "text": words, **_BOUNDS}
"""Keys of every part."""


@shaped(name_of("part"))
def _part(reading: Reading, node: Node, path: Path) -> Part | None:
    made: Part | None = _of_kind(reading, node, path, "A part", PART, _build_part)
    return made


def _build_part(kind: str, own: Mapping[str, Kind[Any]], reading: Reading, node: Entries, path: Path) -> Part:
    keys: Mapping[str, Kind[Any]] = {**COMMON, **own}
    values = schema.entries(reading, node, path, keys, f"A part of kind {kind}")
    values.pop("under", None)
    values.setdefault("text", {})
    values["kind"] = kind
    return Part(id=str(path[-1]), span=node.span, **values)


TAKEN_AWAY: Shape = {"enum": ["none", "", None]}
"""What is written of a part or a layer of the card below that is not wanted."""

LAYER: Mapping[str, tuple[type[Layer], Mapping[str, Kind[Any]]]] = {
    "photo": (
        PhotoLayer,
        {
            "area": _area,
            "source": schema.text,
            "effect": schema.choice(*get_args(Effect)),
            "colours": _COLOURS,
            "shade": schema.choice(*get_args(Shading)),
            "aim": _aim,
            "radius": schema.share,
        },
    ),
    "colour": (FillLayer, {"area": _area, "colour": schema.text}),
    "gradient": (
        FillLayer,
        {
            "area": _area,
            "colours": _COLOURS,
            "angle": schema.parsed(_degrees, "angle in degrees", "90", shape=form(r"-?\d{1,3}")),
        },
    ),
    "shape": (
        ShapeLayer,
        {
            "area": _area,
            "form": schema.choice("rect", "ellipse", "star", "line"),
            "colour": schema.text,
            "opacity": schema.share,
            "radius": schema.share,
        },
    ),
    "frame": (FrameLayer, {"colour": schema.text, "inset": schema.share, "line": schema.share}),
    "mark": (MarkLayer, {"size": schema.share, "strength": schema.share}),
    "logo": (
        LogoLayer,
        {"at": schema.choice(*get_args(Spot)), "size": schema.share, "handle": schema.flag},
    ),
    "panel": (
        PanelLayer,
        {
            "side": schema.choice("left", "right", "bottom"),
            "share": schema.share,
            "least": schema.share,
            "most": schema.share,
            "colour": schema.text,
        },
    ),
    "stack": (
        StackLayer,
        {
            "area": _area,
            "anchor": schema.choice(*get_args(Anchor)),
            "align": schema.choice(*get_args(Align)),
            "pills": schema.flag,
            "grow": schema.parsed(lambda text: _times(text), "size", "125%", shape=form(r"\d{2,3}%")),
            "parts": Shaped(
                lambda reading, node, path: named(reading, node, path, _part, "The parts"),
                names_with(either(name_of("part"), TAKEN_AWAY)),
            ),
        },
    ),
    **{
        kind: (
            CornerLayer,
            {
                "at": schema.choice(*get_args(Spot)),
                "area": _area,
                "text": words,
                "size": schema.share,
                "colour": schema.text,
            },
        )
        for kind in ("disc", "burst", "date", "qr", "plate")
    },
}
"""The kinds of layers, with the keys of each."""

IN_A_STACK = {"text": "text", "chart": "chart"}
"""Layers that are a stack with one part, for short."""


OF_A_STACK = ("area", "anchor", "align", "pills")
"""What such a layer may say of its stack; its other keys are the part's."""


def _times(written: str) -> float | None:
    found = re.fullmatch(r"(\d{2,3})%", written.strip())
    return int(found[1]) / 100 if found else None


def layer(reading: Reading, node: Node, path: Path) -> Layer | None:
    """Read one layer by its `kind`."""
    kinds = {**LAYER, **dict.fromkeys(IN_A_STACK)}
    made: Layer | None = _of_kind(reading, node, path, "A layer", kinds, _build_layer)
    return made


def _build_layer(kind: str, _: object, reading: Reading, node: Entries, path: Path) -> Layer:
    if kind in IN_A_STACK:
        return _short(kind, reading, node, path)
    made, own = LAYER[kind]
    keys: Mapping[str, Kind[Any]] = {**ALWAYS, **own}
    values = schema.entries(reading, node, path, keys, f"A layer of kind {kind}")
    values.pop("under", None)
    values.pop("kind", None)
    if made is CornerLayer:
        values = {"kind": kind, "text": {}, **values}
    if made is FillLayer and "colour" in values:
        values["colours"] = (values.pop("colour"),)
    return made(id=str(path[-1]), span=node.span, **values)


def _short(kind: str, reading: Reading, node: Entries, path: Path) -> Layer:
    """Read a text or a chart that stands alone: a stack of one."""
    outer = tuple((key, value) for key, value in node.entries if key.text in OF_A_STACK)
    inner = tuple((key, value) for key, value in node.entries if key.text not in OF_A_STACK)
    stack = schema.entries(reading, Entries(outer, node.span), path, LAYER["stack"][1], "A text")
    part = _build_part(kind, PART[kind], reading, Entries(inner, node.span), path)
    return StackLayer(id=str(path[-1]), span=node.span, parts=(part,), **stack)


def named(reading: Reading, node: Node, path: Path, kind: Kind[T], what: str) -> tuple[T, ...] | None:
    """Read things that have names; “none” takes one away, `under: NAME` sets one below another."""
    if not isinstance(node, Entries):
        reading.error("FMT002", node.span, f"{what} must be names with their keys.")
        return None
    order: list[tuple[str, T]] = []
    for key, value in node.entries:
        if isinstance(value, Scalar) and value.text in ("none", ""):
            continue
        made = kind(reading, value, (*path, key.text))
        if made is None:
            continue
        under = _under(value)
        place = next((n for n, (name, _) in enumerate(order) if name == under), len(order))
        order.insert(place, (key.text, made))
    return tuple(made for _, made in order)


def _under(node: Node) -> str:
    found = node.entries if isinstance(node, Entries) else ()
    return next((v.text for key, v in found if key.text == "under" and isinstance(v, Scalar)), "")


def _of_kind(
    reading: Reading,
    node: Node,
    path: Path,
    what: str,
    kinds: Mapping[str, Any],
    build: Callable[[str, Any, Reading, Entries, Path], Any],
) -> Any:
    """Read what its `kind` says it is; without one, its name says so where it is a kind's."""
    if not isinstance(node, Entries):
        reading.error("FMT002", node.span, f"{what} must be keys with values.", "Such as {kind: photo}.")
        return None
    kind = next((v for key, v in node.entries if key.text == "kind" and isinstance(v, Scalar)), None)
    name = kind.text if kind else str(path[-1])
    if name in kinds:
        return build(name, kinds[name], reading, node, path)
    message = f"There is no kind “{name}”." if kind else f"{what} must say its `kind`."
    reading.error("CRD013", kind.span if kind else node.span, message, schema.near(name, kinds))
    return None
