"""How often an account is heard in a month: too seldom, too long not at all, too often at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise

from smmgen.check.context import Context
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan, Topic

STARVING = 0.5
"""An account that gets less than this part of its cadence is forgotten by its readers."""

SILENT_DAYS = 7
"""So many days without a post are no gap yet, however often an account posts."""

SILENT_TIMES = 3
"""Nor is a gap of fewer than so many of its usual ones."""

AT_ONCE = 3
"""So many posts of one account on one day crowd each other out, unless its cadence asks for as many."""


def days_by_account(plan: Plan) -> Mapping[str, tuple[date, ...]]:
    """Return the days of each account's rows, in order; a row without accounts is of all in the cadence."""
    found: dict[str, list[date]] = {name: [] for name in plan.cadence}
    for topic in plan.topics:
        for name in topic.accounts or tuple(plan.cadence):
            if topic.date and f"{topic.date:%Y-%m}" == plan.month:
                found.setdefault(name, []).append(topic.date)
    return {name: tuple(sorted(days)) for name, days in found.items()}


def _length(plan: Plan) -> int:
    from calendar import monthrange  # 0.6 ms, and only plans need it

    return monthrange(*_year_and_month(plan))[1]


def _year_and_month(plan: Plan) -> tuple[int, int]:
    year, _, month = plan.month.partition("-")
    return int(year), int(month)


def _has_begun(plan: Plan, context: Context) -> bool:
    return context.is_past(datetime(*_year_and_month(plan), 1, tzinfo=context.project.brand.timezone))


@rule("PLA010", severity="warning", on=Plan)
def starving(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Give each account at least half of the posts that the cadence promises it.

    Why: a channel that was fed six times a week and gets two is forgotten, by its readers and by the network.
    A plan that feeds none of its accounts yet is still being written, and left alone until its month begins.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        cadence: {tg: 1, masto: 3}
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg, masto |
        | 2026-12-09 | Gift cards | tg |
        | 2026-12-16 | Opening hours | tg |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        cadence: {tg: 1, masto: 1}
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg, masto |
        | 2026-12-09 | Gift cards | tg, masto |
        | 2026-12-16 | Opening hours | tg, masto |
    """
    days = days_by_account(plan)
    wanted = {account: number * _length(plan) / 7 for account, number in plan.cadence.items()}
    starved = [account for account, number in wanted.items() if len(days[account]) < number * STARVING]
    if not plan.topics or (len(starved) == len(wanted) and not _has_begun(plan, context)):
        return
    for account in starved:
        if number := plan.cadence[account]:
            message = (
                f"“{account}” gets {len(days[account])} posts; {number} a week make {wanted[account]:.0f}."
            )
            hint = "Name it in more rows, or lower its cadence."
            yield starving.at(plan.spans.at("cadence", account), message, hint, account=account)


@rule("PLA011", severity="warning", on=Plan)
def silent(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Leave no account of the cadence without a post for more than a week, or three of its usual gaps.

    Why: readers forget a channel that falls silent, and the next post reaches fewer of them.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        cadence: {tg: 3}
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg |
        | 2026-12-02 | Gift cards | tg |
        | 2026-12-03 | New beans | tg |
        | 2026-12-04 | A film | tg |
        | 2026-12-18 | Last orders | tg |
        | 2026-12-19 | Opening hours | tg |
        | 2026-12-20 | The draw | tg |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        cadence: {tg: 3}
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg |
        | 2026-12-02 | Gift cards | tg |
        | 2026-12-05 | New beans | tg |
        | 2026-12-09 | A film | tg |
        | 2026-12-15 | Last orders | tg |
        | 2026-12-19 | Opening hours | tg |
        | 2026-12-20 | The draw | tg |
    """
    for account, days in days_by_account(plan).items():
        most = max(SILENT_DAYS, SILENT_TIMES * 7 / max(1, plan.cadence.get(account, 0)))
        for before, after in pairwise(days if plan.cadence.get(account) else ()):
            gap = (after - before).days
            if gap > most:
                message = f"“{account}” is silent for {gap} days, from {before} to {after}."
                place = cell(plan, _row(plan, account, after), str(after))
                yield silent.at(place, message, "Move a row into the gap, or add one.", account=account)


@rule("PLA012", severity="warning", on=Plan)
def at_once(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Spread an account's posts over the days: fewer than three on one, unless its cadence asks for more.

    Why: posts of one day crowd each other out; the readers see one of them, and are annoyed by three.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg |
        | 2026-12-01 | Gift cards | tg |
        | 2026-12-01 | New beans | tg |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | topic | accounts |
        |---|---|---|
        | 2026-12-01 | Winter sale | tg |
        | 2026-12-02 | Gift cards | tg |
        | 2026-12-03 | New beans | tg |
    """
    for account, days in days_by_account(plan).items():
        most = max(AT_ONCE - 1, -(-plan.cadence.get(account, 0) // 7) + 1)
        for day, number in Counter(days).items():
            if number > most:
                message = f"“{account}” gets {number} posts on {day}."
                place = cell(plan, _row(plan, account, day), str(day))
                yield at_once.at(place, message, "Move some of them to other days.", account=account)


def _row(plan: Plan, account: str, day: date) -> Topic:
    rows = [
        topic for topic in plan.topics if topic.date == day and account in (topic.accounts or plan.cadence)
    ]
    return rows[-1]
