"""Plain messages need no parser, and a parser would make the very same of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.build.marked import marked_html, parsed_html
from smmgen.build.quick import quick_html, quick_markdown
from smmgen.build.richtext import Habit, cleaned, parsed, safe_href

SIGNS = [
    *"aя1 _*-+>#=:.,!?()[]<>&;~|`\\\"'\n/🌲\u00a0\u2028\t",
    "  ",
    "\n\n",
    "\n- ",
    "\n> ",
    "\n\n- ",
    "\n\n> ",
]
SIGNS += [
    "**",
    "~~",
    "***",
    "1. ",
    "1) ",
    "- - ",
    "\\#",
    "\\*",
    "---",
    "&amp;",
    "&copy",
    "|-|",
    "x_y",
    "Кофе ",
]
SIGNS += ["**b**", "[w](https://e.example/a?b=1&c=2#d)", "[w]: https://e.example", "![w](https://e.example)"]
SIGNS += [
    "https://e.example/x_y",
    "(https://e.example).",
    "[в лес](https://e.example/%D0%B0)",
    "www.e.example",
]
TAGS = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='x'>",
    "<b/>",
    "<script>",
    "</a>",
    "<!-- c -->",
    "<br>",
    "<pre>",
]
TAGS += [
    "</pre>",
    '<a href="https://e.example/?a=1&amp;b=2">',
    '<a href="tg://x">',
    '<a href="x:y">',
    "&lt;",
    "&",
]
TAGS += [
    "<tg-spoiler>",
    "</tg-spoiler>",
    "<b>b</b>",
    "#tag ",
    "@name ",
    "<code>",
    "</code>",
    "https://e.example",
    "я",
]


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=14).map("".join)


@given(texts(SIGNS))
def test_markdown_is_what_the_parser_makes_of_it(text: str) -> None:
    assert marked_html(text, safe_href) == parsed_html(text, safe_href)


@given(texts(TAGS))
def test_html_is_what_the_parser_makes_of_it(text: str) -> None:
    assert cleaned(text, Habit()) == parsed(text, Habit())


@pytest.mark.parametrize(
    "text",
    [
        "Открыто с **девяти** до [шести](https://e.example/?a=1&b=2).\n\n- кофе\n- чай\n\n\\#утро @name",
        "One line\nand another, (https://e.example/a_b)!\n\n> Said\n> twice\n\n> and again",
    ],
)
def test_plain_markdown_takes_no_parser(text: str) -> None:
    assert quick_markdown(text, safe_href) == parsed_html(text, safe_href)


def test_plain_html_takes_no_parser() -> None:
    text = (
        '<b>Открыто</b> <a href="https://e.example/?a=1&amp;b=2">до <i>шести</i></a> &amp; <pre>дальше</pre>'
    )
    shapes = {"b": "strong", "i": "em", "pre": "pre"}
    made = quick_html(text, shapes, str, lambda href: f'<a href="{href}">', frozenset({"pre"}))
    assert made == text.replace("b>", "strong>").replace("i>", "em>").replace("&amp;", "&")
