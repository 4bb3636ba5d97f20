"""Two publishers that want the same posts, on a real git repository.

The network answers at once: nothing but their manners keeps one of them from writing all the time.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.git import Git
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.state import Changes, State
from smmgen.ledger.verify import verify
from smmgen.publish.run import run
from tests.ledger.repository import ENVIRONMENT, clone, remote
from tests.publish.stage import ADAPTERS, DUE, Network, Wire, brand, post, together


class Timed(BranchLedger):
    """Measures claims: a look at the branch, and the write that is confirmed by another look."""

    def __init__(self, git: Git) -> None:
        super().__init__(git, "origin")
        self.claims: list[float] = []
        self.lost = 0
        self._began = 0.0

    def read(self) -> tuple[State, str]:
        self._began = time.monotonic()
        return super().read()

    def cas(self, version: str, changes: Changes) -> bool:
        is_mine = super().cas(version, changes)
        if any(record.stage == "SENDING" for _, record in changes.records):
            self.claims.append(time.monotonic() - self._began)
            self.lost += not is_mine
        return is_mine


@dataclass(frozen=True)
class Raced:
    """What one publisher showed, how long its claims took (seconds), and how often it was too late."""

    shown: Sequence[str]
    claims: Sequence[float]
    lost: int


def meet(barrier: Any) -> None:
    """Begin together: a publisher that comes late finds nothing left to race for."""
    barrier.wait(60)


def publish(folder: Path, posts: int, name: str) -> Raced:
    """Publish so many posts, as fast as it goes."""
    network, ledger = Network(), Timed(Git(folder, ENVIRONMENT))
    made = brand("blind")
    options: dict[str, Any] = {"adapters": ADAPTERS.__getitem__, "chance": Random(name), "lanes": 1}
    run(
        together(*(post(f"post-{number}", accounts=("blind",)) for number in range(posts))),
        made,
        ledger,
        lambda account: Wire(account, network, {"BLIND_TOKEN": "s"}),
        lambda file: b"",
        DUE,
        by=f"race.1.{name}",
        **options,
    )
    return Raced(network.texts("blind"), ledger.claims, ledger.lost)


def race(folder: Path, posts: int) -> tuple[Raced, Raced]:
    """Let two processes publish the same posts; make sure that each was shown once, and the ledger is sound."""
    host = remote(folder / "remote.git")
    clones = [clone(host, folder / name) for name in ("one", "two", "reader")]
    ledger = BranchLedger(clones[2], "origin")
    ledger.cas(ABSENT, Changes())
    context = get_context("fork")
    with context.Pool(2, initializer=meet, initargs=(context.Barrier(2),)) as pool:
        one, two = pool.starmap(publish, [(git.folder, posts, git.folder.name) for git in clones[:2]])
    shown = Counter([*one.shown, *two.shown])
    assert set(shown.values()) == {1}, shown.most_common(3)
    verify(ledger)
    ends = Counter(history[-1].stage for history in ledger.read()[0].histories.values())
    assert ends == {"POSTED": posts}, ends
    return one, two
