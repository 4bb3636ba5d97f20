"""Put the mark of an advertisement on a card, in a corner that is free."""

from msgspec.structs import replace

from smmgen.model.card import CornerLayer, LogoLayer, Look, Spot
from smmgen.model.source import Span

NAME = "ad-mark"
_SPOTS: tuple[Spot, ...] = ("top-right", "top-left", "bottom-right", "bottom-left", "top", "bottom")
"""Where it may stand, the best place first: above the texts, which then begin below it."""

_SIZE = 0.17


def marked(look: Look, mark: str) -> Look:
    """Return a look with the mark on a plate, at the first spot where nothing of the card stands."""
    taken = {layer.at for layer in look.layers if isinstance(layer, CornerLayer | LogoLayer)}
    spot: Spot = next((spot for spot in _SPOTS if spot not in taken), "top")
    plate = CornerLayer(
        id=NAME, span=Span(""), kind="plate", at=spot, text={"": mark}, size=_SIZE, colour="ground"
    )
    return replace(look, layers=(*look.layers, plate))
