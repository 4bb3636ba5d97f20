"""What a power cut leaves of git in a clone: it must not stop publishing for ever, nor be taken from who is at work."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from smmgen.ledger import locks
from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.place import GUARD, find
from smmgen.ledger.state import Changes
from smmgen.model.fault import LedgerUnsafe
from tests.ledger.repository import ENVIRONMENT, clone, copied, git, here, remote
from tests.ledger.written import ONE, TWO, changes, held, posted, sending

CLAIM = sending()
HOUR = 3600.0


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a clone that has seen the ledger, to which others have added since."""
    made = tmp_path_factory.mktemp("seen")
    bare = remote(made / "origin.git")
    first = BranchLedger(clone(bare, made / "first"), "origin")
    assert first.cas(ABSENT, changes(CLAIM))
    clone(bare, made / "brand")
    find(made / "brand", ENVIRONMENT).read()
    assert first.cas(first.read()[1], changes(posted(CLAIM)))
    return made


@pytest.fixture
def brand(seen: Path, tmp_path: Path) -> Path:
    copied(seen, tmp_path)
    return tmp_path / "brand"


def locked(brand: Path, name: str = "refs/smm/ledger", age: float = HOUR) -> Path:
    lock = brand / f".git/{name}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    os.utime(lock, (time.time() - age,) * 2)
    return lock


@pytest.mark.parametrize("age", [HOUR, -HOUR])
def test_an_old_lock_is_removed_and_publishing_goes_on(brand: Path, age: float) -> None:
    """A clock that went back after the power cut makes it seem to come from the future."""
    lock, ledger = locked(brand, age=age), find(brand, ENVIRONMENT)
    assert ledger.read()[0].last(ONE) == posted(CLAIM)
    assert ledger.cas(ledger.read()[1], changes(held(), delivery=TWO))
    assert not lock.exists()


def test_a_lock_that_comes_after_the_look_keeps_no_write_from_counting(brand: Path) -> None:
    ledger = find(brand, ENVIRONMENT)
    version = ledger.read()[1]
    lock = locked(brand, age=0)
    assert ledger.cas(version, changes(held(), delivery=TWO))
    assert lock.exists()


def test_a_young_lock_is_left_to_whoever_holds_it(brand: Path) -> None:
    lock = locked(brand, age=60)
    with pytest.raises(LedgerUnsafe, match=rf"{lock} exists\. If none is, .* finds the file 10 minutes old"):
        find(brand, ENVIRONMENT).read()
    assert lock.exists()


@pytest.fixture
def orphan(brand: Path) -> Iterator[None]:
    """Let a git be at work whose publisher was killed."""
    with locks.alive(brand / ".git" / GUARD) as kept:
        left = subprocess.Popen(["sleep", "60"], pass_fds=kept)
    yield
    left.kill()
    left.wait()


@pytest.mark.usefixtures("orphan")
def test_a_lock_is_not_taken_from_a_git_that_outlived_its_publisher(brand: Path) -> None:
    lock = locked(brand)
    with pytest.raises(LedgerUnsafe, match="a git seems to be at work there"):
        find(brand, ENVIRONMENT).read()
    assert lock.exists()


def test_the_guard_is_held_while_git_is_at_work_and_no_longer(brand: Path) -> None:
    lock = locked(brand)
    with locks.alive(brand / ".git" / GUARD), pytest.raises(LedgerUnsafe, match="a git seems to be at work"):
        find(brand, ENVIRONMENT).read()
    find(brand, ENVIRONMENT).read()
    assert not lock.exists()


def test_a_branch_in_this_repository_is_freed_too(tmp_path: Path) -> None:
    here(tmp_path)
    ledger = find(tmp_path, ENVIRONMENT)
    assert ledger.cas(ABSENT, Changes())
    lock = locked(tmp_path, "refs/heads/smm-ledger")
    assert ledger.cas(ledger.read()[1], changes(held(), delivery=TWO))
    assert not lock.exists()


def test_an_index_that_is_locked_and_a_great_clean_up_change_nothing(brand: Path) -> None:
    ledger = find(brand, ENVIRONMENT)
    ledger.read()
    git(brand, "gc", "-q", "--prune=now")
    lock = locked(brand, "index", age=0)
    assert ledger.cas(ledger.read()[1], changes(held(), delivery=TWO))
    assert find(brand, ENVIRONMENT).read()[0].last(TWO) == held()
    assert lock.exists()


def test_where_files_cannot_be_locked_nothing_is_held_and_nothing_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "fcntl", None)  # as on Windows
    left = tmp_path / "refs.lock"
    left.touch()
    os.utime(left, (0, 0))
    with locks.alive(tmp_path / "guard") as kept:
        assert kept == ()
    assert not locks.is_removed(left, tmp_path / "guard")
    assert left.exists()
