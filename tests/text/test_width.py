import pytest
from wcwidth import wcswidth

from smmgen.text.width import fitted, width

WIDE = [
    "Coffee",
    "Кофе на двоих",
    "Kaffee für zwei, ½ Liter — «so»",
    "コーヒーを二杯",
    "咖啡 ☕",
    "한국어",
    "👩‍🍳 and 🇩🇪 and 👍🏽",
    "❤️ beans",
    "1️⃣ 2️⃣",
    "café",
    "قهوة",
    "קפה",
    "★ ● ○ ◐ ‖",
    "​a",
]


@pytest.mark.parametrize("text", WIDE)
def test_a_text_is_as_wide_as_terminals_show_it(text: str) -> None:
    assert width(text) == wcswidth(text)


@pytest.mark.parametrize("text", WIDE)
@pytest.mark.parametrize("columns", [0, 1, 2, 5, 40])
def test_a_text_is_cut_and_padded_to_the_very_column(text: str, columns: int) -> None:
    assert wcswidth(fitted(text, columns)) == columns
