"""The month's plan against the strategy."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan

OFF = 0.1
"""A month may give a rubric so much more or less than the strategy does."""


@rule("PLA009", severity="info", on=Plan)
def other_shares(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Notice a month whose mix or cadence is another than the strategy's.

    Why: a month may bend the strategy, and often has to; but a bend that nobody meant becomes the rule. It is
    told where a share is off by more than ten points, or an account has fewer or more posts a week.

    Wrong:
        === plans/strategy.md
        ---
        rubrics: {promo: {share: 20%}, news: {share: 80%}}
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        mix: {promo: 60%, news: 40%}
        ---

    Right:
        === plans/strategy.md
        ---
        rubrics: {promo: {share: 20%}, news: {share: 80%}}
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        mix: {promo: 25%, news: 75%}
        ---
    """
    strategy = context.project.strategy
    if strategy is None:
        return
    for rubric, share in plan.mix.items():
        section = strategy.rubrics.get(rubric)
        if section and section.share is not None and abs(section.share - share) > OFF:
            message = f"“{rubric}” is to be {share:.0%} of this month; the strategy says {section.share:.0%}."
            yield other_shares.at(plan.spans.at("mix", rubric), message, "Mend it, or say in the text why.")
    for account, number in plan.cadence.items():
        if account in strategy.cadence and strategy.cadence[account] != number:
            message = (
                f"“{account}” is to get {number} posts a week; the strategy says {strategy.cadence[account]}."
            )
            yield other_shares.at(
                plan.spans.at("cadence", account), message, "Mend it, or say in the text why."
            )


@rule("PLA016", severity="info", on=Plan)
def without_goals(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Give a month goals where the strategy has some.

    Why: what a month was for is known at its end only if it was said at its beginning, as a metric with a
    number.

    Wrong:
        === plans/strategy.md
        ---
        goals: [{name: Orders, metric: Orders a month, target: 180, by: 2027-09-30}]
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        ---

    Right:
        === plans/strategy.md
        ---
        goals: [{name: Orders, metric: Orders a month, target: 180, by: 2027-09-30}]
        ---
        === plans/2026-12.md
        ---
        month: 2026-12
        goals: [{metric: Orders a month, target: 130}]
        ---
    """
    strategy = context.project.strategy
    if (
        strategy
        and strategy.goals
        and not plan.goals
        and "goals" not in {path[0] for path in plan.spans.by_path}
    ):
        names = ", ".join(aim.metric for aim in strategy.goals[:3])
        message = f"The plan of {plan.month} has no goals; the strategy has {len(strategy.goals)}."
        hint = f"Add goals: [{{metric: …, target: …}}], for example of {names}."
        yield without_goals.at(plan.spans.at("month"), message, hint)
