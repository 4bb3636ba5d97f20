"""What only a ledger on a git branch can suffer."""

import shutil
from pathlib import Path
from random import Random

import pytest

from smmgen.ledger.branch import COPY, BranchLedger
from smmgen.ledger.git import Git
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.path import path_of
from smmgen.ledger.place import find
from smmgen.ledger.record import encode
from smmgen.ledger.state import Changes
from smmgen.ledger.verify import verify
from smmgen.model.fault import LedgerUnsafe
from tests.ledger.repository import ENVIRONMENT, clone, copied, git, here, remote
from tests.ledger.written import ONE, TWO, changes, held, posted, sending

CLAIM = sending()
PATH = path_of(ONE)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with a ledger of one published delivery."""
    made = tmp_path_factory.mktemp("published")
    ledger = BranchLedger(here(made / "brand"))
    assert ledger.cas(ABSENT, changes(CLAIM))
    assert ledger.cas(ledger.read()[1], changes(posted(CLAIM)))
    return made


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    copied(published, tmp_path)
    return tmp_path / "brand"


def rewrite(folder: Path, path: str, data: bytes | None) -> None:
    """Commit a file of the ledger's branch as somebody might who edits it by hand."""
    place = folder.parent / "edited"
    git(folder, "worktree", "add", "-q", str(place), "smm-ledger")
    (place / path).parent.mkdir(parents=True, exist_ok=True)
    (place / path).unlink() if data is None else (place / path).write_bytes(data)
    git(place, "add", "-A")
    git(place, "commit", "-qm", "Edit by hand")
    git(folder, "worktree", "remove", "--force", str(place))


GOOD = encode(CLAIM) + encode(posted(CLAIM))
DAMAGES = [
    (PATH, GOOD[:-1], "cut off"),
    (PATH, GOOD[:-20], "cut off"),
    (PATH, encode(CLAIM), None),
    (PATH, b"", "cut off"),
    (PATH, b"\n", "line 1: .* no JSON"),
    (PATH, GOOD.replace(b"SENDING", b"SENDINGS"), "line 1: .*SENDINGS"),
    (PATH, GOOD.replace(b"t.me", b"t,me").replace(b'"v":1', b'"v": 1'), "canonical"),
    (PATH, encode(CLAIM) * 2, "SENDING may not follow SENDING"),
    (PATH, GOOD + encode(CLAIM), "may not follow POSTED"),
    ("v1/FORMAT", b"smmgen ledger 2\n", "another version"),
    ("v1/FORMAT", None, "FORMAT is missing"),
    ("v1/CONTROL.json", b"{", "kill switch cannot be read"),
    ("v1/CONTROL.json", b'{"paused": "no"}', "kill switch cannot be read"),
    ("v1/notes.txt", b"hello\n", "no such file belongs there"),
    ("README.md", b"Notes outside are nobody's business.\n", None),
]


@pytest.mark.parametrize(("path", "data", "why"), DAMAGES)
def test_damage_stops_everything_and_is_named(folder: Path, path: str, data: bytes, why: str | None) -> None:
    rewrite(folder, path, data)
    ledger = BranchLedger(Git(folder, ENVIRONMENT))
    if why is None:
        ledger.read()
    else:
        with pytest.raises(LedgerUnsafe, match=why):
            ledger.read()


@pytest.mark.parametrize("data", [encode(CLAIM), None, GOOD.replace(b"local.1.a", b"local.1.b")])
def test_a_line_that_went_away_is_noticed(folder: Path, data: bytes | None) -> None:
    ledger = BranchLedger(Git(folder, ENVIRONMENT))
    ledger.read()
    rewrite(folder, PATH, data)
    with pytest.raises(LedgerUnsafe, match="removed"):
        ledger.read()
    with pytest.raises(LedgerUnsafe, match=r"removed|rewritten"):
        verify(BranchLedger(Git(folder, ENVIRONMENT)))


def test_a_sound_ledger_is_counted(folder: Path) -> None:
    assert verify(BranchLedger(Git(folder, ENVIRONMENT))) == (2, 2)


def test_the_branch_has_a_root_of_its_own_and_the_work_tree_is_left_alone(folder: Path) -> None:
    assert git(folder, "rev-list", "--max-parents=0", "smm-ledger") != git(folder, "rev-parse", "main")
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "ls-tree", "-r", "--name-only", "smm-ledger").split() == [
        "v1/CONTROL.json",
        "v1/FORMAT",
        PATH,
    ]


