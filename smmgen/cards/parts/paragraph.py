"""Running text: a headline, or a few quieter lines below it."""

from smmgen.cards.block import Ask, Block, does_not_fit, nothing
from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.sheet import Fault, Item, Text
from smmgen.cards.style import Style
from smmgen.model.colour import Colour
from smmgen.text.count import graphemes
from smmgen.text.emphasis import plain

_HANGING = 0.42
"""An opening quotation mark hangs this far into the margin at most, in margins."""

_OPENING = '«“„"‘'

_HEADLINE_LINES = 5
_TEXT_LINES = 3
_TEXT_HEIGHT = 0.16
_TEXT_LEADING = 1.36


def headline(ask: Ask) -> Block:
    """Set a headline as large as its room allows."""
    style, (smallest, largest) = ask.style, ask.size(0.044, 0.095)
    faces = style.text if ask.part.font == "text" else style.display
    room = Room(
        width=ask.width,
        height=ask.height,
        smallest=smallest,
        largest=largest,
        lines=ask.part.lines or _HEADLINE_LINES,
    )
    if fit(ask.text, faces, room) is None:
        return nothing(_too_long(ask.text, capacity(ask.text, faces, room)))
    return set_in(ask.text, style, room, faces, style.ink, "headline")


def _too_long(title: str, fits: int) -> Fault:
    message = (
        f"The headline is {graphemes(plain(title))} characters; about {fits} fit on this card at this size."
    )
    hint = "Shorten it, or take a card or a size with more room."
    return Fault("CRD003", "error", message, hint, "headline")


def text(ask: Ask) -> Block:
    """Set a few quieter lines."""
    style, (smallest, largest) = ask.style, ask.size(0.027, 0.033)
    lines = ask.part.lines or _TEXT_LINES
    room = Room(
        width=ask.width,
        height=min(
            ask.height, style.scale.of(_TEXT_HEIGHT) * lines / _TEXT_LINES * (largest / style.scale.of(0.033))
        ),
        smallest=smallest,
        largest=largest,
        lines=lines,
        leading=_TEXT_LEADING,
        spare_lines=0,
    )
    faces = style.display if ask.part.font == "display" else style.text
    return set_in(ask.text, style, room, faces, style.named(ask.part.colour or "soft"), ask.part.id)


def set_in(words: str, style: Style, room: Room, faces: Faces, fill: Colour, slot: str) -> Block:
    """Set a text as large as its room allows, its first letter's ink exactly at the edge."""
    fitted = fit(words, faces, room)
    if fitted is None:
        return nothing(does_not_fit(words, capacity(words, faces, room), slot))
    size, capital = fitted.size, cap_height(faces)
    rise, leading, most = fitted.rise, fitted.leading, style.scale.margin * _HANGING
    lines = tuple(zip(fitted.lines, fitted.stretches, strict=True))

    def place(x: float, y: float) -> list[Item]:
        return [
            Text(
                text=line,
                x=x + _indent(line, faces, size, room.width, most, style),
                y=y + rise + (capital + number * leading) * size,
                size=size,
                faces=faces,
                fill=fill,
                accent=style.strong,
                emphasis=emphasis,
            )
            for number, (line, emphasis) in enumerate(lines)
        ]

    widest = max(width(line, faces, size) for line in fitted.lines)
    return Block(widest if style.align == "left" else room.width, fitted.height, place)


def _indent(line: str, faces: Faces, size: int, room: float, most: float, style: Style) -> float:
    """Return where a line starts: its ink at the edge with its quote outside, or its ink centered."""
    shape = ink(line, faces)
    if style.align != "left":
        across = (shape.right - shape.left) * size
        return style.start(across, room) - shape.left * size
    hanging = min(width(line[0], faces, size), most) if line[0] in _OPENING and len(line) > 1 else 0
    return -hanging - (shape.left * size if not hanging else 0)
