"""Tables of what the rules about advertisements say, and of what they leave alone."""

import pytest

from smmgen.text.inn import is_inn
from tests.check.world import BRAND, found, post

POST = "content/posts/example.md"
READY = {"status": "ready", "publish_at": "2026-12-01 10:00"}
ACCOUNTS = """\
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  tg-ru: {network: telegram, chat: "@northwind_ru", token: env:TG, language: ru}
  vk: {network: vk, group: 42, token: env:VK, language: ru}
  ig: {network: instagram, user_id: "42", token: env:IG, language: ru}
  x: {network: x, token: env:X, language: en}
"""


def brand(zone: str = "Europe/Berlin", more: str = "") -> str:
    return f"brand: {{name: Northwind, timezone: {zone}}}\naccounts:\n{ACCOUNTS}{more}"


def told(code: str, ad: str, text: str = "All beans must go.", config: str = BRAND, **keys: str) -> list[str]:
    marked = {"ad": f"{{advertiser: Northwind LLC{ad}}}"} if ad != "-" else {}
    keys = {"accounts": "[tg]", **marked, **keys}
    return [one.message for one in found({"smmgen.yaml": config, POST: post(text, **keys)}, code)]


@pytest.mark.parametrize(
    ("zone", "more", "accounts", "names"),
    [
        ("Europe/Moscow", "", "[tg-ru]", ["tg-ru"]),
        ("Asia/Kamchatka", "", "[tg-ru, vk]", ["tg-ru", "vk"]),
        ("Europe/Berlin", "", "[vk]", ["vk"]),
        ("Europe/Berlin", "ads: {countries: [DE, RU]}\n", "[tg-ru]", ["tg-ru"]),
        ("Europe/Moscow", "", "[tg]", []),
        ("Europe/Berlin", "", "[tg-ru]", []),
        ("Europe/Moscow", "ads: {countries: [KZ]}\n", "[tg-ru, vk]", []),
        ("Asia/Almaty", "", "[tg-ru]", []),
    ],
)
def test_a_token_is_asked_for_where_readers_in_russia_are_meant(zone, more, accounts, names):
    files = {
        "smmgen.yaml": brand(zone, more),
        POST: post("A", **READY, accounts=accounts, ad="{advertiser: N}"),
    }
    assert [one.account for one in found(files, "ADS001")] == names


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_token_is_not_asked_for_before_the_post_is_ready(status):
    assert told("ADS001", "", config=brand("Europe/Moscow"), accounts="[vk]", status=status) == []


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ("erid: 2VtzqvABC", "is more than the token, which is “2VtzqvABC”"),
        ("https://a.example/?erid=2VtzqvABC", "is more than the token, which is “2VtzqvABC”"),
        ("2VtzqvАВС", "has “А” in it"),
        ("2Vtz qvABC", "has “ ” in it"),
        ("2Vtz", "has 4 characters"),
        ("xxxxxxxx", "stands for one that is not there yet"),
        ("TODO12", "stands for one that is not there yet"),
    ],
)
def test_a_token_that_cannot_be_one_is_found(token, fault):
    assert fault in told("ADS002", f', erid: "{token}"')[0]


@pytest.mark.parametrize(
    "token", ["2VtzqvABC", "LjN8KPzWJ", "Kra23f7ZH", "4CQwVszH9pUjvdk1Z2Fg8mRbNx", "F7NfYUJCUneP"]
)
def test_a_token_is_left_alone(token):
    assert told("ADS002", f", erid: {token}") == []


def test_a_token_of_a_variant_is_looked_at_too():
    variants = "{masto: {ad: {advertiser: Northwind LLC, erid: 2Vtz}}}"
    assert len(told("ADS002", "-", accounts="[tg, masto]", variants=variants)) == 1


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("7707083893", True),
        ("500100732259", True),
        ("7707083894", False),
        ("500100732258", False),
        ("770708389", False),
        ("0000000000", False),
        ("77070838٩3", False),
    ],
)
def test_a_tax_number_is_told_from_other_digits(number, is_one):
    assert is_inn(number) is is_one


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement. Northwind LLC.\n\nAll beans must go.",
        "All beans must go. erid: 2VtzqvABC",
        "All beans must go. Erid 2VtzqvABC",
    ],
)
def test_a_label_written_by_hand_as_well_is_told_twice(text):
    assert told("ADS004", ", erid: 2VtzqvABC", text)


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement. Northwind LLC. erid: 2VtzqvABC\n\nAll beans must go.",
        "See https://northwind.example/sale?erid=2VtzqvABC now.",
        "Our advertisement. In the paper: beans.",
        "What is an erid? We asked a lawyer.",
    ],
)
def test_one_label_is_enough(text):
    assert told("ADS004", ", erid: 2VtzqvABC", text) == []


@pytest.mark.parametrize(
    "text", ["Beans. erid: 2VtzqvABC", "Beans #ad", "[Go](https://a.example/?erid=2VtzqvABC)"]
)
def test_an_advertisement_without_its_key_is_found(text):
    assert told("ADS005", "-", text)
    assert told("ADS005", "", text) == []


@pytest.mark.parametrize(
    "text", ["What is erid: a token.", "#adventure #adsense", "`#ad` is a hashtag", "a.example/#ad"]
)
def test_words_about_advertising_are_none(text):
    assert told("ADS005", "-", text) == []


@pytest.mark.parametrize(
    ("zone", "accounts", "names"),
    [
        ("Europe/Moscow", "[ig, vk, tg-ru]", ["ig"]),
        ("Europe/Moscow", "[x]", []),
        ("Europe/Berlin", "[ig, vk, x]", []),
    ],
)
def test_networks_that_russia_bans_are_told(zone, accounts, names):
    files = {
        "smmgen.yaml": brand(zone),
        POST: post("A", accounts=accounts, ad="{advertiser: N, erid: 2VtzqvABC}"),
    }
    assert [one.account for one in found(files, "ADS008")] == names


def test_a_rubric_of_advertisements_asks_finished_posts_only():
    config = brand(more="rubrics: {partners: {ad: true}, news: {}}\n")
    assert told("ADS006", "-", config=config, rubric="partners", status="draft") == []
    assert told("ADS006", "-", config=config, rubric="news", status="review") == []
    variants = "{tg: {ad: {advertiser: N}}}"
    keys = {"rubric": "partners", "status": "review", "variants": variants, "accounts": "[tg, x]"}
    lacking = told("ADS006", "-", config=config, **keys)
    assert lacking == ["Posts of “partners” are advertisements; this one has no `ad` for x."]


@pytest.mark.parametrize(
    ("form", "lacks"),
    [
        ('ru: "Реклама"', "{advertiser} and {erid}"),
        ('en: "#ad"', "{advertiser}"),
        ('en: "#ad, {advertiser}"', ""),
        ('ru: "{advertiser}, erid {erid}"', ""),
    ],
)
def test_a_brands_own_label_is_whole(form, lacks):
    messages = [
        one.message for one in found({"smmgen.yaml": brand(more=f"ads: {{label: {{{form}}}}}\n")}, "ADS009")
    ]
    assert [message.rpartition("does not say ")[2] for message in messages] == (
        [f"{lacks}."] if lacks else []
    )


@pytest.mark.parametrize("form", ["{who}", "{advertiser", "{}"])
def test_a_label_names_only_what_there_is(form):
    config = brand(more=f'ads: {{label: {{en: "{form}"}}}}\n')
    assert [one.message for one in found({"smmgen.yaml": config}, "FMT002")] == [f"“{form}” is no label."]
