"""How Mastodon counts, and what it makes of a text."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from smmgen.sandbox.mastodon_text import count, find, render
from tests.sandbox.speak import Mastodon

COUNTS = [
    ("", 0),
    ("abc", 3),
    ("👨‍👩‍👧‍👦", 1),
    ("e\u0301", 1),
    ("🇩🇪🇫🇷", 2),
    ("https://a.example", 23),
    ("https://a.example/" + "x" * 300, 23),
    ("see https://a.example/b, now", 32),
    ("(https://a.example/b)", 25),
    ("https://a.example/b_(c)", 23),
    ("www.a.example", 13),
    ("a.example/b", 11),
    ("ftp://a.example", 15),
    ("@anna@coffee.example", 5),
    ("@anna", 5),
    ("mail anna@coffee.example", 24),
    ("#ColdBrew", 9),
    ("https://a.example/@anna@b.example", 23),
]
FOUND = [
    ("#ColdBrew #2026 #кофе a#b #a_1", ["ColdBrew", "кофе", "a_1"]),
    ("@a @b@c.example x@y.example", ["a", "b@c.example"]),
    ("https://a.example/#tag #real", ["https://a.example/#tag", "real"]),
]


@pytest.mark.parametrize(("text", "length"), COUNTS)
def test_length_is_counted_as_mastodon_does(text: str, length: int) -> None:
    assert count(text) == length


@pytest.mark.parametrize(("text", "values"), FOUND)
def test_links_mentions_and_hashtags_are_found(text: str, values: list[str]) -> None:
    assert [piece.value for piece in find(text)] == values


@given(st.text(alphabet="ab @#:/.\n(é👍🏽\u0301", max_size=60))
def test_a_text_never_counts_more_than_its_characters_and_23_for_a_url(text: str) -> None:
    urls = sum(1 for piece in find(text) if piece.kind == "link")
    assert count(text) <= len(regex.findall(r"\X", text)) + 23 * urls
    assert count(text, "warning") >= count(text)


@given(st.text(max_size=80))
def test_any_text_can_be_rendered(text: str) -> None:
    assert "<script" not in render(text, "https://a.example")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br />b</p><p>c</p>"),
        ('<b> & "c"', "<p>&lt;b&gt; &amp; &quot;c&quot;</p>"),
        (
            "#Ab",
            '<p><a href="https://m.example/tags/Ab" class="mention hashtag" rel="tag">#<span>Ab</span></a></p>',
        ),
        (
            "@a@b.example",
            (
                '<p><span class="h-card" translate="no"><a href="https://b.example/@a" class="u-url mention">'
                "@<span>a</span></a></span></p>"
            ),
        ),
        (
            "https://www.a.example/bcdefghijklmnopqrstuvwxyz?q=1&r",
            (
                '<p><a href="https://www.a.example/bcdefghijklmnopqrstuvwxyz?q=1&amp;r" target="_blank"'
                ' rel="nofollow noopener" translate="no"><span class="invisible">https://www.</span>'
                '<span class="ellipsis">a.example/bcdefghijklmnopqrstu</span>'
                '<span class="invisible">vwxyz?q=1&amp;r</span></a></p>'
            ),
        ),
    ],
)
def test_text_is_rendered_as_html(text: str, html: str) -> None:
    assert render(text, "https://m.example") == html


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("a" * 500, ""),
        ("👨‍👩‍👧‍👦" * 500, ""),
        ("a" * 400, "w" * 100),
        ("a" * 476 + " https://a.example/" + "x" * 300, ""),
        ("a" * 494 + " @anna@coffee.example", ""),
    ],
)
def test_500_are_taken_and_501_refused(mastodon: Mastodon, text: str, warning: str) -> None:
    assert count(text, warning) <= 500
    assert mastodon.post(status=text, spoiler_text=warning).status_code == 200
    more = "b" * (501 - count(text, warning))
    refused = mastodon.post(status=more + text, spoiler_text=warning)
    assert (refused.status_code, refused.json()) == (
        422,
        {"error": "Validation failed: Text character limit of 500 exceeded"},
    )
