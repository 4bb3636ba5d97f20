from pathlib import Path

import pytest

from smmgen.read.tree import Folder, Memory, Tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for path in (
        "smmgen.yaml",
        "content/posts/a.md",
        "content/posts/.hidden.md",
        "content/.git/x.md",
        "plans/p.md",
        "other/x.md",
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "content/link.md").symlink_to(tmp_path / "secret.txt")
    (root / "content/folder").symlink_to(tmp_path)
    return root


@pytest.fixture(params=["folder", "memory"])
def tree(request: pytest.FixtureRequest, root: Path) -> Tree:
    files = ("smmgen.yaml", "content/posts/a.md", "plans/p.md")
    return Folder(root) if request.param == "folder" else Memory({path: path for path in files})


def test_a_tree_lists_what_may_be_read(tree: Tree) -> None:
    assert tree.paths() == ("content/posts/a.md", "plans/p.md", "smmgen.yaml")


def test_a_tree_reads_what_it_lists(tree: Tree) -> None:
    assert [tree.read(path).decode() for path in tree.paths()] == list(tree.paths())
    assert all(tree.exists(path) for path in tree.paths())


def test_links_are_listed_apart(root: Path) -> None:
    assert Folder(root).links() == ("content/folder", "content/link.md")
    assert Memory({"content/link.md": ""}).links() == ()


OUTSIDE = [
    "",
    ".",
    "..",
    "../secret.txt",
    "content/../../secret.txt",
    "content/link.md",
    "content/folder/secret.txt",
    "/etc/passwd",
    "content",
    "content/posts/",
    "content//posts/a.md",
    "nothing.md",
    "a\0b",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_else_can_be_read(tree: Tree, path: str) -> None:
    assert not tree.exists(path)
    with pytest.raises(OSError):
        tree.read(path)
