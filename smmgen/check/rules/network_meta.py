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
