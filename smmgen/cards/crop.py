"""Choose the part of a photo that a picture shows."""

from smmgen.cards.box import Box

Point = tuple[float, float]


def crop(size: tuple[int, int], target: tuple[float, float], focus: Point, aim: Point = (0.5, 0.5)) -> Box:
    """Return the largest part of a photo that has the target's shape, in the photo's pixels.

    Its `focus` (0..1 of the photo) comes as near to `aim` (0..1 of the target) as the photo's edges allow.
    """
    width, height = size
    part = min(width / target[0], height / target[1])
    across, down = target[0] * part, target[1] * part
    left = max(0, min(focus[0] * width - aim[0] * across, width - across))
    top = max(0, min(focus[1] * height - aim[1] * down, height - down))
    return Box(left, top, min(left + across, width), min(top + down, height))


def within(focus: Point, size: tuple[int, int], shown: Box) -> Point:
    """Return where a photo's focus lies in the part that is shown, 0..1."""
    x = (focus[0] * size[0] - shown.left) / shown.width
    y = (focus[1] * size[1] - shown.top) / shown.height
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
