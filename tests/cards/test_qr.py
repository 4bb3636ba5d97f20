from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from smmgen.cards.encode import Wanted, encode
from smmgen.cards.paint import paint
from smmgen.cards.qr import qr
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Shape
from smmgen.cards.style import Style, style_of
from tests.cards.world import northwind

LINK = "https://northwind.example/winter?utm_source=story"
TEXTS = [LINK, "Зимняя распродажа: северный-ветер.рф/зима", "WIFI:T:WPA;S:Northwind;P:flat-white;;"]


def style(card: str = "promo", size: tuple[int, int] = (1080, 1080)) -> Style:
    theme = northwind()
    look = theme.cards[card].look(*size, is_bare=False)
    return style_of(look, theme, Scale(*size), "left", is_over_photo=False)


def drawn(text: str, look: Style, side: float = 300) -> Image.Image:
    image = Image.new("RGB", (600, 600), look.ground)
    paint(image, qr(text, look, side).place(100.4, 99.7), lambda *_: None)
    return image


def read(image: Image.Image) -> list[str]:
    written = encode(image, Wanted(asked="jpeg"))
    assert written
    jpeg = Image.open(BytesIO(written.data))
    return [found.text for found in zxingcpp.read_barcodes(jpeg.convert("L"))]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("card", ["promo", "quote"])
def test_a_code_is_read_back(text: str, card: str) -> None:
    assert read(drawn(text, style(card))) == [text]


def test_a_code_is_read_where_the_picture_is_shown_at_half_its_size() -> None:
    assert read(drawn(LINK, style(), 236).reduce(2)) == [LINK]


def test_a_plate_is_light_with_its_quiet_zone_and_whole_pixels() -> None:
    plate, *modules = qr(LINK, style(), 300).place(10.4, 20.6)
    assert isinstance(plate, Shape)
    boxes = [module.box for module in modules if isinstance(module, Shape)]
    assert plate.box == (10, 21, 310, 321)
    side = min(box.height for box in boxes)
    assert min(box.left for box in boxes) - plate.box.left >= 4 * side
    assert all(edge == int(edge) for box in boxes for edge in box)


def test_what_does_not_fit_says_how_much_would() -> None:
    block = qr(LINK * 20, style(), 300)
    (fault,) = block.faults
    assert (fault.code, block.place(0, 0)) == ("CRD004", [])
    fits = int(fault.message.split()[-1].rstrip("."))
    assert not qr((LINK * 20)[:fits], style(), 300).faults
    assert qr((LINK * 20)[: fits + 1], style(), 300).faults


def test_nothing_is_drawn_of_no_text() -> None:
    assert (qr("", style(), 300).height, qr("", style(), 300).faults) == (0, ())
