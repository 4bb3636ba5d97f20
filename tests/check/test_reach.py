"""What networks show, and to whom: rules that look at what became of a post for each account."""

import pytest

from tests.check.wording import POST, codes
from tests.check.world import BRAND, checked, found, picture, post

ACCOUNTS = """\
  li: {network: linkedin, author: "urn:li:organization:1", token: env:LI_TOKEN}
  ig: {network: instagram, user_id: "1", token: env:IG_TOKEN}
  club: {network: discord, webhook: env:CLUB, channel: "1"}
  tg2: {network: telegram, chat: "@northwind2", token: env:TELEGRAM_TOKEN}
  tg-ru: {network: telegram, chat: "@northwind_ru", token: env:TELEGRAM_TOKEN, language: ru}
"""
WORLD = BRAND.replace("rubrics:\n", f"{ACCOUNTS}rubrics:\n").replace(
    "{accounts: [tg]}", "{accounts: [tg], wants: action}"
)
REST = "The harvest in Nyeri was late this year. " * 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Good morning!\n\n#coffee\n\nhttps://a.example/new\n\n{REST}", ["NET001"]),
        (f"Привет, друзья!\n\n☕\n\n🌲\n\n{REST}", ["NET001"]),
        (f"#coffee #beans\n\n#berlin\n\nhttps://a.example\n\n{REST}", ["NET001"]),
        ("Because " + "the harvest was late and the ship was slow and " * 6 + "so it is.", ["NET002"]),
        (f"Good morning! The new harvest has come.\n\n{REST}", []),
        ("Good morning!", []),
        (f"Hi-fi and coffee go together.\n\n{REST}", []),
        (REST, []),
    ],
)
def test_what_stands_before_the_fold(text: str, expected: list[str]) -> None:
    assert codes(text, "NET", WORLD, accounts="[li]", language="en") == expected
    assert codes(text, "NET", WORLD, accounts="[tg]", language="en") == []


def test_an_address_that_nobody_can_tap() -> None:
    image = "{photo: /content/media/beans.jpg, alt: Dark beans}"
    link = "https://northwind.example/a"
    assert codes("See [it](https://a.example).", "NET", WORLD, accounts="[ig]", image=image) == ["NET003"]
    assert codes("See it.", "NET", WORLD, accounts="[ig]", image=image, link=link) == ["NET003"]
    assert codes("The link is in our profile.", "NET", WORLD, accounts="[ig]", image=image) == []
    assert codes("See https://a.example", "NET", WORLD, accounts="[tg]", image=image) == []


def test_hashtags_where_they_lead_nowhere() -> None:
    assert codes("New #coffee", "NET", WORLD, accounts="[club, bsky]") == ["NET004"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☕ One\n\n🥐 Two\n\n🎁 Three\n\n🌲 Four", ["NET005"]),
        ("☕ One\n\n🥐 Two\n\n🎁 Three\n\n🌲 Four\n\n#coffee", ["NET005"]),
        ("☕ One\n\n🥐 Two\n\n🎁 Three\n\nFour", []),
        ("One ☕\n\nTwo 🥐\n\nThree 🎁\n\nFour 🌲", []),
        ("☕🥐🎁🌲 One\n\nTwo\n\nThree\n\nFour", []),
    ],
)
def test_a_column_of_emoji(text: str, expected: list[str]) -> None:
    assert codes(text, "NET", WORLD) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Come and see.", "They are here. Order by Friday.", "It is warm, so take two.", "Filter or espresso?",
        "See [it](https://a.example).", "Приходите в субботу.", "Новый сорт, расскажите о нём.", "Ждём в субботу.",
        "- Tell us",
    ],
)  # fmt: skip
def test_a_call_to_action_is_one(text: str) -> None:
    assert "NET009" not in codes(text, "NET", WORLD, rubric="news", status="review")


