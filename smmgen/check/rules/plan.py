"""The month's plan in itself: its rows, its posts, its mix."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan, Topic

FEWEST = 10
"""Below so many rows shares of a month say nothing."""

OFF = 0.15
"""A rubric's share may differ from the mix by so much."""


@rule("PLA001", severity="error", on=Plan)
def unknown_post(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Name posts that exist in the table's `post` column, by their id.

    Why: a row without its post looks done and is not.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | winter-sail |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | winter-sale |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    for topic in plan.topics:
        if topic.post and topic.post not in context.posts:
            hint = suggest(topic.post, context.posts, "Leave the cell empty until there is a post.")
            place = cell(plan, topic, topic.post)
            yield unknown_post.at(place, f"There is no post “{topic.post}”.", hint)


@rule("PLA002", severity="info", on=Plan)
def unplanned(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Notice posts of a planned month that its plan does not name.

    Why: the plan is what the client agreed to, and what the month's mix is counted from.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | winter-sale |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    planned = {topic.post for other in context.project.plans for topic in other.topics}
    for post in context.outlines:
        if post.publish_at and f"{post.publish_at.date:%Y-%m}" == plan.month and post.id not in planned:
            message = f"The plan of {plan.month} does not name this post."
            hint = f"Add “{post.id}” to a row of {plan.source.path}."
            yield unplanned.at(post.place("publish_at"), message, hint, post=post.id)


@rule("PLA005", severity="error", on=Plan)
def other_month(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Keep a plan's rows within its month.

    Why: a row of another month is a slip of the date, and its draft would get the wrong day.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic |
        |---|---|
        | 2026-11-01 | Winter sale |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic |
        |---|---|
        | 2026-12-01 | Winter sale |
    """
    for topic in plan.topics:
        if topic.date and f"{topic.date:%Y-%m}" != plan.month:
            message = f"{topic.date} is not in the plan's month, {plan.month}."
            hint = "Mend the date, or move the row to its month's plan."
            yield other_month.at(cell(plan, topic, str(topic.date)), message, hint)


@rule("PLA006", severity="info", on=Plan)
def other_mix(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Compare the rows' rubrics with the month's mix.

    Why: a month that was to be one fifth promotion and became one half reads like a catalogue. It is
    looked at from ten rows on, and told where a share is off by more than 15 points.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        mix: {promo: 20%}
        ---
        | date | rubric | topic |
        |---|---|---|
        | 2026-12-01 | promo | Topic 1 |
        | 2026-12-02 | promo | Topic 2 |
        | 2026-12-03 | promo | Topic 3 |
        | 2026-12-04 | promo | Topic 4 |
        | 2026-12-05 | promo | Topic 5 |
        | 2026-12-06 | promo | Topic 6 |
        | 2026-12-07 | promo | Topic 7 |
        | 2026-12-08 | promo | Topic 8 |
        | 2026-12-09 | promo | Topic 9 |
        | 2026-12-10 | promo | Topic 10 |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        mix: {promo: 20%}
        ---
        | date | rubric | topic |
        |---|---|---|
        | 2026-12-01 | promo | Topic 1 |
        | 2026-12-02 | promo | Topic 2 |
        | 2026-12-03 | news | Topic 3 |
        | 2026-12-04 | news | Topic 4 |
        | 2026-12-05 | news | Topic 5 |
        | 2026-12-06 | news | Topic 6 |
        | 2026-12-07 | news | Topic 7 |
        | 2026-12-08 | news | Topic 8 |
        | 2026-12-09 | news | Topic 9 |
        | 2026-12-10 | news | Topic 10 |
    """
    rubrics = Counter(topic.rubric for topic in plan.topics if topic.rubric)
    total = rubrics.total()
    if total < FEWEST:
        return
    for rubric, share in plan.mix.items():
        actual = rubrics[rubric] / total
        if abs(actual - share) > OFF:
            message = f"“{rubric}” is {actual:.0%} of the month's rows; the mix says {share:.0%}."
            hint = "Change a few rows, or the mix."
            yield other_mix.at(plan.spans.at("mix", rubric), message, hint)


@rule("PLA007", severity="warning", on=Plan)
def planned_twice(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Name a post in one row only.

    Why: a row was copied, and one topic of the month has no post of its own.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | winter-sale |
        | 2026-12-01 | Gift cards | winter-sale |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-12-01 | Winter sale | winter-sale |
        | 2026-12-01 | Gift cards | |
        === content/posts/winter-sale.md
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """
    rows: dict[str, list[Topic]] = defaultdict(list)
    for topic in plan.topics:
        if topic.post:
            rows[topic.post].append(topic)
    for post, (first, *others) in rows.items():
        for topic in others:
            message = f"The row of line {first.span.line} names “{post}” already."
            yield planned_twice.at(
                topic.span, message, "Name another post, or leave the cell empty.", post=post
            )
