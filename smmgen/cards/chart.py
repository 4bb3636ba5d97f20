"""Draw a table of numbers as the chart that suits it."""

from dataclasses import replace
from typing import Literal, get_args

from smmgen.cards.block import Block
from smmgen.cards.box import Box
from smmgen.cards.charts.columns import columns
from smmgen.cards.charts.data import Data, Table, read_data
from smmgen.cards.charts.graph import graph
from smmgen.cards.charts.moment import times
from smmgen.cards.charts.pen import Drawn, Pen, moved
from smmgen.cards.charts.ring import ring
from smmgen.cards.charts.rows import rows
from smmgen.cards.charts.single import single
from smmgen.cards.sheet import Fault, Item, Shape
from smmgen.cards.style import Style

Kind = Literal["bar", "line", "area", "donut", "pie"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_BARS, MOST_PARTS, MOST_LINES = 12, 6, 4
_SHOWN = 24
_WHOLE = 1.0
"""Parts of a whole may miss a hundred by so much, from rounding."""


def chart(table: Table, style: Style, width: float, height: float, *, language: str, kind: str = "") -> Block:
    """Draw a table whose first row is its head, at most `width` × `height` pixels.

    Without a kind, points in time become a line, shares that make a hundred a ring, and all else bars.
    Over a photo the chart gets a ground of its own.
    """
    data, faults = read_data(table, language)
    if kind and kind not in KINDS:
        message = f"There is no kind of chart “{kind}”."
        faults = (*faults, Fault("CHT004", "error", message, f"Known here: {', '.join(KINDS)}.", "kind"))
    if data is None:
        return Block(0, 0, lambda _x, _y: [], faults)
    pad = style.scale.of(0.035) if style.is_over_photo else 0.0
    pen = Pen(replace(style, is_over_photo=False), language)
    drawn = _drawn(data, pen, width - 2 * pad, height - 2 * pad, kind)
    plate = Shape(
        kind="round",
        box=Box(0, 0, drawn.width + 2 * pad, drawn.height + 2 * pad),
        fill=style.ground,
        radius=style.scale.of(0.022),
    )
    items = [*([plate] if pad else []), *moved(drawn.items, pad, pad)]

    def place(x: float, y: float) -> list[Item]:
        return moved(items, round(x), round(y))

    return Block(plate.box.width, plate.box.height, place, (*faults, *drawn.faults))


def chosen(data: Data) -> Kind:
    """Return the kind that suits the numbers."""
    first = data.columns[0]
    if len(data.labels) >= 3 and times(data.labels) is not None:
        return "line"
    if len(data.columns) == 1 and 2 <= len(data.labels) <= MOST_PARTS and min(first.known) >= 0:
        missed = abs(sum(first.known) - 100)
        if missed <= (_WHOLE if first.form.after == "%" else 0) and not first.form.before:
            return "donut"
    return "bar"


def _drawn(data: Data, pen: Pen, width: float, height: float, kind: str) -> Drawn:
    if len(data.labels) == 1 and len(data.columns) == 1:
        return single(data, pen, width, height)
    kind = kind if kind in KINDS else chosen(data)
    data, faults = _bounded(data, kind)
    found: Drawn | None = None
    if kind in ("line", "area") and len(data.labels) > 1:
        found = graph(data, pen, width, height, is_area=kind == "area")
    elif kind in ("donut", "pie") and not faults:
        found = ring(data, pen, width, height, is_pie=kind == "pie")
    elif len(data.columns) == 1:
        found = columns(data, pen, width, height)
    found = found or rows(data, pen, width, height)
    return replace(found, faults=(*faults, *found.faults))


def _bounded(data: Data, kind: str) -> tuple[Data, tuple[Fault, ...]]:
    """Tell what is too much for a kind of chart; columns beyond what it shows are left out."""
    most = {"line": MOST_LINES, "area": 1, "bar": 2}.get(kind, 1)
    faults: list[Fault] = []
    if len(data.columns) > most:
        message = f"The table has {len(data.columns)} columns of numbers; a {kind} chart shows {most}."
        hint = "Leave some out, or take a line chart, which shows 4."
        faults.append(Fault("CHT007", "error", message, hint, "table"))
        data = replace(data, columns=data.columns[:most])
    if kind in ("donut", "pie"):
        faults += _no_parts(data, kind)
    if kind == "bar" and len(data.labels) > MOST_BARS:
        message = f"The chart has {len(data.labels)} bars; more than {MOST_BARS} are hard to read."
        hint = "Group the small ones as “other”, or make two charts."
        faults.append(Fault("CHT008", "warning", message, hint, "table"))
    return data, tuple(faults)


def _no_parts(data: Data, kind: str) -> list[Fault]:
    """Tell why numbers are no parts of a whole; they become bars."""
    known = data.columns[0].known
    if min(known) < 0 or sum(known) <= 0:
        message = f"A {kind} chart shows parts of a whole; {min(known):g} is none."
        return [Fault("CHT004", "error", message, "Take `kind: bar`.", "kind")]
    if len(data.labels) > MOST_PARTS:
        message = f"A {kind} chart of {len(data.labels)} parts is hard to read; {MOST_PARTS} is the most."
        return [Fault("CHT008", "warning", message, "Group the small ones as “other”.", "table")]
    return []
