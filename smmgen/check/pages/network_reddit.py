"""Pages of what the check of Reddit finds."""

from smmgen.check.registry import page


@page("RDT001", severity="error", found_by="network")
def reddit_without_title() -> None:
    """Give a post on Reddit a title.

    Why: Reddit refuses a post without one. It cannot be changed later, and many people read nothing else.

    Source: Reddit API documentation, /api/submit.
    """


@page("RDT002", severity="error", found_by="network")
def no_community() -> None:
    """Name the community on Reddit as it is written behind r/.

    Why: Reddit refuses a post for a community that it does not know. A profile is `u_name`.

    Source: Reddit API documentation, /api/submit.
    """


@page("RDT003", severity="error", found_by="network")
def poll_with_link() -> None:
    """Write the link of a poll on Reddit into its text.

    Why: a post on Reddit is either a poll or a link, so the post's `link` would be lost.

    Source: Reddit API documentation, /api/submit_poll_post.
    """


@page("RDT004", severity="warning", found_by="network")
def odd_poll_on_reddit() -> None:
    """Keep a poll on Reddit open for whole days, one to seven.

    Why: Reddit has no other times; the next longer one is taken, and the text may promise another.

    Source: Reddit API documentation, /api/submit_poll_post.
    """


@page("RDT005", severity="error", found_by="network")
def long_caption() -> None:
    """Keep the pictures' texts within 180 characters where they become captions on Reddit.

    Why: Reddit refuses the gallery. Leave `captions` out, and the texts are not shown.

    Source: Reddit's own page for new posts; not documented.
    """
