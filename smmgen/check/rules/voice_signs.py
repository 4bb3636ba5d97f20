"""Emoji and hashtags that the brand uses, where `voice:` in `smmgen.yaml` says so."""

from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.subject import Named
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text import emoji, hashtags

_SIGNS = pattern(r"[\W_]+")


@rule("VOI004", severity="warning", on=Prose)
def strange_emoji(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Use the brand's own emoji, and none in titles where it wants none.

    Why: `voice: {emoji: {allowed: [☕, 🌲], titles: no}}` keeps the brand's look, and screen readers read out
    every one. Without these keys none is found. Tones of skin do not matter.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {emoji: {allowed: [☕], titles: no}}
        === content/posts/example.md
        ---
        title: New beans ☕
        accounts: [tg]
        ---
        New beans are in 🔥

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {emoji: {allowed: [☕], titles: no}}
        === content/posts/example.md
        ---
        title: New beans
        accounts: [tg]
        ---
        New beans are in ☕
    """
    policy = context.project.brand.voice.emoji
    if policy.allowed is None and policy.titles:
        return
    allowed = None if policy.allowed is None else {emoji.plain(one) for one in policy.allowed}
    for start, end in emoji.find(prose.seen):
        sign, kind = prose.seen[start:end], prose.passage(start).kind
        if not policy.titles and kind in ("title", "headline", "heading"):
            message, hint = f"The brand's titles have no emoji; this one has {sign}.", "Delete it."
        elif allowed is not None and emoji.plain(sign) not in allowed:
            message, hint = (
                f"{sign} is not one of the brand's emoji.",
                f"Those are: {' '.join(policy.allowed or ())}.",
            )
        else:
            continue
        yield strange_emoji.at(prose.place(start, end), message, hint)


@rule("VOI005", severity="warning", on=Variant)
def many_emoji(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep to the number of emoji that the brand wants in a message.

    Why: `voice: {emoji: {most: 3}}` is the brand's; screen readers read out every one. Without it none is
    counted.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {emoji: {most: 1}}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        New ☕ and 🍰 are in.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {emoji: {most: 1}}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        New ☕ and cake are in.
    """
    most = context.project.brand.voice.emoji.most
    if most is None:
        return
    for message in variant.messages:
        number = len(emoji.find(message.written.visible))
        if number > most:
            told = f"This message has {number} emoji; the brand wants {most} at most."
            yield many_emoji.at(
                message.span,
                told,
                "Keep those that say something.",
                post=variant.post,
                account=variant.account,
            )


@rule("VOI006", severity="warning", on=Prose)
def strange_hashtag(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Use the brand's own hashtags, where it has a list.

    Why: a hashtag is worth something where its posts come together; `voice: {hashtags: […]}` is the list,
    beside those of the rubrics. Letter case and spaces do not matter. Without a list all are fine.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {hashtags: [coffee, cold brew]}
        === content/posts/example.md
        ---
        accounts: [tg]
        tags: [cofee]
        ---
        New beans are in.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {hashtags: [coffee, cold brew]}
        === content/posts/example.md
        ---
        accounts: [tg]
        tags: [coffee]
        ---
        New #ColdBrew is in.
    """
    brand = context.project.brand
    if brand.voice.hashtags is None:
        return
    of_rubrics = (tag for rubric in brand.rubrics.values() for tag in rubric.hashtags)
    allowed = {_plain(tag) for tag in (*brand.voice.hashtags, *of_rubrics)}
    for tag, span in _tags(prose, context.posts[prose.post]):
        if _plain(tag) not in allowed:
            hint = suggest(tag, brand.voice.hashtags, "Add it to `voice: {hashtags: […]}`, or take another.")
            yield strange_hashtag.at(span, f"“{tag}” is not one of the brand's hashtags.", hint)


def _tags(prose: Prose, post: Post) -> Iterator[Named]:
    for number, tag in enumerate(post.tags):
        yield tag, post.spans.at("tags", number)
    for account, changes in post.overrides.items():
        for number, tag in enumerate(changes.get("tags", ())):
            yield tag, post.spans.at("variants", account, "tags", number)
    for start, end in hashtags.find(prose.seen):
        yield prose.seen[start + 1 : end], prose.place(start, end)


def _plain(tag: str) -> str:
    return _SIGNS.sub("", tag).casefold()
