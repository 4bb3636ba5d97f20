"""Every text can be read on its true background: at least 4.5:1, measured on the worst pixel."""

from itertools import product

import pytest
from PIL import Image

from smmgen.cards.crop import crop
from smmgen.cards.extent import ink_box
from smmgen.cards.layout import lay_out
from smmgen.cards.paint import background, paint
from smmgen.cards.sheet import Photograph, Shape, Sheet, Text
from smmgen.model.colour import READABLE, contrast
from tests.cards.world import CARDS, HEADLINES, northwind, photo, picture


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("ground", ["white", "black", "busy", "calm"])
@pytest.mark.parametrize("size", ["square", "portrait", "link", "story"])
def test_every_text_can_be_read_on_its_worst_pixel(card: str, ground: str, size: str) -> None:
    for language in ("en", "ru"):
        asked = picture(card, size, language, headline=HEADLINES[language][1])
        sheet = lay_out(asked, northwind().cards[card], northwind())
        canvas, texts = _without_texts(sheet, photo(ground))
        worst = {text.text: _worst(canvas, text) for text in texts}
        assert min(worst.values()) >= READABLE, worst


def _without_texts(sheet: Sheet, source: Image.Image) -> tuple[Image.Image, list[Text]]:
    """Paint all of a card but its texts."""
    canvas, tone = background(sheet, lambda item: _cropped(source, item), lambda *_: None)
    items = [*sheet.items, *(sheet.signature.light if tone == "light" else sheet.signature.dark)]
    paint(canvas, [item for item in items if isinstance(item, Shape)], lambda *_: None)
    return canvas, [item for item in items if isinstance(item, Text)]


def _cropped(source: Image.Image, item: Photograph) -> Image.Image:
    return source.resize(item.box.size, box=crop(source.size, item.box.size, (0.5, 0.5), item.aim))


def _worst(canvas: Image.Image, text: Text) -> float:
    colours = canvas.crop(tuple(round(edge) for edge in ink_box(text))).getcolors(2_000_000)
    return min(contrast(text.fill, colour) for _, colour in colours)


@pytest.mark.parametrize(("card", "size"), list(product(CARDS, ["square", "link"])))
def test_without_a_photo_too(card: str, size: str) -> None:
    asked = picture(card, size, photo="")
    sheet = lay_out(asked, northwind().cards[card], northwind())
    canvas, _ = background(sheet, lambda _: None, lambda *_: None)
    paint(canvas, [item for item in sheet.items if isinstance(item, Shape)], lambda *_: None)
    assert all(_worst(canvas, item) >= READABLE for item in sheet.items if isinstance(item, Text))
