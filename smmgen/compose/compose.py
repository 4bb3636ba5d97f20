"""Compose every post for every account: what each network will be told, before pictures are drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from smmgen.adapter import Adapter, adapter
from smmgen.compose.advertising import with_ad_options
from smmgen.compose.body import Body
from smmgen.compose.message import write_messages
from smmgen.compose.override import Mine, accounts_of, for_account, with_options
from smmgen.compose.schedule import Asked, Key, appoint, schedule
from smmgen.compose.writer import Writer
from smmgen.model.brand import Account, Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Message, Variant

Adapters = Callable[[str], Adapter]
Drafts = Mapping[str, tuple[tuple[Message, ...], list[Diagnostic]]]
"""A post's messages and their findings, by account."""


class Composed(Struct, frozen=True):
    """All variants, in order of post and account, and what was found on the way."""

    variants: tuple[Variant, ...]
    findings: tuple[Diagnostic, ...]


def drafter(brand: Brand, adapters: Adapters = adapter) -> Callable[[Post], Drafts]:
    """Return a function that writes a post's messages for each of its accounts; times come later.

    It needs no other post, so posts may be drafted in any order and in any process.
    """
    writers = {
        account.name: Writer(brand, account, adapters(account.network)) for account in brand.accounts.values()
    }

    def draft(post: Post) -> Drafts:
        body = Body(post.body.blocks)
        return {
            account.name: write_messages(_told(writers[account.name], mine.post), mine, body)
            for mine, account in _mine(brand, post)
        }

    return draft


def _told(writer: Writer, post: Post) -> Writer:
    """Return a writer for an account with the options that a post sets for itself."""
    options = with_ad_options(post, writer.adapter, writer.brand.ads)
    if not options:
        return writer
    account = with_options(writer.account, options, writer.adapter.options)
    return Writer(writer.brand, account, writer.adapter)


def compose(
    project: Project, adapters: Adapters = adapter, drafts: Sequence[Drafts] | None = None
) -> Composed:
    """Compose all posts; what goes wrong with one variant is a finding and stops no other.

    `drafts` are those of the project's posts, in their order, where they were written already.
    """
    brand = project.brand
    if drafts is None:
        draft = drafter(brand, adapters)
        drafts = [draft(post) for post in project.posts]
    pairs = [pair for post in project.posts for pair in _mine(brand, post)]
    written = [one for of_post in drafts for one in of_post.values()]
    made = schedule(brand, pairs)
    variants = tuple(
        _variant(mine, account, made.times, messages)
        for (mine, account), (messages, _) in zip(pairs, written, strict=True)
    )
    findings = (*made.findings, *(finding for _, found in written for finding in found))
    return Composed(variants, findings)


class One(Struct, frozen=True):
    """One post composed; `waiting` are the slots that it asks for, whether it was given them or not."""

    variants: tuple[Variant, ...]
    findings: tuple[Diagnostic, ...]
    waiting: tuple[Asked, ...]


Given = Mapping[str, datetime | None]
"""The slots (UTC) that a post was given, by account; None where all are taken."""


def compose_one(brand: Brand, post: Post, drafts: Drafts, given: Given | None = None) -> One:
    """Compose a post by itself, out of its drafts; `given` are its slots, once they are known."""
    pairs = tuple(_mine(brand, post))
    made, waiting = appoint(brand, pairs)
    times = {**made.times, **{(post.id, name): time for name, time in (given or {}).items()}}
    variants = tuple(_variant(mine, account, times, drafts[account.name][0]) for mine, account in pairs)
    findings = (*made.findings, *(finding for _, found in drafts.values() for finding in found))
    return One(variants, findings, waiting)


def _mine(brand: Brand, post: Post) -> Iterator[tuple[Mine, Account]]:
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
        repost=mine.post.repost,
        status=mine.post.status,
    )
