"""What stands in a corner: a badge on a disc, a date as a leaf of a calendar, a short line on a plate."""

import re
from collections.abc import Mapping
from datetime import date
from math import cos, pi, sin

from smmgen.cards.box import Box
from smmgen.cards.fitting import Fitted, Room, capacity, fit
from smmgen.cards.font import Faces, cap_height, ink, width
from smmgen.cards.page import Page
from smmgen.cards.qr import qr
from smmgen.cards.sheet import Fault, Item, Shape, Text
from smmgen.cards.style import Style
from smmgen.model.card import CornerLayer
from smmgen.model.colour import Colour, contrast
from smmgen.pattern import pattern
from smmgen.text.capitals import capitals
from smmgen.text.count import graphemes

Corner = tuple[list[Item], tuple[Fault, ...], Box]

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ru": ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "fr": ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
    "it": ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
    "pl": ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"),
    "uk": ("січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд"),
    "tr": ("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"),
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ),
    "ja": tuple(f"{month}月" for month in range(1, 13)),
    "zh": tuple(f"{month}月" for month in range(1, 13)),
    "de": ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
}
"""Short names of the months, without their full stops. Source: Unicode CLDR 46, abbreviated, format."""

_DAY = pattern(r"(\d{1,2}(?:\s*[–—-]\s*\d{1,2})?)\.?\s+(\D+?)\.?(?:\s+\d{4})?")


def corner(page: Page, layer: CornerLayer, style: Style) -> Corner:
    """Place what stands at a spot of the picture; nothing where its text is empty."""
    text = page.text(layer.text)
    if not text:
        return [], (), Box(0, 0, 0, 0)
    if layer.kind == "date":
        return _leaf(text, page, layer, style)
    if layer.kind == "qr":
        side = page.scale.of(layer.size)
        box = _at(page, layer, side, side)
        block = qr(text, style, side)
        return block.place(*box[:2]), block.faults, box
    if layer.kind == "plate":
        return _plate(text, page, layer, style)
    return _disc(text, page, layer, style)


_INSET = 0.032
"""What a thing keeps from the edges of an area that is not the safe one, in parts of the base."""


def _at(page: Page, layer: CornerLayer, width: float, height: float) -> Box:
    """Return the box of a thing so large at the layer's spot of the safe area."""
    safe = page.scale.safe
    if layer.area.frame != "safe":
        inset = page.scale.of(_INSET)
        left, top, right, bottom = page.box(layer.area, {})
        safe = Box(
            max(left + inset, safe.left),
            max(top + inset, safe.top),
            min(right - inset, safe.right),
            min(bottom - inset, safe.bottom),
        )
    down, across = page.spot(layer.at)
    left = {"left": safe.left, "center": (safe.left + safe.right - width) / 2, "right": safe.right - width}[
        across
    ]
    top = safe.top if down == "top" else safe.bottom - height
    return Box(left, top, left + width, top + height)


def _on(page: Page, layer: CornerLayer) -> tuple[Colour, Colour]:
    """Return the thing's colour and what is written on it."""
    fill = page.colour(layer.colour)
    inks = (page.theme.colour("dark"), page.theme.colour("light"))
    return fill, max(inks, key=lambda ink: contrast(ink, fill))


def _disc(text: str, page: Page, layer: CornerLayer, style: Style) -> Corner:
    """Set a short text on a disc, or on a star with many points."""
    side = page.scale.of(layer.size * (1.14 if layer.kind == "burst" else 1))
    box = _at(page, layer, side, side)
    inner = side * (0.68 if layer.kind == "burst" else 0.8)
    room = Room(
        width=inner,
        height=side * 0.6,
        smallest=page.scale.of(0.025),
        largest=page.scale.of(0.078) * layer.size / 0.215,
        lines=3,
        leading=1.08,
    )
    fill, ink = _on(page, layer)
    items: list[Item] = [
        _burst(box, fill) if layer.kind == "burst" else Shape(kind="ellipse", box=box, fill=fill)
    ]
    fitted = fit(text, style.display, room)
    if fitted is None:
        return items, (_too_long(text, capacity(text, style.display, room), layer.id),), box
    return [*items, *_centered(fitted, style.display, box, ink)], (), box


_POINTS = 20
_DEPTH = 0.075


