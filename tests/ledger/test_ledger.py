"""The contract of ledgers in memory, on a git branch, and in a bucket."""

from pathlib import Path

import pytest

from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.git import Git
from smmgen.ledger.memory import MemoryLedger
from tests.crash.githost import Host
from tests.crash.process import Process
from tests.crash.s3host import Store
from tests.ledger.contract import *  # noqa: F403
from tests.ledger.repository import clone, here, remote


@pytest.fixture(params=["memory", "here", "remote", "simulated", "bucket"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:  # noqa: F405
    """Return a function that opens the same ledger, each time as another publisher would."""
    if request.param == "memory":
        one = MemoryLedger()
        return lambda: one
    if request.param in ("simulated", "bucket"):
        host = Host() if request.param == "simulated" else Store()
        return lambda: host.ledger(Process("test", host.clock))
    if request.param == "here":
        here(tmp_path / "here")
        return lambda: BranchLedger(Git(tmp_path / "here"))
    remote(tmp_path / "remote.git")
    names = iter(range(1000))
    return lambda: BranchLedger(clone(tmp_path / "remote.git", tmp_path / f"clone{next(names)}"), "origin")
