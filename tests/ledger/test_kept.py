"""A long ledger is looked at quickly, and nobody is told anything else than what the branch says."""

import shutil
from pathlib import Path

import pytest

from bench.ledger import write_ledger
from smmgen.ledger import branch
from smmgen.ledger.kept import load
from smmgen.ledger.place import KEPT, find
from smmgen.ledger.state import State
from tests.ledger.repository import ENVIRONMENT, git
from tests.ledger.written import ONE, changes, sending

MANY = 300
"""So many deliveries are worth keeping what is said of them, here."""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("long")
    write_ledger(root, MANY)
    return root


@pytest.fixture
def root(long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(branch, "LEAST", MANY)
    shutil.copytree(long, tmp_path / "clone", ignore=shutil.ignore_patterns("*.sample"))
    return tmp_path / "clone"


def looked(root: Path) -> State:
    return find(root, ENVIRONMENT, is_to_look=True).read()[0]


def read(root: Path) -> State:
    return find(root, ENVIRONMENT).read()[0]


def test_what_is_kept_is_what_the_branch_says(root: Path) -> None:
    first = looked(root)
    kept = load(root / ".git" / KEPT)
    assert kept == (git(root, "rev-parse", branch.BRANCH), read(root))
    assert first == looked(root) == read(root)


def test_what_was_written_since_is_told(root: Path) -> None:
    looked(root)
    ledger = find(root, ENVIRONMENT)
    assert ledger.cas(ledger.read()[1], changes(sending()))
    assert looked(root).last(ONE) == sending()
    assert looked(root) == read(root)


@pytest.mark.parametrize("at", [3, 40, 5000, -1], ids=["head", "digest", "body", "end"])
def test_a_kept_file_that_is_not_whole_is_not_believed(root: Path, at: int) -> None:
    looked(root)
    place = root / ".git" / KEPT
    data = bytearray(place.read_bytes())
    data[at] ^= 1
    place.write_bytes(data)
    assert load(place) is None
    assert looked(root) == read(root)


def test_a_ledger_that_was_begun_anew_is_not_mixed_with_the_old_one(root: Path) -> None:
    looked(root)
    git(root, "update-ref", "-d", branch.BRANCH)
    find(root, ENVIRONMENT).cas("", changes(sending()))
    assert dict(looked(root).histories) == {ONE: (sending(),)}


def test_who_publishes_neither_keeps_nor_believes_it(root: Path) -> None:
    read(root)
    assert not (root / ".git" / KEPT).exists()


def test_an_empty_kept_file_is_not_believed(root: Path) -> None:
    looked(root)
    (root / ".git" / KEPT).write_bytes(b"")
    assert looked(root) == read(root)


def test_how_deliveries_end_is_told_with_what_was_written_since(root: Path) -> None:
    looked(root)
    ledger = find(root, ENVIRONMENT)
    last = sorted(ledger.read()[0].ends())[-1][0]
    assert ledger.cas(ledger.read()[1], changes(sending()))
    ends = {name: (stage, at) for name, stage, at in looked(root).ends()}
    assert ends == {name: (stage, at) for name, stage, at in read(root).ends()}
    assert (ends[ONE][0], ends[last][0], len(ends)) == ("SENDING", "POSTED", MANY + 1)
