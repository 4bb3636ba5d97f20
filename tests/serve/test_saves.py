"""However files are saved, moved or lost, the site says what they say in the end, after one build a save."""

import shutil
import subprocess

import pytest

from bench.serve import WAYS
from tests.serve.place import BRAND, MENU, SALE

PAGE = "posts/winter-sale/index.html"


def vim(place, text):
    """Save as Vim does with a swap file, and its test of whether the folder can be written to."""
    swap, probe = place.with_name(f".{place.name}.swp"), place.with_name("4913")
    swap.write_bytes(b"b0VIM 9.0")
    probe.touch()
    probe.unlink()
    WAYS["backup"](place, text)
    swap.unlink()


def emacs(place, text):
    """Save as Emacs does: a lock that is a dead link, an auto-save file, the old file copied beside."""
    lock, auto = place.with_name(f".#{place.name}"), place.with_name(f"#{place.name}#")
    lock.symlink_to("me@here.1:1")
    auto.write_text(text, "utf-8")
    shutil.copy(place, place.with_name(f"{place.name}~"))
    place.write_text(text, "utf-8")
    auto.unlink()
    lock.unlink()


def in_pieces(place, text):
    with place.open("w", encoding="utf-8") as file:
        for letter in text:
            file.write(letter)
            file.flush()


def from_elsewhere(place, text):
    fresh = place.parents[2] / "fresh"
    fresh.write_text(text, "utf-8")
    fresh.replace(place)


def deleted_first(place, text):
    place.unlink()
    place.write_text(text, "utf-8")


MORE = (vim, emacs, in_pieces, from_elsewhere, deleted_first)
ALL = {**WAYS, **{way.__name__.replace("_", " "): way for way in MORE}}


@pytest.mark.parametrize("save", ALL.values(), ids=ALL)
def test_a_save_is_one_build(place, save):
    for number in range(3):
        save(place.root / "content/posts/winter-sale.md", SALE.replace("must go", f"go {number} times"))
        place.until(lambda number=number: f"go {number} times" in place.page(PAGE))
        place.rest()
    assert [what for what, _ in place.told] == ["everything"] + 3 * ["content/posts/winter-sale.md"]
    assert place.preview.hub.state.count == 0


def test_a_checkout_of_many_posts_is_one_build(place):
    def git(*command):
        subprocess.run(
            ["git", "-C", place.root, "-c", "user.name=a", "-c", "user.email=a@b", *command],
            check=True,
            capture_output=True,
        )

    git("init", "-b", "main")
    git("add", "smmgen.yaml", "content")
    git("commit", "-m", "few")
    git("checkout", "-b", "many")
    for number in range(300):
        place.write(f"content/posts/post-{number:03}.md", MENU)
    git("add", "content")
    git("commit", "-m", "many")
    place.until(lambda: place.page("posts/post-299/index.html"))
    place.rest()
    before = len(place.told)
    git("checkout", "main")
    place.until(lambda: not place.page("posts/post-299/index.html"))
    place.rest()
    assert [what for what, _ in place.told[before:]] == ["everything"]


def test_a_folder_that_goes_and_comes_back_is_followed(place):
    away = place.root / "away"
    for _ in range(2):
        (place.root / "content").rename(away)
        place.until(lambda: not place.page(PAGE))
        away.rename(place.root / "content")
        place.until(lambda: place.page(PAGE))
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "went"))
    place.until(lambda: "went" in place.page(PAGE))


def test_a_folder_that_is_deleted_and_made_anew_is_followed(place):
    shutil.rmtree(place.root / "content")
    place.until(lambda: not place.page(PAGE))
    place.write("content/posts/winter-sale.md", SALE)
    place.until(lambda: place.page(PAGE))
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "went"))
    place.until(lambda: "went" in place.page(PAGE))


def test_plans_and_themes_that_come_later_are_followed(place):
    place.write(
        "plans/2026-12.md",
        "---\nmonth: 2026-12\n---\n\n| date | topic |\n|---|---|\n| 2026-12-08 | Advent |\n",
    )
    place.until(lambda: "Advent" in place.page("index.html"))
    place.write(
        "plans/2026-12.md",
        "---\nmonth: 2026-12\n---\n\n| date | topic |\n|---|---|\n| 2026-12-08 | Winter tea |\n",
    )
    place.until(lambda: "Winter tea" in place.page("index.html"))


def test_a_configuration_that_is_gone_for_a_while_loses_nothing(place):
    (place.root / "smmgen.yaml").unlink()
    place.until(lambda: place.preview.hub.state.is_stopped)
    assert "must go" in place.page(PAGE)
    place.write("smmgen.yaml", BRAND)
    place.until(lambda: not place.preview.hub.state.is_stopped)


def test_whatever_fails_while_building_the_next_save_is_another_try(place, capsys):
    (place.root / "dist/posts/winter-sale/index.html").unlink()
    (place.root / "dist/posts/winter-sale/index.html").mkdir()
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "went"))
    place.until(lambda: place.preview.hub.state.is_stopped)
    (place.root / "dist/posts/winter-sale/index.html").rmdir()
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "went away"))
    place.until(lambda: "went away" in place.page(PAGE))
