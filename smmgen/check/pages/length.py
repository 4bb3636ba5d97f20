"""Pages of what is found while fitting texts into messages."""

from smmgen.check.registry import page


@page("TXT001", severity="error", found_by="compose")
def too_long() -> None:
    """Keep a text within what its network takes, or say what to do where it is longer.

    Why: the network would refuse it. `overflow: thread` parts it into several messages, `truncate` cuts
    it at a word; a block `::: instead NAME` gives one network a text of its own.

    Wrong:
        ---
        accounts: [bsky]
        ---
        Our beans come from a hill above the sea, where the mornings are cool and the fog stays until noon.
        They grow slowly there, under tall trees, and are picked by hand when they are dark red and sweet.
        We roast them lightly, so that you taste the plum and the honey that are in them, and little else.
        Come by on Saturday and try them.

    Right:
        ---
        accounts: [bsky]
        overflow: thread
        ---
        Our beans come from a hill above the sea, where the mornings are cool and the fog stays until noon.
        They grow slowly there, under tall trees, and are picked by hand when they are dark red and sweet.
        We roast them lightly, so that you taste the plum and the honey that are in them, and little else.
        Come by on Saturday and try them.
    """


@page("TXT003", severity="error", found_by="compose")
def too_long_word() -> None:
    """Shorten a link or word that fills a whole message.

    Why: a thread is cut between words; one that is longer than a message cannot be placed.
    """


@page("TXT004", severity="error", found_by="compose")
def nothing() -> None:
    """Leave no account without anything to show.

    Why: a network refuses an empty message. Often all text stands in `::: only` blocks for others. An idea
    or a draft may still be empty.

    Wrong:
        ---
        status: review
        accounts: [tg, masto]
        ---
        ::: only telegram
        All beans must go.
        :::

    Right:
        ---
        accounts: [tg]
        ---
        ::: only telegram
        All beans must go.
        :::
    """
