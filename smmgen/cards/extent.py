"""Where the ink of a placed text lies."""

from smmgen.cards.box import Box
from smmgen.cards.font import ink, width
from smmgen.cards.sheet import Text


def ink_box(text: Text) -> Box:
    """Return the box around a text's ink, in pixels."""
    shape = ink(text.text, text.faces)
    across = width(text.text, text.faces, text.size, text.tracking)
    plain = width(text.text, text.faces, text.size)
    right = text.x + shape.right * text.size + across - plain
    top, bottom = text.y + shape.top * text.size, text.y + shape.bottom * text.size
    return Box(text.x + shape.left * text.size, top, right, bottom)
