"""Every text lies inside the safe area, and nothing covers anything else."""

from itertools import combinations, product

import pytest
from msgspec.structs import replace

from smmgen.cards.box import Box
from smmgen.cards.extent import ink_box
from smmgen.cards.font import width
from smmgen.cards.layout import lay_out
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Photograph, Sheet, Text
from tests.cards.world import HEADLINES, SIZES, every_card, northwind, picture

PHONE = 390
"""Points across a phone, on which a picture is as wide as the screen."""

WORDS = ((0, "beans.jpg"), (1, "beans.jpg"), (1, ""))
ALL = [(*case, *words) for *case, words in product(every_card(), SIZES, ("en", "ru"), WORDS)]


Sheets = list[tuple[tuple[object, ...], Sheet]]


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    theme = northwind()
    found = []
    for card, size, language, number, photo in ALL:
        asked = picture(card, size, language, headline=HEADLINES[language][number], photo=photo)
        found.append(((card, size, language, number, photo), lay_out(asked, theme.cards[card], theme)))
    return found


def _texts(sheet: Sheet) -> list[Text]:
    return [item for item in (*sheet.items, *sheet.signature.light) if isinstance(item, Text)]


def test_everything_fits(sheets: Sheets) -> None:
    assert not [(case, fault) for case, sheet in sheets for fault in sheet.faults]


def test_every_text_lies_in_the_safe_area(sheets: Sheets) -> None:
    for case, sheet in sheets:
        for text in _texts(sheet):
            box, hanging = ink_box(text), width(text.text[0], text.faces, text.size)
            assert box.left >= sheet.safe.left - (hanging if text.text[0] in "«“„" else 1), (case, text)
            assert box.right <= sheet.safe.right + 1, (case, text)
            assert box.top >= sheet.safe.top - 1, (case, text)
            assert box.bottom <= sheet.safe.bottom + 1, (case, text)


def test_a_story_keeps_clear_of_what_networks_put_over_it() -> None:
    assert Scale(1080, 1920).safe[1::2] == (0.14 * 1920, 0.8 * 1920)


def test_known_covers_take_the_place_of_guessed_ones() -> None:
    safe = Scale(1080, 1920, (0, 0.5, 0.2, 0)).safe
    assert (safe.top, safe.right) == (960, 864)
    assert safe.left == Scale(1080, 1920).margin == pytest.approx(1920 - safe.bottom)


def test_no_text_touches_another(sheets: Sheets) -> None:
    for case, sheet in sheets:
        for one, other in combinations(_texts(sheet), 2):
            assert not _meet(ink_box(one), ink_box(other)), (case, one.text, other.text)


def test_no_text_is_smaller_than_can_be_read_on_a_phone(sheets: Sheets) -> None:
    for case, sheet in sheets:
        points = {text.text: text.size * PHONE / sheet.width for text in _texts(sheet)}
        assert {words: size for words, size in points.items() if size < 8.9} == {}, case


def test_words_keep_their_distance_from_the_photo_above_them(sheets: Sheets) -> None:
    for case, sheet in sheets:
        least = 0.035 * Scale(sheet.width, sheet.height).base
        feet = [one.box.bottom for one in sheet.under if isinstance(one, Photograph)]
        gaps = [ink_box(text).top - foot for text in _texts(sheet) for foot in feet]
        assert [gap for gap in gaps if 0 <= gap < least] == [], case


def test_text_lines_start_at_one_edge() -> None:
    asked = picture("news", photo="")
    sheet = lay_out(asked, northwind().cards["news"], northwind())
    lines = [text for text in _texts(sheet) if text.size > 60]
    edges = [ink_box(line).left for line in lines]
    assert len(edges) > 1
    assert max(edges) - min(edges) < 1


@pytest.mark.parametrize("handle", ["", "@a", "@" + "northwind" * 9])
def test_any_handle_stays_in_its_half(handle: str) -> None:
    asked = replace(picture(), handle=handle)
    sheet = lay_out(asked, northwind().cards["promo"], northwind())
    assert sheet.signature.box.right <= sheet.width * 0.6


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > 1


def test_a_card_keeps_clear_of_what_its_network_covers() -> None:
    asked = replace(picture("news", "story", photo=""), safe=(0, 0.3, 0, 0.3))
    sheet = lay_out(asked, northwind().cards["news"], northwind())
    assert all(0.3 * 1920 <= ink_box(text).top < ink_box(text).bottom <= 0.7 * 1920 for text in _texts(sheet))
