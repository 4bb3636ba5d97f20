"""Compose every post for every account: what each network will be told, before pictures are drawn."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from smmgen.adapter import Adapter, adapter
from smmgen.compose.message import Composer
from smmgen.compose.override import Mine, accounts_of, for_account
from smmgen.compose.schedule import schedule
from smmgen.model.brand import Account, Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Variant

Adapters = Callable[[str], Adapter]


@dataclass(frozen=True, slots=True)
class Composed:
    """All variants, in order of post and account, and what was found on the way."""

    variants: tuple[Variant, ...]
    findings: tuple[Diagnostic, ...]


def compose(project: Project, adapters: Adapters = adapter) -> Composed:
    """Compose all posts; what goes wrong with one variant is a finding and stops no other."""
    brand = project.brand
    pairs = list(_pairs(brand, project.posts))
    made = schedule(brand, pairs)
    findings = list(made.findings)
    limits: dict[str, Composer] = {}
    variants = []
    for mine, account in pairs:
        composer = limits.get(account.name)
        if composer is None:
            composer = limits[account.name] = Composer(brand, account, adapters(account.network))
        variants.append(_variant(composer, mine, made.times, findings))
    return Composed(tuple(variants), tuple(findings))


def _pairs(brand: Brand, posts: tuple[Post, ...]) -> Iterator[tuple[Mine, Account]]:
    for post in posts:
        rubric = brand.rubrics.get(post.rubric)
        for account in accounts_of(post, brand.accounts, rubric.accounts if rubric else ()):
            yield for_account(post, account), account


def _variant(
    composer: Composer,
    mine: Mine,
    times: Mapping[tuple[str, str], datetime | None],
    findings: list[Diagnostic],
) -> Variant:
    account = composer.account
    messages, found = composer.messages(mine)
    findings += found
    return Variant(
        post=mine.post.id,
        account=account.name,
        network=account.network,
        publish_at=times.get((mine.post.id, account.name)),
        messages=messages,
        reply_to=mine.post.reply_to,
    )
