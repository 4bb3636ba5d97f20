"""Pages of what the own checks of newsletters and of some blogs find."""

from smmgen.check.registry import page


@page("NWL001", severity="error", found_by="network")
def letter_without_subject() -> None:
    """Give a post that goes out as a newsletter a title.

    Why: it is the letter's subject, the first thing that readers see of it, and often the last.

    Source: RFC 5322, 3.6.5.
    """


@page("NWL002", severity="error", found_by="network")
def letter_from_nobody() -> None:
    """Give a newsletter's account a sender, and readers: one list's address or the subscribers.

    Why: without both no mail server takes a letter. Subscribers are personal data, so their addresses never
    stand in smmgen.yaml.

    Source: RFC 5321, 3.3.
    """


@page("NWL003", severity="error", found_by="network")
def no_way_out() -> None:
    """Let the subscribers of a newsletter leave it.

    Why: Gmail and Yahoo hide or refuse letters to many without it, and most countries' laws demand it. The
    address is put into the letter's head, where mail programs make a button of it, and into its foot.

    Source: RFC 8058; Gmail's and Yahoo's rules for senders.
    """


@page("NWL004", severity="warning", found_by="network")
def clipped_letter() -> None:
    """Keep a letter below the length at which Gmail clips it.

    Why: readers would see its beginning and a link, and would miss the way to unsubscribe at its end.

    Source: what senders report of Gmail: 102 kB of HTML.
    """


@page("TMB001", severity="error", found_by="network")
def tumblr_tag() -> None:
    """Write a Tumblr tag without commas, in 140 characters at most.

    Why: tags are sent as one list with commas between them, so that a comma would make two of one.

    Source: Tumblr API documentation, creating a post; the length is what clients report.
    """


@page("TMB002", severity="error", found_by="network")
def tumblr_links() -> None:
    """Put at most 100 links into a Tumblr post.

    Why: Tumblr refuses a post with more.

    Source: Neue Post Format specification, post content limits.
    """


@page("DEV001", severity="error", found_by="network")
def dev_without_title() -> None:
    """Give a post that goes to DEV a title.

    Why: DEV refuses an article without one.

    Source: Forem's article model.
    """


@page("DEV002", severity="error", found_by="network")
def dev_tag() -> None:
    """Write tags for DEV in Latin letters and digits, 30 at most.

    Why: DEV has no others. Spaces and hyphens are left out, and letters are made small: “Cold Brew” is
    `coldbrew` there. A tag that nothing is left of would be lost.

    Source: Forem's tag model; the length is what the site's editor takes.
    """
