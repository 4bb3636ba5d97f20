"""Pages of what the check of Pinterest finds."""

from smmgen.check.registry import page


@page("PIN001", severity="error", found_by="network")
def board_without_number() -> None:
    """Name a board on Pinterest, and its section, by its number.

    Why: Pinterest's API knows boards by numbers only and refuses a Pin for any other name. `smmgen doctor`
    lists them.

    Source: Pinterest API v5, description 5.23.0, PinCreate.
    """


@page("PIN002", severity="warning", found_by="network")
def long_description() -> None:
    """Say what matters in the first 500 characters of a Pin.

    Why: Pinterest takes 800, and some of its programs show 500.

    Source: Pinterest API v5, description 5.23.0, PinCreate; other programs' limits.
    """


@page("PIN003", severity="error", found_by="network")
def mixed_carousel() -> None:
    """Give the pictures of a carousel on Pinterest one size.

    Why: Pinterest refuses a carousel of pictures with different sizes.

    Source: clients of Pinterest's API.
    """


@page("PIN004", severity="error", found_by="network")
def long_link() -> None:
    """Keep the link of a Pin within 2048 characters.

    Why: Pinterest refuses a longer one.

    Source: Pinterest API v5, description 5.23.0, PinCreate.
    """
