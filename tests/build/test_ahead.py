"""What was just saved is shown before everything else is looked at, where its file alone tells how."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from smmgen.build.upkeep import Upkeep, Wish
from smmgen.pipeline import upkeep
from smmgen.read.tree import Folder
from tests.check.world import BRAND, NOW, post

ONE, TWO = "content/posts/one.md", "content/posts/two.md"
PAGE = "posts/one/index.html"
WISH = Wish(now=NOW, mark=b"nothing beside")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in {"smmgen.yaml": BRAND, ONE: post("One."), TWO: post("Two.")}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def keeper(root: Path) -> Upkeep:
    made = upkeep(Folder(root), root / "dist", root / ".smmgen/cache")
    made.bring(WISH)
    return made


def test_a_saved_post_has_its_page_at_once_and_nothing_else_changes(root: Path, keeper: Upkeep) -> None:
    (root / ONE).write_text(post("One and a half."), "utf-8")
    before = (root / "dist/manifest.json").read_bytes()
    assert set(keeper.bring_ahead([ONE], WISH)) == {PAGE}
    assert "One and a half." in (root / "dist" / PAGE).read_text("utf-8")
    assert (root / "dist/manifest.json").read_bytes() == before


def test_the_build_that_follows_takes_the_page_over(root: Path, keeper: Upkeep) -> None:
    (root / ONE).write_text(post("One and a half."), "utf-8")
    stamps = keeper.bring_ahead([ONE], WISH)
    brought = keeper.bring(WISH)
    assert brought.files
    assert brought.files[PAGE] == stamps[PAGE]
    assert b"One and a half." in (root / "dist/manifest.json").read_bytes()


BEYOND: dict[str, Callable[[Path], object]] = {
    "the brand": lambda root: (root / "smmgen.yaml").write_text(f"{BRAND}\n"),
    "the post's id": lambda root: (root / ONE).write_text(post("One.", id="other")),
    "the front matter, to nothing readable": lambda root: (root / ONE).write_text("---\ntitle: [\n---\n"),
    "the post, which is gone": lambda root: (root / ONE).unlink(),
    "the list of files, which another build wrote": lambda root: os.utime(
        root / "dist/.smmgen-files", (1, 1)
    ),
}


@pytest.mark.parametrize("what", BEYOND)
def test_what_may_concern_others_waits(root: Path, keeper: Upkeep, what: str) -> None:
    BEYOND[what](root)
    assert keeper.bring_ahead([ONE], WISH) == {}


def test_another_day_waits(root: Path, keeper: Upkeep) -> None:
    later = Wish(now=NOW.replace(day=NOW.day + 1), mark=WISH.mark)
    assert keeper.bring_ahead([ONE], later) == {}


def test_a_server_that_found_nothing_changed_is_ready_all_the_same(root: Path, keeper: Upkeep) -> None:
    again = upkeep(Folder(root), root / "dist", root / ".smmgen/cache")
    again.bring(WISH)
    before = (root / "dist" / PAGE).stat()
    again.get_ready(WISH)
    assert (root / "dist" / PAGE).stat() == before
    (root / ONE).write_text(post("One and a half."), "utf-8")
    assert set(again.bring_ahead([ONE], WISH)) == {PAGE}
