"""Rows of a plan against the posts that were made of them."""

from collections.abc import Iterator
from datetime import time

from smmgen.check.context import Context
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.plan import Plan, Topic


@rule("PLA003", severity="warning", on=Plan)
def other_time(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Let a row of the plan and its post have the same date, and the same time where the row has one.

    Why: whoever reads the plan expects the post then. Only the post's own time counts for publishing.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | winter-sale |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-02 10:00
        ---
        All beans must go.

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-02 | Winter sale | winter-sale |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-02 10:00
        ---
        All beans must go.
    """
    for topic, post in _made(plan, context):
        if (differs := _difference(topic, post)) and post.publish_at:
            message = f"The plan says {differs[0]}, the post “{post.id}” {differs[1]}."
            hint = f"Mend the row, or publish_at in {post.path}."
            yield other_time.at(cell(plan, topic, str(differs[0])), message, hint, post=post.id)


def _made(plan: Plan, context: Context) -> Iterator[tuple[Topic, Outline]]:
    for topic in plan.topics:
        if post := context.outline(topic.post):
            yield topic, post


def _difference(topic: Topic, post: Outline) -> tuple[object, object] | None:
    when = post.publish_at
    if when is None or topic.date is None:
        return None
    if topic.date != when.date:
        return topic.date, when.date
    if topic.time and when.time and topic.time != when.time and when.offset is None:
        return _told(topic.time), _told(when.time)
    return None


def _told(at: time) -> str:
    return f"{at:%H:%M}"


@rule("PLA004", severity="warning", on=Plan)
def other_words(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Let a row of the plan and its post agree on rubric, owner and accounts, where both name them.

    Why: the mix is counted from the plan, and the person named there expects to write the post.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic | post |
        |---|---|---|---|
        | 2026-12-01 | news | Winter sale | winter-sale |
        === content/posts/winter-sale.md
        ---
        rubric: promo
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic | post |
        |---|---|---|---|
        | 2026-12-01 | promo | Winter sale | winter-sale |
        === content/posts/winter-sale.md
        ---
        rubric: promo
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    for topic, post in _made(plan, context):
        for what, planned, made in _pairs(topic, post):
            if planned and made and planned != made:
                message = f"The plan says {what} “{planned}”, the post “{post.id}” “{made}”."
                hint = f"Mend the row, or {what} in {post.path}."
                yield other_words.at(cell(plan, topic, planned), message, hint, post=post.id)


def _pairs(topic: Topic, post: Outline) -> Iterator[tuple[str, str, str]]:
    yield "rubric", topic.rubric, post.rubric
    yield "owner", topic.owner.casefold(), post.owner.casefold()
    yield "accounts", ", ".join(sorted(topic.accounts)), ", ".join(sorted(post.accounts or ()))
