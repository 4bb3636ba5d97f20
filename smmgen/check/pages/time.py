"""Pages of what is found while giving posts their time."""

from smmgen.check.registry import page


@page("TIM001", severity="error", found_by="compose")
def skipped_hour() -> None:
    """Choose a time that the clocks show.

    Why: when summer time starts, the clocks skip an hour; a time inside it never comes.

    Wrong:
        ---
        accounts: [tg]
        publish_at: 2027-03-28 02:30
        ---
        Good night.

    Right:
        ---
        accounts: [tg]
        publish_at: 2027-03-28 03:30
        ---
        Good night.

    Source: the IANA time zone database.
    """


@page("TIM002", severity="error", found_by="compose")
def doubled_hour() -> None:
    """Say which one is meant where the clocks show an hour twice.

    Why: when summer time ends, an hour comes twice. An offset tells the two apart.

    Wrong:
        ---
        accounts: [tg]
        publish_at: 2027-10-31 02:30
        ---
        Good night.

    Right:
        ---
        accounts: [tg]
        publish_at: 2027-10-31 02:30+01:00
        ---
        Good night.

    Source: the IANA time zone database.
    """


@page("TIM003", severity="error", found_by="compose")
def no_free_slot() -> None:
    """Give a post a time where the day's slots are taken.

    Why: a date alone takes the first free slot of that day; without one the post has no time and would
    not go out.

    Wrong:
        ---
        accounts: [tg]
        publish_at: 2026-12-01
        ---
        All beans must go.
        === content/posts/news.md
        ---
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        We open at nine now.

    Right:
        ---
        accounts: [tg]
        publish_at: 2026-12-01 15:00
        ---
        All beans must go.
        === content/posts/news.md
        ---
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        We open at nine now.
    """


@page("TIM004", severity="error", found_by="compose")
def no_slot() -> None:
    """Give a post a time where the account has no slot that day.

    Why: a date alone takes a slot of the account, and that weekday has none.

    Wrong:
        ---
        accounts: [tg]
        publish_at: 2026-12-06
        ---
        All beans must go.

    Right:
        ---
        accounts: [tg]
        publish_at: 2026-12-06 10:00
        ---
        All beans must go.
    """
