"""What a post asks of a network that the network, or its adapter, cannot do."""

from collections.abc import Iterator

from smmgen.adapter import Ability, Adapter, PollLimits
from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.compose.override import Mine, for_account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Poll
from smmgen.model.variant import Variant

_ASKED: tuple[tuple[str, Ability, str], ...] = (
    ("poll", "poll", "polls"),
    ("video", "video", "videos"),
    ("first_comment", "first-comment", "first comments"),
    ("repost", "repost", "reposts"),
    ("reply_to", "reply", "answers to other posts"),
)
"""Key of a post, the ability that it needs, and how people call it."""


@rule("ABL001", severity="error", on=Variant, shows="extras")
def unable(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Ask of a network only what smmgen can do there.

    Why: a poll or a video is never left out in silence: the post would go out without its point.

    Wrong:
        ---
        accounts: [bsky]
        poll: {question: Filter or espresso?, options: [Filter, Espresso]}
        ---
        Tell us.

    Right:
        ---
        accounts: [bsky]
        ---
        Filter or espresso? Tell us in a reply.
    """
    account, network = context.account(variant), context.adapter(variant.network)
    post = context.posts.get(variant.post)
    if account is None or network is None or post is None:
        return
    mine = for_account(post, account)
    for key, what in _missing(mine, network):
        message = f"smmgen cannot publish {what} on {network.title}."
        hint = f"Take {account.name} out of this post's accounts, or do without `{key}`."
        yield unable.at(mine.span(key), message, hint, post=post.id, account=account.name)


def _missing(mine: Mine, network: Adapter) -> Iterator[tuple[str, str]]:
    for key, ability, what in _ASKED:
        if getattr(mine.post, key) and ability not in network.abilities:
            yield key, what


@rule("ABL002", severity="error", on=Variant, shows="pictures")
def too_many_pictures(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give a message no more pictures than its network takes.

    Why: the network refuses the post; leaving out pictures is not for a machine to decide.

    Wrong:
        ---
        accounts: [masto]
        images:
          - {photo: /content/media/beans.jpg, alt: One}
          - {photo: /content/media/beans.jpg, alt: Two}
          - {photo: /content/media/beans.jpg, alt: Three}
          - {photo: /content/media/beans.jpg, alt: Four}
          - {photo: /content/media/beans.jpg, alt: Five}
        ---
        Our week in pictures.

    Right:
        ---
        accounts: [masto]
        images:
          - {photo: /content/media/beans.jpg, alt: One}
          - {photo: /content/media/beans.jpg, alt: Two}
        ---
        Our week in pictures.
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if limits is None or network is None:
        return
    most = limits.images if "album" in network.abilities else min(1, limits.images)
    for message in variant.messages:
        if len(message.pictures) > most:
            yield too_many_pictures.at(
                message.pictures[most].span,
                f"This message has {len(message.pictures)} pictures; {network.title} takes {most}.",
                _fewer(len(message.pictures), most, variant.account),
                post=variant.post,
                account=variant.account,
            )


def _fewer(given: int, most: int, account: str) -> str:
    """Say how pictures may be shared out, where more than one goes into a post."""
    hint = f"Leave some out, or give {account} fewer under `variants`."
    if most < 2:
        return hint
    posts = -(-given // most)
    each, more = divmod(given, posts)
    shares = [each + 1] * more + [each] * (posts - more)
    named = " and ".join([", ".join(map(str, shares[:-1])), str(shares[-1])])
    return f"{hint} Or make {posts} posts of it, with {named} pictures."


@rule("ABL003", severity="error", on=Variant, shows="poll")
def poll_too_large(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a poll within what its network takes.

    Why: the network refuses the post, or cuts the answers.

    Wrong:
        ---
        accounts: [vk]
        poll: {question: Filter or espresso?, options: [Filter, Espresso], hours: 1000}
        ---
        Tell us.
        === smmgen.yaml
        brand: {name: Northwind, timezone: Europe/Berlin}
        accounts:
          vk: {network: vk, group: 1, token: env:VK_TOKEN}

    Right:
        ---
        accounts: [vk]
        poll: {question: Filter or espresso?, options: [Filter, Espresso], hours: 24}
        ---
        Tell us.
        === smmgen.yaml
        brand: {name: Northwind, timezone: Europe/Berlin}
        accounts:
          vk: {network: vk, group: 1, token: env:VK_TOKEN}
    """
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    post, account = context.posts.get(variant.post), context.account(variant)
    if limits is None or limits.poll is None or network is None or post is None or account is None:
        return
    mine = for_account(post, account)
    for message in variant.messages:
        if message.poll is None:
            continue
        for key, what, hint in _too_large(message.poll, limits.poll, network.title):
            yield poll_too_large.at(mine.span("poll", key), what, hint, post=post.id, account=account.name)
        if (message.pictures or message.video) and not limits.poll.has_pictures:
            beside = "pictures" if message.pictures else "a video"
            what = f"{network.title} takes no poll beside {beside}."
            hint = f"Leave one of them out for {account.name}, under `variants`."
            yield poll_too_large.at(mine.span("poll"), what, hint, post=post.id, account=account.name)


def _too_large(poll: Poll, most: PollLimits, title: str) -> Iterator[tuple[str, str, str]]:
    """Yield the key of what is too much, what is wrong with it, and what to do."""
    if most.question and len(poll.question) > most.question:
        length = len(poll.question)
        what = f"The question has {length} characters; {title} takes {most.question}."
        yield "question", what, f"Cut {length - most.question}, and say the rest in the text."
    if len(poll.options) > most.options:
        number = len(poll.options)
        yield "options", f"The poll has {number} options; {title} takes {most.options}.", "Leave some out."
    for option in poll.options:
        if len(option) > most.option:
            what = f"“{option}” has {len(option)} characters; an option on {title} takes {most.option}."
            yield "options", what, f"Cut {len(option) - most.option}."
    if most.hours and not 0 < poll.hours <= most.hours:
        what = f"The poll is open for {poll.hours} hours; {title} takes 1 to {most.hours}."
        yield "hours", what, f"Write `hours:` 1 to {most.hours}."
