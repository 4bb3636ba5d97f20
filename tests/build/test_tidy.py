"""What was kept for other output folders is bounded, by number and by age."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from smmgen.build.tidy import MOST, tidy
from smmgen.build.upkeep import Wish
from smmgen.pipeline import upkeep
from smmgen.read.tree import Folder
from tests.build.cut import files, together
from tests.check.world import BRAND, NOW, post


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND.replace("theme: northwind\n", ""))
    (tmp_path / "content/posts/one.md").write_text(post("Beans."))
    return tmp_path


def build(root: Path, out: str) -> None:
    upkeep(Folder(root), root / out, root / ".smmgen/cache").bring(Wish(now=NOW))


def kept(root: Path) -> set[str]:
    return {path.name for path in (root / ".smmgen/cache").glob("site-*")}


def test_only_the_last_folders_that_were_built_into_are_remembered(root: Path) -> None:
    for number in range(MOST + 3):
        build(root, f"out-{number}")
    assert len(kept(root)) == MOST + 1
    for number in range(3, MOST + 3):
        build(root, f"out-{number}")
    assert len(kept(root)) == MOST + 1


def test_the_folder_that_is_built_into_is_never_forgotten_and_others_are_with_time(tmp_path: Path) -> None:
    for name, days in (("site-mine", 99), ("site-old", 31), ("site-new", 1), ("check", 99)):
        (tmp_path / name).touch()
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(tmp_path / name, (at, at))
    tidy(tmp_path / "site-mine", NOW)
    assert {path.name for path in tmp_path.iterdir()} == {"site-mine", "site-new", "check"}


def test_what_a_killed_build_was_writing_is_removed_once_it_is_sure_to_be_dead(tmp_path: Path) -> None:
    for name, days in (("dead", 2), ("alive", 0)):
        (tmp_path / f".{name}.part").touch()
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(tmp_path / f".{name}.part", (at, at))
    tidy(tmp_path / "site-mine", NOW)
    assert [path.name for path in tmp_path.iterdir()] == [".alive.part"]


def test_builds_into_many_folders_at_once_leave_each_its_site(root: Path) -> None:
    outs = [f"out-{number}" for number in range(MOST + 4)]
    twice = [*outs, *outs[:3]]  # and a few by two at a time
    assert together([lambda out=out: build(root, out) for out in twice]) == [0] * len(twice)
    sites = [files(root / out) for out in outs]
    assert all(site == sites[0] for site in sites)
    assert sites[0]
    assert len(kept(root)) <= MOST + 4
