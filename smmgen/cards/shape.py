"""Draw shapes with smooth edges: Pillow's own have none."""

from functools import lru_cache
from math import ceil, cos, floor, pi, sin

from PIL import Image, ImageDraw

from smmgen.cards.box import Box
from smmgen.cards.sheet import Shape
from smmgen.model.colour import Colour

_FINE = 4
"""Masks are drawn this many times larger and reduced."""


def draw_shape(image: Image.Image, shape: Shape) -> None:
    """Paint a shape on the picture."""
    box = shape.box
    if shape.kind == "rect":
        image.paste(shape.fill, _whole(box))
        return
    if shape.kind in ("line", "polygon", "ring"):
        _draw_outlined(image, shape)
        return
    if shape.kind == "frame" and not shape.radius:
        draw_frame(image, box, shape.fill, max(2, round(shape.thick or min(image.size) * 0.003)))
        return
    left, top = round(box.left), round(box.top)
    size = (max(1, round(box.right) - left), max(1, round(box.bottom) - top))
    if shape.rest is not None:
        image.paste(shape.rest, (left, top), _mask("star", size, 0))
    mask = _mask(shape.kind, size, round(shape.radius, 2))
    if shape.part < 1:
        mask = mask.copy()
        mask.paste(0, (round(size[0] * shape.part), 0, *size))
    if shape.opacity < 1:
        mask = mask.point(lambda value: round(value * shape.opacity))
    image.paste(shape.fill, (left, top), mask)


def rounded(size: tuple[int, int], radius: float) -> Image.Image:
    """Return a mask with round corners, all in pixels. Do not change it."""
    return _mask("round", size, round(radius, 2))


def _whole(box: Box) -> tuple[int, int, int, int]:
    """Return a box on whole pixels, at least one pixel wide and high."""
    left, top = round(box.left), round(box.top)
    return left, top, max(left + 1, round(box.right)), max(top + 1, round(box.bottom))


def _draw_outlined(image: Image.Image, shape: Shape) -> None:
    """Paint what lies between whole pixels: only as much of a mask is made as the shape reaches."""
    spread = shape.thick / 2 if shape.kind == "line" else 0
    box = shape.box
    if shape.points:
        across, down = zip(*shape.points, strict=True)
        box = Box(min(across), min(down), max(across), max(down)).moved(box.left, box.top)
    left, top = floor(box.left - spread), floor(box.top - spread)
    size = (ceil(box.right + spread) - left + 1, ceil(box.bottom + spread) - top + 1)
    mask = Image.new("L", (size[0] * _FINE, size[1] * _FINE), 0)
    draw = ImageDraw.Draw(mask)
    if shape.kind == "ring":
        _draw_ring(draw, shape, box.moved(-left, -top))
    else:
        x, y = shape.box.left - left, shape.box.top - top
        _draw_points(draw, shape, [((x + a) * _FINE, (y + b) * _FINE) for a, b in shape.points])
    image.paste(shape.fill, (left, top), mask.reduce(_FINE))


def _draw_points(draw: ImageDraw.ImageDraw, shape: Shape, points: list[tuple[float, float]]) -> None:
    if shape.kind == "polygon":
        draw.polygon(points, fill=255)
        return
    reach = shape.thick * _FINE / 2
    draw.line(points, fill=255, width=max(1, round(2 * reach)))
    for x, y in points:
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)


def _draw_ring(draw: ImageDraw.ImageDraw, shape: Shape, box: Box) -> None:
    left, top, right, bottom = (edge * _FINE for edge in box)
    thick, gap = shape.thick * _FINE, shape.gap * _FINE
    draw.pieslice((left, top, right, bottom), shape.start * 360 - 90, shape.end * 360 - 90, fill=255)
    if thick:
        draw.ellipse((left + thick, top + thick, right - thick, bottom - thick), fill=0)
    middle, reach = ((left + right) / 2, (top + bottom) / 2), (right - left) / 2 + gap
    for turn in (shape.start, shape.end) if gap else ():
        edge = (middle[0] + reach * sin(2 * pi * turn), middle[1] - reach * cos(2 * pi * turn))
        draw.line((middle, edge), fill=0, width=round(2 * gap))


def draw_frame(image: Image.Image, box: Box, fill: Colour, line: int) -> None:
    """Paint a hollow rectangle with sharp corners."""
    ImageDraw.Draw(image).rectangle(tuple(round(edge) for edge in box), outline=fill, width=line)


@lru_cache(maxsize=128)
def _mask(kind: str, size: tuple[int, int], radius: float) -> Image.Image:
    width, height = (_FINE * side for side in size)
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    whole, curve = (0, 0, width - 1, height - 1), radius * _FINE
    match kind:
        case "ellipse":
            draw.ellipse(whole, fill=255)
        case "star":
            draw.polygon(_star(Box(0, 0, width, height)), fill=255)
        case "frame":
            draw.rounded_rectangle(whole, curve, outline=255, width=max(6, round(height * 0.035)))
        case "top":
            draw.rounded_rectangle(whole, curve, fill=255, corners=(True, True, False, False))
        case _:
            draw.rounded_rectangle(whole, curve, fill=255)
    return mask.reduce(_FINE)


_INNER = 0.45
"""A star's inner radius, in parts of the outer one: a little fuller than the drawn-through 0.38."""


def _star(box: Box) -> list[tuple[float, float]]:
    """Return the corners of a five-pointed star as wide as its box."""
    outer = box.width / 2 / sin(2 * pi / 5)
    middle = box.top + outer + (box.height - outer * (1 + cos(pi / 5))) / 2
    points = []
    for corner in range(10):
        reach = outer if corner % 2 == 0 else outer * _INNER
        turn = pi * corner / 5
        points.append(((box.left + box.right) / 2 + reach * sin(turn), middle - reach * cos(turn)))
    return points
