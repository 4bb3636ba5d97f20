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
        ("1️⃣", [("1", "Literata")]),
        ("Καφές", [("Καφές", "NotoSans")]),
        ("👍🏽", [("👍", "Emoji")]),
        ("a\u200bb", [("ab", "Literata")]),
    ],
)
def test_text_is_split_by_the_font_that_draws_it(text: str, expected: list[tuple[str, str]]) -> None:
    found = runs(text, faces())
    assert [run.text for run in found] == [part for part, _ in expected]
    assert all(name in run.face.path for run, (_, name) in zip(found, expected, strict=True))


def test_what_no_font_has_is_named_once() -> None:
    assert missing("コーヒー coffee コ", faces()) == ("コ", "ー", "ヒ")


def test_the_ink_of_a_quotation_mark_hangs_above_the_base_line() -> None:
    shape = ink("“", faces())
    assert shape.top < shape.bottom < -0.3
