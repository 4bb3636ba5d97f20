"""Every text can be read on its true background, measured on the worst pixel below it.

The ordinary run takes the hardest texts and photos in three sizes; SMMGEN_WHOLE=1 takes all of them in all.
"""

import os

import pytest

from smmgen.cards.legible import Bench
from smmgen.cards.trial import judge
from tests.cards import sheets
from tests.cards.world import every_card

CASES = sheets.whole if os.environ.get("SMMGEN_WHOLE") else sheets.hard


@pytest.fixture(scope="module")
def bench() -> Bench:
    return sheets.bench()


@pytest.mark.parametrize("card", every_card())
def test_every_text_can_be_read_and_stands_where_nothing_covers_it(card: str, bench: Bench) -> None:
    for case in CASES(card):
        judged = judge(bench, case)
        where = (case.form, case.trial.name)
        assert [one for one in judged.texts if not one.is_readable] == [], where
        assert list(judged.covered) == [], where
        assert list(judged.colliding) == [], where
