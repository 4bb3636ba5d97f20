"""Draft a month's plan from the strategy, and write it where there is none."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct

from smmgen.model.fault import UsageError
from smmgen.model.numbers import Counted
from smmgen.model.plan import OPEN
from smmgen.model.project import Project
from smmgen.scaffold.best import best_posts
from smmgen.scaffold.drafting import draft_rows, rhythm
from smmgen.scaffold.occasions import key_days, public_holidays
from smmgen.scaffold.plan_text import DraftPlan, goals_of_month, plan_text

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MOST_A_WEEK = 140
"""Twenty posts a day of one account: more is a slip of the finger."""

METRICS = "metrics/{month}.csv"
"""Where people write numbers of a month that no network tells: columns post, account, metric and value."""


class Drafted(Struct, frozen=True):
    """A plan's file, and what its author has to know, as sentences."""

    path: str
    text: str
    notes: tuple[str, ...]


def read_month(written: str) -> date:
    """Return the first day of "2027-01"; raise `UsageError` for what is no month."""
    found = _MONTH.fullmatch(written)
    if not found or int(found[1]) == 0:
        raise UsageError(f"“{written}” is no month. Write it as 2027-01.")
    return date(int(found[1]), int(found[2]), 1)


def draft_plan(project: Project, first: date, numbers: Iterable[Counted] = ()) -> Drafted:
    """Draft the plan of the month that `first` begins; `numbers` are those of the month before.

    Raises `UsageError` where there is nothing to draft from, or a plan of that month already.
    """
    month = f"{first:%Y-%m}"
    if there := [plan.source.path for plan in project.plans if plan.month == month]:
        raise UsageError(f"{there[0]} is the plan of {month} already, and it stays as it is.")
    strategy, wanted = project.strategy, rhythm(project)
    if strategy is None:
        raise UsageError(
            "There is no plans/strategy.md to draft from. See docs/plan.md for what stands there."
        )
    if not wanted.cadence:
        raise UsageError(
            "Say in plans/strategy.md how often to post: cadence: {tg: 3} is three posts a week."
        )
    for name, number in wanted.cadence.items():
        if number > MOST_A_WEEK:
            raise UsageError(f"“{name}” is to get {number} posts a week; {MOST_A_WEEK} is the most.")
    best = best_posts(numbers, {post.id: post for post in project.posts})
    holidays = public_holidays(strategy.holidays, first, project.brand.language)
    key = key_days(strategy, holidays.days, first, project.brand.language)
    rows = draft_rows(project, strategy, first, key, best)
    plan = DraftPlan(
        first=first,
        language=project.brand.language,
        goals=goals_of_month(strategy, first),
        mix=wanted.mix,
        cadence=wanted.cadence,
        key_days=key,
        rows=rows,
        best=best,
    )
    found = sum(not row.topic.endswith(OPEN) for row in rows)
    told = f"{len(rows)} rows, {found} with a topic; {len(rows) - found} topics are still to be found."
    return Drafted(f"plans/{month}.md", plan_text(plan), (told, *holidays.notes))


def before(first: date) -> str:
    """Return the month before the one that `first` begins, as "2026-12"."""
    return f"{first.year - 1}-12" if first.month == 1 else f"{first.year}-{first.month - 1:02}"


def write_plan(root: Path, drafted: Drafted) -> Path:
    """Write a drafted plan; raise `UsageError`, nothing written, where its file is there already."""
    path = root / drafted.path
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(drafted.text)
    except FileExistsError:
        raise UsageError(f"{drafted.path} is there already, and it stays as it is.") from None
    return path
