"""HTML as a page's readers see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.sandbox.html_page import read

CASES = [
    ("<p>a\n  b</p>\n<p>c</p>", "a b\n\nc"),
    ("a<br>b<br/>\nc", "a\nb\nc"),
    ("<h2>Head</h2><p>Body</p>", "Head\n\nBody"),
    ("<ul><li>a</li><li><p>b</p></li></ul><p>c</p>", "• a\n• b\n\nc"),
    ('<ol start="3"><li>a<ul><li>b</li></ul></li><li>c</li></ol>', "3. a\n  • b\n4. c"),
    ("<blockquote><p>a</p><p>b</p></blockquote>c", "a\n\nb\n\nc"),
    ("<pre><code>x = 1\n  y\n</code></pre><p>z</p>", "x = 1\n  y\n\nz"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
    ("<p>a<script>b()</script> &amp; &lt;c&gt;&nbsp;d</p>", "a & <c>\xa0d"),
    ("<figure><img src='x' alt='y'><figcaption>Caption</figcaption></figure>", "Caption"),
    ("<p>a <b>b</p><p>c</b> d", "a b\n\nc d"),
]


@pytest.mark.parametrize(("source", "text"), CASES)
def test_what_is_read(source: str, text: str) -> None:
    assert read(source).text.text == text


def test_lines_and_tags_of_a_messenger() -> None:
    shown = read("a <b>b </b>\n\n<p>c</p><img src='x'>", lines=True, inline=True)
    assert (shown.text.text, shown.pictures, shown.unknown) == ("a b \n\nc", (), ("img",))


def test_a_mark_ends_with_its_text() -> None:
    (mark,) = read("<p>a <b>bold </b></p>").text.marks
    assert (mark.start, mark.end, mark.kind) == (2, 6, "bold")


TAGS = ["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<br>", "<pre>", "</pre>", "<blockquote>"]


@given(st.lists(st.sampled_from([*TAGS, "a", " ", "\n", "&amp;", "<script>", "</script>", "<td>"])))
def test_whatever_the_tags_the_marks_lie_in_the_text(parts: list[str]) -> None:
    shown = read("".join(parts)).text
    assert all(0 <= mark.start < mark.end <= len(shown.text) for mark in shown.marks)
    assert shown.text == shown.text.strip()
