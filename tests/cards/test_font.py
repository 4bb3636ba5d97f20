import pytest

from smmgen.cards.font import Faces, ink, missing, runs
from tests.cards.world import northwind


def faces() -> Faces:
    return (northwind().fonts["display"], *northwind().fallback)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coffee и кофе", [("Coffee и кофе", "Literata")]),
        ("Tea ☕ now", [("Tea ", "Literata"), ("☕", "Emoji"), (" now", "Literata")]),
        ("30 % #1", [("30 % #1", "Literata")]),
        ("1️⃣", [("1⃣", "ColorEmoji")]),
        ("Καφές", [("Καφές", "NotoSans")]),
        ("“コーヒー” 5", [("“コーヒー”", "CJK"), (" 5", "Literata")]),
        ("👍🏽", [("👍🏽", "ColorEmoji")]),
        ("👩‍🚀", [("👩‍🚀", "ColorEmoji")]),
        ("🇩🇪", [("🇩🇪", "ColorEmoji")]),
        ("❤️", [("❤", "ColorEmoji")]),
        ("❤︎", [("❤︎", "Symbols")]),
        ("👩🏻‍❤️‍👨🏽", [("👩‍❤‍👨", "ColorEmoji")]),
        ("a\u200bb", [("a\u200bb", "Literata")]),
        ("tất cả", [("tất", "NotoSans"), (" ", "Literata"), ("cả", "NotoSans")]),
        ("קפה 30%", [("קפה", "Hebrew"), (" 30%", "Literata")]),
        ("コーヒー豆", [("コーヒー豆", "CJK")]),
    ],
)
def test_text_is_split_by_the_font_that_draws_it(text: str, expected: list[tuple[str, str]]) -> None:
    found = runs(text, faces())
    assert [run.text for run in found] == [part for part, _ in expected]
    assert all(name in run.face.path for run, (_, name) in zip(found, expected, strict=True))


def test_what_no_font_has_is_named_once() -> None:
    assert missing("ᚠᚢ coffee ᚠ 🫩", faces()) == ("ᚠ", "ᚢ", "🫩")


def test_the_ink_of_a_quotation_mark_hangs_above_the_base_line() -> None:
    shape = ink("“", faces())
    assert shape.top < shape.bottom < -0.3
