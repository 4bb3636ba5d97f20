"""Without a focus a crop keeps what one looks at first."""

from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from smmgen.cards.crop import crop
from smmgen.cards.saliency import focus_of
from tests.cards.world import photo

Place = tuple[float, float]
PLACES = [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5), (0.35, 0.3), (0.65, 0.7)]


def scene(width: int = 900, height: int = 600, ground: str = "#8a94a0") -> Image.Image:
    """Return a soft, slightly uneven ground."""
    grain = Image.frombytes("RGB", (9, 6), Random(3).randbytes(162)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    return Image.blend(Image.new("RGB", (width, height), ground), grain, 0.12)


def things(image: Image.Image, at: Place, size: int = 60) -> Image.Image:
    """Set a sharp heap of squares at a place (0..1)."""
    draw, chance = ImageDraw.Draw(image), Random(5)
    x, y = at[0] * image.width, at[1] * image.height
    for _ in range(60):
        left, top = x + chance.uniform(-size, size), y + chance.uniform(-size, size)
        draw.rectangle((left, top, left + 9, top + 9), chance.choice(["#222222", "#eeeeee", "#555555"]))
    return image


def near(found: Place, wanted: Place, by: float = 0.13) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("at", PLACES)
def test_it_is_where_the_detail_is(at: Place) -> None:
    assert near(focus_of(things(scene(), at)), at)


@pytest.mark.parametrize("at", PLACES)
def test_it_is_where_the_colour_is(at: Place) -> None:
    image = scene()
    x, y = at[0] * 900, at[1] * 600
    ImageDraw.Draw(image).ellipse((x - 70, y - 70, x + 70, y + 70), "#d02020")
    assert near(focus_of(image), at)


@pytest.mark.parametrize("at", PLACES)
@pytest.mark.parametrize("tone", ["#f1c7a5", "#c68642", "#6b4226"])
def test_it_is_where_a_face_is(at: Place, tone: str) -> None:
    image = scene(ground="#6f7f8f")
    x, y = at[0] * 900, at[1] * 600
    ImageDraw.Draw(image).ellipse((x - 55, y - 75, x + 55, y + 75), tone)
    assert near(focus_of(image.filter(ImageFilter.GaussianBlur(3))), at)


def test_what_is_in_focus_wins_over_blurred_lights() -> None:
    lights = scene(ground="#101018")
    for x in range(60, 420, 90):
        ImageDraw.Draw(lights).ellipse((x, 80, x + 50, 130), "#ffb050")
    soft = lights.filter(ImageFilter.GaussianBlur(12))
    assert near(focus_of(things(soft, (0.75, 0.65))), (0.75, 0.65), by=0.2)


def test_the_middle_where_there_is_nothing() -> None:
    assert near(focus_of(Image.new("RGB", (900, 600), "grey")), (0.5, 0.45), by=0.01)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (17, 11)])
def test_any_shape_has_a_point(size: tuple[int, int]) -> None:
    assert all(0 <= part <= 1 for part in focus_of(photo("busy").resize(size)))


@pytest.mark.parametrize("target", [(1080, 1080), (1080, 1350), (1080, 1920), (1200, 675)])
@pytest.mark.parametrize("at", PLACES)
def test_every_crop_shows_it(target: tuple[int, int], at: Place) -> None:
    image = things(scene(), at)
    shown = crop(image.size, target, focus_of(image))
    assert shown.left <= at[0] * 900 <= shown.right
    assert shown.top <= at[1] * 600 <= shown.bottom
