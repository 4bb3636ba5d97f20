"""The label of an advertisement: on every network, in its language, never cut off, told once."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from smmgen.adapter import adapter, adapter_names
from smmgen.compose.compose import drafter
from smmgen.model.ads import WORDS, Ad, Ads
from smmgen.model.brand import Account, Brand
from smmgen.model.source import Source, Span, Spans
from smmgen.model.variant import Message
from smmgen.read.post import read_post

LABEL = "Реклама. ООО «Ромашка». erid: 2VtzqvABC"
SENTENCE = "We roast on Tuesdays and open the door at nine, come rain or snow. "
LIMITS = {name: adapter(name).limits(Account(name=name, network=name)).text for name in adapter_names()}
SHORT = [name for name, limit in LIMITS.items() if limit < 20_000]
THREADED = [name for name in SHORT if "thread" in adapter(name).abilities]


def made(
    name: str = "telegram",
    text: str = "All beans must go.",
    ads: Ads | None = None,
    keys: str = "",
    **account: Any,
) -> tuple[Message, ...]:
    """Compose an advertisement for one account."""
    front = f'title: Sale\nad: {{advertiser: "ООО «Ромашка»", erid: 2VtzqvABC}}\n{keys}'
    post, reading = read_post(Source("content/posts/sale.md", f"---\n{front}---\n{text}\n"))
    assert post
    assert reading.findings == []
    one = Account(name="one", network=name, **{"language": "ru", **account})
    brand = Brand(
        name="Northwind",
        timezone=ZoneInfo("Europe/Berlin"),
        accounts={"one": one},
        ads=ads or Ads(),
        spans=Spans({}, Span("smmgen.yaml")),
    )
    return drafter(brand)(post)["one"][0]


def long(name: str, times: int) -> str:
    """Return a text so many times as long as a message of a network may be, and a little more."""
    return SENTENCE * (times * LIMITS[name] // len(SENTENCE) + 2)


def seen(message: Message) -> str:
    return " ".join(message.written.visible.split())


@pytest.mark.parametrize("name", adapter_names())
@pytest.mark.parametrize("place", ["start", "end"])
def test_every_network_gets_the_label_once_and_counts_it(name, place):
    (message,) = made(name, ads=Ads(place=place))
    words = (LABEL, "All beans must go.")
    assert seen(message) == " ".join(words if place == "start" else words[::-1])
    assert message.length > made(name, "All beans", ads=Ads(labels={"ru": ""}))[0].length
    assert message.span.line == 5


@pytest.mark.parametrize("name", THREADED)
@pytest.mark.parametrize("place", ["start", "end"])
def test_a_threads_first_part_has_the_label_and_some_text(name, place):
    first, *others = made(name, long(name, 3), Ads(place=place), "overflow: thread\nnumbering: true\n")
    assert LABEL in seen(first)
    assert "We roast on Tuesdays" in seen(first)
    assert len(others) > 1
    assert not any("erid" in seen(one) for one in others)
    assert all(one.length <= one.limit for one in (first, *others))


@pytest.mark.parametrize("name", SHORT)
@pytest.mark.parametrize("place", ["start", "end"])
def test_what_is_cut_off_is_never_the_label(name, place):
    (message,) = made(name, long(name, 2), Ads(place=place), "overflow: truncate\ntags: [coffee]\n")
    assert LABEL in seen(message)
    assert message.length <= message.limit


@pytest.mark.parametrize(
    ("language", "ad", "label"),
    [
        ("ru", Ad("ООО «Ромашка»", "2Vtz"), "Реклама. ООО «Ромашка». erid: 2Vtz"),
        ("ru-RU", Ad("ИП Иванов", "2Vtz", "7707083893"), "Реклама. ИП Иванов, ИНН 7707083893. erid: 2Vtz"),
        ("en", Ad("Northwind Inc."), "Advertisement. Northwind Inc."),
        ("en", Ad("Romashka", "2Vtz", "7707083893"), "Advertisement. Romashka. erid: 2Vtz"),
        ("pt-BR", Ad("Norte"), "Publicidade. Norte."),
        ("eo", Ad("Norte"), "Advertisement. Norte."),
    ],
)
def test_a_label_is_in_the_accounts_language(language, ad, label):
    assert Ads().label(ad, language) == label


@pytest.mark.parametrize("language", WORDS)
def test_our_own_labels_are_whole(language):
    assert Ads().label(Ad("Northwind LLC"), language) == f"{WORDS[language]}. Northwind LLC."


def test_a_brands_own_words_replace_ours_and_their_hashtag_is_one():
    ads = Ads(labels={"en": "#ad paid by {advertiser}"})
    (message,) = made("bluesky", ads=ads, language="en")
    assert seen(message) == "#ad paid by ООО «Ромашка» All beans must go."
    assert [(one.kind, one.value) for one in message.written.entities] == [("hashtag", "ad")]


def test_words_that_stand_there_already_are_not_told_twice():
    (message,) = made(text=f"All beans must go.\n\n{LABEL}")
    assert seen(message) == f"All beans must go. {LABEL}"


def test_a_post_without_text_has_its_label():
    assert seen(made(text="")[0]) == LABEL


def test_a_links_card_does_not_tell_the_label():
    (message,) = made("bluesky", keys="link: https://northwind.example/sale\n")
    assert message.link_card
    assert message.link_card.description == "All beans must go."


FLAGS = [
    (name, kind, option) for name in adapter_names() for kind, option in adapter(name).ad_options.items()
]


@pytest.mark.parametrize(("name", "kind", "option"), FLAGS)
def test_the_networks_own_mark_is_set(name, kind, option):
    ads = Ads(own=("ооо  «ромашка»",)) if kind == "own" else Ads()
    assert made(name, ads=ads)[0].options[option] is True


def test_marks_are_those_that_networks_have():
    networks: Mapping[str, set[str]] = {name: set(adapter(name).ad_options) for name in adapter_names()}
    assert {name: kinds for name, kinds in networks.items() if kinds} == {
        "instagram": {"paid"},
        "tiktok": {"paid", "own"},
        "vk": {"paid", "own"},
        "x": {"paid"},
        "youtube": {"paid"},
    }


def test_a_brands_own_advertisement_is_no_partnership_and_a_post_may_leave_the_mark_out():
    assert "paid" not in made("x", ads=Ads(own=("ООО «Ромашка»",)))[0].options
    assert "paid" not in made("x", keys="variants: {one: {options: {paid: false}}}\n")[0].options
    assert "paid" not in made("instagram", options={"login": "instagram"})[0].options


def test_a_card_shows_the_word_where_the_brand_wants_it():
    keys = "image: {card: promo, headline: Beans, alt: Beans}\n"
    assert [one.mark for one in made(keys=keys)[0].pictures] == [""]
    assert [one.mark for one in made(keys=keys, ads=Ads(badge=True))[0].pictures] == ["Реклама"]
    plain = "image: {card: none, photo: beans.jpg, alt: Beans}\n"
    assert [one.mark for one in made(keys=plain, ads=Ads(badge=True))[0].pictures] == [""]
