"""What is loud, worn or long in a post, and what only looks so, in both languages."""

import pytest

from tests.check.wording import codes, findings

LOUD = [
    ("ALL BEANS MUST GO until Sunday.", ["STY001"]),
    ("ВСЁ ЗЕРНО СО СКИДКОЙ до воскресенья.", ["STY001"]),
    ("It is our BIGGEST sale.", ["STY002"]),
    ("Это НАСТОЯЩИЙ кофе.", ["STY002"]),
    ("They are in!!!", ["STY003"]),
    ("Уже?? Да!!", ["STY003", "STY003"]),
    ("A world-class cup.", ["STY004"]),
    ("Ни для кого не секрет, что кофе бодрит.", ["STY004"]),
    ("We grind it in order\nto please.", ["STY005"]),
    ("Приём заказов осуществлялся утром.", ["STY005"]),
    ("Данное предложение является приятным.", ["STY005", "STY005"]),
    ("Для повышения эффективности использования зерна.", ["STY006"]),
]
QUIET = [
    "I say: WE DO — I and A.",
    "The SCA and DHL, an EU VAT rate, in MMXXVI, by UNESCO, with SNOW30 and HTML5.",
    "ГОСТ, НДС и ООО. Код ЗИМА2026 и #РАСПРОДАЖА.",
    "Really?! Yes! What!? No.",
    "Правда?! Да! Эх…",
    "The class of the world, an ordering tool, state of the arts.",
    "Наши данные верны, а задание дано. Секрет известен Анне.",
    "Описание доставки. Возможность есть. Станция и вода.",
    "`!!! ALL BEANS MUST GO` is code.",
]


@pytest.mark.parametrize(("text", "expected"), LOUD)
def test_what_is_loud_or_worn_is_found(text: str, expected: list[str]) -> None:
    assert codes(text, "STY") == expected


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_so_is_left_alone(text: str) -> None:
    assert codes(text, "STY") == []


BRAND = """\
brand: {name: Northwind Coffee, timezone: Europe/Berlin}
accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
voice: {allow: [world-class], capitals: [BIGGEST, ALL, BEANS, MUST, GO], sentence: 6, median: 3, paragraph: 12}
"""


def test_the_brand_allows_words_and_bounds_sentences() -> None:
    assert codes("ALL BEANS MUST GO. A world-class cup. Our BIGGEST one.", "STY", BRAND) == []
    told = findings("New beans are in. They have come all the way from Kenya, this very morning.", BRAND)
    assert [(one.code, one.message) for one in told if one.code[:3] == "STY"] == [
        ("STY007", "Half of the sentences have 7.5 words and more; the brand wants 3."),
        ("STY008", "This paragraph has 15 words; 12 are the most."),
        ("STY007", "This sentence has 11 words; 6 are the most."),
    ]


def test_a_card_may_shout() -> None:
    assert codes("Look.", "STY", image="{card: promo, headline: ALL BEANS MUST GO, alt: Beans}") == []


def test_a_hint_says_what_is_plainer() -> None:
    (found,) = [one for one in findings("It is open prior to noon.") if one.code == "STY005"]
    assert (found.message, found.hint) == ("“prior to” is office language.", "Plainer: before.")
