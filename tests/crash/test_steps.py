"""A crash at every step of a run × everything that can go wrong × every class of networks.

The suite tries single posts with every fault, threads with a quarter of the faults for each class, and the ledger in
a bucket with all that can go wrong there;
`python -m tests.crash.steps` tries all of it, a publisher that sleeps and is overtaken, and two crashes in a row.
"""

import pytest

from tests.crash.network import KINDS
from tests.crash.steps import CLAIM, OUTCOME, Case, cases, tried

SHARE = 4


def every_step(chosen: tuple[Case, ...]) -> int:
    """Try the cases and return how many cells they have."""
    found = [tried(case) for case in chosen]
    assert [what for _, wrong in found for what in wrong] == []
    return sum(cells for cells, _ in found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_survives_a_crash_at_every_step(kind: str) -> None:
    cells = every_step(cases(kind, "post", "killed"))
    print(f"{cells} cells")
    assert cells > 400


@pytest.mark.parametrize("kind", KINDS)
def test_a_thread_survives_a_crash_at_every_step(kind: str) -> None:
    cells = every_step(cases(kind, "thread", "killed")[KINDS.index(kind) % SHARE :: SHARE])
    print(f"{cells} cells")
    assert cells > 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_in_a_bucket_survives_a_crash_at_every_step(kind: str) -> None:
    found = [one for one in cases(kind, "post", "killed", "s3") if one.fault.endswith((CLAIM, OUTCOME))]
    cells = every_step(tuple(found))
    print(f"{cells} cells")
    assert cells > 300
