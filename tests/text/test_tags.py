import pytest

from smmgen.text import hashtags, mentions
from smmgen.text.slug import slug

HASHTAGS = [
    ("#coffee and #Кофе2026!", ["#coffee", "#Кофе2026"]),
    ("issue #12, a#b, /#x, &#39;", []),
    ("(#cold_brew)", ["#cold_brew"]),
    ("##twice", []),
]


@pytest.mark.parametrize(("text", "found"), HASHTAGS)
def test_hashtags_have_a_letter_and_stand_alone(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in hashtags.find(text)] == found


MENTIONS = [
    ("@anna, @anna@coffee.example.", ["@anna", "@anna@coffee.example"]),
    ("ask@northwind.example", []),
    ("@northwind.example says", ["@northwind.example"]),
    ("@@x", []),
]


@pytest.mark.parametrize(("text", "found"), MENTIONS)
def test_mentions_are_told_from_mail_addresses(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in mentions.find(text)] == found


@pytest.mark.parametrize(
    ("tag", "camel", "snake"),
    [("cold brew", "#ColdBrew", "#cold_brew"), ("coffee", "#coffee", "#coffee"), ("V60", "#V60", "#V60")],
)
def test_tags_of_several_words_are_spelled_for_readers(tag: str, camel: str, snake: str) -> None:
    assert (hashtags.camel(tag), hashtags.snake(tag)) == (camel, snake)


@pytest.mark.parametrize(
    ("title", "name"),
    [("−30 % on all beans!", "30-on-all-beans"), ("Зимняя распродажа", "zimniaia-rasprodazha"), ("!!!", "")],
)
def test_titles_become_ids(title: str, name: str) -> None:
    assert slug(title) == name
