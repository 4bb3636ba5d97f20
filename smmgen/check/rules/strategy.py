"""The strategy in itself, and against the brand that it is for."""

from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.registry import rule
from smmgen.check.subject import Named, stated_accounts, unknown
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.source import Path
from smmgen.model.strategy import Aim, Strategy


@rule("STR001", severity="error", on=Project)
def account_of_strategy(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Use accounts in the strategy that `smmgen.yaml` knows.

    Why: a cadence or a goal of an account that is not there is never met, and nobody would notice.

    Wrong:
        === plans/strategy.md
        ---
        cadence: {telegram: 5}
        ---

    Right:
        === plans/strategy.md
        ---
        cadence: {tg: 5}
        ---
    """
    if project.strategy:
        for name, span in unknown(_accounts(project.strategy), stated_accounts(project.brand)):
            hint = suggest(name, project.brand.accounts, "Add it to `accounts` there, or delete it here.")
            yield account_of_strategy.at(span, f"There is no account “{name}” in smmgen.yaml.", hint)


def _accounts(strategy: Strategy) -> Iterator[Named]:
    for path, names in _named_accounts(strategy):
        yield from ((name, strategy.spans.at(*path, n)) for n, name in enumerate(names))
    for key in ("cadence", "slots"):
        yield from ((name, strategy.spans.at(key, name)) for name in getattr(strategy, key))
    for number, aim in enumerate(strategy.goals):
        if aim.account:
            yield aim.account, strategy.spans.at("goals", number, "account")


def _named_accounts(strategy: Strategy) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for number, segment in enumerate(strategy.audience):
        yield ("audience", number, "accounts"), segment.accounts
    for number, topic in enumerate(strategy.recurring):
        yield ("recurring", number, "accounts"), topic.accounts
    for name, person in strategy.people.items():
        yield ("people", name, "accounts"), person.accounts


@rule("STR002", severity="error", on=Project)
def rubric_of_strategy(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Use rubrics in the strategy that `smmgen.yaml` knows.

    Why: a rubric brings the card, the accounts and the hashtags; a misspelt one brings none of them to any
    of the drafts that are made from the strategy.

    Wrong:
        === plans/strategy.md
        ---
        rubrics: {promotion: {share: 40%}, news: {share: 60%}}
        ---

    Right:
        === plans/strategy.md
        ---
        rubrics: {promo: {share: 40%}, news: {share: 60%}}
        ---
    """
    if project.strategy:
        for name, span in unknown(_rubrics(project.strategy), project.brand.rubrics):
            hint = suggest(name, project.brand.rubrics, "Add it to `rubrics` there, or delete it here.")
            yield rubric_of_strategy.at(span, f"There is no rubric “{name}” in smmgen.yaml.", hint)


def _rubrics(strategy: Strategy) -> Iterator[Named]:
    yield from ((name, strategy.spans.at("rubrics", name)) for name in strategy.rubrics)
    for number, topic in enumerate(strategy.recurring):
        yield topic.rubric, strategy.spans.at("recurring", number, "rubric")
    for number, day in enumerate(strategy.key_dates):
        if day.rubric:
            yield day.rubric, strategy.spans.at("key_dates", number, "rubric")
    for name, person in strategy.people.items():
        yield from (
            (one, strategy.spans.at("people", name, "rubrics", n)) for n, one in enumerate(person.rubrics)
        )


@rule("STR003", severity="warning", on=Project)
def unknown_person(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Name owners that the strategy's `people` knows, where it has any.

    Why: a draft of somebody who is misspelt is on nobody's list.

    Wrong:
        === plans/strategy.md
        ---
        people: {anna: {role: owner}}
        rubrics: {promo: {owner: ana}}
        ---

    Right:
        === plans/strategy.md
        ---
        people: {anna: {role: owner}}
        rubrics: {promo: {owner: anna}}
        ---
    """
    if project.strategy and project.strategy.people:
        for name, span in unknown(_owners(project.strategy), project.strategy.people):
            hint = suggest(name, project.strategy.people, "Add them to `people`.")
            yield unknown_person.at(span, f"“{name}” is not one of the strategy's people.", hint)


def _owners(strategy: Strategy) -> Iterator[Named]:
    for name, section in strategy.rubrics.items():
        if section.owner:
            yield section.owner, strategy.spans.at("rubrics", name, "owner")
    for number, topic in enumerate(strategy.recurring):
        if topic.owner:
            yield topic.owner, strategy.spans.at("recurring", number, "owner")


@rule("STR004", severity="warning", on=Project)
def shares_of_strategy(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Let the rubrics' shares make a hundred, where each of them has one.

    Why: a month drafted from shares that make 80 % would have a fifth of its posts from nowhere.

    Wrong:
        === plans/strategy.md
        ---
        rubrics: {promo: {share: 20%}, news: {share: 60%}}
        ---

    Right:
        === plans/strategy.md
        ---
        rubrics: {promo: {share: 40%}, news: {share: 60%}}
        ---
    """
    strategy = project.strategy
    shares = [section.share for section in strategy.rubrics.values()] if strategy else []
    stated = [share for share in shares if share is not None]
    total = sum(stated)
    if strategy and stated and (total > 1.005 or (len(stated) == len(shares) and total < 0.995)):
        message = f"The shares of the rubrics make {total:.0%}."
        yield shares_of_strategy.at(strategy.spans.at("rubrics"), message, "Let them make 100%.")


@rule("STR005", severity="warning", on=Project)
def budget_of_strategy(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Keep the budget's items, advertising included, within what a month may cost.

    Why: what is spent beyond it has to be explained at the end of the month; better to know it before.

    Wrong:
        === plans/strategy.md
        ---
        budget: {currency: EUR, per_month: 900, items: [{item: Photographer, amount: 800}], ads: 200}
        ---

    Right:
        === plans/strategy.md
        ---
        budget: {currency: EUR, per_month: 900, items: [{item: Photographer, amount: 700}], ads: 200}
        ---
    """
    budget = project.strategy.budget if project.strategy else None
    if project.strategy and budget and budget.per_month is not None and budget.spent > budget.per_month:
        message = (
            f"The items and ads make {budget.spent:g} {budget.currency}; {budget.per_month:g} is the month's."
        )
        place = project.strategy.spans.at("budget", "per_month")
        yield budget_of_strategy.at(place, message, "Cut an item, or raise per_month.")


@rule("STR006", severity="warning", on=Project)
def goal_of_strategy(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Give every goal a way to go and a day within the strategy's period.

    Why: a goal that is met already, or is due when nobody looks any more, steers nothing.

    Wrong:
        === plans/strategy.md
        ---
        period: {from: 2026-10-01, until: 2027-09-30}
        goals:
          - {name: Orders, metric: Orders a month, baseline: 180, target: 180, by: 2027-09-30}
        ---

    Right:
        === plans/strategy.md
        ---
        period: {from: 2026-10-01, until: 2027-09-30}
        goals:
          - {name: Orders, metric: Orders a month, baseline: 118, target: 180, by: 2027-09-30}
        ---
    """
    strategy = project.strategy
    for number, aim in enumerate(strategy.goals if strategy else ()):
        if strategy and (told := _pointless(aim, strategy)):
            key, message, hint = told
            yield goal_of_strategy.at(strategy.spans.at("goals", number, key), message, hint)


def _pointless(aim: Aim, strategy: Strategy) -> tuple[str, str, str] | None:
    period = strategy.period
    if period and not period.first <= aim.by <= period.last:
        when = f"{period.first} to {period.last}"
        return (
            "by",
            f"“{aim.name}” is due on {aim.by}; the strategy is for {when}.",
            "Mend the day, or the period.",
        )
    if aim.baseline and aim.baseline.unit != aim.target.unit:
        return "baseline", f"“{aim.name}” begins in another unit than it ends in.", "Write both in one unit."
    if aim.baseline and aim.baseline.value == aim.target.value:
        return "target", f"“{aim.name}” is where it is to get already.", "Raise the target."
    return None