def test_a_write_that_git_refuses_leaves_no_report_of_its_crash(folder: Path) -> None:
    (folder / ".git/fast_import_crash_1").write_text("    parent process     : 1\n")  # somebody else's
    with pytest.raises(LedgerUnsafe):
        BranchLedger(Git(folder, ENVIRONMENT))._write(b"garbage\n")
    assert [one.name for one in (folder / ".git").glob("fast_import*")] == ["fast_import_crash_1"]


def test_hooks_do_not_run(folder: Path) -> None:
    for name in ("reference-transaction", "pre-commit", "post-commit", "pre-push"):
        (folder / ".git/hooks" / name).write_text("#!/bin/sh\nexit 1\n")
        (folder / ".git/hooks" / name).chmod(0o755)
    ledger = BranchLedger(Git(folder, ENVIRONMENT))
    assert ledger.cas(ledger.read()[1], changes(held(), delivery=TWO))


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a remote with a ledger, and the clone that wrote it."""
    made = tmp_path_factory.mktemp("pushed")
    bare = remote(made / "origin.git")
    assert BranchLedger(clone(bare, made / "first"), "origin").cas(ABSENT, changes(CLAIM))
    return made


@pytest.fixture
def origin(pushed: Path, tmp_path: Path) -> Path:
    copied(pushed, tmp_path)
    return tmp_path / "origin.git"


def test_a_push_that_failed_but_moved_the_branch_counts(origin: Path, tmp_path: Path) -> None:
    class LyingGit(Git):
        def call(self, *arguments: str, stdin: bytes = b"") -> object:  # type: ignore[override]
            done = Git.call(self, *arguments, stdin=stdin)
            return type(done)(-1, b"", "killed") if arguments[0] == "push" else done

    made = clone(origin, tmp_path / "second")
    ledger = BranchLedger(LyingGit(made.folder, ENVIRONMENT), "origin")
    assert ledger.cas(ledger.read()[1], changes(posted(CLAIM)))


def test_a_push_that_succeeded_but_moved_nothing_does_not_count(origin: Path, tmp_path: Path) -> None:
    class LyingGit(Git):
        def call(self, *arguments: str, stdin: bytes = b"") -> object:  # type: ignore[override]
            if arguments[0] == "push":
                arguments = ("version",)
            return Git.call(self, *arguments, stdin=stdin)

    made = clone(origin, tmp_path / "second")
    ledger = BranchLedger(LyingGit(made.folder, ENVIRONMENT), "origin")
    assert not ledger.cas(ledger.read()[1], changes(posted(CLAIM)))


def test_a_remote_that_takes_no_pushes_is_told(origin: Path, tmp_path: Path) -> None:
    hook = origin / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho branch is protected >&2\nexit 1\n")
    hook.chmod(0o755)
    ledger = BranchLedger(clone(origin, tmp_path / "second"), "origin")
    journal = Journal(ledger, lambda _: None, Random(1))
    with pytest.raises(LedgerUnsafe, match=r"cannot be written: .*protected"):
        journal.write(lambda _: changes(posted(CLAIM)))


def test_a_remote_that_is_gone_is_no_missing_ledger(origin: Path, tmp_path: Path) -> None:
    ledger = BranchLedger(clone(origin, tmp_path / "second"), "origin")
    shutil.rmtree(origin)
    with pytest.raises(LedgerUnsafe, match="cannot be reached"):
        ledger.read()


def test_a_rewritten_remote_is_noticed_by_whoever_saw_it_before(origin: Path, tmp_path: Path) -> None:
    made = clone(origin, tmp_path / "second")
    BranchLedger(made, "origin").read()
    git(origin, "update-ref", "-d", "refs/heads/smm-ledger")
    assert BranchLedger(clone(origin, tmp_path / "third"), "origin").cas(
        ABSENT, changes(held(), delivery=TWO)
    )
    with pytest.raises(LedgerUnsafe, match="rewritten"):
        BranchLedger(made, "origin").read()


def test_a_shallow_clone_fetches_no_more_than_it_needs(origin: Path, tmp_path: Path) -> None:
    first = BranchLedger(Git(tmp_path / "first", ENVIRONMENT), "origin")
    assert first.cas(first.read()[1], changes(posted(CLAIM)))
    git(tmp_path / "first", "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{origin}", "shallow")
    ledger = BranchLedger(Git(tmp_path / "shallow", ENVIRONMENT), "origin")
    assert ledger.read()[0].last(ONE) == posted(CLAIM)
    assert git(tmp_path / "shallow", "rev-list", "--count", COPY) == "1"
    assert ledger.cas(ledger.read()[1], changes(held(), delivery=TWO))
    assert first.cas(first.read()[1], changes(held(), delivery=TWO._replace(number=1)))
    assert len(ledger.read()[0].histories) == 3


def test_a_push_that_a_killed_run_left_behind_keeps_nobody_from_reading(origin: Path, tmp_path: Path) -> None:
    """Git is still at work on what it remembers of the remote, in refs that are not ours."""
    made = clone(origin, tmp_path / "second")
    git(made.folder, "fetch", "-q", "origin")
    first = BranchLedger(Git(tmp_path / "first", ENVIRONMENT), "origin")
    assert first.cas(first.read()[1], changes(posted(CLAIM)))
    (made.folder / ".git/refs/remotes/origin/smm-ledger.lock").touch()
    assert BranchLedger(made, "origin").read()[0].last(ONE) == posted(CLAIM)


def test_secrets_are_not_handed_to_git(tmp_path: Path) -> None:
    environment = {**ENVIRONMENT, "TELEGRAM_TOKEN": "1:x", "GIT_DIR": "/elsewhere", "GIT_ASKPASS": "true"}
    made = Git(here(tmp_path).folder, environment)
    shown = made.call("-c", "alias.env=!env", "env").out.decode()
    assert "TELEGRAM_TOKEN" not in shown
    assert "/elsewhere" not in shown
    assert "GIT_ASKPASS=true" in shown


def test_the_remote_is_the_origin_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    made = here(tmp_path)
    assert find(tmp_path, ENVIRONMENT).remote == ""
    git(made.folder, "remote", "add", "backup", "/nowhere")
    assert find(tmp_path, ENVIRONMENT).remote == "backup"
    git(made.folder, "remote", "add", "origin", "/nowhere")
    assert find(tmp_path, ENVIRONMENT).remote == "origin"
    assert find(tmp_path, {**ENVIRONMENT, "SMM_LEDGER_REMOTE": "none"}).remote == ""
    with pytest.raises(LedgerUnsafe, match="no such remote"):
        find(tmp_path, {**ENVIRONMENT, "SMM_LEDGER_REMOTE": "gone"})


def test_without_a_repository_the_commands_that_make_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnsafe, match="git init, then smmgen ledger init"):
        find(tmp_path, {**ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(tmp_path)})


def test_a_branch_without_changes_is_empty_but_there(tmp_path: Path) -> None:
    ledger = BranchLedger(here(tmp_path))
    assert ledger.cas(ABSENT, Changes())
    assert ledger.read()[0].histories == {}


@pytest.mark.parametrize("has_remote", [False, True])
def test_brands_in_one_repository_never_share_a_ledger(tmp_path: Path, *, has_remote: bool) -> None:
    made = clone(remote(tmp_path / "bare"), tmp_path / "agency") if has_remote else here(tmp_path / "agency")
    brands = [tmp_path / "agency" / "brands" / name for name in ("nord", "süd", "süd.lock")]
    for brand in brands:
        brand.mkdir(parents=True)
    first, *others = (find(brand, ENVIRONMENT) for brand in brands)
    assert first.cas(ABSENT, changes(CLAIM))
    assert [one.exists() for one in others] == [False, False]
    for other in others:
        assert other.cas(ABSENT, Changes())
        assert other.read()[0].last(ONE) is None
    assert find(brands[0], ENVIRONMENT).read()[0].last(ONE) == CLAIM
    assert not find(made.folder, ENVIRONMENT).exists()
    assert find(made.folder, ENVIRONMENT).cas(ABSENT, changes(CLAIM))


def test_where_the_ledger_of_a_folder_is(tmp_path: Path) -> None:
    here(tmp_path / "agency")
    (tmp_path / "agency" / "brands" / "nord").mkdir(parents=True)
    found = find(tmp_path / "agency" / "brands" / "nord", ENVIRONMENT)
    assert found.where == "the branch smm-ledger-of/brands/nord of this repository"
