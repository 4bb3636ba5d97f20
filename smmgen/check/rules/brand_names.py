"""Names that `smmgen.yaml` and the plans use."""

from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.place import cell
from smmgen.check.registry import rule
from smmgen.check.subject import stated_accounts, unknown
from smmgen.compose.pictures import PLAIN
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan
from smmgen.model.project import Project


@rule("REF007", severity="error", on=Project)
def brand_names(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Use known names in `smmgen.yaml` itself: rubrics' accounts and cards, those of slots and the feed.

    Why: see REF002 and REF003; here one misspelt name concerns many posts.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        slots: {telegramm: [daily 10:00]}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        slots: {tg: [daily 10:00]}
    """
    brand = project.brand
    named = [(name, brand.spans.at("slots", name)) for name in brand.slots]
    for rubric in brand.rubrics.values():
        named += [
            (name, brand.spans.at("rubrics", rubric.name, "accounts", number))
            for number, name in enumerate(rubric.accounts)
        ]
    if brand.feed:
        of_feed = enumerate(brand.feed.accounts)
        named += [(name, brand.spans.at("feed", "accounts", number)) for number, name in of_feed]
    for name, span in unknown(named, stated_accounts(brand)):
        yield brand_names.at(span, f"There is no account “{name}”.", suggest(name, brand.accounts))
    cards = [(r.card, brand.spans.at("rubrics", r.name, "card")) for r in brand.rubrics.values() if r.card]
    for name, span in unknown(cards, {*context.theme.cards, PLAIN}):
        message = f"The theme {context.theme.name} has no card “{name}”."
        yield brand_names.at(span, message, suggest(name, context.theme.cards))


@rule("REF008", severity="error", on=Plan)
def plan_names(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Use known rubrics and accounts in a plan: in its mix, cadence, goals and table.

    Why: drafts are made from the rows, and the month is measured by the goals.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic | accounts |
        |---|---|---|---|
        | 2026-12-01 | promotion | Winter sale | tg |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic | accounts |
        |---|---|---|---|
        | 2026-12-01 | promo | Winter sale | tg |
    """
    brand = context.project.brand
    rubrics = [(name, plan.spans.at("mix", name)) for name in plan.mix]
    accounts = [(name, plan.spans.at("cadence", name)) for name in plan.cadence]
    accounts += [(g.account, plan.spans.at("goals", n)) for n, g in enumerate(plan.goals) if g.account]
    for topic in plan.topics:
        rubrics += [(topic.rubric, cell(plan, topic, topic.rubric))] if topic.rubric else []
        accounts += [(name, cell(plan, topic, name)) for name in topic.accounts]
    for name, span in unknown(rubrics, brand.rubrics):
        message = f"There is no rubric “{name}” in smmgen.yaml."
        yield plan_names.at(span, message, suggest(name, brand.rubrics))
    for name, span in unknown(accounts, brand.accounts):
        yield plan_names.at(span, f"There is no account “{name}”.", suggest(name, brand.accounts))


@rule("REF010", severity="info", on=Project)
def unused_account(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Notice accounts that no post uses.

    Why: an account that fell out of `accounts` or of its rubrics is silent, and nobody is told. A paused
    account is left alone, and so is a brand without posts.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
          masto: {network: mastodon, base_url: https://coffee.example, token: env:TOKEN}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        New beans are in.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
          masto: {network: mastodon, base_url: https://coffee.example, token: env:TOKEN, paused: true}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        New beans are in.
    """
    used = {name for post in context.outlines for name in post.goes_to}
    for account in _live(project) if used else ():
        if account.name not in used:
            span = project.brand.spans.at("accounts", account.name)
            hint = "Add it to a post or a rubric, or set paused: true."
            yield unused_account.at(span, f"No post goes to {account.name}.", hint, account=account.name)


def _live(project: Project) -> Iterator[Account]:
    return (account for account in project.brand.accounts.values() if not account.is_paused)
