"""Pages of what is found while reading a plan's table."""

from smmgen.check.registry import page


@page("PLN001", severity="error", found_by="read")
def unknown_column() -> None:
    """Use the table's known columns: date, time, rubric, topic, accounts, owner, post.

    Why: what stands in an unknown column is read by nobody.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topics | topic |
        |---|---|---|
        | 2026-12-01 | Sale | Winter sale |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic |
        |---|---|---|
        | 2026-12-01 | promo | Winter sale |
    """


@page("PLN002", severity="error", found_by="read")
def no_date() -> None:
    """Write a row's date as year, month, day: 2026-12-24.

    Why: a draft made from the row needs its day.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic |
        |---|---|
        | Christmas | Winter sale |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic |
        |---|---|
        | 2026-12-24 | Winter sale |
    """


@page("PLN003", severity="error", found_by="read")
def no_time() -> None:
    """Write a row's time as hours and minutes: 18:00.

    Why: a draft made from the row would get no time.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | time | topic |
        |---|---|---|
        | 2026-12-24 | six | Winter sale |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | time | topic |
        |---|---|---|
        | 2026-12-24 | 18:00 | Winter sale |
    """
