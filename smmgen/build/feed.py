"""The items of a feed: public posts, as articles for readers, newsletters and other programs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from smmgen.adapter import adapter
from smmgen.compose.charted import charted
from smmgen.compose.override import Mine, for_account
from smmgen.compose.select import select
from smmgen.markup.article import article, figure
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle, File, FinishedMessage, FinishedVariant
from smmgen.model.document import Block, Blocks, Break, Figure, ItemList, Paragraph, Run
from smmgen.model.feed import Feed, Public, Publics
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Message
from smmgen.text.links import host


class Enclosed(Struct, frozen=True):
    """A file of a post under its public address."""

    url: str
    file: File


class Item(Struct, frozen=True, kw_only=True):
    """One post of a feed; `id` stays the same whatever else of it changes. Times are UTC."""

    id: str
    title: str
    url: str
    html: str
    at: datetime
    updated: datetime
    language: str
    tags: tuple[str, ...] = ()
    pictures: tuple[Enclosed, ...] = ()
    videos: tuple[Enclosed, ...] = ()


class Shown(Struct, frozen=True):
    """A post of a feed: as one account has it, where that is public, and since when it is public anywhere."""

    post: Post
    variant: FinishedVariant
    public: Public
    at: datetime


def languages(brand: Brand, feed: Feed) -> tuple[str, ...]:
    """Return the languages of the feed's accounts; each has a feed of its own. The brand's comes first."""
    spoken = dict.fromkeys(_language(brand.accounts[name], brand) for name in _names(brand, feed))
    return tuple(sorted(spoken, key=lambda language: language != brand.language))


def items_of(
    project: Project, feed: Feed, bundle: Bundle, public: Publics, language: str
) -> tuple[Item, ...]:
    """Return the posts of a language's feed as articles, newest first."""
    chosen = shown_of(project, feed, bundle, public, language)
    return tuple(_item(one, project.brand, feed) for one in chosen)


def shown_of(
    project: Project, feed: Feed, bundle: Bundle, public: Publics, language: str
) -> tuple[Shown, ...]:
    """Return what a language's feed shows, newest first: public, meant for everybody, and still ready.

    The ledger decides and not the calendar: what is paused, held or refused must not get out here.
    """
    brand = project.brand
    names = accounts_in(brand, feed, language)
    posts = {post.id: post for post in reversed(project.posts)}  # of two posts with one id the first stays
    made = [one for post in posts.values() if (one := _shown(post, names, brand, bundle, public))]
    made.sort(key=lambda one: feed_id(brand, one.post.id))
    made.sort(key=lambda one: one.at, reverse=True)
    return tuple(made[: feed.posts])


def accounts_in(brand: Brand, feed: Feed, language: str) -> list[str]:
    """Return the names of the accounts that a language's feed shows posts of."""
    return [name for name in _names(brand, feed) if _language(brand.accounts[name], brand) == language]


def feed_id(brand: Brand, path: str) -> str:
    """Return a name for good, of a post's id or a feed's language."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'smmgen:{host(brand.url) or brand.name}/{path}')}"


def _names(brand: Brand, feed: Feed) -> list[str]:
    return [name for name in feed.accounts if name in brand.accounts]


def _language(account: Account, brand: Brand) -> str:
    return account.language or brand.language


def _shown(post: Post, names: Sequence[str], brand: Brand, bundle: Bundle, public: Publics) -> Shown | None:
    variants = bundle.variants.get(post.id, {})
    there = [
        name
        for name in names
        if name in variants and (post.id, name) in public and _is_shown(variants[name], brand.accounts[name])
    ]
    if not there:
        return None
    first = min(public[post.id, name].at for name in there)
    return Shown(post, variants[there[0]], public[post.id, there[0]], first)


def _is_shown(finished: FinishedVariant, account: Account) -> bool:
    variant = finished.variant
    if variant.status != "ready" or variant.repost:
        return False
    return not any(_is_kept_from(message, account) for message in variant.messages)


def _is_kept_from(message: Message, account: Account) -> bool:
    """Tell whether an option keeps a message from a part of the readers: one that has "public" among others.

    A thread's later parts may be unlisted: that only keeps them out of timelines.
    """
    for name, option in adapter(account.network).options.items():
        everybody = [choice for choice in option.choices if choice.lower().startswith("public")]
        value = message.options.get(name) or account.text(name)
        if everybody and value not in ("", *everybody, *(["unlisted"] if name.startswith("thread") else [])):
            return True
    return False


def _item(shown: Shown, brand: Brand, feed: Feed) -> Item:
    post, at = shown.post, shown.at
    account = brand.accounts[shown.variant.variant.account]
    mine = for_account(post, account)
    mine, blocks = charted(mine, select(mine.post.body.blocks, account), brand)
    messages = shown.variant.messages
    pictures = _enclosed((file for message in messages for file in _pictures(message)), feed)
    return Item(
        id=feed_id(brand, post.id),
        title=mine.post.title,
        url=mine.post.link or shown.public.url or brand.url or feed.url,
        html=_html((*blocks, *_asked(mine)), pictures),
        at=at.astimezone(UTC),
        updated=max(at, shown.public.updated).astimezone(UTC),
        language=mine.post.language or _language(account, brand),
        tags=mine.post.tags,
        pictures=pictures,
        videos=_enclosed((message.video for message in messages if message.video), feed),
    )


def _asked(mine: Mine) -> Blocks:
    """Return a poll as text: its question, and what there is to choose from."""
    poll, span = mine.post.poll, mine.span("poll")
    if poll is None:
        return ()
    options = tuple((Paragraph((Run(option),), span),) for option in poll.options)
    return (Paragraph((Run(poll.question),), span), ItemList(options, ordered=False, start=1, span=span))


def _pictures(message: FinishedMessage) -> tuple[File, ...]:
    """Return a message's pictures; where it has none, that of its link card or video."""
    return message.files or ((message.thumbnail,) if message.thumbnail else ())


def _enclosed(files: Iterable[File], feed: Feed) -> tuple[Enclosed, ...]:
    return tuple(Enclosed(f"{feed.url}/{quote(file.path)}", file) for file in files)


def _html(blocks: Blocks, pictures: Sequence[Enclosed]) -> str:
    """Write a post as an article: first the front matter's pictures, then the text with its own."""
    in_text = sum(isinstance(block, Figure) for block in blocks)
    first = max(0, len(pictures) - in_text)
    left = iter(pictures[first:])
    written = [figure(one.url, one.file.alt) for one in pictures[:first]]
    return "\n".join([*written, *(part for block in blocks for part in _part(block, left))])


def _part(block: Block, pictures: Iterator[Enclosed]) -> Iterator[str]:
    if isinstance(block, Figure):
        yield from (figure(one.url, one.file.alt, block.title) for one in (next(pictures, None),) if one)
    elif not isinstance(block, Break):
        yield article((block,)).text
