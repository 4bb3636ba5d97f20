"""A first comment stands below the post on each account that has not its own."""

import pytest

from tests.check.world import checked, post


@pytest.mark.parametrize(
    ("own", "comments"),
    [("", ["Ask us.", "Ask us."]), ('""', ["Ask us."]), ("Toot at us.", ["Ask us.", "Toot at us."])],
)
def test_an_account_may_have_another_comment_or_none(own: str, comments: list[str]) -> None:
    variants = f"{{masto: {{first_comment: {own}}}}}"
    text = post("All beans must go.", accounts="[bsky, masto]", first_comment="Ask us.", variants=variants)
    made = checked({"content/posts/beans.md": text}).variants
    found = [one.written.visible for variant in made for one in variant.messages if one.is_comment]
    assert found == comments
