import pytest

from smmgen.model.source import Span
from smmgen.read.rows import Rows, read_rows


def rows(data: bytes | str) -> Rows:
    return read_rows("w.csv", data.encode() if isinstance(data, str) else data)


def cells(data: bytes | str) -> list[list[str]]:
    return [list(row.cells.values()) for row in rows(data).rows]


WRITTEN = "Имя;Приз\r\nАнна, обжарщик;Год кофе\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    found = rows(WRITTEN.encode(encoding))
    assert list(found.columns) == ["имя", "приз"]
    assert [dict(row.cells) for row in found.rows] == [{"имя": "Анна, обжарщик", "приз": "Год кофе"}]


def test_western_letters_are_told_from_cyrillic_ones() -> None:
    assert cells("name;city\nJürgen;Köln\n".encode("cp1252")) == [["Jürgen", "Köln"]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(sign: str) -> None:
    assert cells(sign.join("abc") + "\n" + sign.join("123") + "\n") == [["1", "2", "3"]]


def test_every_cell_knows_its_place() -> None:
    found = rows('name,prize\n\n"Anna, K.","A year\nof ""good, old"" beans"\nBen,Cup\n')
    anna, ben = found.rows
    assert anna.cells["prize"] == 'A year\nof "good, old" beans'
    assert anna.spans["prize"] == Span("w.csv", 3, 12, 4, 24)
    assert (ben.span.line, ben.spans["prize"].column) == (5, 5)


def test_a_row_with_too_many_cells_is_told_and_left_out() -> None:
    found = rows("name,prize\nAnna,,Mug\nBen,Mug,,\n")
    assert [row.cells["name"] for row in found.rows] == ["Ben"]
    (finding,) = found.findings
    assert (finding.code, finding.span.line, finding.span.column) == ("TAB002", 2, 7)


def test_a_quotation_mark_inside_a_cell_is_a_letter() -> None:
    found = rows('name,prize\n5" disc,Cup\nBen,Mug\n')
    assert [row.cells["prize"] for row in found.rows] == ["Cup", "Mug"]
    assert found.rows[0].spans["prize"].column == 9


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , ,\n"])
def test_an_empty_table_is_told(data: bytes) -> None:
    assert [finding.code for finding in rows(data).findings] == ["TAB001"]


def test_a_short_row_has_fewer_cells() -> None:
    assert rows("name,prize\nAnna\n").rows[0].cells == {"name": "Anna"}
