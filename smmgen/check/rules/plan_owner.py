"""What the plan asks of the people."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from smmgen.check.context import Context, suggest
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan, Topic


@rule("PLA014", severity="warning", on=Plan)
def overloaded(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Give nobody more posts a week than the strategy says they can make.

    Why: the posts above somebody's `capacity` are the ones that come late, or with a slip in them.

    Wrong:
        === plans/strategy.md
        ---
        people: {lev: {capacity: 1}}
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | owner |
        |---|---|---|
        | 2026-12-08 | Winter sale | lev |
        | 2026-12-10 | Gift cards | lev |

    Right:
        === plans/strategy.md
        ---
        people: {lev: {capacity: 1}}
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | owner |
        |---|---|---|
        | 2026-12-08 | Winter sale | lev |
        | 2026-12-16 | Gift cards | lev |
    """
    people = context.project.strategy.people if context.project.strategy else {}
    weeks = Counter((topic.owner, _week(topic.date)) for topic in plan.topics if topic.date)
    for (owner, week), number in weeks.items():
        person = people.get(owner)
        if person and person.capacity is not None and number > person.capacity:
            row = _last(plan, owner, week)
            message = (
                f"{owner} has {number} posts in the week of {_monday(week)}; {person.capacity} is the most."
            )
            yield overloaded.at(
                cell(plan, row, owner), message, "Give some of them to somebody else, or move them."
            )


@rule("PLA017", severity="warning", on=Plan)
def unknown_owner(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Name owners that the strategy's `people` knows, where it has any.

    Why: a row of somebody who is misspelt is on nobody's list.

    Wrong:
        === plans/strategy.md
        ---
        people: {anna: {role: owner}}
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | owner |
        |---|---|---|
        | 2026-12-08 | Winter sale | ana |

    Right:
        === plans/strategy.md
        ---
        people: {anna: {role: owner}}
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | owner |
        |---|---|---|
        | 2026-12-08 | Winter sale | anna |
    """
    people = context.project.strategy.people if context.project.strategy else {}
    for topic in plan.topics:
        if people and topic.owner and topic.owner not in people:
            hint = suggest(topic.owner, people, "Add them to `people` in plans/strategy.md.")
            message = f"“{topic.owner}” is not one of the strategy's people."
            yield unknown_owner.at(cell(plan, topic, topic.owner), message, hint)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _monday(week: tuple[int, int]) -> date:
    return date.fromisocalendar(*week, 1)


def _last(plan: Plan, owner: str, week: tuple[int, int]) -> Topic:
    rows = [
        topic for topic in plan.topics if topic.owner == owner and topic.date and _week(topic.date) == week
    ]
    return rows[-1]
