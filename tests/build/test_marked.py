"""An article's Markdown on a page: our pictures where they stand, and nothing that leads astray."""

import pytest

from smmgen.build.article import numbers
from smmgen.build.marked import marked_article
from smmgen.build.richtext import safe_href

PICTURES = (("../media/0.jpg", "Cover"), ("../media/1.jpg", 'A "bag"'), ("", "Not drawn"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Sale", "<h2>Sale</h2>"),
        ("### Sale", "<h3>Sale</h3>"),
        ('![A "bag"](file:1)', '<p><img src="../media/1.jpg" alt="A &quot;bag&quot;" /></p>'),
        ("![Not drawn](file:2)", "<p>Not drawn</p>"),
        ("![Elsewhere](https://e.example/x.jpg)", "<p>Elsewhere</p>"),
        ("![No such](file:9)", "<p>No such</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[x](https://e.example)", '<p><a href="https://e.example" rel="noopener nofollow">x</a></p>'),
    ],
)
def test_markdown_on_a_page(text: str, html: str) -> None:
    assert marked_article(text, safe_href, PICTURES) == html


def test_which_pictures_stand_in_a_text() -> None:
    assert numbers("One ![a](file:2)\n\n![b \\[c\\]](file:10)") == {2, 10}
    assert numbers('<img src="file:1" alt="">') == {1}
