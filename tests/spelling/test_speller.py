"""Which words of a text are told of."""

import pytest

from smmgen.spelling.dictionary import dictionary
from smmgen.spelling.speller import Speller
from smmgen.spelling.word_list import WordList, read_words

OWN = read_words("Northwind\nпуровер\nсммщик/ямщик\nзаварить\nчеремша # in spring\n*cheap\n")


def speller(*tags: str, words: WordList = OWN, takes_names: bool = True) -> Speller:
    known = {tag: dictionary(tag) for tag in ("en-US", "en-GB", "ru")}
    latin = tuple(found for tag in tags if tag != "ru" and (found := known[tag])) or (known["en-US"],)
    return Speller(latin, (known["ru"],), words, is_cyrillic="ru" in tags, takes_names=takes_names)


def unknown(text: str, *tags: str, **options: object) -> list[str]:
    return [text[one.start : one.end] for one in speller(*tags or ("en-US",), **options).unknown(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We recieve frehs beans.", ["recieve", "frehs"]),
        ("Don't, don’t, it's Anna’s, the dogs’ own.", []),
        ("A well-known, pre-roasted, anti-frehs blend.", ["anti-frehs"]),
        ("NASA, APIs, PDFs, iPhone, McDonald, XXIV, UNBELIEVABLE and UNBELEIVABLE", ["UNBELEIVABLE"]),
        ("250g, 3D, 1st, v2.0, smmgen.yaml, node.js, e.g. this, foo_bar", []),
        ("We met Zylbersztajn and Frehs in Kreuzberg.", []),
        ("Frehs beans. Frehs again!", ["Frehs", "Frehs"]),
        ("Kubernetik Frehs said so.", []),
        ("café, naïve, co\u00adop, un\u00adbeliev\u00adable", []),
        ("beans/frehs—beans…beans (frehs)", ["frehs", "frehs"]),
        ("Northwind’s bags, two Northwinds; cheap", ["cheap"]),
        ("a \ufffc\ufffc\ufffcs here", []),
        ("привет and превет", ["превет"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert unknown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Превет, собраные зёрна!", ["Превет", "собраные"]),
        ("Ёлка, елка, зачёт, зачет, всё ещё и все еще", []),
        ("за\u0301мок и замо\u0301к, моло\u00adко", []),
        ("по-турецки, кто-нибудь, кофе-пауза, SMM-отдел, онлайн-курс, видеоурок", []),
        ("Пуровера, с пуровером, сммщиками; заварили черемшой", []),
        ("пуроверила", ["пуроверила"]),
        ("В Кройцберге Зульфия Хайруллина сказала", []),
        ("Пост в Instagram и Flickr про flat и frehs", ["frehs"]),
        ("№ 5, 250г, 10-й, XXI век, ООО «Север»", []),
        ("Сторис, рилс, хештеги и мессенджер", []),
    ],
)
def test_russian(text: str, expected: list[str]) -> None:
    words = OWN.joined(read_words("сторис\nрилс\nхештег\nмессенджер"))
    assert unknown(text, "ru", words=words) == expected


def test_british_and_american_are_two_languages() -> None:
    text = "The colour and the color"
    assert unknown(text, "en-GB") == ["color"]
    assert unknown(text, "en-US") == ["colour"]
    assert unknown(text, "en-US", "en-GB") == []


def test_names_may_have_to_be_listed() -> None:
    assert unknown("We met Zylbersztajn.", takes_names=False) == ["Zylbersztajn"]


def test_what_is_unknown_stays_so() -> None:
    one = speller("en-US")
    assert [len(list(one.unknown("frehs beans"))) for _ in range(3)] == [1, 1, 1]
