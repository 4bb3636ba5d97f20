"""Pages of what the checks of Instagram, Facebook and Threads find."""

from smmgen.check.registry import page


@page("FBK001", severity="warning", found_by="network")
def facebook_of_itself() -> None:
    """Show no preview of a page of Facebook in a post on Facebook.

    Why: Facebook refuses some of its own addresses there, and the post would fail when its time comes.

    Source: errors of the Graph API that clients report; Facebook documents no rule.
    """


@page("IGM001", severity="error", found_by="network")
def instagram_hashtags() -> None:
    """Write 30 hashtags at most in a post on Instagram.

    Why: Instagram refuses the post. More than five are said to bring nobody, so TAG001 warns much earlier.

    Source: Instagram Platform, reference of IG User media, June 2026.
    """


@page("IGM002", severity="error", found_by="network")
def instagram_mentions() -> None:
    """Mention 20 accounts at most in a post on Instagram.

    Why: Instagram refuses the post.

    Source: Instagram Platform, reference of IG User media, June 2026.
    """


@page("IGM003", severity="error", found_by="network")
def instagram_collaborators() -> None:
    """Name three collaborators at most for a post on Instagram.

    Why: Instagram refuses the post.

    Source: Instagram Platform, reference of IG User media, June 2026.
    """


@page("IGM004", severity="warning", found_by="network")
def mixed_carousel() -> None:
    """Give the pictures of a carousel on Instagram one shape.

    Why: Instagram crops all of them to the shape of the first one, and headlines lose their edges.

    Source: Instagram Platform, content publishing, carousel posts, June 2026.
    """


@page("THR001", severity="error", found_by="network")
def threads_links() -> None:
    """Have five different links at most in a post on Threads.

    Why: Threads refuses the post. The link whose preview is shown counts too.

    Source: Threads API, posts, limit of links since December 2025.
    """


@page("THR002", severity="error", found_by="network")
def threads_topic() -> None:
    """Name a topic for Threads in 50 characters at most, without a full stop and “&”.

    Why: Threads refuses the post.

    Source: Threads API, posts, topic tags, 2026.
    """


@page("THR003", severity="warning", found_by="network")
def threads_poll() -> None:
    """Let a poll on Threads be open for 24 hours.

    Why: Threads takes no other time, and what the text says about it may be wrong there.

    Source: Threads API, posts, polls: there is no field for the time.
    """
