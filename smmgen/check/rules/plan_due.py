"""Rows of the plan whose day is near."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan

NEAR_DAYS = 3
"""So many days before its date a row needs its post: to write it, to approve it, to mend it."""


@rule("PLA008", severity="warning", on=Plan)
def row_without_post(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Give every row of the plan its post three days before its date.

    Why: after that there is no time left to write, approve and mend it, and the day goes by without a post.

    Wrong:
        === plans/2026-11.md
        ---
        month: 2026-11
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-11-25 | Winter sale | |

    Right:
        === plans/2026-11.md
        ---
        month: 2026-11
        ---
        | date | topic | post |
        |---|---|---|
        | 2026-11-28 | Winter sale | |
    """
    today = context.today
    for topic in plan.topics:
        if topic.post or topic.date is None or not 0 <= (topic.date - today).days <= NEAR_DAYS:
            continue
        days = (topic.date - today).days
        when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
        message = f"“{topic.topic}” is due {when} and has no post."
        hint = f"Write it (smmgen plan fill {plan.month} makes the draft), move it, or delete the row."
        yield row_without_post.at(cell(plan, topic, str(topic.date)), message, hint)
