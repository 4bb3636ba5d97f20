"""Key dates that no row takes up."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan

AHEAD_DAYS = 3
"""A post so many days before a day still is about it."""


@rule("PLA015", severity="warning", on=Plan)
def missed(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Plan a post on every key date, or in the three days before it.

    Why: a date that was worth listing is worth a post; without one, the readers hear of it from others. A
    plan without rows yet is left alone.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        key_dates: [{date: 2026-12-24, name: Christmas Eve}]
        ---
        | date | topic |
        |---|---|
        | 2026-12-18 | Last orders |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        key_dates: [{date: 2026-12-24, name: Christmas Eve}]
        ---
        | date | topic |
        |---|---|
        | 2026-12-23 | Opening hours over the holidays |
    """
    days = [topic.date for topic in plan.topics if topic.date]
    for number, one in enumerate(plan.key_dates):
        if days and not any(0 <= (one.date - day).days <= AHEAD_DAYS for day in days):
            message = (
                f"No row is about “{one.name}” on {one.date}: there is none on that day or the three before."
            )
            hint = "Plan a post for it, or take it out of the key dates."
            yield missed.at(plan.spans.at("key_dates", number), message, hint)
