"""Our two counts of a text for X, the adapter's and the sandbox's, beside X's own library.

Left out on purpose: joined emoji and flags that are none, which we count as one, and domains of our own
making in punycode.
"""

import random
from collections.abc import Callable

import pytest

from smmgen.sandbox.x_length import length
from smmgen.text.weight import weighted_length
from tests.servers.conftest import Weighed

TEXTS = [
    "Kaffee für 3,50 € — „heute“, nicht morgen …",
    "Зёрна «Гуджи» № 5 → 900 ₽",
    "咖啡豆を買う 커피",
    "قهوة עברית ελληνικά",
    "cafe\u0301 \u2009\u200b\u200d′″‹›‼",
    "© © \ufe0f ©️ ® ™ ™️",
    "☕ ☕️ ☺ ☺️ ☺︎ ✨️ ⚡️ ❤ ❤️",
    "👩‍👩‍👧‍👦 🙋🏽‍♀️ 🏳️‍🌈 🏴‍☠️ 🍎🏽 👋🏽",
    "🇩🇪🇫🇷🇩 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ #️⃣ 1\u20e3",
    "a.com, b.org. (c.net) d.co.uk! e.g. i.e. Node.js main.rs",
    "https://a.com/b_(c)_(d(e))?f=g&h#i. http://a.com:80/@anna/post http://a.com/кофе",
    "@a.com #a.com $a.com a@b.com -a.com _a.com /a.com ..a.com",
    "豆子a.com豆子 豆子.com http://豆子.com/x кофе.рф https://кофе.рф/меню",
    "éexample.com a éexample.com example.com_b example.com-b a_b.com http://a_b.c.com",
    f"http://{'a' * 63}.com http://{'a' * 64}.com http://t.co/{'a' * 40}/b http://t.co/{'a' * 41}",
    "https://northwind.example/sale \u200fhttp://a.com\u200f \u202ab.org\u202c",
]
PIECES = [
    *(
        "https://",
        "http://",
        "www.",
        "example",
        ".com",
        "b.org",
        "x.рф",
        "t.co",
        "кофе",
        "中",
        "é",
        "e\u0301",
    ),
    *(".", "/", "-", "_", "@", "#", "$", "?", "=", "&", ":", ":80", "(", ")", "!", "»", "“", " ", "1", "a"),
    *("/path", "%20", "\u200f", "😀", "👨‍👩‍👧", "👋🏽", "©", "☕", "🇩🇪", "…"),
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    dice = random.Random(20261201)
    made = ["".join(dice.choices(PIECES, k=dice.randint(1, 9))) for _ in range(3000)]
    return [*TEXTS, *made]


@pytest.mark.parametrize("count", [weighted_length, length])
def test_a_text_weighs_what_x_says(weighed: Weighed, texts: list[str], count: Callable[[str], int]) -> None:
    ours = {text: count(text) for text in texts}
    assert ours == dict(zip(texts, weighed(texts), strict=True))
