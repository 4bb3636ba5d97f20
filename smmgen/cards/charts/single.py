"""Draw one number: a share of a hundred as a part of a ring, anything else large, with its name."""

from smmgen.cards.box import Box
from smmgen.cards.charts.data import Data
from smmgen.cards.charts.pen import LEADING, Drawn, Pen, moved
from smmgen.cards.charts.ring import centered
from smmgen.cards.charts.rows import shortening
from smmgen.cards.font import cap_height, ink, width
from smmgen.cards.sheet import Item, Shape, Text

_RING, _THICK = 0.46, 0.15
_LEAST_RING, _LARGEST, _GAP = 0.2, 0.3, 0.03


def single(data: Data, pen: Pen, across: float, height: float) -> Drawn:
    """Draw the only number of a table, its name beside a ring where there is room, else below."""
    column = data.columns[0]
    value = column.known[0]
    text = next(text for text in column.all_written(pen.language) if text != "—")
    is_share = column.form.after == "%" and 0 <= value <= 100
    side = min(height, pen.of(_RING))
    if is_share and across >= 1.9 * side and side >= pen.of(_LEAST_RING) and not pen.style.is_centered:
        return _beside(_share(text, value / 100, pen, side), data.labels[0], pen, across)
    name = _name(data.labels[0], pen, across)
    left = height - name.height - pen.of(_GAP)
    is_share = is_share and left >= pen.of(_LEAST_RING)
    number = (
        _share(text, value / 100, pen, min(left, across)) if is_share else _large(text, pen, across, left)
    )
    return _below(number, name, pen)


def _beside(ring: Drawn, label: str, pen: Pen, across: float) -> Drawn:
    gap = pen.of(0.05)
    name = _name(label, pen, across - ring.width - gap, largest=0.052)
    items = moved(name.items, ring.width + gap, (ring.height - name.height) / 2)
    return Drawn((*ring.items, *items), ring.width + gap + name.width, ring.height, name.faults)


def _below(number: Drawn, name: Drawn, pen: Pen) -> Drawn:
    across = max(number.width, name.width)
    part = 0.5 if pen.style.is_centered else 0
    gap = pen.of(_GAP) if name.height else 0
    items = (
        *moved(number.items, part * (across - number.width), 0),
        *moved(name.items, part * (across - name.width), number.height + gap),
    )
    return Drawn(items, across, number.height + gap + name.height, name.faults)


def _name(label: str, pen: Pen, across: float, largest: float = 0.036) -> Drawn:
    """Set a name in up to four lines, as large as fits, cut where even the smallest does not."""
    if not label:
        return Drawn((), 0, 0)
    sizes = [size for size in (pen.style.size(largest), *pen.sizes()) if pen.wrapped(label, size, across, 4)]
    size = sizes[0] if sizes else pen.sizes()[-1]
    cut = pen.shortened(label, size, across)
    lines = pen.wrapped(label, size, across, 4) or (cut,)
    faults = () if lines != (cut,) or cut == label else (shortening(label, cut),)
    high = pen.capital(size)
    texts = [
        pen.line(line, (0, high + row * LEADING * size), size, pen.style.soft)
        for row, line in enumerate(lines)
    ]
    down = high + (len(lines) - 1) * LEADING * size + 0.25 * size
    return Drawn(tuple(texts), pen.widest(lines, size), down, faults)


def _share(text: str, part: float, pen: Pen, height: float) -> Drawn:
    side = min(height, pen.of(_RING))
    box, thick = Box(0, 0, side, side), side * _THICK
    hole, faces = side - 2 * thick, pen.style.display
    size = round(min(0.4 * hole, 0.78 * hole / width(text, faces, 1)))
    gap = max(1.5, pen.of(0.0025)) if 0 < part < 1 else 0
    parts = ((0.0, part, pen.accent), (part, 1.0, pen.grid))
    items: list[Item] = [
        Shape(kind="ring", box=box, fill=fill, thick=thick, start=start, end=end, gap=gap)
        for start, end, fill in parts
        if end > start
    ]
    return Drawn((*items, centered(text, faces, size, box, pen.style.ink)), side, side)


def _large(text: str, pen: Pen, across: float, height: float) -> Drawn:
    faces = pen.style.display
    size = min(across / width(text, faces, 1), height / cap_height(faces), pen.of(_LARGEST))
    size = round(max(size, pen.sizes()[-1]))
    shape = ink(text, faces)
    high = cap_height(faces) * size
    line = Text(text=text, x=-shape.left * size, y=high, size=size, faces=faces, fill=pen.accent_ink)
    return Drawn((line,), (shape.right - shape.left) * size, high + max(0.0, shape.bottom) * size)
