"""Text of many scripts as one picture, so that a change is seen; and what writing must do anywhere."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from smmgen.cards.choice import Faces, for_language
from smmgen.cards.difference import compare
from smmgen.cards.direction import direction
from smmgen.cards.emoji import picture
from smmgen.cards.font import ink, width
from smmgen.cards.letters import write
from smmgen.cards.sheet import Text
from smmgen.model.colour import Colour
from smmgen.read.theme import read_theme
from smmgen.read.tree import Memory
from smmgen.text.emphasis import marked
from tests.cards.world import ROOT

INK: Colour = (247, 238, 223)
ACCENT: Colour = (242, 180, 92)
GROUND: Colour = (20, 35, 59)
LINES = [
    ("en", "Open *cupping*: ÅÉ, AV, fi ☕"),
    ("ru", "Скидка *30 %*, Ёж и Й → ₽ ✓"),
    ("el", "Δοκιμάστε τον *νέο* καφέ"),
    ("vi", "Giảm giá *cho tất cả*"),
    ("ar", "خصم *30%* على Northwind ☕"),
    ("he", "הנחה *30%* (Winter) 24.12"),
    ("ja", "冬の*コーヒー*、直送。"),
    ("zh-CN", "冬季*烘焙*，直送骨。"),
    ("ko", "겨울 *원두* 할인"),
    ("hi", "सर्दियों की *कॉफ़ी*"),
    ("th", "กาแฟ*ฤดูหนาว*"),
    ("en", "👩‍🚀 🇩🇪 👍🏽 1️⃣ ❤️ ❤︎"),
]


def faces(language: str = "en") -> Faces:
    plain, _ = read_theme(Memory({}), "")
    return for_language((plain.fonts["text"], *plain.fallback), language)


def test_every_script_looks_as_it_did() -> None:
    now, place = _all(), Path(ROOT / "tests/cases/cards/scripts.png")
    if os.environ.get("SMMGEN_REWRITE"):
        now.save(place, optimize=True)
    assert not compare(Image.open(place), now).is_visible


def _all() -> Image.Image:
    canvas = Image.new("RGB", (1040, 420), GROUND)
    for number, (language, written) in enumerate(LINES):
        left, y = 20 + number % 2 * 520, 50 + number // 2 * 66
        text, emphasis = marked(written)
        shift = 480 - width(text, faces(language), 34) if direction(text) == "rtl" else 0
        line = _text(text, left + shift, y, language=language, accent=ACCENT, emphasis=emphasis)
        write(canvas, replace(line, size=34))
    return canvas


def _text(text: str, x: float = 20, y: float = 60, language: str = "en", **more: object) -> Text:
    return Text(text=text, x=x, y=y, size=40, faces=faces(language), fill=INK, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["Jagd ÅÉЙ", "خصم ع", "קפה 5", "コーヒー", "👩‍🚀 ok", "ฤดู", "AV fi", "\u200f"]
)
def test_ink_lies_where_it_was_measured(text: str) -> None:
    canvas = Image.new("RGB", (600, 120))
    write(canvas, _text(text))
    box = canvas.getbbox()
    wanted = [at * 40 + origin for at, origin in zip(ink(text, faces()), (20, 60, 20, 60), strict=True)]
    assert box is None or box == pytest.approx(wanted, abs=2.5)
    assert bool(box) == (text != "\u200f")


@pytest.mark.parametrize("text", ["Tea time now", "خصم على القهوة", "הנחה של קפה"])
def test_emphasis_moves_nothing(text: str) -> None:
    one, other = (Image.new("RGB", (600, 120)) for _ in range(2))
    write(one, _text(text))
    write(other, _text(text, accent=INK, emphasis=((4, 8),)))
    assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 0.4


def test_emphasis_is_in_its_colour_alone() -> None:
    canvas = Image.new("RGB", (600, 120))
    write(canvas, _text("Tea time", accent=ACCENT, emphasis=((0, 8),)))
    colours = {colour for _, colour in canvas.getcolors(10_000) or []}
    assert ACCENT in colours
    assert INK not in colours


def test_an_emoji_is_drawn_once_for_a_size() -> None:
    face = next(face for face in faces() if face.is_colour)
    assert picture("☕", face, 48) is picture("☕", face, 48)
    assert picture("☕", face, 48).height == 48


def test_fonts_that_a_text_does_not_need_stay_closed() -> None:
    plain, _ = read_theme(Memory({}), "")
    fonts = (plain.fonts["text"], *plain.fallback)
    assert width("Coffee и кофе", fonts, 40) > 0
    assert not [face.path for face in fonts if face.is_colour and "_file" in vars(face)]
    assert not [face.path for face in fonts if "CJK" in face.path and "_file" in vars(face)]
