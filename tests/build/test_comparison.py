"""Two builds, folders or files are compared picture by picture."""

from pathlib import Path

import pytest

from smmgen.build.comparison import as_data, as_text, compare_all, pictures, write_comparison
from smmgen.build.look import make_look
from smmgen.build.output import Output
from smmgen.build.pages import Pages
from smmgen.build.words import words
from smmgen.cli.occasion import nobody
from smmgen.model.fault import UsageError
from smmgen.model.theme import Theme
from smmgen.read.tree import Memory
from tests.build.world import SALE, build, jpeg, text

RED = (180, 20, 30)


def folder(place: Path, **files: bytes) -> Path:
    place.mkdir()
    for name, data in files.items():
        (place / f"{name}.jpg").write_bytes(data)
    return place


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    base = folder(tmp_path / "base", same=jpeg(), other=jpeg(), grown=jpeg(), old=jpeg())
    head = folder(tmp_path / "head", same=jpeg(), other=jpeg(colour=RED), grown=jpeg(80, 60), fresh=jpeg())
    return base, head


def test_every_picture_has_its_state_and_the_gravest_comes_first(sides: tuple[Path, Path]) -> None:
    found = compare_all(*(pictures(side) for side in sides))
    assert [(one.name, one.state) for one in found] == [
        ("other.jpg", "changed"),
        ("grown.jpg", "changed"),
        ("fresh.jpg", "new"),
        ("old.jpg", "gone"),
        ("same.jpg", "alike"),
    ]


def test_the_table_names_what_changed_and_counts_the_rest(sides: tuple[Path, Path]) -> None:
    shown = as_text(compare_all(*(pictures(side) for side in sides)))
    assert "changed  other.jpg  100.0%  ΔE" in shown
    assert "another size" in shown
    assert "same.jpg" not in shown
    assert shown.endswith("2 changed, 1 new, 1 gone, 1 alike.\n")


def test_programs_are_told_all(sides: tuple[Path, Path]) -> None:
    data = as_data(compare_all(*(pictures(side) for side in sides)))
    first = data["pictures"][0]
    assert (data["version"], first["picture"], first["share"], first["part"]) == (
        1,
        "other.jpg",
        1,
        [0, 0, 1, 1],
    )
    assert data["summary"] == {"changed": 2, "new": 1, "gone": 1, "alike": 1}


def test_pictures_of_a_build_are_known_by_post_and_account(tmp_path: Path) -> None:
    build(tmp_path, {"content/posts/winter-sale.md": SALE})
    assert sorted(pictures(tmp_path)) == [
        "winter-sale/bsky/1.1",
        "winter-sale/masto/1.1",
        "winter-sale/tg/1.1",
    ]


def test_two_files_are_compared_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.jpg").write_bytes(jpeg(colour=RED))
    (found,) = compare_all(pictures(tmp_path / "a.jpg"), pictures(tmp_path / "b.jpg"))
    assert found.state == "changed"


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    base, head = folder(tmp_path / "a", x=jpeg()), folder(tmp_path / "b", x=b"words")
    with pytest.raises(UsageError, match=r"x\.jpg is no picture"):
        compare_all(pictures(base), pictures(head))


def test_the_page_shows_before_after_and_what_differs(sides: tuple[Path, Path], tmp_path: Path) -> None:
    found = compare_all(*(pictures(side) for side in sides))
    output, theme, read = Output(tmp_path / "page"), Theme(name="", path=""), Memory({}).read
    look = make_look(nobody(), theme, read, output)
    write_comparison(found, ("main", "here"), output, Pages(theme, read), look, words("en"))
    assert len(sorted((tmp_path / "page/images").iterdir())) == 8
    assert "other.jpg" in text(tmp_path / "page/index.html")
    assert "same.jpg" not in text(tmp_path / "page/index.html")
