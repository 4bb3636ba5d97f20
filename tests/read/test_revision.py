"""What git kept at a revision is read, and nothing that is no content."""

import os
import subprocess
from pathlib import Path

import pytest

from smmgen.model.fault import UsageError
from smmgen.read.revision import read_revision


def git(folder: Path, *arguments: str) -> None:
    own = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    content = tmp_path / "shop/content"
    content.mkdir(parents=True)
    (tmp_path / "shop/smmgen.yaml").write_text("brand: {}\n")
    (content / "кофе.md").write_text("one\n")
    (content / "empty.md").write_bytes(b"")
    (content / ".hidden.md").write_text("no\n")
    (content / "link.md").symlink_to("/etc/hostname")
    (tmp_path / "shop/notes.md").write_text("no\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "tag", "one")
    (content / "кофе.md").write_text("two\n")
    return tmp_path / "shop"


def test_a_revision_holds_what_was_committed(root: Path) -> None:
    tree = read_revision(root, "one", os.environ)
    assert tree.paths() == ("content/empty.md", "content/кофе.md", "smmgen.yaml")
    assert (tree.read("content/кофе.md"), tree.read("content/empty.md")) == (b"one\n", b"")


@pytest.mark.parametrize("name", ["nowhere", "--help", "", "one:shop"])
def test_what_is_no_revision_is_named(name: str, root: Path) -> None:
    with pytest.raises(UsageError, match="is no revision"):
        read_revision(root, name, os.environ)


def test_a_folder_that_git_does_not_know_has_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no revision"):
        read_revision(tmp_path, "HEAD", os.environ)
