"""Publishers that are killed, stalled and overtaken at random: nothing is doubled, lost or told wrong.

Each schedule follows from its seed. The suite plays some, more with `SMMGEN_WHOLE=1`; `python -m tests.crash.soak` plays 10,000, `make soak`
many more, and with `--seed` one again, step by step.
"""

import os
from collections import Counter

import pytest

from tests.crash.schedule import play
from tests.crash.soak import complaint

AT_ONCE, AT_ONCE_IN_BUCKET = 160, 80
IS_WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))
ALL = AT_ONCE * (10 if IS_WHOLE else 1)
IN_BUCKET = AT_ONCE_IN_BUCKET * (6 if IS_WHOLE else 1)
"""`test_weakened.py` shows that so many see harm in every safeguard that is missing."""


@pytest.mark.parametrize("first", range(0, ALL, AT_ONCE))
def test_nothing_is_doubled_lost_or_told_wrong(first: int) -> None:
    played = [play(seed) for seed in range(first, first + AT_ONCE)]
    assert [text for one in played if (text := complaint(one))] == []
    ends = sum((one.ends for one in played), Counter[str]())
    assert ends["POSTED"] > 0.8 * ends.total(), "what is never published is never doubled"
    assert sum(one.crashes for one in played) > AT_ONCE, "too few crashes to prove anything"


@pytest.mark.parametrize("first", range(0, IN_BUCKET, AT_ONCE_IN_BUCKET))
def test_nothing_is_doubled_or_lost_with_the_ledger_in_a_bucket(first: int) -> None:
    played = [play(seed, place="s3") for seed in range(first, first + AT_ONCE_IN_BUCKET)]
    assert [text for one in played if (text := complaint(one, "s3"))] == []
    assert sum(one.crashes for one in played) > AT_ONCE_IN_BUCKET, "too few crashes to prove anything"


def test_a_seed_is_the_same_schedule_again() -> None:
    first, second = [], []
    assert play(7, first.append) == play(7, second.append)
    assert first == second
    assert len(first) > 50
