"""Pages of what is found in a table that pictures are drawn of, one a row."""

from smmgen.check.registry import page


@page("TAB001", severity="error", found_by="build")
def unusable_table() -> None:
    """Draw pictures of a table (CSV) whose first row names its columns, of 20 MB at most.

    Why: each row becomes a picture, and its columns are the fields of the card.
    """


@page("TAB002", severity="error", found_by="build")
def too_many_cells() -> None:
    """Give a row no more cells than the table has columns.

    Why: what stands beyond belongs to no field, and mostly a comma in a text was taken for the next cell.
    """


@page("TAB003", severity="warning", found_by="build")
def strange_column() -> None:
    """Name the columns as the card names its fields.

    Why: nothing is drawn of a column that the card does not know.
    """


@page("TAB004", severity="error", found_by="build")
def empty_row() -> None:
    """Give every row something to draw.

    Why: an empty card would be taken for a finished picture.
    """
