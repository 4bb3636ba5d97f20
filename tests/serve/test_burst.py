"""Steps of a save, by the millisecond, and when smmgen takes them for a whole: editors and git, as they were seen."""

import pytest

from smmgen.serve.burst import Burst, Change, is_content

POST = "content/posts/a.md"
SAVES = {
    "nano writes in place": ("0 begun a.md, 1 done a.md", 9, {"a.md"}),
    "VS Code renames a new file": ("0 done a.md", 8, {"a.md"}),
    "Vim moves the old file away": ("0 gone a.md, 1 begun a.md, 2 done a.md", 10, {"a.md"}),
    "a slow disk between moving and writing": ("0 gone a.md, 60 begun a.md, 70 done a.md", 78, {"a.md"}),
    "emptied first, written a moment later": ("0 begun a.md, 30 begun a.md, 31 done a.md", 39, {"a.md"}),
    "a system that tells of no end": ("0 begun a.md, 1 begun a.md", 81, {"a.md"}),
    "deleted": ("0 gone a.md", 80, {"a.md"}),
    "a post and its picture": ("0 done a.md, 3 done b.jpg", 11, {"a.md", "b.jpg"}),
    "renamed": ("0 gone a.md, 0 done b.md", 80, {"a.md", "b.md"}),
    "a folder came": ("0 begun *", 150, None),
}


def burst_of(steps):
    burst = Burst()
    for step in steps.split(", "):
        at, kind, path = step.split()
        burst.add(Change(kind, path.strip("*")), int(at) / 1000)
    return burst


@pytest.mark.parametrize(("steps", "ends", "paths"), SAVES.values(), ids=SAVES)
def test_a_save_is_one_change(steps, ends, paths):
    burst = burst_of(steps)
    assert round(1000 * burst.ends()) == ends
    assert burst.take() == paths
    assert burst.ends() is None


def test_a_checkout_is_one_change_and_nobody_asks_of_what():
    burst = burst_of(", ".join(f"{10 * number} done {number}.md" for number in range(250)))
    assert round(burst.ends(), 3) == 2.64
    assert burst.take() is None


def test_a_few_files_more_are_still_known_by_name():
    burst = burst_of(", ".join(f"{number} done {number}.md" for number in range(20)))
    assert round(1000 * burst.ends()) == 169
    assert len(burst.take()) == 20


def test_what_never_rests_is_taken_all_the_same():
    assert burst_of(", ".join(f"{20 * number} begun a.md" for number in range(200))).ends() == 3.0


@pytest.mark.parametrize(
    "path", ["smmgen.yaml", POST, "plans/2026-12.md", "themes/mine/theme.yaml", "content/media/a b.jpg"]
)
def test_content_is_watched(path):
    assert is_content(path)


@pytest.mark.parametrize(
    "path",
    [
        "content",
        "",
        "dist/index.html",
        ".git/index",
        "README.md",
        "content/.a.md.swp",
        "content/posts/4913",
        "content/a.md~",
        "content/posts/#a.md#",
        "content/posts/.#a.md",
        "content/a.md.tmp",
        "content/a.md___jb_tmp___",
        "plans/.obsidian/x.json",
    ],
)
def test_what_editors_keep_beside_a_file_is_not(path):
    assert not is_content(path)
