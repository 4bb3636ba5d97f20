"""Set a card in motion: its photo comes to rest, and its texts appear one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from smmgen.cards.box import Box
from smmgen.cards.charts.pen import moved
from smmgen.cards.paint import paint
from smmgen.cards.picture import Scene
from smmgen.cards.sheet import Item, Mark, Photograph, Shape, Sheet, Text

FPS, SECONDS = 30, 6

_ZOOM = 0.09
"""How much larger than at its end a photo is at first."""

_ZOOMED = 0.88
"""When the photo comes to rest, in parts of the whole time."""

_FIRST, _EACH, _LONG = 0.55, 0.5, 0.75
"""Seconds until the first text appears, from one to the next, and that each takes."""

_LATEST = 3.4
"""When the last text starts at the latest, in seconds: what is there must be read too."""

_LARGE = 0.45
"""A headline's letters are at least so large, in parts of the largest of the card."""

_RISE = 0.03
"""How far below its place a text starts, in parts of the picture's shorter side."""


@dataclass(frozen=True, slots=True)
class _Group:
    items: tuple[Item, ...]
    start: float
    box: tuple[int, int, int, int]


def is_still(scene: Scene) -> bool:
    """Tell whether nothing on a card would move: it has no photo, and one text only."""
    return len(scene.sheet.groups) < 2 and not _photos(scene.sheet)


def frames(scene: Scene, fps: int = FPS, seconds: float = SECONDS) -> Iterator[Image.Image]:
    """Yield a card's frames, the last of which is the still card.

    Its headline and all above stand from the first frame on, so that it can be shown before the film plays.
    """
    sheet = scene.sheet
    groups = _groups(sheet, fps)
    photos = _photos(sheet)
    total = round(fps * seconds)
    for number in range(total):
        part = number / (total - 1)
        canvas = _zoomed(scene.ground, photos, 1 + _ZOOM * (1 - _eased(min(1.0, part / _ZOOMED))))
        for group in groups:
            _appear(canvas, group, number / fps, scene)
        paint(canvas, scene.signature, scene.logos)
        yield canvas


def _groups(sheet: Sheet, fps: int) -> list[_Group]:
    """Return the groups with their times: those up to the headline are there at once."""
    headline = _headline(sheet)
    later = len(sheet.groups) - headline - 1
    each = min(_EACH, (_LATEST - _FIRST) / max(1, later - 1))
    return [
        _Group(items, -_LONG if n <= headline else _FIRST + (n - headline - 1) * each, _around(items, sheet))
        for n, items in enumerate(sheet.groups)
    ]


def _headline(sheet: Sheet) -> int:
    """Return which group is the headline: the first in large letters, for a chart's may be larger yet."""
    sizes = [_largest(group) for group in sheet.groups]
    return next((n for n, size in enumerate(sizes) if size >= _LARGE * max(sizes)), 0)


def _largest(items: tuple[Item, ...]) -> float:
    return max((item.size for item in items if isinstance(item, Text)), default=0)


def _around(items: tuple[Item, ...], sheet: Sheet) -> tuple[int, int, int, int]:
    """Return the pixels that a group may touch, on its way too: its lines go over the whole width."""
    rise = _rise(sheet)
    tops = [item.y - 1.3 * item.size if isinstance(item, Text) else item.box.top for item in items]
    feet = [item.y + 0.5 * item.size if isinstance(item, Text) else item.box.bottom for item in items]
    return 0, max(0, round(min(tops)) - 4), sheet.width, min(sheet.height, round(max(feet)) + rise + 4)


def _rise(sheet: Sheet) -> int:
    return round(_RISE * min(sheet.width, sheet.height))


def _appear(canvas: Image.Image, group: _Group, now: float, scene: Scene) -> None:
    """Paint a group as far as it has come: fainter and lower at first."""
    part = min(1.0, max(0.0, (now - group.start) / _LONG))
    if part >= 1:
        paint(canvas, group.items, scene.logos)
    elif part > 0:
        eased = 1 - (1 - part) ** 3
        top = group.box[1]
        below = canvas.crop(group.box)
        above = below.copy()
        down = round((1 - eased) * _rise(scene.sheet)) - top
        paint(above, moved(group.items, 0, down), scene.logos)
        canvas.paste(Image.blend(below, above, _eased(part)), (0, top))


def _eased(part: float) -> float:
    """Return a soft step: flat at both ends. `part` is 0 to 1."""
    return part * part * (3 - 2 * part)


def _photos(sheet: Sheet) -> tuple[Photograph, ...]:
    """Return the photos that may be zoomed: nothing with edges of its own lies over them."""
    found: list[Photograph] = []
    for item in sheet.under:
        if isinstance(item, Photograph):
            found = [one for one in found if not _meet(one.box, item.box)]
            if not item.radius:
                found.append(item)
        elif isinstance(item, Shape | Mark):
            found = [one for one in found if not _meet(one.box, item.box)]
    return tuple(found)


def _meet(one: Box, other: Box) -> bool:
    return one.meets(other) and one.top < other.bottom and other.top < one.bottom


def _zoomed(ground: Image.Image, photos: tuple[Photograph, ...], times: float) -> Image.Image:
    """Return the ground with its photos enlarged about the point that each is aimed at."""
    canvas = ground.copy()
    if times <= 1:
        return canvas
    for photo in photos:
        left, top, right, bottom = photo.box.pixels
        across, down = (right - left) / times, (bottom - top) / times
        x, y = left + photo.aim[0] * (right - left - across), top + photo.aim[1] * (bottom - top - down)
        part = ground.resize(
            (right - left, bottom - top), Image.Resampling.BICUBIC, box=(x, y, x + across, y + down)
        )
        canvas.paste(part, (left, top))
    return canvas
