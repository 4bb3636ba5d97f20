"""A cache that lies in git is not trusted: whoever proposes a change could make up what was found."""

import subprocess
from pathlib import Path

import pytest

from smmgen.build.cache import PictureCache
from smmgen.pipeline import find
from smmgen.read.tree import Folder
from smmgen.recall.kept import keep, recall
from smmgen.recall.tracked import is_tracked
from tests.build.world import draw, picture
from tests.check.world import BRAND, NOW, post


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(params=["", "brands/northwind"], ids=["a repository", "a folder of one"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    root = tmp_path / request.param
    (root / "content/posts").mkdir(parents=True)
    (root / "smmgen.yaml").write_text(BRAND)
    (root / "content/posts/one.md").write_text(post("See http://a.example."))
    git(tmp_path, "add", ".")
    return root


def cache(root: Path) -> Path:
    """Return the cache's folder, asked about anew."""
    is_tracked.cache_clear()
    return root / ".smmgen/cache"


def test_what_was_made_here_counts(root: Path) -> None:
    keep(cache(root) / "check", [b"found"])
    git(root, "add", ".")
    assert recall(cache(root) / "check", 1).short == (b"found",)


@pytest.mark.parametrize("version", ["2", "4"])
def test_what_came_along_with_a_repository_does_not_count(root: Path, version: str) -> None:
    keep(cache(root) / "check", [b"made up"])
    PictureCache(cache(root)).put("abc", draw(picture()), picture())
    git(root, "add", "--force", ".smmgen")
    git(root, "update-index", "--index-version", version)
    assert recall(cache(root) / "check", 1).short == (b"",)
    assert PictureCache(cache(root)).get("abc", picture()) is None


def test_it_counts_in_no_other_tree_of_the_repository_either(root: Path, tmp_path: Path) -> None:
    keep(cache(root) / "check", [b"made up"])
    git(root, "add", "--force", ".smmgen")
    git(root, "commit", "-qm", "All")
    git(root, "worktree", "add", "-q", str(tmp_path / "other"))
    other = tmp_path / "other" / root.relative_to(tmp_path)
    assert recall(cache(other) / "check", 1).short == (b"",)


def test_posts_are_checked_all_the_same(root: Path) -> None:
    found = find(Folder(root), NOW, place=cache(root) / "check")
    git(root, "add", "--force", ".smmgen")
    assert find(Folder(root), NOW, place=cache(root) / "check") == found
