"""What a person would see counts, and what nobody sees does not."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from smmgen.cards.difference import LEAST, compare, heat
from smmgen.cards.picture import draw
from tests.cards.world import northwind, picture, reading


@cache
def card() -> Image.Image:
    return Image.open(BytesIO(draw(picture(), northwind(), reading({})).data)).convert("RGB")


def saved(quality: int) -> Image.Image:
    file = BytesIO()
    card().save(file, "JPEG", quality=quality)
    return Image.open(file)


def drawn(kind: str, where: tuple[int, ...], **asked: object) -> Image.Image:
    image = card().copy()
    getattr(ImageDraw.Draw(image), kind)(where, **asked)
    return image


def spotted() -> Image.Image:
    return drawn("ellipse", (100, 900, 150, 950), fill="red")


UNSEEN: dict[str, Callable[[], Image.Image]] = {
    "nothing": card,
    "saved anew": lambda: saved(92),
    "saved a little worse": lambda: saved(80),
    "a trifle brighter": lambda: ImageEnhance.Brightness(card()).enhance(1.02),
    "one pixel": lambda: drawn("point", (500, 500), fill="red"),
}
SEEN: dict[str, tuple[Callable[[], Image.Image], str]] = {
    "badly saved": (lambda: saved(8), ""),
    "a spot": (spotted, "lower left"),
    "a fine line": (lambda: drawn("line", (600, 60, 1000, 60), fill="white", width=3), "upper right"),
    "brighter": (lambda: ImageEnhance.Brightness(card()).enhance(1.5), "everywhere"),
    "another colour as light as before": (lambda: Image.merge("RGB", card().split()[::-1]), "everywhere"),
    "smaller": (lambda: card().resize((540, 540)), ""),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_no_change(name: str) -> None:
    found = compare(card(), UNSEEN[name]())
    assert (found.is_visible, found.share < LEAST) == (False, True), found


@pytest.mark.parametrize("name", SEEN)
def test_what_everybody_sees_is_one(name: str) -> None:
    other, where = SEEN[name]
    found = compare(card(), other())
    assert found.is_visible, found
    assert found.where.startswith(where)


def test_the_order_of_two_pictures_changes_little() -> None:
    one, other = compare(card(), spotted()), compare(spotted(), card())
    assert (one.share, one.part) == (other.share, other.part)


def test_black_on_white_is_the_largest_difference_there_is() -> None:
    found = compare(Image.new("RGB", (50, 50), "white"), Image.new("L", (50, 50), 0))
    assert (found.share, round(found.most)) == (1, 100)


def test_what_differs_is_red_and_the_rest_grey() -> None:
    shown = heat(card(), spotted())
    red, green, blue = shown.getpixel((62, 462))  # type: ignore[misc]
    assert red > 2 * max(green, blue)
    assert len(set(shown.getpixel((300, 100)))) == 1  # type: ignore[arg-type]
