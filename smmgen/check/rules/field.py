"""What a message has beside its text, as its network's own limits say: title, first comment, media."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.compose.override import for_account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span
from smmgen.model.variant import Variant


@rule("TTL001", severity="error", on=Variant, shows="title")
def long_title(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a title within what its network takes.

    Why: the network refuses the post, or cuts the title in the middle of a word. Most networks have no
    titles; there the post's `title` is only its name in smmgen.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {lj: {network: livejournal, user: northwind, password: env:LJ, timezone: Europe/Moscow}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        title: "{101 × a}"
        ---
        How we roast.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {lj: {network: livejournal, user: northwind, password: env:LJ, timezone: Europe/Moscow}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        title: How we roast
        ---
        Slowly, and by ear.

    Source: the limits of each network's adapter.
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if limits is None or network is None or not limits.title:
        return
    for message in variant.messages:
        if len(message.title) > limits.title:
            length = len(message.title)
            yield long_title.at(
                _place(variant, context, "title"),
                f"The title has {length} characters; {network.title} takes {limits.title}.",
                f"Cut {length - limits.title}, or give {variant.account} a shorter one under `variants`.",
                post=variant.post,
                account=variant.account,
            )


@rule("TTL002", severity="warning", on=Variant, shows="title")
def no_title(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give a post a title where its network shows one.

    Why: the title is what people read first there, and what they search for. Where the network refuses a post
    without one, its own check says so as an error. Ideas and drafts may still lack it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {lj: {network: livejournal, user: northwind, password: env:LJ, timezone: Europe/Moscow}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        status: review
        ---
        Slowly, and by ear.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {lj: {network: livejournal, user: northwind, password: env:LJ, timezone: Europe/Moscow}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        status: review
        title: How we roast
        ---
        Slowly, and by ear.
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if limits is None or network is None or not limits.title or limits.needs_title:
        return
    if context.is_finished(variant.post) and variant.messages and not variant.messages[0].title.strip():
        yield no_title.at(
            _place(variant, context, "title"),
            f"{network.title} shows a title, and this post has none.",
            f"Add title:, at most {limits.title} characters.",
            post=variant.post,
            account=variant.account,
        )


@rule("TXT005", severity="error", on=Variant, shows="comment")
def long_comment(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a first comment within what its network takes.

    Why: the network refuses it, and the post stands there without it. Comments are never cut or parted.

    Wrong:
        ---
        accounts: [masto]
        first_comment: |
          Our beans come from a hill above the sea, where the mornings are cool and the fog stays until noon.
          They grow slowly there, under tall trees, and are picked by hand when they are dark red and sweet.
          We roast them lightly, so that you taste the plum and the honey that are in them, and little else.
          They rest for a week before we pack them, and then we write the day of the roasting on every bag.
          Some like them as filter coffee, some as espresso, and a few of us make cold brew of them in summer.
          Come by on Saturday and try them.
        ---
        New beans are in.

    Right:
        ---
        accounts: [masto]
        first_comment: They come from a hill above the sea.
        ---
        New beans are in.

    Source: the limits of each network's adapter.
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if limits is None or network is None:
        return
    for message in variant.messages:
        if message.is_comment and message.length > message.limit:
            yield long_comment.at(
                message.span,
                f"The first comment has {message.length} {limits.unit}; "
                f"{network.title} takes {message.limit}.",
                f"Cut {message.length - message.limit}, or give {variant.account} a shorter one under "
                "`variants`.",
                post=variant.post,
                account=variant.account,
            )


@rule("ABL004", severity="error", on=Variant)
def nothing_to_show(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give a post a picture or a video where its network takes no other.

    Why: Instagram and the like refuse a post of words alone. Ideas and drafts may still lack it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {insta: {network: instagram, user_id: "17", token: env:INSTAGRAM_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        status: review
        ---
        New beans are in.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {insta: {network: instagram, user_id: "17", token: env:INSTAGRAM_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        status: review
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans on a scale}
        ---
        New beans are in.
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if limits is None or network is None or not limits.needs_media or not context.is_finished(variant.post):
        return
    what = " or ".join(
        name for name, is_taken in (("picture", limits.images), ("video", limits.video)) if is_taken
    )
    for message in variant.messages:
        if not (message.pictures or message.video or message.is_comment):
            yield nothing_to_show.at(
                message.span,
                f"{network.title} takes no post without a {what}.",
                f"Add one, or take {variant.account} out of this post's accounts.",
                post=variant.post,
                account=variant.account,
            )


@rule("ABL005", severity="error", on=Variant, shows="pictures")
def pictures_beside_video(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Show either pictures or a video where the network takes no message with both.

    Why: the network refuses the post, or one of them is lost. An `image` beside a `video` is its cover, and
    no picture of its own.

    Wrong:
        ---
        accounts: [tg]
        video: /content/media/film.mp4
        images: [{photo: /content/media/beans.jpg, alt: Dark beans}]
        ---
        A minute at the roaster.

    Right:
        ---
        accounts: [tg]
        video: /content/media/film.mp4
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        ---
        A minute at the roaster.
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if limits is None or limits.video is None or network is None or limits.video.has_pictures:
        return
    for message in variant.messages:
        if message.video and message.pictures:
            yield pictures_beside_video.at(
                message.pictures[0].span,
                f"{network.title} takes no pictures beside a video.",
                f"Leave one of them out for {variant.account}, under `variants`, or make two posts of it.",
                post=variant.post,
                account=variant.account,
            )


def _place(variant: Variant, context: Context, key: str) -> Span:
    """Return where an account's value of a key stands; the post's first line where it has none."""
    post, account = context.posts.get(variant.post), context.account(variant)
    if post is None or account is None:
        return variant.messages[0].span
    return for_account(post, account).span(key)