@pytest.mark.parametrize("text", ["The beans are here.", "We come from Kenya.", "Кофе здесь. Вы его знаете."])
def test_a_rubric_that_wants_a_call_to_action_misses_it(text: str) -> None:
    assert codes(text, "NET", WORLD, rubric="news", status="review") == ["NET009"]
    assert codes(text, "NET", WORLD, rubric="news", status="draft") == []
    assert codes(text, "NET", WORLD, rubric="promo", status="review") == []


def test_two_accounts_of_a_network_say_the_same() -> None:
    keys = {"status": "review", "accounts": "[tg, tg2, bsky]"}
    assert codes("New beans are in.", "NET", WORLD, **keys) == ["NET007"]
    assert codes("New beans are in.\n\n::: only tg2\nAnd cups.\n:::", "NET", WORLD, **keys) == []


RUSSIAN = "Приехал новый урожай из Ньери, в чашке чёрная смородина."
ENGLISH = "The new harvest from Nyeri is in, with blackcurrant in it."


@pytest.mark.parametrize(
    ("text", "accounts", "keys", "expected"),
    [
        (ENGLISH, "[tg-ru]", {}, ["NET008"]),
        (RUSSIAN, "[tg]", {}, ["NET008"]),
        (ENGLISH, "[tg-ru]", {"language": "en"}, []),
        (f"{RUSSIAN} Forster Straße", "[tg-ru]", {}, []),
        ("Beans: «Солнцеворот» is what Lev calls it in Russian.", "[tg]", {}, []),
        ("☕ 12:30, €5", "[tg-ru]", {}, []),
    ],
)
def test_a_text_in_the_other_script(
    text: str, accounts: str, keys: dict[str, str], expected: list[str]
) -> None:
    files = {POST: post(text, accounts=accounts, status="review", **keys), "smmgen.yaml": WORLD}
    assert [one.code for one in checked(files).findings if one.code == "NET008"] == expected


@pytest.mark.parametrize(("hour", "is_told"), [(8, False), (16, True)])
def test_the_night_of_the_readers(hour: int, *, is_told: bool) -> None:
    files = {
        "plans/strategy.md": "---\nslots: {tg: {timezone: Asia/Vladivostok, at: [daily 19:00]}}\n---\n",
        POST: post("Hello.", accounts="[tg, bsky]", status="ready", publish_at=f"2026-12-01 {hour:02}:00"),
    }
    assert [one.account for one in found(files, "NET006")] == (["tg"] if is_told else [])


@pytest.mark.parametrize(("x", "is_told"), [(0.5, False), (0.05, True), (0.95, True)])
def test_a_focus_that_the_grid_cuts_off(x: float, *, is_told: bool) -> None:
    image = f"{{photo: wide.jpg, size: landscape, focus: [{x}, 0.5], alt: A scoop}}"
    files = {
        POST: post("Look.", accounts="[ig]", image=image),
        "content/posts/wide.jpg": picture(1600, 838),
        "smmgen.yaml": WORLD,
    }
    assert bool(found(files, "NET011")) is is_told


def test_a_card_with_a_text_too_long_to_be_read_while_scrolling() -> None:
    long = "{card: promo, headline: Beans, detail: " + "word " * 40 + ", alt: Beans}"
    assert codes("Look.", "NET", image=long) == ["NET010"]
    assert (
        codes("Look.", "NET", image="{card: promo, headline: Beans, detail: 250 g for filter, alt: Beans}")
        == []
    )


@pytest.mark.parametrize(
    ("alt", "text", "expected"),
    [
        ("A picture of beans", "Look.", ["ALT006"]),
        ("На фото зёрна", "Смотрите.", ["ALT006"]),
        ("Beans beside a picture of Grete", "Look.", []),
        ("Photographer Anna laughs", "Look.", []),
        ("New beans from Kenya are in", "New beans from Kenya are in, come!", ["ALT007"]),
        ("Three beans", "Three beans for a cup.", []),
    ],
)
def test_what_a_picture_s_text_says(alt: str, text: str, expected: list[str]) -> None:
    image = f"{{photo: /content/media/beans.jpg, alt: {alt}}}"
    assert codes(text, "ALT", accounts="[masto]", image=image) == expected
