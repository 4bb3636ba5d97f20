import pytest

from smmgen.markup.spelled import spelled_out


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &amp; <b>b</b>", "a & b"),
        ('<a href="https://a.example/x?a=1&amp;b=2">here</a>.', "here (https://a.example/x?a=1&b=2)."),
        ('<a href="https://a.example">a.example</a>', "a.example"),
        ('<a href="https://a.example"><b>a</b> b</a>', "a b (https://a.example)"),
    ],
)
def test_addresses_stand_behind_their_words(html: str, text: str) -> None:
    assert spelled_out(html) == text
