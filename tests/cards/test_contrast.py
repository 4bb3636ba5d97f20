"""Every text can be read on its true background, measured on the worst pixel below it.

The ordinary run takes the hardest texts and photos in three sizes; SMMGEN_WHOLE=1 takes all of them in all.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from smmgen.cards import photos
from smmgen.cards.legible import Bench
from smmgen.cards.trial import judge
from tests.cards import sheets
from tests.cards.world import every_card

CASES = sheets.whole if os.environ.get("SMMGEN_WHOLE") else sheets.hard


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Keep the photos for all cards, and the pieces of them that several cards show."""
    made = lru_cache(40)(photos.Photos.piece)

    def piece(self: photos.Photos, *asked: Any) -> Any:
        kept = made(self, *asked)
        return replace(kept, image=kept.image.copy()) if isinstance(kept, photos.Piece) else kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(photos, "_KEPT_PIXELS", 40_000_000)
        patch.setattr(photos.Photos, "piece", piece)
        yield sheets.bench()


@pytest.mark.parametrize("card", every_card())
def test_every_text_can_be_read_and_stands_where_nothing_covers_it(card: str, bench: Bench) -> None:
    for case in CASES(card):
        judged = judge(bench, case)
        where = (case.form, case.trial.name)
        assert [one for one in judged.texts if not one.is_readable] == [], where
        assert list(judged.covered) == [], where
        assert list(judged.colliding) == [], where
