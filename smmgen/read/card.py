"""Read a card of a theme: `themes/NAME/cards/CARD.yaml`."""

from collections.abc import Mapping
from typing import Any

from smmgen.model.colour import READABLE, Colour, contrast, mix
from smmgen.model.source import Path
from smmgen.model.theme import Card
from smmgen.read import schema
from smmgen.read.node import Node
from smmgen.read.schema import Kind, Reading

SLOTS = ("kicker", "disc", "date", "stars", "chips", "detail", "author", "role")
_CORNER = ("disc", "date")
_WATERMARK = 0.08
"""How far a card without a photo may move its ground towards the ink, for the mark behind the text."""


def read_card(reading: Reading, node: Node, name: str, colours: Mapping[str, Colour]) -> Card:
    """Read one card; what is wrong in it is a finding, and the card goes on with what is right."""
    values = schema.entries(reading, node, (), _KEYS, "A card")
    headline = values.pop("headline", {})
    smallest, largest = headline.get("smallest", 0.045), headline.get("largest", 0.105)
    if smallest > largest:
        message = f"The smallest size, {smallest:.1%}, is above the largest, {largest:.1%}."
        reading.error("CRD013", reading.spans().at("headline"), message, "Swap them.")
        smallest, largest = largest, smallest
    card = Card(
        name=name,
        headline_size=(smallest, largest),
        headline_lines=max(1, headline.get("lines", 5)),
        has_quote_mark=values.pop("quote_mark", False),
        has_frame=values.pop("frame", False),
        spans=reading.spans(),
        **values,
    )
    _one_in_the_corner(reading, card)
    _readable(reading, card, colours)
    return card


def _headline(reading: Reading, node: Node, path: Path) -> dict[str, Any]:
    keys: dict[str, Kind[Any]] = {
        "smallest": schema.share,
        "largest": schema.share,
        "lines": schema.whole,
    }
    return schema.entries(reading, node, path, keys, "A card's headline")


_KEYS: dict[str, Kind[Any]] = {
    "title": schema.text,
    "layout": schema.choice("scrim", "panel"),
    "align": schema.choice("left", "center"),
    "anchor": schema.choice("top", "middle", "bottom"),
    "ground": schema.text,
    "ink": schema.text,
    "accent": schema.text,
    "label": schema.mapping_of(schema.text, "The label"),
    "headline": _headline,
    "fields": schema.mapping_of(schema.choice(*SLOTS), "The fields"),
    "quote_mark": schema.flag,
    "frame": schema.flag,
}


def _one_in_the_corner(reading: Reading, card: Card) -> None:
    corner = [name for name, slot in card.fields.items() if slot in _CORNER]
    for name in corner[1:]:
        message = f"“{corner[0]}” and “{name}” would both stand in the upper right corner."
        reading.error("CRD013", reading.spans().at("fields", name), message, "Keep one, or use `detail`.")


def _readable(reading: Reading, card: Card, colours: Mapping[str, Colour]) -> None:
    """Find colours that the theme lacks, and those that cannot be read on the card's ground."""
    for key, name in (("ground", card.ground), ("ink", card.ink), ("accent", card.accent)):
        if name not in colours:
            message = f"The theme has no colour “{name}”."
            reading.error("CRD010", reading.spans().at(key), message, schema.near(name, colours))
            return
    ink, accent = colours[card.ink], colours[card.accent]
    ground = mix(colours[card.ground], ink, _WATERMARK)
    over = (("ink", ink), ("accent", accent)) if card.layout == "panel" else (("ink", ink),)
    for key, colour in over:
        if (found := contrast(colour, ground)) < READABLE:
            message = f"The contrast of {key} and ground is {found:.1f}:1; text needs {READABLE}:1."
            hint = "Take a lighter or a darker colour of the theme for one of them."
            reading.error("CRD014", reading.spans().at(key), message, hint)
