"""Order of right-to-left text; the expected orders are those of the `unicode-bidi` library."""

from itertools import pairwise

import pytest

from smmgen.cards.choice import Faces, for_language
from smmgen.cards.direction import LRM, RLM, direction, kept, levels, visual
from smmgen.cards.font import ink, pieces, width
from tests.cards.world import northwind


def faces() -> Faces:
    return (northwind().fonts["text"], *northwind().fallback)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coffee", "ltr"),
        ("קפה", "rtl"),
        ("30% הנחה", "rtl"),
        ("☕ قهوة", "rtl"),
        ("Northwind קפה", "ltr"),
        ("", "ltr"),
        ("30 %", "ltr"),
        ("コーヒー", "ltr"),
    ],
)
def test_a_paragraph_starts_where_its_first_letter_does(text: str, expected: str) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc", "abc"),
        ("אב 12", "12 בא"),
        ("אב ab 12%", "ab 12% בא"),
        ("a אב b", "a בא b"),
        ("אב (a) ג", "ג )a( בא"),
        ("אב 5-7", "5-7 בא"),
        ("عا 5%", "%5 اع"),
        ("عا 5-7", "7-5 اع"),
        ("a (אב) b", "a (בא) b"),
        ("אב a-b!", "!a-b בא"),
        ("€5 אב", "בא €5"),
    ],
)
def test_signs_are_seen_in_the_order_of_the_standard(text: str, seen: str) -> None:
    assert "".join(text[place] for place in visual(levels(text))) == seen


def test_a_line_keeps_the_direction_of_its_paragraph() -> None:
    assert kept("Winter Roast", "rtl") == RLM + "Winter Roast"
    assert kept("אב", "ltr") == LRM + "אב"
    assert kept("Winter Roast", "ltr") == "Winter Roast"


def test_a_mark_of_direction_takes_no_room() -> None:
    assert width(RLM + "Winter", faces(), 100) == pytest.approx(width("Winter", faces(), 100))
    assert ink(RLM + "Winter", faces()).left == pytest.approx(ink("Winter", faces()).left, abs=0.01)


def test_pieces_stand_from_left_to_right_without_gaps() -> None:
    placed = pieces("חינם 30% Winter ☕", faces())
    assert placed[0].text == "☕"
    for one, other in pairwise(placed):
        assert other.x == pytest.approx(one.x + one.advance)


def test_a_word_of_joined_letters_is_one_piece_and_never_spaced() -> None:
    assert [piece.text for piece in pieces("قهوة", faces(), 0.1)] == ["قهوة"]
    assert width("قهوة", faces(), 100, 0.1) == width("قهوة", faces(), 100)


def test_spaced_hebrew_letters_stand_from_right_to_left() -> None:
    assert [piece.text for piece in pieces("אבג", faces(), 0.1)] == ["ג", "ב", "א"]


def test_a_language_has_its_own_shapes_and_a_font_with_all_its_letters() -> None:
    assert {face.language for face in for_language(faces(), "zh-TW")} == {"zh-Hant"}
    assert "NotoSans-" in for_language(faces(), "vi")[0].path
    assert "Golos" in for_language(faces(), "uk")[0].path