def _burst(box: Box, fill: Colour) -> Shape:
    """Return a star with many short points."""
    reach = box.width / 2
    points = []
    for corner in range(2 * _POINTS):
        far = reach if corner % 2 == 0 else reach * (1 - _DEPTH)
        turn = pi * corner / _POINTS
        points.append((reach + far * sin(turn), reach - far * cos(turn)))
    return Shape(kind="polygon", box=box, fill=fill, points=tuple(points))


def _plate(text: str, page: Page, layer: CornerLayer, style: Style) -> Corner:
    """Set one line on a rounded plate: “2 / 5”, “Before”, “4:32”."""
    size = style.size(layer.size * 0.14)
    capital = cap_height(style.text) * size
    across = width(text, style.text, size) + 1.5 * size
    high = capital + 1.25 * size
    box = _at(page, layer, across, high)
    fill, ink = _on(page, layer)
    line = Text(
        text=text,
        x=box.left + 0.75 * size,
        y=box.top + (high + capital) / 2,
        size=size,
        faces=style.text,
        fill=ink,
    )
    most = 0.6 * page.scale.safe.width
    faults = () if across <= most else (_too_long(text, int(graphemes(text) * most / across), layer.id),)
    return [Shape(kind="round", box=box, fill=fill, radius=0.42 * high), line], faults, box


def _too_long(text: str, fits: int, slot: str) -> Fault:
    message = f"“{text}” has {graphemes(text)} characters; about {fits} fit on the badge."
    return Fault("CRD004", "error", message, "Shorten it; a badge says one thing: “−30 %”.", slot)


def _centered(fitted: Fitted, faces: Faces, box: Box, fill: Colour) -> list[Item]:
    """Centre lines in a box by their ink, not by their advance."""
    capital, leading = cap_height(faces) * fitted.size, fitted.leading
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


def _leaf(text: str, page: Page, layer: CornerLayer, style: Style) -> Corner:
    """Set a date as a leaf of a calendar: the day large, the month in spaced capitals."""
    scale, theme = page.scale, page.theme
    high, across, band = (scale.of(part * layer.size / 0.215) for part in (0.20, 0.178, 0.058))
    box = _at(page, layer, across, high)
    paper, dark, radius = theme.colour("light"), theme.colour("dark"), scale.of(0.022)
    parts = day_and_month(text, page.picture.language)
    day, month = parts or (text, "")
    top = box.top + (band if month else 0)
    items: list[Item] = [Shape(kind="round", box=box, fill=paper, radius=radius)]
    faults: tuple[Fault, ...] = ()
    month = capitals(month, page.picture.language)
    if month:
        head = Box(box.left, box.top, box.right, box.top + band)
        fill, ink = _on(page, layer)
        items += [Shape(kind="top", box=head, fill=fill, radius=radius), *_month(month, head, style, ink)]
        faults = _month_faults(month, head, style, text)
    body = Box(box.left, top, box.right, box.bottom)
    room = Room(
        width=across * 0.84,
        height=body.height * 0.9,
        smallest=scale.of(0.025),
        largest=scale.of(0.105) * layer.size / 0.215,
        lines=3,
        leading=1.08,
    )
    fitted = fit(day, style.display, room)
    if fitted is None:
        return items, (*faults, _too_long(text, capacity(day, style.display, room), "date")), box
    return [*items, *_centered(fitted, style.display, body, dark)], faults, box


_MONTH_TRACKING = 0.1


def _month(month: str, box: Box, style: Style, fill: Colour) -> list[Item]:
    size = _month_size(month, box, style)
    across = width(month, style.text, size, _MONTH_TRACKING)
    y = box.top + (box.height + cap_height(style.text) * size) / 2
    x = box.left + (box.width - across) / 2
    return [Text(text=month, x=x, y=y, size=size, faces=style.text, fill=fill, tracking=_MONTH_TRACKING)]


def _month_size(month: str, box: Box, style: Style) -> int:
    usual = style.size(0.029)
    across = width(month, style.text, usual, _MONTH_TRACKING)
    return round(min(usual, max(usual * 0.6, usual * box.width * 0.8 / across)))


def _month_faults(month: str, box: Box, style: Style, text: str) -> tuple[Fault, ...]:
    size = _month_size(month, box, style)
    across = width(month, style.text, size, _MONTH_TRACKING)
    if across <= box.width * 0.94:
        return ()
    message = f"“{text}” is too long for the date's leaf."
    return (Fault("CRD004", "error", message, "Write it as 2026-12-12, or as “12 Dec”.", "date"),)
