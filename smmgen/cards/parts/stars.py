"""A rating: five stars, filled as far as it goes."""

from smmgen.cards.block import Ask, Block
from smmgen.cards.box import Box
from smmgen.cards.sheet import Item, Shape
from smmgen.model.colour import mix


def stars(ask: Ask) -> Block:
    """Draw five stars for a rating of 0 to 5, in half steps."""
    style = ask.style
    size, gap = style.scale.of(ask.part.largest or 0.044), style.scale.of(0.010)
    rest = mix(style.accent, style.ground, 0.72)
    filled = round((rating_of(ask.text) or 0) * 2) / 2

    def place(x: float, y: float) -> list[Item]:
        boxes = [Box(x + n * (size + gap), y, x + n * (size + gap) + size, y + size) for n in range(5)]
        parts = [min(1.0, max(0.0, filled - n)) for n in range(5)]
        pairs = zip(boxes, parts, strict=True)
        return [Shape(kind="star", box=box, fill=style.accent, part=part, rest=rest) for box, part in pairs]

    return Block(5 * size + 4 * gap, size, place)


def rating_of(written: str) -> float | None:
    """Read a number from 0 to 5, with a point or a comma; None for anything else."""
    try:
        value = float(written.replace(",", ".").split("/")[0])
    except ValueError:
        return None
    return value if 0 <= value <= 5 else None
