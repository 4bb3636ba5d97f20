"""A crash at every step of a run × everything that can go wrong × every class of networks.

The suite tries every fault on every class, for single posts and threads and with the ledger in a bucket, and every
step on every class, but with each fault only some steps: others with the next fault.
`python -m tests.crash.steps` tries all of it, a publisher that sleeps and is overtaken, and two crashes in a row.
"""

import os

import pytest

from tests.crash.network import KINDS
from tests.crash.steps import CLAIM, OUTCOME, Case, cases, tried

IS_WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))
OF_POSTS, OF_THREADS = (1, 1) if IS_WHOLE else (8, 24)
"""One in so many steps is tried with each fault; threads have three times the steps of posts."""


def every_step(chosen: tuple[Case, ...], share: int) -> int:
    """Try the cases, each from a later step on than the one before, and return how many cells they have."""
    first = KINDS.index(chosen[0].kind)
    found = [tried(case, share, first + number) for number, case in enumerate(chosen)]
    assert [what for _, wrong in found for what in wrong] == []
    return sum(cells for cells, _ in found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_survives_a_crash_at_every_step(kind: str) -> None:
    cells = every_step(cases(kind, "post", "killed"), OF_POSTS)
    print(f"{cells} cells")
    assert cells > 400 / OF_POSTS


@pytest.mark.parametrize("kind", KINDS)
def test_a_thread_survives_a_crash_at_every_step(kind: str) -> None:
    cells = every_step(cases(kind, "thread", "killed"), OF_THREADS)
    print(f"{cells} cells")
    assert cells > 800 / OF_THREADS


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_in_a_bucket_survives_a_crash_at_every_step(kind: str) -> None:
    found = [one for one in cases(kind, "post", "killed", "s3") if one.fault.endswith((CLAIM, OUTCOME))]
    cells = every_step(tuple(found), OF_POSTS)
    print(f"{cells} cells")
    assert cells > 300 / OF_POSTS
