"""Pages of what is found while a chart is laid out."""

from smmgen.check.registry import page


@page("CHT001", severity="error", found_by="cards")
def no_numbers() -> None:
    """Give a chart numbers to draw.

    Why: without them there is nothing on the card. They stand under `table` of the image, or in the first
    table of the text.
    """


@page("CHT002", severity="error", found_by="cards")
def no_number() -> None:
    """Write a chart's numbers with digits and at most one unit: 1 234,5 or 12 % or €40.

    Why: a chart that leaves out what it cannot read tells something else than the table.
    """


@page("CHT003", severity="error", found_by="cards")
def mixed_units() -> None:
    """Write all numbers of a column with the same unit.

    Why: bars of euros beside bars of per cent compare nothing.
    """


@page("CHT004", severity="error", found_by="cards")
def unsuitable_kind() -> None:
    """Choose a kind of chart that suits the numbers: bar, line, area, donut or pie.

    Why: a donut shows parts of a whole, so none of them can be negative. Without `kind` a suitable one is
    chosen: a line for points in time, a donut for shares that make a hundred, bars for all else.
    """


@page("CHT005", severity="error", found_by="cards")
def too_many_rows() -> None:
    """Draw no more rows than can be read at the picture's size.

    Why: letters are never set smaller than can be read on a phone, so the rest would be missing.
    """


@page("CHT006", severity="warning", found_by="cards")
def shortened_name() -> None:
    """Keep the names in a chart short.

    Why: a name that does not fit is cut, and ends with “…”.
    """


@page("CHT007", severity="error", found_by="cards")
def too_many_columns() -> None:
    """Draw no more columns of numbers than a chart can tell apart: two as bars, four as lines.

    Why: more need a legend and a magnifying glass.
    """


@page("CHT008", severity="warning", found_by="cards")
def too_much_at_once() -> None:
    """Show at most twelve bars, or six parts of a whole.

    Why: nobody compares more while scrolling. Group the small ones as “other”.
    """
