"""Topics that come twice."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan, Topic
from smmgen.pattern import pattern

_SIGNS = pattern(r"[\W_]+")


@rule("PLA013", severity="warning", on=Plan)
def same_topic(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Plan a topic once, for all its accounts in one row.

    Why: readers notice what they have read already. Looked at are this plan and those of earlier months;
    topics that the strategy lists as `recurring` may come again, and so may what still ends in “…”.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale! | tg |
        | 2026-12-16 | Winter sale | tg |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg |
        | 2026-12-16 | Winter sale: the last day | tg |
    """
    strategy = context.project.strategy
    seen = {_plain(one.topic): "" for one in strategy.recurring} if strategy else {}
    for topic in _earlier(plan, context):
        seen.setdefault(_plain(topic.topic), f"{topic.span.path}:{topic.span.line}")
    for topic in plan.topics:
        plain = _plain(topic.topic)
        if not plain or topic.is_open:
            continue
        if place := seen.get(plain):
            message = f"“{topic.topic}” is planned already, in {place}."
            hint = (
                "Name all accounts in one row, give it another turn, or list it as recurring in the strategy."
            )
            yield same_topic.at(cell(plan, topic, topic.topic), message, hint)
        seen.setdefault(plain, f"{topic.span.path}:{topic.span.line}")


def _earlier(plan: Plan, context: Context) -> Iterator[Topic]:
    for other in context.project.plans:
        if other.month < plan.month:
            yield from (topic for topic in other.topics if not topic.is_open)


def _plain(topic: str) -> str:
    return _SIGNS.sub(" ", topic).strip().casefold()
