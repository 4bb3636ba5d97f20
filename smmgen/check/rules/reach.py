"""What readers can tap, and whether they are awake."""

from collections.abc import Iterator
from datetime import time

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.clock import is_quiet
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant
from smmgen.text import emoji, hashtags, links

_NO_LINKS = {"instagram": "Instagram", "tiktok": "TikTok"}
"""Networks that make no link of an address in a text. Source: their help on captions; read 2026-11."""


@rule("NET003", severity="warning", on=Variant)
def dead_link(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Write no address where nobody can tap it.

    Why: Instagram and TikTok show an address in a text as plain letters, which nobody types off a phone. Put
    it into the profile, and say so in the text for this account.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {ig: {network: instagram, user_id: "1", token: env:IG_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        accounts: [ig]
        image: {photo: /content/media/beans.jpg, alt: Dark beans in a sack}
        ---
        New beans are in: https://northwind.example/beans

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {ig: {network: instagram, user_id: "1", token: env:IG_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        accounts: [ig]
        image: {photo: /content/media/beans.jpg, alt: Dark beans in a sack}
        ---
        New beans are in. The link is in our profile.
    """
    title = _NO_LINKS.get(variant.network)
    for message in variant.messages if title else ():
        text = message.written.visible
        for start, end in links.find_urls(text):
            told = f"On {title} nobody can tap {text[start:end]}."
            hint = (
                f'Name the profile in “::: instead {variant.account}”; link: "" leaves out the post\'s own.'
            )
            yield dead_link.at(message.span, told, hint, post=variant.post, account=variant.account)


_NO_HASHTAGS = {"discord": "Discord", "slack": "Slack"}
"""Networks where a hashtag is a word with a sign before it. Those that want none at all: see TAG001."""


@rule("NET004", severity="info", on=Variant)
def dead_hashtag(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Leave out hashtags where they lead nowhere.

    Why: Discord and Slack do not link them; on Slack “#name” looks like a channel that is not there.
    `hashtags: 0` of the account leaves out those of `tags:` and of the rubric.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {club: {network: discord, webhook: env:CLUB, channel: "1"}}
        === content/posts/example.md
        ---
        accounts: [club]
        ---
        New beans are in. #coffee

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {club: {network: discord, webhook: env:CLUB, channel: "1"}}
        === content/posts/example.md
        ---
        accounts: [club]
        ---
        New beans are in.

    Source: Discord developer documentation, message formatting: it knows no hashtags.
    """
    title = _NO_HASHTAGS.get(variant.network)
    for message in variant.messages if title else ():
        if found := hashtags.find(message.written.visible):
            first = message.written.visible[slice(*found[0])]
            hint = f"Set hashtags: 0 for {variant.account}, or leave them out there."
            told = f"{first} leads nowhere on {title}."
            yield dead_hashtag.at(message.span, told, hint, post=variant.post, account=variant.account)


_LINES = 4
"""Lines from which on emoji at their beginnings are a column."""


@rule("NET005", severity="info", on=Variant)
def emoji_column(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Begin not every line with an emoji.

    Why: where all lines have one, none stands out, and a screen reader reads out all of them first. A list
    has its own signs.

    Wrong:
        ---
        accounts: [tg]
        ---
        ☕ New beans

        🥐 New cakes

        🎁 New boxes

        🌲 New trees

    Right:
        ---
        accounts: [tg]
        ---
        ☕ What is new:

        - beans
        - cakes
        - boxes
        - trees

    Source: Web Content Accessibility Guidelines 2.2, 1.1.1 (what is decoration need not be read).
    """
    for message in variant.messages:
        text = message.written.visible
        starts = {start for start, _ in emoji.find(text)}
        if len(starts) >= _LINES and _is_column(text, starts):
            told = "Every line begins with an emoji."
            yield emoji_column.at(
                message.span,
                told,
                "Keep the first, or make a list.",
                post=variant.post,
                account=variant.account,
            )


def _is_column(text: str, starts: set[int]) -> bool:
    """Tell whether nine lines in ten begin where an emoji does."""
    begins, offset = [], 0
    for line in text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            begins.append(offset + len(line) - len(line.lstrip()))
        offset += len(line) + 1
    return len(begins) >= _LINES and sum(begin in starts for begin in begins) >= 0.9 * len(begins)


_NIGHT = (time(23), time(6))
"""When nearly everybody sleeps, where the brand has no quiet hours of its own."""


@rule("NET006", severity="warning", on=Variant)
def asleep(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Publish while an account's readers are awake.

    Why: a post is seen in its first hours. Where the strategy's `slots` say in which zone an account's
    readers live, its posts are measured by their clocks: by `quiet_hours`, else from 23:00 to 6:00.

    Wrong:
        === plans/strategy.md
        ---
        slots: {tg: {timezone: Asia/Vladivostok, at: [Mon-Fri 19:00]}}
        ---
        === content/posts/example.md
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 18:00
        ---
        New beans are in.

    Right:
        === plans/strategy.md
        ---
        slots: {tg: {timezone: Asia/Vladivostok, at: [Mon-Fri 19:00]}}
        ---
        === content/posts/example.md
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        New beans are in.
    """
    strategy = context.project.strategy
    times = strategy.slots.get(variant.account) if strategy else None
    if times is None or times.zone is None or not variant.publish_at or not context.is_finished(variant.post):
        return
    at = variant.publish_at.astimezone(times.zone).time()
    if is_quiet(at, hours := context.project.brand.quiet_hours or _NIGHT):
        told = f"It is {at:%H:%M} for the readers of {variant.account} ({times.zone}) then."
        hint = f"Choose a time from {hours[1]:%H:%M} to {hours[0]:%H:%M} there."
        place = context.posts[variant.post].spans.at("publish_at")
        yield asleep.at(place, told, hint, post=variant.post, account=variant.account)
