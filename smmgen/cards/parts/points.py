"""A list: short points with a dot, a tick or a number each, all in one size."""

from functools import partial

from smmgen.cards.block import Ask, Block, does_not_fit, nothing
from smmgen.cards.box import Box
from smmgen.cards.fitting import Fitted, Room, fit
from smmgen.cards.font import cap_height, ink, width
from smmgen.cards.sheet import Item, Shape, Text
from smmgen.text.count import graphemes

_LEADING = 1.32
_GAP = 0.62
"""Between two points, in sizes."""

_STEP = 0.94
_LINES = 4


def points(ask: Ask) -> Block:
    """Set the lines of the text as points, as large as they fit together."""
    lines = [line.strip() for line in ask.text.split("\n") if line.strip()]
    smallest, largest = ask.size(0.028, 0.046)
    size = largest
    while size >= smallest:
        if (block := _at(ask, lines, round(size))) is not None:
            return block
        size *= _STEP
    fits = _count(ask, lines, round(smallest))
    fault = does_not_fit("; ".join(lines), sum(graphemes(line) for line in lines[:fits]), ask.part.id)
    return nothing(fault)


def _count(ask: Ask, lines: list[str], size: int) -> int:
    return max((n for n in range(len(lines)) if n and _at(ask, lines[:n], size)), default=0)


def _at(ask: Ask, lines: list[str], size: int) -> Block | None:
    """Set the points at one size; None where they do not fit."""
    style = ask.style
    indent = _indent(ask, len(lines), size)
    room = Room(
        width=ask.width - indent,
        height=ask.height,
        smallest=size,
        largest=size,
        lines=_LINES,
        leading=_LEADING,
        spare_lines=0,
    )
    fitted = [fit(line, style.text, room) for line in lines]
    found = [one for one in fitted if one]
    capital = cap_height(style.text) * size
    heights = [capital + (len(one.lines) - 1) * one.leading * size for one in found]
    gap = (_GAP + _LEADING - 1) * size
    last = max(0.0, ink(found[-1].lines[-1], style.text).bottom) * size if found else 0
    high = sum(heights) + gap * (len(found) - 1) + last
    if len(found) < len(lines) or high > ask.height:
        return None
    return Block(
        _across(ask, found, indent, size), high, partial(_placed, ask, found, heights, gap, indent, size)
    )


def _indent(ask: Ask, count: int, size: int) -> float:
    match ask.part.marker:
        case "none":
            return 0.0
        case "number":
            return width(f"{count}", ask.style.display, size) + 0.72 * size
        case "check":
            return 1.35 * size
    return 1.0 * size


def _across(ask: Ask, found: list[Fitted], indent: float, size: int) -> float:
    widest = max(width(line, ask.style.text, size) for one in found for line in one.lines)
    return widest + indent


def _placed(
    ask: Ask,
    found: list[Fitted],
    heights: list[float],
    gap: float,
    indent: float,
    size: int,
    x: float,
    y: float,
) -> list[Item]:
    style, items = ask.style, list[Item]()
    capital = cap_height(style.text) * size
    whole = _across(ask, found, indent, size)
    is_right = style.align == "right"
    for number, (one, high) in enumerate(zip(found, heights, strict=True)):
        items += _marker(ask, number, x + whole if is_right else x, y, size)
        for line, (words, emphasis) in enumerate(zip(one.lines, one.stretches, strict=True)):
            across = width(words, style.text, size)
            start = x + (whole - indent - across if is_right else indent)
            base = y + capital + line * one.leading * size
            items.append(
                Text(
                    text=words,
                    x=start,
                    y=base,
                    size=size,
                    faces=style.text,
                    fill=style.ink,
                    accent=style.strong,
                    emphasis=emphasis,
                )
            )
        y += high + gap
    return items


def _marker(ask: Ask, number: int, x: float, y: float, size: int) -> list[Item]:
    """Draw what stands before a point; at the right of `x`, or at its left where text runs that way."""
    style = ask.style
    capital = cap_height(style.text) * size
    is_right = style.align == "right"
    match ask.part.marker:
        case "none":
            return []
        case "number":
            words = f"{number + 1}"
            across = width(words, style.display, size)
            start = x - across if is_right else x
            return [
                Text(text=words, x=start, y=y + capital, size=size, faces=style.display, fill=style.strong)
            ]
        case "check":
            side = 0.86 * size
            box = Box(x - side if is_right else x, y + (capital - side) / 2, 0, 0)
            return _check(Box(box.left, box.top, box.left + side, box.top + side), ask)
    side = 0.3 * size
    left, top = (x - side if is_right else x), y + (capital - side) / 2
    return [Shape(kind="ellipse", box=Box(left, top, left + side, top + side), fill=style.strong)]


def _check(box: Box, ask: Ask) -> list[Item]:
    """Draw a tick on a disc."""
    style, side = ask.style, box.width
    points = tuple((x * side, y * side) for x, y in ((0.27, 0.53), (0.43, 0.69), (0.74, 0.35)))
    line = Shape(kind="line", box=box, fill=style.on_accent, points=points, thick=max(2.0, 0.11 * side))
    return [Shape(kind="ellipse", box=box, fill=style.accent), line]
