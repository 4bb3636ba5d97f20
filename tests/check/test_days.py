"""Days against the calendar and the time of the post, and placeholders, in both languages."""

from datetime import date

import pytest

from smmgen.text.days import find
from tests.check.wording import codes

AT = {"publish_at": "2026-12-01 10:00", "accounts": "[tg]"}
MOVED = {"publish_at": "2026-12-05 10:00", "accounts": "[tg]"}
WRONG_DAYS = [
    "On Friday, 12 December.",
    "On Friday the 12th of December.",
    "Friday, December 12, we open.",
    "On 12 December (Friday).",
    "On Fri, 12 Dec 2026.",
    "Saturday 1 January",
    "В пятницу, 12 декабря.",
    "До пятницы, 12 декабря, 18:00.",
    "12 декабря, в пятницу, ждём.",
    "12 декабря (пт) ждём.",
    "Среда, 8 января 2027 года",
]
RIGHT_DAYS = [
    "On Friday, 11 December, or Saturday, December 12th.",
    "On Saturday and Sunday, 12 and 13 December.",
    "Until Friday. 12 December is a Saturday.",
    "From Saturday, 2 January, as always: Monday to Friday 8:00–18:00.",
    "24 December, Monday to Friday as always.",
    "We met on Friday, 12 June.",
    "On Friday, 12 December 2025, it snowed.",
    "Up to 5 may enter on Friday.",
    "В пятницу, 11 декабря, и в субботу, 12 декабря.",
    "В среду 2 декабря; 3 декабря, в четверг.",
    "С субботы, 2 января, всё как обычно: в будни 8:00–18:00.",
    "Окружающая среда, 12 декабрьских вечеров.",
]


@pytest.mark.parametrize("text", WRONG_DAYS)
def test_a_date_with_another_weekday_is_found(text: str) -> None:
    assert "DAY001" in codes(text, "DAY", **AT)


@pytest.mark.parametrize("text", RIGHT_DAYS)
def test_a_date_with_its_weekday_is_left_alone(text: str) -> None:
    assert codes(text, "DAY", **AT) == []


def test_a_date_without_a_year_and_a_time_is_left_alone() -> None:
    assert codes("On Friday, 12 December.", "DAY", accounts="[tg]") == []
    assert codes("On Friday, 12 December 2026.", "DAY", accounts="[tg]") == ["DAY001"]


@pytest.mark.parametrize(
    "text",
    [
        "Order by 3 December.",
        "Open until December 4th, 18:00.",
        "Come on 3 December at 16:00.",
        "By 5 December, 9:30, it has to be there.",
        "Заказы до 3 декабря.",
        "Ждём вас 3 декабря в 16:00.",
        "Принимаем фото не позднее 4 декабря.",
    ],
)
def test_what_is_over_when_it_is_read_is_found(text: str) -> None:
    assert codes(text, "DAY", **MOVED) == ["DAY002"]


@pytest.mark.parametrize(
    "text",
    [
        "Order by 7 December.",
        "By 5 December, 18:00.",
        "On 3 December we opened a café.",
        "It was open until 3 December.",
        "Come and see what arrived on 3 December.",
        "Under our post of 3 December.",
        "До 3 декабря мы собирали чашки.",
        "В комментариях под постом от 3 декабря.",
        "Спасибо всем, кто пришёл 3 декабря.",
        "Мы открылись 3 декабря 2019 года.",
    ],
)
def test_what_is_to_come_or_told_of_the_past_is_left_alone(text: str) -> None:
    assert codes(text, "DAY", **MOVED) == []


def test_each_account_reads_it_at_its_own_time() -> None:
    text = "::: only tg\nOrder by 3 December.\n:::\n\n::: only bsky\nOrder by 3 December.\n:::"
    keys = {"accounts": "[tg, bsky]", "publish_at": "2026-12-02 10:00"}
    variants = "{bsky: {publish_at: 2026-12-05 10:00}}"
    assert codes(text, "DAY", **keys, variants=variants) == ["DAY002"]


def test_a_day_that_does_not_exist_is_in_no_year() -> None:
    (day,) = find("31 February")
    assert day.near(date(2026, 3, 1)) is None


LEFT = [
    "Lorem ipsum dolor.", "TODO: the price", "It costs €XX.", "At XX:XX.", "Hello {name}!", "Hello {{ first_name }}!",
    "On [date] in [City].", "Hi *|FNAME|*!", "[insert link here]", "Insert link here.", "Скидка ХХ%.", "Привет, {имя}!",
    "Купить: [ссылка]", "Вставить дату", "Приходите [дата].",
]  # fmt: skip
FINE = [
    "Size XXL in the XX century. Louis XXXV.", "We do it. `TODO` and `{name}`", "See [1] and [the list](https://a.example).",
    "100% of {…}", "Your text is here.", "XX век, ХХ век", "Вставить картинку можно прямо в текст. Номер XXX.", "Вставили новую дверь. Рыба и ссылка в профиле.", "A [sic] word",
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT)
def test_a_placeholder_is_found(text: str) -> None:
    assert "TXT007" in codes(text, "TXT", status="review", accounts="[tg]")


@pytest.mark.parametrize("text", FINE)
def test_what_is_no_placeholder_is_left_alone(text: str) -> None:
    assert codes(text, "TXT", status="review", accounts="[tg]") == []


def test_a_draft_may_have_placeholders() -> None:
    assert codes("Hello {name}!", "TXT", status="draft", accounts="[tg]") == []
