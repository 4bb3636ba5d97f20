"""Effects are pure: the photo given stays, the one returned has its size."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, ImageStat

from smmgen.cards.effects import blurred, duotone, mono
from tests.cards.world import photo

NAVY, CREAM = (20, 35, 59), (248, 238, 222)
EFFECTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "mono": mono,
    "duotone": lambda image: duotone(image, NAVY, CREAM),
    "blur": lambda image: blurred(image, 0.02),
    "strong blur": lambda image: blurred(image, 0.2),
    "no blur": lambda image: blurred(image, 0),
}


@pytest.mark.parametrize("size", [(400, 300), (301, 200), (3, 2), (1, 1)])
@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_keeps_size_and_source(name: str, size: tuple[int, int]) -> None:
    image = photo("busy").resize(size)
    before = image.tobytes()
    made = EFFECTS[name](image)
    assert (made.size, made.mode, image.tobytes()) == (size, "RGB", before)


def test_mono_has_no_colour() -> None:
    red, green, blue = mono(photo("busy", 200, 150)).split()
    assert ImageChops.difference(red, green).getbbox() is None
    assert ImageChops.difference(red, blue).getbbox() is None


def test_a_duotone_runs_from_one_colour_to_the_other() -> None:
    ramp = Image.linear_gradient("L").convert("RGB")
    made = duotone(ramp, NAVY, CREAM)
    assert (made.getpixel((5, 0)), made.getpixel((5, 255))) == (NAVY, CREAM)


def test_a_blur_takes_the_detail_and_keeps_the_light() -> None:
    image = photo("busy", 400, 300)
    soft = ImageStat.Stat(blurred(image, 0.05))
    sharp = ImageStat.Stat(image)
    assert max(soft.stddev) < 0.5 * min(sharp.stddev)
    assert all(abs(a - b) < 4 for a, b in zip(soft.mean, sharp.mean, strict=True))


def test_a_blur_is_as_strong_whatever_the_size() -> None:
    large = blurred(photo("busy", 1600, 1200), 0.03).resize((400, 300), Image.Resampling.BOX)
    small = blurred(photo("busy", 400, 300), 0.03)
    assert max(ImageStat.Stat(ImageChops.difference(large, small)).mean) < 3
