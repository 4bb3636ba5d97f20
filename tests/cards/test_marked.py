"""The mark of an advertisement on cards: to be seen, in the safe area, on nothing else."""

import pytest
from msgspec.structs import replace

from smmgen.cards.box import Box
from smmgen.cards.layout import lay_out
from smmgen.cards.marked import marked
from smmgen.cards.sheet import Text
from smmgen.model.card import LogoLayer, Look
from smmgen.model.source import Span
from tests.cards.world import FIELDS, SIZES, northwind, picture

HEADLINE = "Open cupping: six winter roasts, blind"
CASES = [(card, size, language) for card in FIELDS["en"] for size in SIZES for language in ("en", "ru")]


@pytest.mark.parametrize(("card", "size", "language"), CASES)
def test_the_mark_stands_clear_of_everything_on_every_card(card, size, language):
    theme = northwind()
    fields = FIELDS[language][card]
    asked = replace(
        picture(card, size=size, headline=HEADLINE, language=language, fields=fields), mark="Реклама"
    )
    sheet = lay_out(asked, theme.cards[card], theme)
    texts = [item for item in sheet.items if isinstance(item, Text)]
    (mark,) = [item for item in texts if item.text == "Реклама"]
    box = Box(mark.x, mark.y - mark.size, mark.x + 4 * mark.size, mark.y)
    assert sheet.safe.left <= box.left
    assert box.right <= sheet.safe.right
    assert sheet.safe.top <= box.top
    assert box.bottom <= sheet.safe.bottom
    others = [Box(one.x, one.y - one.size, one.x + one.size, one.y) for one in texts if one is not mark]
    assert not [one for one in others if one.meets(box) and one.top < box.bottom and box.top < one.bottom]


def test_the_mark_goes_where_nothing_stands():
    look = Look(layers=(LogoLayer(id="logo", span=Span(""), at="top-right"),))
    (_, plate) = marked(look, "Ad").layers
    assert plate.at == "top-left"
