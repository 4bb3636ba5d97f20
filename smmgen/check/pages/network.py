"""Pages of what the networks' own checks find."""

from smmgen.check.registry import page


@page("BSK001", severity="error", found_by="network")
def long_in_bytes() -> None:
    """Keep a Bluesky text within 3000 bytes.

    Why: Bluesky counts both what a reader calls characters, 300, and bytes. A family emoji is one
    character of 25 bytes, so a text full of them may fit the one and not the other.

    Source: Bluesky's schema, app.bsky.feed.post.
    """


@page("TGM001", severity="warning", found_by="network")
def long_with_emoji() -> None:
    """Leave a Telegram text with many emoji a little shorter than the limit.

    Why: Telegram counts characters, but some of its programs count UTF-16 units, of which most emoji have
    two. A text within both is shown everywhere.

    Source: Telegram's client library (tdlib), checks of text length.
    """


@page("TGM002", severity="warning", found_by="network")
def many_entities() -> None:
    """Mark fewer than a hundred stretches of a Telegram message.

    Why: beyond that bold, links and the like are ignored: links at the end could not be clicked.

    Source: clients of the Telegram Bot API; the number is not in its documentation.
    """


@page("TGM003", severity="error", found_by="network")
def long_with_poll() -> None:
    """Keep a Telegram text with a poll within 1024 characters.

    Why: the text becomes the poll's description, which is shorter than a message of its own.

    Source: Telegram Bot API 10.1, sendPoll.
    """


@page("TGM004", severity="error", found_by="network")
def button_without_address() -> None:
    """Write a button of Telegram as its words, an arrow and its address.

    Why: Telegram refuses a message with a button that leads nowhere: `buttons: [Order → https://…]`.

    Source: Telegram Bot API 10.1, InlineKeyboardButton.
    """


@page("TGM005", severity="error", found_by="network")
def buttons_below_album() -> None:
    """Show one picture where a Telegram message has buttons.

    Why: albums take no buttons; they would be lost.

    Source: Telegram Bot API 10.1, sendMediaGroup.
    """


@page("VKO001", severity="error", found_by="network")
def lonely_poll() -> None:
    """Give a poll on VK a sentence or a picture above it.

    Why: VK refuses a post that is nothing but a poll.

    Source: dev.vk.com, wall.post, restrictions on content, June 2026.
    """


@page("XCO001", severity="error", found_by="network")
def x_without_keys() -> None:
    """Give an account on X its four keys, or a token.

    Why: without them nothing can be published, and that would only be seen when the first post is due.

    Source: X's documentation, authentication, August 2026.
    """


@page("XCO002", severity="error", found_by="network")
def many_cashtags() -> None:
    """Write one cashtag, such as $AAPL, at most in a post on X.

    Why: X refuses a post with more that comes through its API.

    Source: X's documentation, posts, August 2026.
    """


@page("OKR001", severity="error", found_by="network")
def ok_without_secret() -> None:
    """Give an account on OK a secret to sign its calls with.

    Why: OK refuses calls that are not signed, and that would only be seen when the first post is due.

    Source: apiok.ru, calling methods.
    """


@page("LIN001", severity="error", found_by="network")
def linkedin_without_author() -> None:
    """Name who speaks on LinkedIn as LinkedIn does.

    Why: LinkedIn knows organisations and people by URNs, such as urn:li:organization:123456, and refuses
    every post of an author that is none.

    Source: LinkedIn's documentation, posts, 2026 edition.
    """


@page("LIN002", severity="error", found_by="network")
def private_organization() -> None:
    """Publish an organisation's post on LinkedIn for everybody.

    Why: only people have connections; LinkedIn refuses such a post of an organisation.

    Source: LinkedIn's documentation, posts, visibility, 2026 edition.
    """


@page("LIN003", severity="warning", found_by="network")
def odd_poll_on_linkedin() -> None:
    """Keep a poll on LinkedIn open for one, three, seven or fourteen days.

    Why: LinkedIn has no other times; the next longer one is taken, and the text may promise another.

    Source: LinkedIn's documentation, polls, 2026 edition.
    """


@page("YTB001", severity="error", found_by="network")
def angle_brackets() -> None:
    """Write a YouTube title and description without < and >.

    Why: YouTube refuses a video that has them there.

    Source: YouTube Data API v3, videos, snippet.title and snippet.description.
    """


@page("YTB002", severity="error", found_by="network")
def long_tags() -> None:
    """Keep the tags of a YouTube video within 500 characters together.

    Why: YouTube refuses a video with more. Commas between tags count, and so do the quotation marks that a
    tag of several words is put into.

    Source: YouTube Data API v3, videos, snippet.tags.
    """


@page("WPR001", severity="error", found_by="network")
def wordpress_without_title() -> None:
    """Give a post that goes to WordPress a title.

    Why: an article without one shows nothing in the blog's lists, and its page has no name.

    Source: WordPress REST API handbook, posts.
    """


@page("WPR002", severity="error", found_by="network")
def wordpress_slug() -> None:
    """Write a slug for WordPress in small Latin letters, digits and single hyphens.

    Why: WordPress changes any other; then a lost draft could not be found again, and a second would be made.

    Source: a WordPress 6.1 that was driven.
    """


@page("MAX001", severity="error", found_by="network")
def max_buttons() -> None:
    """Write a button of MAX as its words, an arrow and its address, 30 at most.

    Why: MAX refuses a message with a button that leads nowhere, and a message has room for 12 attachments, of
    which the buttons are one: `buttons: [Order → https://…]`.

    Source: MAX's schema 0.0.33, InlineKeyboardAttachmentRequest; dev.max.ru, November 2026.
    """


@page("LVJ001", severity="error", found_by="network")
def livejournal_title() -> None:
    """Keep a title on LiveJournal within 255 bytes.

    Why: the server cuts a longer one in silence. A Cyrillic letter has two bytes, an emoji four.

    Source: LiveJournal's server, BMAX_SUBJECT.
    """


@page("LVJ002", severity="error", found_by="network")
def livejournal_tag() -> None:
    """Write tags for LiveJournal without commas, in 40 characters and 80 bytes.

    Why: a comma parts two tags, and the server refuses or cuts longer ones.

    Source: LiveJournal's server, BMAX_KEYWORD and CMAX_KEYWORD.
    """


@page("LVJ003", severity="error", found_by="network")
def livejournal_zone() -> None:
    """Name the time zone of a journal on LiveJournal, such as Europe/Moscow.

    Why: an entry carries the time of its author's clock; without a zone it cannot be told.

    Source: LiveJournal's manual, postevent.
    """


@page("GHO001", severity="error", found_by="network")
def ghost_without_title() -> None:
    """Give a post that goes to Ghost a title.

    Why: Ghost refuses an article without one.

    Source: Ghost's Admin API documentation, posts.
    """


@page("GHO002", severity="error", found_by="network")
def ghost_slug() -> None:
    """Write a slug for Ghost in small Latin letters, digits and single hyphens, 185 at most.

    Why: Ghost changes any other; then a lost draft could not be found again, and a second would be made.

    Source: a Ghost 6.65 that was driven.
    """


@page("GHO003", severity="error", found_by="network")
def ghost_excerpt() -> None:
    """Keep an excerpt on Ghost within 300 characters.

    Why: Ghost refuses an article with a longer one.

    Source: a Ghost 6.65 that was driven.
    """
