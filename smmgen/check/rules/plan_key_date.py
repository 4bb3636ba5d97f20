"""Key dates that no row takes up."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan

NEAR = timedelta(days=7)
"""So long before a key date its post should at least be planned."""

AHEAD_DAYS = 3
"""A post so many days before a day still is about it."""


@rule("PLA015", severity="warning", on=Plan)
def missed(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Plan a post on every key date, or in the three days before it.

    Why: a date that was worth listing is worth a post; without one, the readers hear of it from others. It
    is looked at once there are rows behind it, or a week before: until then the plan is being written.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        key_dates: [{date: 2026-12-24, name: Christmas Eve}]
        ---
        | date | topic |
        |---|---|
        | 2026-12-18 | Last orders |
        | 2026-12-28 | Between the years |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        key_dates: [{date: 2026-12-24, name: Christmas Eve}]
        ---
        | date | topic |
        |---|---|
        | 2026-12-23 | Opening hours over the holidays |
        | 2026-12-28 | Between the years |
    """
    days = [topic.date for topic in plan.topics if topic.date]
    for number, one in enumerate(plan.key_dates):
        if any(0 <= (one.date - day).days <= AHEAD_DAYS for day in days):
            continue
        if days and (max(days) > one.date or _is_near(one.date, context)):
            message = (
                f"No row is about “{one.name}” on {one.date}: there is none on that day or the three before."
            )
            hint = "Plan a post for it, or take it out of the key dates."
            yield missed.at(plan.spans.at("key_dates", number), message, hint)


def _is_near(day: date, context: Context) -> bool:
    begin = datetime.combine(day, time(), context.project.brand.timezone)
    return not context.is_past(begin) and context.is_past(begin - NEAR)
