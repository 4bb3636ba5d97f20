"""Write a month's plan: front matter, a few words, and the table of topics."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from smmgen.model.plan import Goal
from smmgen.model.strategy import Aim, Period, Strategy
from smmgen.scaffold.best import Best
from smmgen.scaffold.drafting import DraftRow
from smmgen.scaffold.occasions import KeyDay, month_end
from smmgen.scaffold.starter import month_words
from smmgen.text.cell import written_cell

HEAD = "| date | time | rubric | topic | accounts | owner | post |\n|---|---|---|---|---|---|---|\n"
NOTHING = "—"
"""Stands in a cell of the time where each account's own slot is meant."""

_WORDS = {
    "en": (
        "Drafted from the strategy: change what you know better. Topics that end in “…” are yet to be found.",
        "What did best the month before:",
        "{title} ({rubric}): {times:.1f} times as well as usual",
    ),
    "ru": (
        "Черновик по стратегии: поправьте всё, что знаете лучше. Темы с «…» на конце ещё нужно придумать.",
        "Что лучше всего сработало в прошлом месяце:",
        "{title} ({rubric}): в {times:.1f} раза лучше обычного",
    ),
}


class DraftPlan(Struct, frozen=True, kw_only=True):
    """All that a drafted plan says; `first` is the first day of its month."""

    first: date
    language: str
    goals: tuple[Goal, ...]
    mix: Mapping[str, float]
    cadence: Mapping[str, int]
    key_days: tuple[KeyDay, ...]
    rows: tuple[DraftRow, ...]
    best: tuple[Best, ...] = ()


def plan_text(plan: DraftPlan) -> str:
    """Return the plan as its file; reading it gives the same rows, goals and key dates."""
    return f"---\n{''.join(_front(plan))}---\n{_prose(plan)}\n{HEAD}{''.join(map(_row, plan.rows))}"


def _front(plan: DraftPlan) -> Iterator[str]:
    yield f"month: {plan.first:%Y-%m}\n"
    if plan.goals:
        yield "goals:\n"
    for goal in plan.goals:
        account = f", account: {goal.account}" if goal.account else ""
        yield f"  - {{metric: {_quoted(goal.metric)}{account}, target: {goal.target:g}}}\n"
    if plan.mix:
        yield f"mix: {{{', '.join(f'{name}: {share:.3g}' for name, share in plan.mix.items())}}}\n"
    if plan.cadence:
        yield f"cadence: {{{', '.join(f'{name}: {number}' for name, number in plan.cadence.items())}}}\n"
    if plan.key_days:
        yield "key_dates:\n"
    for one in plan.key_days:
        yield f"  - {{date: {one.day}, name: {_quoted(one.name)}}}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _prose(plan: DraftPlan) -> str:
    edit, did_best, line = _WORDS["ru" if plan.language.startswith("ru") else "en"]
    told = [line.format(title=one.title, rubric=one.rubric or "—", times=one.times) for one in plan.best]
    best = "".join([f"\n{did_best}\n\n", *(f"- {written_cell(text)}\n" for text in told)]) if told else ""
    return f"# {month_words(plan.first, plan.language)}\n\n{edit}\n{best}"


def _row(row: DraftRow) -> str:
    at = f"{row.time:%H:%M}" if row.time else NOTHING
    topic, owner = written_cell(row.topic), written_cell(row.owner)
    accounts = ", ".join(row.accounts)
    return f"| {row.date} | {at} | {row.rubric} | {topic} | {accounts} | {owner} | |\n"


def goals_of_month(strategy: Strategy, first: date) -> tuple[Goal, ...]:
    """Return what the strategy's goals ask of a month: the way there, cut into equal days.

    A goal without a baseline, or a strategy without its period, asks for the target itself.
    """
    last = month_end(first)
    aims = [aim for aim in strategy.goals if aim.by >= first]
    return tuple(Goal(_metric(aim), aim.account, _until(aim, strategy.period, last)) for aim in aims)


def _metric(aim: Aim) -> str:
    return f"{aim.metric} ({aim.target.unit})" if aim.target.unit else aim.metric


def _until(aim: Aim, period: Period | None, last: date) -> float:
    if aim.baseline is None or period is None or aim.by <= period.first:
        return aim.target.value
    part = min(1.0, max(0.0, (last - period.first).days / (aim.by - period.first).days))
    return round(aim.baseline.value + (aim.target.value - aim.baseline.value) * part)
