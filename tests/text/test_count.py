import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.text.count import emoji_as_bytes, graphemes, split_graphemes, utf16

COUNTS = [
    ("", 0, 0),
    ("coffee", 6, 6),
    ("Кофе — это…", 11, 11),
    ("e\u0301", 1, 2),
    ("👨‍👩‍👧", 1, 8),
    ("🇩🇪🇫🇷", 2, 8),
    ("👍🏽", 1, 4),
    ("a\r\nb", 3, 4),
    ("한국", 2, 2),
    ("\u1100\u1161\u11a8", 1, 3),
    ("café ☕️", 6, 7),
    ("−30 %", 5, 5),
]


@pytest.mark.parametrize(("text", "clusters", "units"), COUNTS)
def test_characters_are_counted_as_readers_and_telegram_see_them(
    text: str, clusters: int, units: int
) -> None:
    assert (graphemes(text), utf16(text)) == (clusters, units)


@given(st.text())
def test_the_quick_count_agrees_with_the_split(text: str) -> None:
    pieces = split_graphemes(text)
    assert graphemes(text) == len(pieces)
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("coffee", 6),
        ("Кофе — это…", 11),
        ("e\u0301", 1),
        ("한국", 2),
        ("👍", 4),
        ("👍🏽", 8),
        ("👨‍👩‍👧‍👦", 25),
        ("🇩🇪🇫🇷", 16),
        ("1️⃣", 7),
        ("☕️", 6),
        ("©", 2),
        ("𝐛𝐨𝐥𝐝", 4),
    ],
)
def test_an_emoji_counts_its_bytes(text: str, length: int) -> None:
    assert emoji_as_bytes(text) == length


@given(st.text())
def test_no_emoji_counts_less_than_it_is_seen(text: str) -> None:
    assert graphemes(text) <= emoji_as_bytes(text) <= len(text.encode())
