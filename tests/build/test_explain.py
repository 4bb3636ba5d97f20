"""`smmgen build --explain` says why, in the words of who changed something."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from smmgen.build.upkeep import Upkeep, Wish
from smmgen.cli.explained import explained
from smmgen.cli.main import smmgen
from smmgen.read.tree import Folder
from tests.build.world import draw, jpeg
from tests.check.world import BRAND, NOW, post

SALE, TEA = "content/posts/sale.md", "content/posts/2026-12/tea.md"
PHOTO, PLAN = "content/media/beans.jpg", "plans/2026-12.md"
CARD, PAGE, THEME = (
    f"themes/northwind/{one}" for one in ("cards/promo.yaml", "pages/post.html", "theme.yaml")
)
ROWS = "---\nmonth: 2026-12\n---\n| date | topic | post |\n|---|---|---|\n"
FILES = {
    "smmgen.yaml": BRAND,
    SALE: post(
        "Beans.",
        title="Sale",
        publish_at="2026-12-01 10:00",
        image="{photo: /content/media/beans.jpg, alt: A}",
    ),
    TEA: post("Tea.", title="Tea", publish_at="2026-12-02 10:00"),
    PLAN: f"{ROWS}| 2026-12-05 | Cups | |\n",
    CARD: "layers: []\n",
    THEME: "colours: {dark: '#112233'}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / PHOTO).parent.mkdir(parents=True)
    (tmp_path / PHOTO).write_bytes(jpeg(1600, 1600))
    build(tmp_path)
    return tmp_path


def build(root: Path, **wish: object) -> dict[str, str]:
    """Build, and return why each file was made anew."""
    kept = root / ".smmgen/cache"
    keeper = Upkeep(
        Folder(root), root / "dist", lambda theme, read: draw, index=kept / "check", place=kept / "site"
    )
    return dict(keeper.bring(Wish(**{"now": NOW, **wish})).why)


def edit(path: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


ANOTHER, SALES, TEAS, MONTH = (
    "a post that it shows is another",
    "posts/sale/index.html",
    "posts/tea/index.html",
    "months/2026-12/index.html",
)
CASES = {
    "a post's text": (edit(SALE, "Beans.", "All beans."), {SALES: f"{SALE} changed"}),
    "its title": (
        edit(SALE, "Sale", "Winter"),
        {SALES: f"{SALE} changed", MONTH: ANOTHER, TEAS: "the post before it in time is another"},
    ),
    "its picture": (lambda root: (root / PHOTO).write_bytes(jpeg(1500, 1600)), {SALES: f"{PHOTO} changed"}),
    "its picture, which is gone": (lambda root: (root / PHOTO).unlink(), {SALES: f"{PHOTO} is gone"}),
    "its text and its picture": (
        lambda root: (edit(SALE, "Beans.", "All beans.")(root), (root / PHOTO).unlink()),
        {SALES: f"{PHOTO} is gone, {SALE} changed"},
    ),
    "an account": (
        edit("smmgen.yaml", "@northwind", "@southwind"),
        dict.fromkeys((SALES, MONTH, "accounts/tg/index.html"), "smmgen.yaml changed"),
    ),
    "a card": (edit(CARD, "[]", "[ ]"), dict.fromkeys((SALES, TEAS, "index.html"), f"{CARD} changed")),
    "a new template": (
        lambda root: ((root / PAGE).parent.mkdir(), (root / PAGE).write_text("{{ w.post }}")),
        dict.fromkeys((SALES, MONTH), f"{PAGE} is new"),
    ),
    "the theme": (edit(THEME, "112233", "aa3300"), dict.fromkeys((SALES, MONTH), f"{THEME} changed")),
    "brand and theme": (
        lambda root: (edit(THEME, "112233", "aa3300")(root), edit("smmgen.yaml", "Coffee", "Tea")(root)),
        {SALES: f"smmgen.yaml changed, {THEME} changed"},
    ),
    "a plan's row": (edit(PLAN, "Cups", "Mugs"), {MONTH: "the plan is another"}),
    "a deleted post": (
        lambda root: (root / SALE).unlink(),
        {SALES: f"removed, as {SALE} is gone", TEAS: "the post before it in time is another", MONTH: ANOTHER},
    ),
    "a moved post": (
        lambda root: (root / TEA).rename(root / "content/posts/tea.md"),
        {TEAS: f"it moved here from {TEA}"},
    ),
    "a post of another name": (
        lambda root: (root / TEA).rename(root / "content/posts/mate.md"),
        {TEAS: f"removed, as {TEA} is gone", "posts/mate/index.html": "it is new"},
    ),
    "a post that is broken": (
        lambda root: (root / TEA).write_text("---\ntitle: [\n---\n"),
        {TEAS: f"removed, as {TEA} makes no such page any more"},
    ),
    "a page that somebody edited": (
        lambda root: (root / "dist" / SALES).write_text("Hello"),
        {SALES: "its file was not there as it was written"},
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_each_page_that_is_made_anew_is_explained(root: Path, what: str) -> None:
    change, expected = CASES[what]
    change(root)
    told = build(root)
    assert {path: told.get(path) for path in expected} == expected


def test_what_nothing_happened_to_is_not_told_of(root: Path) -> None:
    edit(SALE, "Beans.", "All beans.")(root)
    told = build(root)
    assert set(told.values()) == {f"{SALE} changed", ANOTHER, "a post in it is another"}
    assert TEAS not in told
    assert build(root) == {}


def test_another_version_of_the_tool_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smmgen.build.upkeep.world", lambda: b"another")
    assert build(root)[SALES] == "smmgen or a package that it uses changed"


def test_another_day_is_told(root: Path) -> None:
    days = [build(root, now=NOW.replace(month=12, day=day)) for day in (16, 17)]
    assert days[1] == {MONTH: "it is another day", "index.html": "it is another day"}


def test_pictures_are_told_with_the_posts_that_show_them(root: Path) -> None:
    (root / PHOTO).write_bytes(jpeg(1500, 1600))
    edit(SALE, "photo:", "size: portrait, photo:")(root)
    pictures = {why for path, why in build(root).items() if path.startswith("images/")}
    assert pictures == {f"{PHOTO} changed, {SALE} changed", "removed, as nothing shows it any more"}


def test_each_reason_is_told_once_what_a_person_did_first_and_not_all_of_many_files() -> None:
    why = [
        ("b", "it is new"),
        *((f"p{number}", "smmgen.yaml changed") for number in range(11)),
        ("a", "it is new"),
        ("c", "removed, as x is gone"),
    ]
    named = [f"  {path}" for path in sorted(f"p{number}" for number in range(11))]
    rest = ["it is new:", "  a", "  b", "removed, as x is gone:", "  c"]
    assert list(explained(why, is_whole=False)) == ["smmgen.yaml changed:", *named[:8], "  and 3 more", *rest]
    assert list(explained(why, is_whole=True)) == ["smmgen.yaml changed:", *named, *rest]


def test_a_build_that_changes_nothing_says_so(root: Path) -> None:
    for path in root.rglob("*.*"):
        os.utime(path, (1, 1))
    told = [CliRunner().invoke(smmgen, ["-C", str(root), "build", "--explain"]).stdout for _ in range(2)]
    assert told[1].startswith("Nothing changed: all files are as the last build left them.\nBuilt ")
