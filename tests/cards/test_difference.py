"""What a person would see counts, and what nobody sees does not."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from smmgen.cards.difference import LEAST, compare, heat
from smmgen.cards.picture import draw
from tests.cards.world import northwind, picture, reading


def card() -> Image.Image:
    return Image.open(BytesIO(draw(picture(), northwind(), reading({})).data)).convert("RGB")


CARD = card()


def saved(image: Image.Image, quality: int) -> Image.Image:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file)


def drawn(kind: str, where: tuple[int, ...], **asked: object) -> Image.Image:
    image = CARD.copy()
    getattr(ImageDraw.Draw(image), kind)(where, **asked)
    return image


UNSEEN = {
    "nothing": CARD,
    "saved anew": saved(CARD, 92),
    "saved a little worse": saved(CARD, 80),
    "a trifle brighter": ImageEnhance.Brightness(CARD).enhance(1.02),
    "one pixel": drawn("point", (500, 500), fill="red"),
}
SEEN = {
    "badly saved": (saved(CARD, 8), ""),
    "a spot": (drawn("ellipse", (100, 900, 150, 950), fill="red"), "lower left"),
    "a fine line": (drawn("line", (600, 60, 1000, 60), fill="white", width=3), "upper right"),
    "brighter": (ImageEnhance.Brightness(CARD).enhance(1.5), "everywhere"),
    "another colour as light as before": (Image.merge("RGB", CARD.split()[::-1]), "everywhere"),
    "smaller": (CARD.resize((540, 540)), ""),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_no_change(name: str) -> None:
    found = compare(CARD, UNSEEN[name])
    assert (found.is_visible, found.share < LEAST) == (False, True), found


@pytest.mark.parametrize("name", SEEN)
def test_what_everybody_sees_is_one(name: str) -> None:
    other, where = SEEN[name]
    found = compare(CARD, other)
    assert found.is_visible, found
    assert found.where.startswith(where)


def test_the_order_of_two_pictures_changes_little() -> None:
    one, other = compare(CARD, SEEN["a spot"][0]), compare(SEEN["a spot"][0], CARD)
    assert (one.share, one.part) == (other.share, other.part)


def test_black_on_white_is_the_largest_difference_there_is() -> None:
    found = compare(Image.new("RGB", (50, 50), "white"), Image.new("L", (50, 50), 0))
    assert (found.share, round(found.most)) == (1, 100)


def test_what_differs_is_red_and_the_rest_grey() -> None:
    shown = heat(CARD, SEEN["a spot"][0])
    red, green, blue = shown.getpixel((62, 462))  # type: ignore[misc]
    assert red > 2 * max(green, blue)
    assert len(set(shown.getpixel((300, 100)))) == 1  # type: ignore[arg-type]
