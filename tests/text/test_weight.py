"""The weight of a text on X; each case follows from the published rules."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.text.tweet_urls import find_tweet_urls
from smmgen.text.weight import weighted_length

LABEL = "a" * 63


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Beans", 5),
        ("Зёрна «Гуджи» — “лучшие”", 24),
        ("שלום עולם", 9),
        ("咖啡豆", 6),
        ("コーヒー", 8),
        ("커피", 4),
        ("…", 2),
        ("№ 5 → 6 ₽", 12),
        ("e\u0301", 1),
        ("\u2009\u200d′", 3),
        ("☕", 2),
        ("☕️", 2),
        ("☺ and ☺️", 9),
        ("© and ©️", 8),
        ("👩‍👩‍👧‍👦", 2),
        ("🙋🏽‍♀️", 2),
        ("🏳️‍🌈🏴‍☠️", 4),
        ("🇩🇪🇫🇷", 4),
        ("✨️ ⚡️", 7),
        ("🍎🏽 👋🏽", 7),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
        ("1️⃣ #️⃣ 1", 7),
        ("🫩", 2),
        ("🧑🏽‍🐰‍🧑🏿", 2),
        ("see https://northwind.coffee/a/very/long/path?with=parameters&more#x now", 31),
        ("northwind.coffee", 23),
        ("https://northwind.example", 25),
        ("https://пример.рф/путь", 23),
        ("https://northwind.coffee/кофе ☕", 26),
        ("https://a.com https://b.com", 47),
        ("mail anna@northwind.coffee", 26),
        ("énorthwind.coffee", 24),
    ],
)
def test_weight(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("a.com, b.org. (c.net) d.co.uk!", ["a.com", "b.org", "c.net", "d.co.uk"]),
        ("HTTPS://A.COM/B", ["HTTPS://A.COM/B"]),
        ("Node.js and main.rs and file.txt", ["main.rs"]),
        ("@a.com #a.com $a.com a@b.com", []),
        ("http://a.com:80/b?c=d#e.", ["http://a.com:80/b?c=d#e"]),
        ("http://a.com/b_(c)_(d(e))", ["http://a.com/b_(c)_(d(e))"]),
        ("(http://a.com/b)", ["http://a.com/b"]),
        ("http://a.com/@anna/post", ["http://a.com/@anna/post"]),
        ("豆子a.com豆子", ["a.com"]),
        ("豆子.com", []),
        ("http://豆子.com/x", ["http://豆子.com/x"]),
        ("http://a.comの話", ["http://a.com"]),
        ("http://a.com1", []),
        ("a_b.com", []),
        ("http://a_b.c.com", ["http://a_b.c.com"]),
        ("-a.com", []),
        ("http://xn--e1afmkfd.xn--p1ai/", ["http://xn--e1afmkfd.xn--p1ai/"]),
        ("http://xn--豆.com", []),
        (f"http://{LABEL}.com", [f"http://{LABEL}.com"]),
        (f"http://{LABEL}a.com", []),
        (f"http://t.co/{'a' * 40}/more", [f"http://t.co/{'a' * 40}"]),
        (f"http://t.co/{'a' * 41}", []),
        (f"http://a.com/{'b' * 4100}", []),
        ("vermögensberater", []),
        ("a.vermögensberater", ["a.vermögensberater"]),
        ("\u200fhttp://a.com\u200f", ["http://a.com"]),
    ],
)
def test_addresses(text: str, urls: list[str]) -> None:
    assert [text[start:end] for start, end in find_tweet_urls(text)] == urls


@given(st.text(st.sampled_from("ab.-_/@:(か ?#xn😷é") | st.sampled_from("\u200d\ufe0f1\u20e3")))
def test_addresses_are_in_order_and_whatever_is_written_has_a_weight(text: str) -> None:
    spans = find_tweet_urls(text)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert weighted_length(text) <= 2 * len(text) + 23 * len(spans)


@given(st.text("ab. ", max_size=30), st.integers(2000, 4000))
def test_a_long_text_is_counted_as_its_parts(text: str, times: int) -> None:
    assert weighted_length("豆" * times + "\n" + text) == 2 * times + 1 + weighted_length(text)
