"""What the brand says and does not say, as its configuration has it."""

import pytest

from smmgen.check.fix import mend
from smmgen.model.source import Source
from tests.check.wording import POST, codes, findings
from tests.check.world import BRAND, checked, post

VOICE = """\
voice:
  names: [Winter Solstice, iPour, Forster Straße]
  words: {cheap: good value, plain: orderly, eager: keen, liquid gold: , discount*: price, NWC: Northwind Coffee}
  address: {ru: вы, de: Sie}
  emoji: {allowed: [☕, ❤️, 👋], most: 2, titles: no}
  hashtags: [coffee, cold brew, акция]
"""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("At NorthWind coffee.", "At Northwind Coffee."),
        ("At North wind-Coffee now.", "At Northwind Coffee now."),
        ("The WinterSolstice blend.", "The Winter Solstice blend."),
        ("The I-pour is here.", "The iPour is here."),
        ("Мы на Forster straße.", "Мы на Forster Straße."),
    ],
)
def test_a_name_is_spelt_as_the_brand_spells_it(text: str, right: str) -> None:
    assert _mended(text, "VOI001") == right


@pytest.mark.parametrize(
    "text",
    [
        "Northwind\nCoffee and Northwind Coffee’s blend; Winter Solstice.",
        "See northwind-coffee.example, northwindcoffee@a.example, @northwindcoffee.",
        "The north wind brought coffee. A northwind. `northwind coffee`",
        "The winter solstices of the past, the iPouring.",
    ],
)
def test_what_is_no_name_is_left_alone(text: str) -> None:
    assert codes(text, "VOI", BRAND + VOICE) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Cheap beans.", "Good value beans."),
        ("Our liquid gold.", ""),
        ("A cheap bag, an ordinary one.", "A good value bag, an ordinary one."),
        ("It is a plain bag.", "It is an orderly bag."),
        ("An eager bag.", "A keen bag."),
        ("Discounted beans.", ""),
        ("By NWC, with love.", "By Northwind Coffee, with love."),
    ],
)
def test_a_word_that_the_brand_does_not_say(text: str, right: str) -> None:
    assert _mended(text, "VOI002") == right


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Приходи, мы ждём тебя.", "VOI003"),
        ("Мы рады Вам.", "VOI003"),
        ("New 🔥 beans", "VOI004"),
        ("# Beans ☕\n\nHello.", "VOI004"),
        ("☕ and ☕ and ☕", "VOI005"),
        ("New #cofee", "VOI006"),
        ("Новая #акцыя", "VOI006"),
    ],
)
def test_what_the_brand_does_otherwise(text: str, code: str) -> None:
    assert codes(text, "VOI", BRAND + VOICE) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Вам рады! Ваш кофе ждёт. «Ты где?» — спросил Лев. Нас много: вы и мы.",
        "> Ты и твой кофе.",
        "Тыква и выпечка, авось и ваза.",
        "With ☕ or 👋🏽. ★ 5 * 3 © ™ → 10 €",
        "Some #Coffee and #ColdBrew",
        "We sell cheaply; an NWCX.",
    ],
)
def test_what_the_brand_may_say(text: str) -> None:
    assert codes(text, "VOI", BRAND + VOICE) == []


def test_german_readers_are_addressed_as_the_brand_wants() -> None:
    keys = {"accounts": "[tg]", "language": "de"}
    assert codes("Hier ist dein Kaffee.", "VOI", BRAND + VOICE, **keys) == ["VOI003"]
    assert codes("Hier ist Ihr Kaffee. Sie wartet.", "VOI", BRAND + VOICE, **keys) == []
    assert codes(
        "Hier ist Ihr Kaffee. Sie wartet.", "VOI", BRAND + "voice: {address: {de: du}}\n", **keys
    ) == ["VOI003"]


def test_tags_of_the_front_matter_are_looked_at_too() -> None:
    keys = {"accounts": "[tg]", "tags": "[coffee, cofee]", "variants": "{tg: {tags: [tea]}}"}
    assert codes("Hello.", "VOI", BRAND + VOICE, **keys) == ["VOI006", "VOI006"]


def test_without_a_voice_nothing_is_measured() -> None:
    assert codes("Приходи ко мне 🔥🔥🔥🔥 #что_угодно", "VOI") == []


PROMISES = [
    ("The best coffee in town.", ["VOI008"]),
    ("Freshness guaranteed.", ["VOI008"]),
    ("Лучший в городе кофе. Свежесть гарантируем.", ["VOI008", "VOI008"]),
    ("We cannot guarantee snow. No guarantees. Guji is the best for it.", []),
    ("Снега не гарантируем. Самый частый вопрос. Лучше всего с молоком.", []),
    ("“The best coffee in town,” said Katja.\n\n> The best coffee in town!", []),
    ("Best coffee in town\\*.\n\n\\* By the vote of the guild, 2026.", []),
    ("№ 1 в Кройцберге¹\n\n¹ По опросу гильдии, 2026 год.", []),
    ("Best coffee in town\\*.", ["VOI008"]),
]


@pytest.mark.parametrize(("text", "expected"), PROMISES)
def test_a_promise_needs_a_footnote(text: str, expected: list[str]) -> None:
    assert codes(text, "VOI") == expected


def test_a_competitor_is_not_named() -> None:
    files = {
        "plans/strategy.md": "---\ncompetitors: [{name: Zwei Bohnen}, Tschaika Coffee]\n---\n",
        POST: post("Fresher than zwei  bohnen and Tschaika tea.", accounts="[tg]"),
    }
    assert [one.message for one in checked(files).findings if one.code == "VOI007"] == [
        "“Zwei Bohnen” is a competitor."
    ]


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        ("voice: {address: {ru: you}}", "“you” is not one of: ты, вы, Вы, du, Sie."),
        ("voice: {sentence: 0}", "“0” is no number of words."),
        ("voice: {words: [cheap]}", "The words must be phrases, each with what to say instead."),
        ("voice: {names: Northwind, sentense: 3}", "`voice` has no key “sentense”."),
    ],
)
def test_a_slip_in_the_voice_is_told(voice: str, message: str) -> None:
    assert message in [one.message for one in findings("Hello.", f"{BRAND}{voice}\n")]


def _mended(text: str, code: str) -> str:
    (found,) = [one for one in findings(text, BRAND + VOICE) if one.code == code]
    if not found.fix:
        return ""
    source = Source(POST, post(text, accounts="[tg]", language="ru" if "М" in text else "en"))
    return mend(source, [found]).text.splitlines()[-1]
