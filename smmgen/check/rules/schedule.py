"""Times at which posts would not go out, or had better not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import inf
from operator import sub

from smmgen.check.context import Context
from smmgen.check.place import is_written
from smmgen.check.registry import rule
from smmgen.clock import is_quiet
from smmgen.compose.override import for_account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Span
from smmgen.model.variant import Variant
from smmgen.pattern import pattern

APART = timedelta(minutes=15)
"""Two posts of one account that are closer crowd each other out of followers' sight."""

_DATED = pattern(r"(\d{4})-(\d\d)-(\d\d)-")


@rule("SCH001", severity="error", on=Post)
def without_time(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Give a ready post its time.

    Why: `ready` says that it may go out, but without `publish_at` it never would, and nobody would be told.

    Wrong:
        ---
        status: ready
        ---
        All beans must go.

    Right:
        ---
        status: ready
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    if post.status != "ready" or post.publish_at or _all_have_time(post, context):
        return
    if is_written(post.source, post.spans, "publish_at"):
        return  # what stands there is no time, as its reader has said
    hint = "Add publish_at: 2026-12-01 10:00, or a date alone for the day's next free slot."
    message = "This post is ready but has no time to go out."
    yield without_time.at(post.spans.at("status"), message, hint, post=post.id)


def _all_have_time(post: Post, context: Context) -> bool:
    variants = context.variants_of.get(post.id, ())
    return bool(variants) and all(variant.publish_at for variant in variants)


@rule("SCH002", severity="info", on=Project)
def passed(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Notice ready posts whose time is past by more than the brand's grace.

    Why: such a post is held for a person, never published by surprise. Those that went out in time stay
    in the repository and are found here too, which is why this is no more than an info; whether a post
    went out is what `smmgen status` knows.

    Wrong:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2025-12-01 10:00
        ---
        All beans must go.

    Right:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    for post in context.outlines:
        last = post.last if post.status == "ready" else None
        if last and context.is_past(last + project.brand.grace):
            message = f"The time of this post, {_local(last, context)}, is past."
            hint = "Where it did not go out, give it a new time; smmgen status tells."
            yield passed.at(post.place("publish_at"), message, hint, post=post.id)


@rule("SCH003", severity="warning", on=Variant)
def at_night(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep the brand's own quiet hours.

    Why: `quiet_hours` in `smmgen.yaml` says when the brand does not want to be heard.

    Wrong:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 23:30
        ---
        All beans must go.

    Right:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    brand = context.project.brand
    if not brand.quiet_hours or not variant.publish_at or not context.is_finished(variant.post):
        return
    at = variant.publish_at.astimezone(brand.timezone).time()
    if is_quiet(at, brand.quiet_hours):
        start, end = brand.quiet_hours
        message = f"{at:%H:%M} is in the quiet hours, {start:%H:%M} to {end:%H:%M}."
        hint = f"Choose a time from {end:%H:%M} to {start:%H:%M}."
        span = _time_span(variant, context)
        yield at_night.at(span, message, hint, post=variant.post, account=variant.account)


@rule("SCH004", severity="warning", on=Project)
def crowded(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Leave fifteen minutes between two posts of one account.

    Why: the second pushes the first out of sight, and networks show followers only one of them. An answer
    to the post before it is left alone.

    Wrong:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:05
        ---
        All beans must go.
        === content/posts/news.md
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        We open at nine now.

    Right:
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 12:00
        ---
        All beans must go.
        === content/posts/news.md
        ---
        status: ready
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        We open at nine now.
    """
    for account in _crowded(context.outlines):
        timed = _times_of(account, context.outlines)
        for (first_at, first), (second_at, second) in pairwise(timed):
            if second_at - first_at >= APART.total_seconds() or second.reply_to == first.id:
                continue
            yield crowded.at(
                second.place("publish_at", account),
                f"{account} publishes “{first.id}” {_before(second_at - first_at)}.",
                "Leave 15 minutes between two posts of one account.",
                post=second.id,
                account=account,
            )


def _crowded(posts: Iterable[Outline]) -> Iterator[str]:
    """Yield the accounts on which any two posts are too close: of a hundred thousand times few are."""
    found: dict[str, list[int]] = defaultdict(list)
    for post in posts:
        if post.is_finished:
            for account, at in zip(post.goes_to, post.times, strict=True):
                if at is not None:
                    found[account].append(at)
    for account, times in found.items():
        times.sort()
        if min(map(sub, times[1:], times), default=inf) < APART.total_seconds():
            yield account


def _times_of(account: str, posts: Iterable[Outline]) -> list[tuple[int, Outline]]:
    """Return when an account shows which post, in order."""
    found = [
        (at, post)
        for post in posts
        if post.is_finished
        for name, at in zip(post.goes_to, post.times, strict=True)
        if name == account and at is not None
    ]
    return sorted(found, key=lambda entry: (entry[0], entry[1].id))


def _before(seconds: int) -> str:
    minutes = seconds // 60
    if not minutes:
        return "in the same minute"
    return f"{minutes} minute{'s' if minutes > 1 else ''} before"


@rule("SCH005", severity="warning", on=Post)
def other_date(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Let the date in a file's name be the day on which the post goes out.

    Why: people look for a post by its file's name. One of the two dates is a slip, or was forgotten when
    the post was moved; the post's `publish_at` is the one that counts.

    Wrong:
        === content/posts/2026-12-01-winter-sale.md
        ---
        publish_at: 2026-11-01 10:00
        ---
        All beans must go.

    Right:
        === content/posts/2026-12-01-winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    named = _date_of_name(post.source.path.removesuffix("/index.md").rpartition("/")[2])
    if named and post.publish_at and post.publish_at.date != named:
        message = f"The file's name says {named}, the post {post.publish_at.date}."
        hint = "Mend the date that is wrong; renaming the file changes no id."
        yield other_date.at(post.spans.at("publish_at"), message, hint, post=post.id)


def _date_of_name(name: str) -> date | None:
    found = _DATED.match(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _time_span(variant: Variant, context: Context) -> Span:
    post, account = context.posts[variant.post], context.account(variant)
    return for_account(post, account).span("publish_at") if account else post.spans.at("publish_at")


def _local(moment: datetime, context: Context) -> str:
    return f"{moment.astimezone(context.project.brand.timezone):%Y-%m-%d %H:%M}"
