"""What stands in a text is placed where it was written, escapes and entities before it or not."""

import pytest

from tests.check.world import found, post


@pytest.mark.parametrize(
    "before", ["", "Bags &amp; cups: ", "5 \\* 3 \\_ and &#39;so&#39; ", "*Cups* &mdash; all of them, "]
)
def test_links_are_found_at_their_own_column(before: str) -> None:
    text = f"{before}https://bit.ly/x1 and, &lt;once more, https://bit.ly/x1"
    places = [one.span.column for one in found({"content/posts/beans.md": post(text)}, "LNK007")]
    assert places == [text.find("https") + 1, text.rfind("https") + 1]


def test_html_behind_an_entity() -> None:
    text = "Bags &amp; cups <b>"
    (told,) = found({"content/posts/beans.md": post(text)}, "MDN004")
    assert (told.span.column, told.span.end_column) == (text.index("<") + 1, len(text) + 1)
