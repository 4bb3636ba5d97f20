"""Finished cards as pictures, a quarter of their size, so that a change of look is seen in review.

Tolerance: 2 in 1000 pixels may differ visibly: other versions of FreeType and of the JPEG library move edges
a little, and nothing else. SMMGEN_REWRITE=1 writes them anew.
"""

import os
from io import BytesIO

import pytest
from PIL import Image

from smmgen.cards.difference import compare
from smmgen.cards.picture import draw
from smmgen.model.variant import Picture
from tests.cards.world import HEADLINES, ROOT, northwind, picture, reading

SHARE = 0.002
GOLDEN = {
    "promo-square-ru": picture("promo", "square", "ru", headline="Скидка 30 % на все зёрна до воскресенья"),
    "quote-link-en": picture("quote", "link", photo="", headline="Winter is when we have time to talk"),
    "review-portrait-ru": picture("review", "portrait", "ru", headline=HEADLINES["ru"][1]),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_card_looks_as_it_did(name: str) -> None:
    now, place = _drawn(GOLDEN[name]), ROOT / "tests/cases/cards" / f"{name}.png"
    if os.environ.get("SMMGEN_REWRITE"):
        now.save(place, optimize=True)
    found = compare(Image.open(place), now)
    assert not found.is_resized
    assert found.share <= SHARE, found


def _drawn(asked: Picture) -> Image.Image:
    made = draw(asked, northwind(), reading({}))
    return Image.open(BytesIO(made.data)).reduce(4)
