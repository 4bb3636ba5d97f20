"""A build that would leave what is there already does not happen; any other does."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smmgen.build.upkeep import Brought, Wish
from smmgen.pipeline import upkeep
from smmgen.read.tree import Folder
from tests.check.world import NOW
from tests.recall.edits import Team

LONG_AGO = 1_700_000_000


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository whose files were written long ago."""
    made = tmp_path_factory.mktemp("repository")
    Team(made, 5)
    for path in made.rglob("*.*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return made


@pytest.fixture
def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the repository with its site up to date, whatever the test before did to it.

    The files' times count at once, as they do a moment later.
    """
    monkeypatch.setattr("smmgen.recall.scan._FINE", 0)
    monkeypatch.setattr("smmgen.recall.scan._COARSE", 0)
    _brought(root)
    assert not _is_rebuilt(root)
    return root


def _brought(root: Path, now: datetime = NOW, out: str = "dist") -> Brought:
    return upkeep(Folder(root), root / out, root / ".smmgen/cache").bring(Wish(now=now))


def _is_rebuilt(root: Path, now: datetime = NOW, out: str = "dist") -> bool:
    """Tell whether a build takes place: then the content is looked into."""
    return _brought(root, now, out).survey is not None


def test_nothing_is_built_where_nothing_changed(built: Path) -> None:
    assert [_is_rebuilt(built), _is_rebuilt(built, NOW + timedelta(hours=2))] == [False, False]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a post": lambda root: (root / "content/posts/new.md").write_text("---\ntitle: New\n---\nNew.\n"),
    "a picture": lambda root: (root / "content/media/beans.jpg").unlink(),
    "the brand": lambda root: (root / "smmgen.yaml").write_text((root / "smmgen.yaml").read_text() + "\n"),
    "a page that somebody deleted": lambda root: (root / "dist/index.html").unlink(),
    "a page that somebody edited": lambda root: (root / "dist/index.html").write_text("Hello"),
    "what was kept": lambda root: next((root / ".smmgen/cache").glob("site-*")).write_bytes(b"smmgen 1\n"),
    "a link in place of a post": lambda root: (root / "content/posts/link.md").symlink_to("new.md"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_built(built: Path, what: str) -> None:
    CHANGES[what](built)
    assert _is_rebuilt(built)
    assert (built / "dist/index.html").read_text() != "Hello"


@pytest.mark.parametrize(
    ("now", "out"),
    [
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), "dist"),
        (NOW - timedelta(minutes=1), "dist"),
        (NOW, "other"),
    ],
    ids=["the next day", "an earlier time", "another folder"],
)
def test_another_day_or_folder_is_built(built: Path, now: datetime, out: str) -> None:
    assert _is_rebuilt(built, now, out)


def test_what_was_told_is_told_again(built: Path) -> None:
    told = [_brought(built).told for _ in range(2)]
    assert told[0] == told[1]
    assert told[0].posts > 3
