"""An article's HTML as plain text, and as blocks."""

import pytest

from smmgen.markup.article import article
from smmgen.markup.article_parts import lines, parts
from smmgen.model.document import Mark
from smmgen.model.source import Source
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading


def html(markdown: str) -> str:
    return article(read_markdown(Reading(Source("post.md", markdown)), markdown).blocks).text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Sale\n\nAll **beans**\\\nmust go.", "Sale\n\nAll beans\nmust go."),
        ("See [here](https://e.example/?a=1&b=2)!", "See here (https://e.example/?a=1&b=2)!"),
        ("<https://e.example/>", "https://e.example/"),
        ("- one\n- two\n  1. deep\n  2. deeper\n- three", "- one\n- two\n  1. deep\n  2. deeper\n- three"),
        ("- one\n\n  more of it\n- two", "- one\n\n  more of it\n\n- two"),
        ("7. seven\n8. eight", "7. seven\n8. eight"),
        ("> Good.\n>\n> - Very\n>\n> > Indeed", "> Good.\n>\n> - Very\n>\n> > Indeed"),
        ("```\na = 1\n\n  b\n```", "    a = 1\n\n      b"),
        ("| a | b |\n|---|---|\n| c | <d> |", "a — b\nc — <d>"),
        ("One.\n\n***\n\nTwo.", "One.\n\n* * *\n\nTwo."),
        ("1 < 2 & `<p>`", "1 < 2 & <p>"),
    ],
)
def test_an_article_as_plain_text(markdown: str, plain: str) -> None:
    assert "\n".join(lines(html(markdown))) == plain


def test_looks_nest() -> None:
    (part,) = parts(html("A **b *c*** [*d*](https://e.example)"))
    assert [(one.text, one.marks, one.href) for one in part.stretches] == [
        ("A ", Mark.NONE, ""),
        ("b ", Mark.BOLD, ""),
        ("c", Mark.BOLD | Mark.ITALIC, ""),
        (" ", Mark.NONE, ""),
        ("d", Mark.ITALIC, "https://e.example"),
    ]


def test_a_figure_has_its_text_and_its_caption() -> None:
    figure, caption = parts(
        '<figure><img src="file:1" alt="A &amp; b"><figcaption>Then</figcaption></figure>'
    )
    assert (figure.kind, figure.source, figure.alt, caption.text) == ("figure", "file:1", "A & b", "Then")
