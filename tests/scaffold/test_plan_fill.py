from pathlib import Path

import pytest

from smmgen.model.fault import UsageError
from smmgen.pipeline import check, load
from smmgen.read.tree import Folder
from smmgen.scaffold.plan_fill import Filling, fill_plan, write_references
from tests.scaffold.planning import BRAND, STRATEGY
from tests.test_clock import NOW

PLAN = """\
---
month: 2027-01   # the first of the year
---
Words, *all* kinds.

| date       | time  | rubric | topic               | accounts | owner | post        |
|------------|-------|--------|---------------------|----------|-------|-------------|
| 2027-01-04 | 10:00 | promo  | Two bags: a “set”   | tg, bsky | anna  |             |
| 2027-01-05 | —     | tips   | Know-how: …         | tg       |       |             |
| 2027-01-06 | —     | tips   | Помол и вода        | tg       | lev   | —           |
| 2027-01-07 | —     | news   | Two bags: a “set”   |          |       |             |
| 2027-01-08 | —     | news   | Ready               | tg       |       | ready-post  |
| 2027-01-09 | —     | news   | By hand             | bsky     |       |             |

More words, and two spaces:{}
""".format("  ")
POSTS = {
    "ready-post": "---\ntitle: Ready\naccounts: [tg]\npublish_at: 2027-01-08\n---\nText.\n",
    "by-hand": "---\ntitle: By hand\naccounts: [bsky]\npublish_at: 2027-01-09\n---\nText.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"smmgen.yaml": BRAND, "plans/strategy.md": STRATEGY, "plans/2027-01.md": PLAN}
    for path, text in {**files, **{f"content/posts/{name}.md": text for name, text in POSTS.items()}}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    return tmp_path


def fill(root: Path) -> Filling:
    project = load(Folder(root)).project
    assert project
    return fill_plan(root, project, project.plans[0])


def test_rows_without_a_post_get_a_draft_and_the_plan_nothing_else(root: Path) -> None:
    done = fill(root)
    assert [(one.post, one.path[-40:]) for one in done.filled] == [
        ("two-bags-a-set", "sts/2027-01/2027-01-04-two-bags-a-set.md"),
        ("pomol-i-voda", "posts/2027-01/2027-01-06-pomol-i-voda.md"),
        ("two-bags-a-set-2", "s/2027-01/2027-01-07-two-bags-a-set-2.md"),
        ("by-hand", ""),
    ]
    assert [topic.topic for topic in done.open] == ["Know-how: …"]
    before, after = PLAN.split("\n"), (root / "plans/2027-01.md").read_bytes().decode().split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    for (old, new), one in zip(changed, done.filled, strict=True):
        cells, reference = new.rstrip("| ").rsplit("|", 1)
        assert (old.startswith(cells), reference.strip()) == (True, one.post)


def test_what_was_filled_agrees_with_its_plan_and_is_not_filled_again(root: Path) -> None:
    fill(root)
    found = check(Folder(root), NOW).findings
    assert [
        one.message
        for one in found
        if one.severity != "info" and one.code.startswith(("PLA003", "PLA004", "FMT", "TIM"))
    ] == []
    assert fill(root).filled == ()


def test_windows_line_ends_and_a_mark_at_the_start_stay(root: Path) -> None:
    path = root / "plans/2027-01.md"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    fill(root)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert (data.count(b"\r\n"), data.count(b"\n")) == (PLAN.count("\n"), PLAN.count("\n"))


def test_a_plan_that_was_changed_meanwhile_is_left(root: Path) -> None:
    project = load(Folder(root)).project
    assert project
    (root / "plans/2027-01.md").write_text(PLAN.replace("| 2027-01-04", "| 2027-01-03"))
    with pytest.raises(UsageError, match=r"plans/2027-01\.md:8 has changed in the meantime"):
        write_references(root, project.plans[0], 6, {8: "sale"})
    assert "sale" not in (root / "plans/2027-01.md").read_text()


def test_a_table_without_the_column_is_told(root: Path) -> None:
    (root / "plans/2027-01.md").write_text(
        "---\nmonth: 2027-01\n---\n| date | topic |\n|---|---|\n| 2027-01-04 | A |\n"
    )
    with pytest.raises(UsageError, match="needs a column `post`"):
        fill(root)


def test_readers_of_another_clock_get_a_time_of_their_own(root: Path) -> None:
    slots = "slots: {bsky: {timezone: America/New_York, at: [daily 12:00]}}\ncadence"
    (root / "plans/strategy.md").write_text(STRATEGY.replace("cadence", slots, 1))
    draft = (root / fill(root).filled[0].path).read_text()
    assert draft == (
        '---\ntitle: "Two bags: a “set”"\npublish_at: 2027-01-04 10:00\nstatus: draft\nrubric: promo\n'
        'accounts: [tg, bsky]\nowner: "anna"\nvariants:\n  bsky: {publish_at: 2027-01-04 18:00}\n---\n'
    )
