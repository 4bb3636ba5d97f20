import pytest

from smmgen.text.cell import cell_places, with_cell

ROWS = [
    ("| a | b | |", 2, "| a | b | id |"),
    ("| a | b |      |", 2, "| a | b | id   |"),
    ("| a | b \\| c | — |", 2, "| a | b \\| c | id |"),
    ("| a | b |", 2, "| a | b | id |"),
    ("| a |", 2, "| a | | id |"),
    ("a | b", 2, "a | b | id |"),
    ("a | b | ", 1, "a | id | "),
    ("|a|b||", 2, "|a|b| id |"),
]


@pytest.mark.parametrize(("line", "number", "after"), ROWS)
def test_a_cell_is_filled_and_the_others_stay(line: str, number: int, after: str) -> None:
    assert with_cell(line, number, "id") == after


def test_cells_are_found_with_and_without_bars_at_the_ends() -> None:
    for line in ("| a | b \\| c |", "a | b \\| c"):
        assert [line[start:end].strip() for start, end in cell_places(line)] == ["a", "b \\| c"]
