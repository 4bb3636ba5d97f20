"""What is found in charts, carousels and folders of pictures, from the post's file to the finding."""

import pytest

from tests.check.world import checked, post

POST = "content/posts/example.md"
PAGES = "One, Two, Three, Four, Five, Six, Seven, Eight"


def told(**keys: str) -> list[tuple[str, str]]:
    """Return codes and hints of a post's errors and warnings."""
    findings = checked({POST: post("Text.", status="review", **keys)}).findings
    ours = (one for one in findings if one.span.path == POST and one.severity != "info")
    return [(one.code, one.hint) for one in ours]


SILENT = [
    {"accounts": "[tg]", "carousel": f"{{pages: [{PAGES}], end: {{headline: End, detail: Now}}}}"},
    {"accounts": "[masto]", "image": "{card: chart, table: {Filter: 42, Espresso: 31}}"},
    {"accounts": "[masto]", "images": "{files: /content/media/b*, alt: {beans.jpg: Dark beans in a sack}}"},
]


@pytest.mark.parametrize("keys", SILENT, ids=lambda keys: list(keys)[-1])
def test_charts_carousels_and_folders_need_no_more_than_this(keys: dict[str, str]) -> None:
    assert told(**keys) == []


def test_a_carousel_with_too_many_pages_is_told_how_to_share_them_out() -> None:
    ((code, hint),) = told(accounts="[bsky]", carousel=f"{{cover: {{headline: Hi}}, pages: [{PAGES}]}}")
    assert code == "ABL002"
    assert hint.endswith("Or make 3 posts of it, with 3, 3 and 3 pictures.")


def test_a_page_on_an_unknown_card_is_told() -> None:
    codes = [code for code, _ in told(accounts="[tg]", carousel="{card: tips, pages: [One]}")]
    assert codes == ["REF003"]


def test_a_charts_faults_are_found_without_drawing() -> None:
    codes = [code for code, _ in told(accounts="[tg]", image="{card: chart, table: {Filter: many, Tea: 4}}")]
    assert codes == ["CHT002"]


def test_a_chart_without_numbers_is_told() -> None:
    assert [code for code, _ in told(accounts="[tg]", image="{card: chart}")] == ["CHT001"]
