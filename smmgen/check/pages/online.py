"""What is found where links are looked at: `smmgen check --online`."""

from smmgen.check.registry import page


@page("LNK020", severity="error", found_by="online")
def dead() -> None:
    """Link to pages that are there.

    Why: the server says that there is no such page (404, 410), that it leads in circles, or nobody knows the
    site at all. Readers who follow it are lost, and the brand looks careless.
    """


@page("LNK021", severity="warning", found_by="online")
def unsure() -> None:
    """See for yourself where a server gives no good answer.

    Why: it did not answer within seconds, broke off, failed (5xx), showed a certificate that is not its own,
    or has an address in somebody's own network, which is never called. It may be well again in an hour. A
    server that only turns programs away (401, 403, 429) is not told of.
    """


@page("LNK022", severity="info", found_by="online")
def moved() -> None:
    """Link to where a page is now.

    Why: a page that has moved for good (301, 308) is forwarded only as long as somebody remembers to.
    `--fix` writes the new address where it differs in https, www. or a slash alone.

    Source: RFC 9110, sections 15.4.2 and 15.4.9; read 2026-11.
    """


@page("LNK023", severity="warning", found_by="online")
def no_place() -> None:
    """Link to places of a page that it has.

    Why: where the part behind `#` is not on the page, readers land at its top. Pages that make their places
    in the browser are not told of.

    Source: HTML, section 7.4.6.4, scrolling to a fragment; read 2026-11.
    """
