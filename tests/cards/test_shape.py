from typing import Any

import pytest
from PIL import Image

from smmgen.cards.box import Box
from smmgen.cards.shape import draw_shape
from smmgen.cards.sheet import Shape

INK, PAPER = (200, 30, 40), (255, 255, 255)
CANVAS = Box(10, 10, 90, 90)
RING = {"kind": "ring", "thick": 20}
TRIANGLE = {"kind": "polygon", "points": ((0, 0), (80, 0), (0, 80))}
LINE = {"kind": "line", "points": ((0, 40), (40, 40), (40, 80)), "thick": 6}


def drawn(**asked: Any) -> Image.Image:
    image = Image.new("RGB", (100, 100), PAPER)
    draw_shape(image, Shape(**{"box": CANVAS, "fill": INK, **asked}))
    return image


INSIDE = [
    ({"kind": "rect"}, (10, 10), (9, 9)),
    ({"kind": "rect"}, (89, 89), (90, 90)),
    (TRIANGLE, (20, 20), (85, 85)),
    (LINE, (30, 50), (30, 60)),
    (LINE, (50, 80), (60, 50)),
    ({**RING, "end": 0.25}, (75, 25), (25, 75)),
    (RING, (20, 50), (50, 50)),
    ({"kind": "ring"}, (50, 50), (12, 12)),
    ({**RING, "start": 0.5, "gap": 4}, (20, 50), (48, 80)),
]


@pytest.mark.parametrize(("asked", "inside", "outside"), INSIDE)
def test_a_shape_fills_what_it_should(
    asked: dict[str, Any], inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    image = drawn(**asked)
    assert (image.getpixel(inside), image.getpixel(outside)) == (INK, PAPER)


def test_points_move_with_their_box() -> None:
    still, moved = drawn(**LINE), drawn(**LINE, box=CANVAS.moved(5, 3))
    assert still.crop((5, 5, 85, 85)).tobytes() == moved.crop((10, 8, 90, 88)).tobytes()


def test_a_slanted_line_has_soft_edges() -> None:
    colours = drawn(kind="line", points=((0, 0), (80, 31)), thick=3).getcolors(10_000) or []
    assert len(colours) > 5
