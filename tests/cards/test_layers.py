"""What cards of a theme may be made of, beyond what the packaged ones use."""

from io import BytesIO

import pytest
from PIL import Image

from smmgen.cards.extent import ink_box
from smmgen.cards.layout import lay_out
from smmgen.cards.picture import draw
from smmgen.cards.sheet import Fill, Photograph, Shape, Sheet, Text, Veil
from smmgen.model.theme import Theme
from smmgen.read.theme import read_theme
from smmgen.read.tree import Memory
from tests.cards.world import northwind, picture, reading

COLOURS = 'colours: {dark: "#14233B", light: "#F7EEDF", accent: "#F2B45C"}'


def themed(card: str) -> Theme:
    theme, findings = read_theme(
        Memory({"themes/mine/theme.yaml": COLOURS, "themes/mine/cards/own.yaml": card}), "mine"
    )
    assert not findings
    return theme


def laid_out(card: str, **asked: object) -> Sheet:
    theme = themed(card)
    return lay_out(picture("own", **asked), theme.cards["own"], theme)  # type: ignore[arg-type]


def texts(sheet: Sheet) -> dict[str, Text]:
    return {item.text: item for item in sheet.items if isinstance(item, Text)}


def test_chips_that_need_two_rows_fill_both() -> None:
    facts = "18 g coffee · 120 g water · 93 °C · 4 min"
    found = texts(laid_out("extends: recipe\n", size="wide", fields={"facts": facts}))
    feet = [found[fact].y for fact in facts.split(" · ")]
    assert feet[0] == feet[1] < feet[2] == feet[3]


def test_what_stands_beside_a_column_takes_no_room_from_it() -> None:
    sheet = laid_out(
        "extends: promo\n", size="wide", photo="", headline="All beans", fields={"badge": "−5 %"}
    )
    alone = laid_out("extends: promo\n", size="wide", photo="", headline="All beans", fields={})
    assert texts(sheet)["All beans"].size == texts(alone)["All beans"].size


def test_a_layer_of_a_card_that_is_extended_changes_one_by_one() -> None:
    sheet = laid_out("extends: promo\nlayers:\n  badge: none\n", fields={"price": "€9", "badge": "−5 %"})
    assert "€9" in texts(sheet)
    assert "−5 %" not in texts(sheet)


def test_a_line_whose_fields_are_empty_is_left_out() -> None:
    sheet = laid_out("extends: promo\n", fields={"old": "€12"})
    assert not [text for text in texts(sheet) if "{" in text]


def test_a_text_by_language() -> None:
    card = "layers:\n  words: {kind: text, text: {en: Hello, ru: Привет}}\n"
    assert list(texts(laid_out(card, language="ru"))) == ["Привет"]


def test_a_wide_picture_may_look_otherwise() -> None:
    card = "layers:\n  strip: {kind: colour, colour: accent}\nwhen:\n  wide: {layers: {strip: {colour: light}}}\n"
    grounds = [[item.start for item in laid_out(card, size=size).under][-1:] for size in ("square", "link")]
    assert grounds == [[(242, 180, 92)], [(247, 238, 223)]]


def test_words_below_come_from_above_in_a_mirror() -> None:
    right = laid_out("extends: event\n", language="he", fields={"date": "2026-12-12"}, headline="שלום")
    left = laid_out("extends: event\n", language="en", fields={"date": "2026-12-12"}, headline="Hello")
    edge = ink_box(texts(right)["שלום"]).right
    assert abs(edge - right.safe.right) < 2 < abs(ink_box(texts(left)["Hello"]).right - left.safe.right)
    assert right.signature.box.right > right.width / 2 > left.signature.box.right


def test_a_panel_at_the_right_leaves_the_left_to_the_photo() -> None:
    card = "extends: _panel\nwhen:\n  wide: {layers: {panel: {side: right}}}\n"
    sheet = laid_out(card, size="link")
    (photo,) = (item for item in sheet.under if isinstance(item, Photograph))
    assert photo.box.left == 0
    assert sheet.words.left > photo.box.right


@pytest.mark.parametrize("side", ["below", "above", "even"])
def test_a_shade_covers_the_words(side: str) -> None:
    card = f"extends: _over\nlayers:\n  photo: {{shade: {side}}}\n"
    sheet = laid_out(card)
    (veil,) = (item for item in sheet.under if isinstance(item, Veil))
    assert (veil.side, veil.words.top <= sheet.words.top) == (side, True)


def test_the_order_of_layers_is_the_order_of_painting() -> None:
    card = (
        "layers:\n  photo: {}\n  star: {kind: shape, form: star, area: [10%, 10%, 20%, 20%]}\n"
        "  fade: {kind: gradient, colours: [dark, accent], angle: 45, under: star}\n"
    )
    assert [type(item) for item in laid_out(card).under[1:]] == [Photograph, Fill, Shape]


@pytest.mark.parametrize("effect", ["mono", "duotone", "blur"])
def test_an_effect_changes_the_photo(effect: str) -> None:
    drawn = [
        draw(picture("own"), themed(f"layers:\n  photo: {{{words}}}\n"), reading({})).data
        for words in (f"effect: {effect}", "")
    ]
    assert drawn[0] != drawn[1]


def test_a_second_photo_is_shown() -> None:
    blue = BytesIO()
    Image.new("RGB", (900, 900), "#0000ff").save(blue, "PNG")
    files = {"after.png": blue.getvalue()}
    made = draw(picture("before-after", fields={"after": "after.png"}), northwind(), reading(files))
    red, green, blues = Image.open(BytesIO(made.data)).getpixel((800, 400))  # type: ignore[misc]
    assert blues > 200 > 60 > max(red, green)


def test_a_list_too_long_for_its_card_says_how_much_fits() -> None:
    points = "\n".join(f"Point {n} with quite a few words that go on and on for a while" for n in range(30))
    (fault,) = laid_out("extends: list\n", fields={"items": points}).faults
    assert (fault.code, "characters; about" in fault.message) == ("CRD004", True)


@pytest.mark.parametrize(("marker", "first"), [("number", "1"), ("check", "One"), ("dot", "One")])
def test_points_have_their_marker(marker: str, first: str) -> None:
    card = f"extends: list\nlayers:\n  words: {{parts: {{items: {{marker: {marker}}}}}}}\n"
    said = list(texts(laid_out(card, headline="", fields={"items": "One\nTwo", "kicker": "Now"})))
    assert said[1] == first
