"""A post says what another does where their words are the same, however they are spaced."""

import pytest

from tests.check.world import checked, post

SAID = "All beans must go, come and see."


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        (SAID, True),
        ("All beans must go,  come and see.", True),
        ("All beans must go,\ncome and see.", True),
        ("All beans must go,\n\ncome and see.", True),
        ("All beans must go,\u00a0come and\u202fsee.", True),
        ("All beans\u200d must go, come and see.", False),
        ("All beans must go, come andsee.", False),
        ("All beans must go, come and see!", False),
    ],
    ids=["copied", "wide", "line", "paragraph", "unbreakable", "joiner", "together", "sign"],
)
def test_words_are_compared_and_not_the_space_between_them(text: str, is_same: bool) -> None:
    keys = {"status": "ready", "accounts": "[tg]"}
    files = {
        "content/posts/a.md": post(SAID, publish_at="2026-12-01 10:00", **keys),
        "content/posts/b.md": post(text, publish_at="2026-12-08 10:00", **keys),
    }
    found = [finding.post for finding in checked(files).findings if finding.code == "MSG001"]
    assert found == (["b"] if is_same else [])
