"""Pages of what the check of TikTok finds."""

from smmgen.check.registry import page


@page("TIK001", severity="error", found_by="network")
def long_caption() -> None:
    """Keep the text of a video on TikTok within 2200 UTF-16 units.

    Why: TikTok refuses a longer one. Below pictures there is room for 4000. Most emoji are two units.

    Source: TikTok for Developers, Content Posting API, direct post.
    """


@page("TIK002", severity="error", found_by="network")
def long_title() -> None:
    """Keep the title of pictures on TikTok within 90 UTF-16 units.

    Why: TikTok refuses a longer one. Most emoji are two units.

    Source: TikTok for Developers, Content Posting API, photo post.
    """


@page("TIK003", severity="warning", found_by="network")
def text_lost_in_inbox() -> None:
    """Hand the text of a video for TikTok's inbox to who finishes it.

    Why: TikTok takes a title and a description with pictures for the inbox, but nothing with a video.

    Source: TikTok for Developers, Content Posting API, upload.
    """


@page("TIK004", severity="error", found_by="network")
def no_audience() -> None:
    """Say who may see a post that goes to TikTok directly.

    Why: TikTok refuses a post without it and forbids apps to choose one by themselves.

    Source: TikTok for Developers, content sharing guidelines, August 2026.
    """


@page("TIK005", severity="error", found_by="network")
def unaudited() -> None:
    """Post privately, or to the inbox, until TikTok has audited the app.

    Why: TikTok refuses what an app without an audit posts for anybody else to see.

    Source: TikTok for Developers, content sharing guidelines, August 2026.
    """


@page("TIK006", severity="error", found_by="network")
def private_partnership() -> None:
    """Show a paid partnership on TikTok to others.

    Why: TikTok refuses branded content that nobody can see.

    Source: TikTok for Developers, content sharing guidelines, August 2026.
    """


@page("TIK007", severity="warning", found_by="network")
def branded_picture() -> None:
    """Send photos without anything drawn on them to TikTok.

    Why: TikTok forbids apps to put names, logos, links or advertising on pictures and videos, may delete such
    posts, and may close the account.

    Source: TikTok for Developers, content sharing guidelines, August 2026.
    """
