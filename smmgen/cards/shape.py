"""Draw shapes with smooth edges: Pillow's own have none."""

from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from smmgen.cards.sheet import Box, Shape
from smmgen.model.colour import Colour

_FINE = 4
"""Masks are drawn this many times larger and reduced."""


def draw_shape(image: Image.Image, shape: Shape) -> None:
    """Paint a shape on the picture."""
    box = shape.box
    if shape.kind == "frame" and not shape.radius:
        draw_frame(image, box, shape.fill, max(2, round(min(image.size) * 0.003)))
        return
    left, top = round(box.left), round(box.top)
    size = (max(1, round(box.right) - left), max(1, round(box.bottom) - top))
    if shape.rest is not None:
        image.paste(shape.rest, (left, top), _mask("star", size, 0))
    mask = _mask(shape.kind, size, round(shape.radius, 2))
    if shape.part < 1:
        mask = mask.copy()
        mask.paste(0, (round(size[0] * shape.part), 0, *size))
    image.paste(shape.fill, (left, top), mask)


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
