"""What the finished messages say, and how often."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text import hashtags

AGAIN = timedelta(days=90)
"""After so long a text may be used again: few followers remember it, and no network minds."""

NEVER = float("inf")

_LETTER = pattern(r"[^\W\d_]")


@rule("MSG001", severity="warning", on=Project)
def same_text(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Say a thing once within three months on an account.

    Why: several networks refuse the second copy, and followers take it for a mistake. Mostly a file was
    copied and its text forgotten.

    Wrong:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        All beans must go, come and see.
        === content/posts/copy.md
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-08 10:00
        ---
        All beans must go, come and see.

    Right:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        All beans must go, come and see.
        === content/posts/copy.md
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-08 10:00
        ---
        Two days left: all beans must go.
    """
    for group in _same(context.outlines):
        (first_at, first, _), *others = group
        for at, other, account in others:
            if other.id != first.id and at - first_at <= AGAIN.total_seconds():
                message = f"{account} says the same in “{first.id}”."
                hint = "Write it anew, or delete one of the two."
                yield same_text.at(
                    other.place("text", account), message, hint, post=other.id, account=account
                )


Told = tuple[float, Outline, str]
"""When (seconds since 1970, infinite without a time) a post is shown, and on which account."""


def _same(posts: Iterable[Outline]) -> Iterable[list[Told]]:
    """Return the groups of one account's finished variants with one text, each in order of time."""
    told = [post for post in posts if post.is_finished and not post.repost]
    counted = Counter(said for post in told for said in set(post.says))
    again = {said for said, posts_with_it in counted.items() if said and posts_with_it > 1}
    groups: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for post in told:
        if again.isdisjoint(post.says):
            continue  # of ten thousand posts hardly one says what another does
        for account, said, at in zip(post.goes_to, post.says, post.times, strict=True):
            if said in again:
                groups[account, said].append((NEVER if at is None else at, post, account))
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=lambda told: (told[0], told[1].id))


@rule("TAG001", severity="warning", on=Variant)
def too_many_hashtags(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Use no more hashtags in a message than do good on its network.

    Why: beyond a few, hashtags look like spam, and some networks show such posts to fewer people. The
    number is the network's, or the account's `hashtags` in `smmgen.yaml`.

    Wrong:
        ---
        accounts: [bsky]
        ---
        New beans! #coffee #beans #berlin #roastery #espresso #filter #latte #barista #brew #cup #mug

    Right:
        ---
        accounts: [bsky]
        ---
        New beans! #coffee #berlin
    """
    limits, account = context.limits(variant.account), context.account(variant)
    if limits is None or account is None:
        return
    most = account.number("hashtags", limits.hashtags)
    for message in variant.messages:
        text = message.written.visible
        if text.count("#") > most and (number := len(hashtags.find(text))) > most:
            yield too_many_hashtags.at(
                message.span,
                f"This message has {number} hashtags; on {variant.account} {most} are enough.",
                "Keep those that people follow.",
                post=variant.post,
                account=variant.account,
            )


@rule("TAG002", severity="error", on=Post)
def no_hashtag(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Write tags that can be hashtags: with at least one letter.

    Why: networks link “#” only before words; a tag of digits or signs alone would be shown as a riddle.

    Wrong:
        ---
        tags: [coffee, "50%"]
        ---
        All beans must go.

    Right:
        ---
        tags: [coffee, half price]
        ---
        All beans must go.

    Source: Mastodon documentation, statuses; Telegram and Bluesky agree.
    """
    for number, tag in enumerate(post.tags):
        if not _LETTER.search(tag):
            span = post.spans.at("tags", number)
            message = f"“{tag}” cannot be a hashtag: it has no letter."
            yield no_hashtag.at(span, message, "Write a word, or delete it.", post=post.id)


@rule("TAG003", severity="error", on=Project)
def no_hashtag_of_rubric(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Give rubrics hashtags with at least one letter each.

    Why: see TAG002; here one slip concerns every post of the rubric.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        rubrics: {promo: {hashtags: [coffee, "50%"]}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        rubrics: {promo: {hashtags: [coffee, sale]}}

    Source: Mastodon documentation, statuses; Telegram and Bluesky agree.
    """
    for rubric in project.brand.rubrics.values():
        for number, tag in enumerate(rubric.hashtags):
            if not _LETTER.search(tag):
                span = project.brand.spans.at("rubrics", rubric.name, "hashtags", number)
                message = f"“{tag}” cannot be a hashtag: it has no letter."
                yield no_hashtag_of_rubric.at(span, message, "Write a word, or delete it.")
