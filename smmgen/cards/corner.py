"""What stands in the upper right corner: a badge on a disc, or a date as a leaf of a calendar."""

import re
from collections.abc import Mapping
from datetime import date

from smmgen.cards.fitting import Fitted, Room, capacity, fit
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.sheet import Box, Fault, Item, Shape, Text
from smmgen.cards.style import Style
from smmgen.model.colour import Colour
from smmgen.model.theme import Theme
from smmgen.text.count import graphemes

Corner = tuple[list[Item], tuple[Fault, ...], Box]

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ru": ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "de": ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
}
"""Short names of the months. Source: Unicode CLDR 46, abbreviated, format."""

_DAY = re.compile(r"(\d{1,2}(?:\s*[–—-]\s*\d{1,2})?)\.?\s+(\D+?)\.?(?:\s+\d{4})?")


def disc(text: str, style: Style) -> Corner:
    """Set a short text on a disc in the accent colour."""
    side = style.scale.of(0.215)
    safe = style.scale.safe
    box = Box(safe.right - side, safe.top, safe.right, safe.top + side)
    inner = side * 0.8
    room = Room(
        width=inner,
        height=side * 0.6,
        smallest=style.scale.of(0.025),
        largest=style.scale.of(0.078),
        lines=3,
        leading=1.08,
    )
    items: list[Item] = [Shape(kind="ellipse", box=box, fill=style.accent)]
    fitted = fit(text, style.display, room)
    if fitted is None:
        return items, (_too_long(text, capacity(text, style.display, room), "disc"),), box
    return [*items, *_centered(fitted, style.display, box, style.on_accent, room.leading)], (), box


def _too_long(text: str, fits: int, slot: str) -> Fault:
    message = f"“{text}” has {graphemes(text)} characters; about {fits} fit on the badge."
    return Fault("CRD004", "error", message, "Shorten it; a badge says one thing: “−30 %”.", slot)


def _centered(fitted: Fitted, faces: Faces, box: Box, fill: Colour, leading: float) -> list[Item]:
    """Centre lines in a box by their ink, not by their advance."""
    capital = cap_height(faces) * fitted.size
    high = capital + (len(fitted.lines) - 1) * leading * fitted.size
    top = box.top + (box.height - high) / 2
    items: list[Item] = []
    for number, line in enumerate(fitted.lines):
        shape = ink(line, faces)
        x = (box.left + box.right) / 2 - (shape.left + shape.right) / 2 * fitted.size
        y = top + capital + number * leading * fitted.size
        items.append(Text(text=line, x=x, y=y, size=fitted.size, faces=faces, fill=fill))
    return items


def day_and_month(written: str, language: str) -> tuple[str, str] | None:
    """Split a date: “2026-12-12”, “12 December”, “12–14 дек”; None where it is written otherwise."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        found = _DAY.fullmatch(written.strip())
        return (re.sub(r"\s*[—–-]\s*", "–", found[1]), found[2]) if found else None
    months = _MONTHS.get(language[:2], _MONTHS["en"])
    return str(day.day), months[day.month - 1]


def leaf(text: str, language: str, style: Style, theme: Theme) -> Corner:
    """Set a date as a leaf of a calendar: the day large, the month in spaced capitals."""
    scale = style.scale
    high, across, band = scale.of(0.20), scale.of(0.178), scale.of(0.058)
    box = Box(scale.safe.right - across, scale.safe.top, scale.safe.right, scale.safe.top + high)
    paper, dark, radius = theme.colour("light"), theme.colour("dark"), scale.of(0.022)
    parts = day_and_month(text, language)
    day, month = parts or (text, "")
    top = box.top + (band if month else 0)
    items: list[Item] = [Shape(kind="round", box=box, fill=paper, radius=radius)]
    faults: tuple[Fault, ...] = ()
    if month:
        head = Box(box.left, box.top, box.right, box.top + band)
        items += [Shape(kind="top", box=head, fill=style.accent, radius=radius), *_month(month, head, style)]
        faults = _month_faults(month, head, style, text)
    body = Box(box.left, top, box.right, box.bottom)
    room = Room(
        width=across * 0.84,
        height=body.height * 0.9,
        smallest=scale.of(0.025),
        largest=scale.of(0.105),
        lines=3,
        leading=1.08,
    )
    fitted = fit(day, style.display, room)
    if fitted is None:
        return items, (*faults, _too_long(text, capacity(day, style.display, room), "date")), box
    return [*items, *_centered(fitted, style.display, body, dark, room.leading)], faults, box


_MONTH_TRACKING = 0.1


def _month(month: str, box: Box, style: Style) -> list[Item]:
    words, size = month.upper(), _month_size(month, box, style)
    across = width(words, style.text, size, _MONTH_TRACKING)
    y = box.top + (box.height + cap_height(style.text) * size) / 2
    x = box.left + (box.width - across) / 2
    fill = style.on_accent
    return [Text(text=words, x=x, y=y, size=size, faces=style.text, fill=fill, tracking=_MONTH_TRACKING)]


def _month_size(month: str, box: Box, style: Style) -> int:
    usual = style.size(0.029)
    across = width(month.upper(), style.text, usual, _MONTH_TRACKING)
    return round(min(usual, max(usual * 0.6, usual * box.width * 0.8 / across)))


def _month_faults(month: str, box: Box, style: Style, text: str) -> tuple[Fault, ...]:
    size = _month_size(month, box, style)
    across = width(month.upper(), style.text, size, _MONTH_TRACKING)
    if across <= box.width * 0.94:
        return ()
    message = f"“{text}” is too long for the date's leaf."
    return (Fault("CRD004", "error", message, "Write it as 2026-12-12, or as “12 Dec”.", "date"),)
