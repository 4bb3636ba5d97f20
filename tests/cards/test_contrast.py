"""Every text can be read on its true background, measured on the worst pixel below it.

The ordinary run takes the hardest texts and photos in three sizes, half as large: a scrim that is weakened fails the
same cases. SMMGEN_WHOLE=1 takes all of them in all sizes.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from msgspec import structs

from smmgen.cards import photos
from smmgen.cards.legible import Bench, Judged
from smmgen.cards.specimen import FORMS, specimen
from smmgen.cards.trial import Case, judge
from tests.cards import sheets
from tests.cards.world import every_card

WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))
CASES = sheets.whole if WHOLE else sheets.hard


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


def measured(bench: Bench, case: Case) -> Judged:
    if WHOLE:
        return judge(bench, case)
    card, size = bench.theme.cards[case.card], FORMS[case.form]
    half = structs.replace(size, width=size.width // 2, height=size.height // 2)
    return bench.judge(specimen(card, half, case.trial), card)


@pytest.mark.parametrize("card", every_card())
def test_every_text_can_be_read_and_stands_where_nothing_covers_it(card: str, bench: Bench) -> None:
    for case in CASES(card):
        judged = measured(bench, case)
        where = (case.form, case.trial.name)
        assert [one for one in judged.texts if not one.is_readable] == [], where
        assert list(judged.covered) == [], where
        assert list(judged.colliding) == [], where
