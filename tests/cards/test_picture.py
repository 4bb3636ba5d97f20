from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.cards.fit import examine
from smmgen.cards.picture import Drawing, Studio, draw
from smmgen.model.variant import Picture
from tests.cards.world import CARDS, SIZES, encoded, northwind, photo, picture, reading


def drawn(asked: Picture, **files: bytes) -> Drawing:
    return draw(asked, northwind(), reading({f"{name}.jpg": data for name, data in files.items()}))


def codes(drawing: Drawing) -> list[str]:
    return [finding.code for finding in drawing.findings]


def opened(drawing: Drawing) -> Image.Image:
    return Image.open(BytesIO(drawing.data)).convert("RGB")


@pytest.mark.parametrize("size", SIZES)
def test_a_card_has_the_size_asked_for(size: str) -> None:
    made = drawn(picture(size=size), beans=encoded(photo("calm", 2200, 2000)))
    assert opened(made).size == SIZES[size] == (made.width, made.height)
    assert (made.media_type, codes(made)) == ("image/jpeg", [])


def test_the_same_picture_is_the_same_bytes() -> None:
    assert drawn(picture()).data == drawn(picture()).data


def test_a_studio_that_has_drawn_before_draws_the_same() -> None:
    studio = Studio(northwind(), reading({}))
    for card in CARDS:
        studio.draw(picture(card, "link", "ru"))
    assert studio.draw(picture()).data == drawn(picture()).data


def test_a_changed_headline_changes_only_the_text() -> None:
    studio = Studio(northwind(), reading({}))
    one, other = (studio.draw(picture("news", headline=words)) for words in ("Snow now", "Snow mow"))
    assert one.data != other.data
    assert opened(one).getpixel((900, 300)) == opened(other).getpixel((900, 300))


def test_a_plain_photo_is_scaled_down_whole() -> None:
    asked = replace(picture("", box=(1280, 1280)), image=replace(picture("").image, size=""))
    made = drawn(asked, beans=encoded(photo("calm", 2000, 1000)))
    assert (made.width, made.height) == (1280, 640)


def test_a_plain_photo_is_never_enlarged() -> None:
    made = drawn(picture("", focus=(1, 0.5)), beans=encoded(photo("calm", 400, 300)))
    assert (made.width, made.height, made.focus) == (300, 300, (1.0, 0.5))


def test_a_crop_keeps_its_focus() -> None:
    source = Image.new("RGB", (2000, 1000), "white")
    source.paste("black", (1800, 0, 2000, 1000))
    made = drawn(picture("", focus=(0.95, 0.5), box=(500, 500)), beans=encoded(source))
    assert max(opened(made).getpixel((480, 250))) < 40  # type: ignore[arg-type]


def test_a_file_is_brought_under_the_networks_limit() -> None:
    busy = encoded(photo("busy", 2000, 2000))
    tight = replace(picture(), max_bytes=100_000)
    assert len(drawn(tight, beans=busy).data) <= 100_000 < len(drawn(picture(), beans=busy).data)


def test_a_limit_that_cannot_be_met_is_a_finding() -> None:
    assert codes(drawn(replace(picture(), max_bytes=5_000))) == ["CRD008"]


FAULTS = [
    ("CRD001", {"card": "promotion"}),
    ("CRD002", {"fields": {"bagde": "−30 %"}}),
    ("CRD002", {"card": "review", "fields": {"rating": "many"}}),
    ("CRD003", {"headline": "A headline that goes on and on " * 12}),
    ("CRD004", {"fields": {"badge": "A badge with far too much to say for its disc"}}),
    ("CRD005", {"headline": "ᚠᚢᚦᚨᚱᚲ"}),
    ("CRD006", {"photo": "none.jpg"}),
]


@pytest.mark.parametrize(("code", "asked"), FAULTS)
def test_a_fault_is_told_and_a_picture_still_drawn(code: str, asked: dict[str, object]) -> None:
    made = drawn(picture(**asked))  # type: ignore[arg-type]
    assert codes(made) == [code]
    assert made.findings[0].span == picture().span
    assert made.data


@pytest.mark.parametrize(("code", "asked"), FAULTS[:-1])
def test_examining_finds_the_same_without_drawing(code: str, asked: dict[str, object]) -> None:
    assert [finding.code for finding in examine(picture(**asked), northwind())] == [code]  # type: ignore[arg-type]


def test_an_enlarged_photo_is_told() -> None:
    assert codes(drawn(picture(), beans=encoded(photo("calm", 400, 300)))) == ["CRD007"]


def test_a_headline_that_does_not_fit_says_how_much_would() -> None:
    (finding,) = examine(picture(headline="beans " * 83 + "42"), northwind())
    assert finding.message.startswith("The headline is 500 characters; about 1")
    assert finding.hint


def test_the_nearest_field_is_named() -> None:
    (finding,) = examine(picture(fields={"bagde": "−30 %"}), northwind())
    assert (finding.message, finding.hint) == ("The card promo takes no “bagde”.", "Did you mean “badge”?")


def test_an_emoji_that_no_font_has_is_left_out_with_a_warning() -> None:
    (finding,) = examine(picture(headline="Hello 🫩"), northwind())
    assert (finding.code, finding.severity) == ("CRD005", "warning")
