"""Slips that are found, and look-alikes that are left alone, in both languages."""

import pytest

from smmgen.check.fix import mend
from smmgen.model.source import Source
from tests.check.wording import POST, codes, findings
from tests.check.world import post

SLIPS = [
    ("Open on the the first of May.", "GRM001", "Open on the first of May."),
    ("We roast in in Berlin.", "GRM001", "We roast in Berlin."),
    ("The The counter is open.", "GRM001", "The counter is open."),
    ("Ждём вас в в субботу.", "GRM001", "Ждём вас в субботу."),
    ("New beans,new cups.", "GRM002", "New beans, new cups."),
    ("We are open.Come in.", "GRM002", "We are open. Come in."),
    ("Hurry!They are warm.", "GRM002", "Hurry! They are warm."),
    ("Привезли Кению,скоро обжарим.", "GRM002", "Привезли Кению, скоро обжарим."),
    ("Мы открыты.Заходите.", "GRM002", "Мы открыты. Заходите."),
    ("Drink a espresso.", "GRM004", "Drink an espresso."),
    ("It is an big bag.", "GRM004", "It is a big bag."),
    ("This is an unique lot.", "GRM004", "This is a unique lot."),
    ("He had a umbrella.", "GRM004", "He had an umbrella."),
    ("It should of been warm.", "GRM005", "It should have been warm."),
    ("Привезём в течении недели.", "GRM005", "Привезём в течение недели."),
    ("По приезду напишите нам.", "GRM005", "По приезде напишите нам."),
    ("Можно записатся на сайте.", "GRM006", "Можно записаться на сайте."),
    ("Хотите не торопится утром?", "GRM006", "Хотите не торопиться утром?"),
    ("Грета любит тепло, и она греться.", "GRM006", "Грета любит тепло, и она грется."),
]
TWICE = ["We have cups cups.", "Новый кофе кофе из Кении.", "Да да, это он."]
UNPAIRED = [
    "We have (two new beans.",
    "Сорт «Ночная смена уже на полке.",
    "Сорт Ночная смена» уже здесь.",
    "He said “yes.",
]
RIGHT = [
    "If we had had that that day, no no, ha ha.",
    "Duran Duran play on, and so does Bora Bora.",
    "One by one; step by step. Ten ten-gram bags.",
    "Кофе чуть-чуть кислый, еле-еле тёплый. Вот-вот остынет.",
    "Он что-то сказал. Сказал и ушёл.",
    "Open 9:30-18:00, 1,5 kg, v2.Beta, at northwind.example, U.S.A. and Node.js.",
    "На Яндекс.Картах и в Яндекс.Почте. See Booking.Com too.",
    "Write to Anna@north.example or see northwind.example/sale?page=two.",
    "P.S. It costs 3:1, e.g. a lot :D and :P and ;)",
    "Г. р. 1998, т.е. давно, и т.д. А.С.Пушкин пил чай в 10:30.",
    "USA:n markkinat, booking.com, Booking.Com!",
    "(a) one\n\n(b) two :( and three :-)",
    "1) one, 2) two. Ура))) Жаль( Эх(((",
    "«Это „Хинтерхоф“», — сказал Лев.",
    "“It goes on\n\n“and on.”",
    'He wrote “so" and "so” in haste.',
    "Zap nostr:npub1qqqqq, call tel:+74951234567, see t.me/north,wind and кофе.москва/а,бв.",
    "An hour, an honest heir, a European, a one-off, a user, an MP3, an mp3, a unit, an SMS, a union.",
    "Plan A is better. Vitamin A and option a or b. An unidentified bean, an ugly one.",
    "What you could of course do. Your welcome drink is a might of its own.",
    "В течении реки много порогов. Работы по завершению стройки. Что бы ни случилось, мы открыты.",
    "Она учится, ему хочется учиться. Может, кажется, это он. Мы готовы, остаётся ждать.",
    "Всё, что нужно находится здесь. Сколько можно держится. Летняя пора кончается.",
    "Мы готовы оплатить за вас доставку. С самого начала складывается вкус. Рада смеётся.",
    "Чем они заниматься будут, решится завтра.",
    "`the the` is code, https://a.example/the,the is an address.",
]


@pytest.mark.parametrize(("text", "code", "mended"), SLIPS)
def test_a_slip_is_found_and_mended(text: str, code: str, mended: str) -> None:
    (found,) = [one for one in findings(text) if one.code == code]
    assert found.fix
    language = "ru" if "а" <= text[-2].lower() <= "я" else "en"
    source = Source(POST, post(text, accounts="[tg]", language=language))
    assert mend(source, [found]).text == source.text.replace(text, mended)
    assert codes(mended, "GRM") == []


@pytest.mark.parametrize("text", TWICE)
def test_a_word_that_may_be_meant_twice_is_told_and_not_deleted(text: str) -> None:
    (found,) = [one for one in findings(text) if one.code == "GRM001"]
    assert found.fix == ()


@pytest.mark.parametrize("text", UNPAIRED)
def test_a_bracket_or_quotation_without_its_partner_is_found(text: str) -> None:
    assert codes(text, "GRM") == ["GRM003"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text, "GRM") == []


def test_other_languages_repeat_words_rightly() -> None:
    assert codes("Das ist die, die die Kinder mögen.", "GRM", accounts="[tg]", language="de") == []


def test_a_title_and_a_picture_are_read_too() -> None:
    image = "{card: quote, headline: The the cup, alt: A orange cup}"
    assert codes("Look.", "GRM", image=image) == ["GRM001", "GRM004"]
