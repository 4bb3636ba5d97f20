"""Posts and contests that a post belongs to."""

from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.variant import Variant


@rule("REF004", severity="error", on=Post)
def contest_of_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Name a contest that has its page in `content/contests/`.

    Why: rules, prizes and the draw are read from that page.

    Wrong:
        ---
        contest: cup-2026
        ---
        Show us your cup and win.

    Right:
        === content/contests/cup-2026.md
        ---
        title: Your favourite cup
        ---
        One cup a person.
        === content/posts/example.md
        ---
        contest: cup-2026
        ---
        Show us your cup and win.
    """
    room = "content/contests/"
    if not post.contest or {f"{room}{post.contest}.md", f"{room}{post.contest}/index.md"} & context.paths:
        return
    known = {path.removeprefix(room).partition("/")[0].removesuffix(".md") for path in _in(room, context)}
    hint = suggest(post.contest, known, f"Write {room}{post.contest}.md.")
    message = f"There is no contest “{post.contest}” in {room}."
    yield contest_of_post.at(post.spans.at("contest"), message, hint, post=post.id)


def _in(room: str, context: Context) -> Iterator[str]:
    return (path for path in context.paths if path.startswith(room))


@rule("REF005", severity="error", on=Post)
def other_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Answer or repeat a post that exists, by its id.

    Why: `reply_to` and `repost` need the other post's place on the network, which its id leads to.

    Wrong:
        ---
        accounts: [masto]
        reply_to: winter-sail
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        title: Winter sale
        ---
        All beans must go.

    Right:
        ---
        accounts: [masto]
        reply_to: winter-sale
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        title: Winter sale
        ---
        All beans must go.
    """
    for key, name in (("reply_to", post.reply_to), ("repost", post.repost)):
        if not name:
            continue
        span = post.spans.at(key)
        if name == post.id:
            message = f"This post cannot be its own `{key}`."
            yield other_post.at(span, message, "Name another post's id.", post=post.id)
        elif name not in context.posts:
            message = f"There is no post “{name}”."
            hint = suggest(name, context.posts, "Name another post's id.")
            yield other_post.at(span, message, hint, post=post.id)


@rule("REF006", severity="error", on=Variant)
def answered_post(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Answer a post that the same account publishes, and publishes before.

    Why: a network lets an account answer only what is already there. The answer would wait for good.

    Wrong:
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-01 10:00
        reply_to: winter-sale
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-03 10:00
        ---
        All beans must go.

    Right:
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-05 10:00
        reply_to: winter-sale
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-03 10:00
        ---
        All beans must go.
    """
    answered = variant.reply_to
    if not answered or answered not in context.posts or answered == variant.post:
        return
    post = context.posts[variant.post]
    theirs = [other for other in context.variants_of.get(answered, ()) if other.account == variant.account]
    if not theirs:
        message = f"“{answered}” is not published on {variant.account}, so it cannot be answered there."
        hint = f"Add {variant.account} to that post, or take it out of this one."
    elif _is_after(theirs[0], variant):
        message = f"“{answered}” is published after this answer to it."
        hint = "Give this post a later time."
    else:
        return
    span = post.spans.at("reply_to")
    yield answered_post.at(span, message, hint, post=post.id, account=variant.account)


def _is_after(one: Variant, other: Variant) -> bool:
    return bool(one.publish_at and other.publish_at and one.publish_at >= other.publish_at)
