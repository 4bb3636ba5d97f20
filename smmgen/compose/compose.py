"""Compose every post for every account: what each network will be told, before pictures are drawn."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from smmgen.adapter import Adapter, adapter
from smmgen.compose.message import write_messages
from smmgen.compose.override import Mine, accounts_of, for_account
from smmgen.compose.schedule import Key, schedule
from smmgen.compose.writer import Writer
from smmgen.model.brand import Account, Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Message, Variant
from smmgen.spread import spread

Adapters = Callable[[str], Adapter]
Written = tuple[tuple[Message, ...], list[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Composed:
    """All variants, in order of post and account, and what was found on the way."""

    variants: tuple[Variant, ...]
    findings: tuple[Diagnostic, ...]


def compose(project: Project, adapters: Adapters = adapter, workers: int = 1) -> Composed:
    """Compose all posts; what goes wrong with one variant is a finding and stops no other.

    Messages are written by as many processes as `workers` says.
    """
    brand = project.brand
    pairs = list(_pairs(brand, project.posts))
    made = schedule(brand, pairs)
    writers = {
        account.name: Writer(brand, account, adapters(account.network)) for account in brand.accounts.values()
    }

    def write(pair: tuple[Mine, Account]) -> Written:
        return write_messages(writers[pair[1].name], pair[0])

    findings = list(made.findings)
    variants = []
    for (mine, account), (messages, found) in zip(pairs, spread(write, pairs, workers), strict=True):
        findings += found
        variants.append(_variant(mine, account, made.times, messages))
    return Composed(tuple(variants), tuple(findings))


def _pairs(brand: Brand, posts: tuple[Post, ...]) -> Iterator[tuple[Mine, Account]]:
    for post in posts:
        rubric = brand.rubrics.get(post.rubric)
        for account in accounts_of(post, brand.accounts, rubric.accounts if rubric else ()):
            yield for_account(post, account), account


def _variant(
    mine: Mine, account: Account, times: Mapping[Key, datetime | None], messages: tuple[Message, ...]
) -> Variant:
    return Variant(
        post=mine.post.id,
        account=account.name,
        network=account.network,
        publish_at=times.get((mine.post.id, account.name)),
        messages=messages,
        reply_to=mine.post.reply_to,
        status=mine.post.status,
    )
