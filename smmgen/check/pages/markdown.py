"""Pages of what is found while reading the text of a post."""

from smmgen.check.registry import page


@page("MDN001", severity="error", found_by="read")
def unknown_block() -> None:
    """Say `::: only` or `::: instead`, and for whom.

    Why: text for some accounts would otherwise go to all of them.

    Wrong:
        ---
        title: Sale
        ---
        ::: onyl telegram
        Only for you: 30 % off.
        :::

    Right:
        ---
        title: Sale
        ---
        All beans must go.

        ::: only telegram
        Only for you: 30 % off.
        :::
    """


@page("MDN002", severity="error", found_by="read")
def open_block() -> None:
    """Close a block with a line `:::`.

    Why: without it the rest of the post would belong to the block, and be hidden from all others.

    Wrong:
        ---
        title: Sale
        ---
        All beans must go.

        ::: only telegram
        Only for you: 30 % off.

    Right:
        ---
        title: Sale
        ---
        All beans must go.

        ::: only telegram
        Only for you: 30 % off.
        :::
    """


@page("MDN003", severity="error", found_by="read")
def closed_block() -> None:
    """Delete a line `:::` that closes nothing.

    Why: the line that was to open the block is missing or misspelt, so the text goes to all accounts.

    Wrong:
        ---
        title: Sale
        ---
        Only for you: 30 % off.

        :::

    Right:
        ---
        title: Sale
        ---
        30 % off.
    """


@page("MDN004", severity="warning", found_by="read")
def html() -> None:
    """Write Markdown instead of HTML.

    Why: no network takes HTML from a post, so people would read the tags.

    Wrong:
        ---
        title: Sale
        ---
        <b>All beans</b> must go.

    Right:
        ---
        title: Sale
        ---
        **All beans** must go.
    """


@page("MDN005", severity="error", found_by="read")
def no_target() -> None:
    """Write a link's whole address, with https://.

    Why: a relative link leads somewhere only inside a web site.

    Wrong:
        ---
        title: Sale
        ---
        [To the sale](/sale)

    Right:
        ---
        title: Sale
        ---
        [To the sale](https://northwind.example/sale)
    """


@page("MDN006", severity="error", found_by="read")
def too_long() -> None:
    """Keep a post's text below 200000 characters.

    Why: no network takes that much, so the file is something else.
    """


@page("MDN007", severity="error", found_by="read")
def unread_comment() -> None:
    """Write a comment to smmgen at the end of a line, or on one of its own.

    Why: readers would see it. `<!-- smmgen: ignore TYP003 -->` is the only comment to smmgen in a text, with
    one code or several, and behind a colon the reason, if you like.

    Wrong:
        ---
        title: Sale
        ---
        All <!-- smmgen: ignore TYP003 --> beans must go.

    Right:
        ---
        title: Sale
        ---
        All  beans must go. <!-- smmgen: ignore TYP010: the poet wants it so -->
    """
