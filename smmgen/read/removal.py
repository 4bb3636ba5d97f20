"""Find what a card takes away that is not there: a misspelt name would leave the layer on the picture."""

from collections.abc import Iterator

from smmgen.read.inherit import WHEN, value_of
from smmgen.read.node import Entries, Node, Scalar
from smmgen.read.schema import Reading, near

_TAKES_AWAY = ("none", "")


def find_needless(reading: Reading, base: Entries, own: Entries) -> None:
    """Tell of each `none` in a card's own keys for a layer or part that neither it nor its base names."""
    known = [name for card in (base, own) for layers in _layers(card) for name in _given(layers, card is own)]
    for layers in _layers(own):
        _look(reading, layers, known, "layer")
        for key, layer in layers.entries:
            if isinstance(parts := value_of(layer, "parts"), Entries):
                of_layer = [name for card in (base, own) for name in _parts_of(card, key.text, card is own)]
                _look(reading, parts, of_layer, "part")


def _layers(card: Entries) -> Iterator[Entries]:
    """Yield a card's layers, then those that it has under each condition."""
    conditions = value_of(card, "when")
    places = [card, *(value_of(conditions, name) for name in WHEN)] if conditions else [card]
    for place in places:
        if place and isinstance(layers := value_of(place, "layers"), Entries):
            yield layers


def _given(node: Entries, is_own: bool) -> Iterator[str]:
    """Yield the names at some keys; of the card's own ones those alone that are not taken away."""
    return (key.text for key, value in node.entries if not (is_own and _is_none(value)))


def _parts_of(card: Entries, layer: str, is_own: bool) -> Iterator[str]:
    for layers in _layers(card):
        whole = value_of(layers, layer)
        if whole and isinstance(parts := value_of(whole, "parts"), Entries):
            yield from _given(parts, is_own)


def _look(reading: Reading, node: Entries, known: list[str], what: str) -> None:
    for key, value in node.entries:
        if _is_none(value) and key.text not in known:
            message = f"There is no {what} “{key.text}” to take away."
            reading.error("FMT001", key.span, message, near(key.text, list(dict.fromkeys(known))))


def _is_none(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text in _TAKES_AWAY
