from pathlib import Path

import pytest

from smmgen.build.bulk import Frame, asked, draw_row, strange_columns
from smmgen.cards.picture import Studio
from smmgen.read.rows import Rows, read_rows
from smmgen.read.theme import read_theme
from smmgen.read.tree import Folder

ROOT = Path(__file__).parents[2]
THEME, _ = read_theme(Folder(ROOT), "northwind")
FRAME = Frame(
    card=THEME.cards["promo"],
    width=270,
    height=270,
    handle="@northwind",
    language="en",
    max_bytes=0,
    folder="content/media",
)


def table(text: str) -> Rows:
    return read_rows("t.csv", text.encode())


def drawn(text: str) -> tuple[dict[str, bytes], list[str]]:
    """Draw all rows; return the files and the findings with their places."""
    studio, files = Studio(THEME, Folder(ROOT).read), dict[str, bytes]()
    found = [
        finding
        for name, picture, row in asked(table(text), FRAME, Folder(ROOT).exists)
        for finding in draw_row(name, picture, row, THEME, studio.draw, files.__setitem__)
    ]
    return files, [f"{one.span.line}:{one.span.column} {one.code}" for one in found]


NAMES = [
    ("file,headline\nSale.jpg,A\n", ["sale"]),
    ("name,headline\nЗимняя распродажа,A\n", ["zimniaia-rasprodazha"]),
    ("headline\nSale!\nsale\nSALE\n", ["sale", "sale-2", "sale-3"]),
    ("name,headline\na,X\na,X\na-2,X\n", ["a", "a-2", "a-2-2"]),
    ("headline,badge\n,New\n???,New\n", ["1", "2"]),
    ("name,headline\n../../etc/passwd,A\n", ["etc-passwd"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_files_are_named_and_no_two_alike(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in asked(table(text), FRAME, lambda path: False)] == names


def test_one_bad_row_blocks_no_other() -> None:
    long = "far too long " * 40
    files, findings = drawn(
        f"headline,badge,photo,alt\nA,,\n{long},,\nB,{long},\nC,,gone.jpg\n,,,No\nD,New,mug-snow.jpg\n"
    )
    assert sorted(files) == ["a.jpg", "d.jpg"]
    assert [one for one in findings if not one.endswith("CRD007")] == [
        "3:1 CRD003",
        "4:3 CRD004",
        "5:4 CRD006",
        "6:1 TAB004",
    ]


def test_a_photo_lies_beside_the_table_or_is_named_from_the_root() -> None:
    rows = table("headline,photo\nA,latte.jpg\nB,content/media/moka.jpg\nC,/content/media/moka.jpg\n")
    photos = [picture.image.photo for _, picture, _ in asked(rows, FRAME, Folder(ROOT).exists)]
    assert photos == ["content/media/latte.jpg", "content/media/moka.jpg", "content/media/moka.jpg"]


def test_a_column_that_the_card_does_not_know_is_told_once() -> None:
    (finding,) = strange_columns(table("headline,bagde,language\nA,New,ru\nB,New,ru\n"), FRAME.card)
    assert (finding.code, finding.span.column, finding.hint) == ("TAB003", 10, "Did you mean “badge”?")


def test_a_row_may_be_in_a_language_of_its_own() -> None:
    rows = table("headline,language\nA,ru\nB,\n")
    assert [picture.language for _, picture, _ in asked(rows, FRAME, lambda path: True)] == ["ru", "en"]
