"""Pages of what the check of Matrix finds."""

from smmgen.check.registry import page


@page("MTX001", severity="error", found_by="network")
def matrix_room() -> None:
    """Name a room on Matrix by its alias or its number.

    Why: there is no other way. An alias looks like #news:northwind.example, a number begins with “!”.

    Source: Matrix specification, identifiers.
    """


@page("MTX002", severity="error", found_by="network")
def matrix_ping_of_nobody() -> None:
    """Name whom a message on Matrix may notify: room, people.

    Why: there are no others. Without `ping` nobody is notified beyond the usual, whatever the text says.

    Source: Matrix specification, user and room mentions.
    """
