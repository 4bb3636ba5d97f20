"""Lay out what one account will show, in order: its wall, and the grid of its profile."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain

from msgspec import Struct

from smmgen.build.account import Counting
from smmgen.build.entry import Frame, page_of
from smmgen.build.moment import Moment, moment, month_of
from smmgen.build.month import month_page
from smmgen.build.variant_view import media_view, variant_view
from smmgen.build.view import AccountView, MediaView, VariantView
from smmgen.model.bundle import FinishedVariant
from smmgen.model.post import Post
from smmgen.model.size import Crop
from smmgen.model.sizes import sizes_of

COMING, PAST, TILES = 24, 6, 9
"""So many posts of an account are shown on its page; the calendar has the rest."""


class WallPost(Struct, frozen=True, kw_only=True):
    """A post on an account's wall; `href` is its page, from the site's root."""

    href: str
    title: str
    language: str
    view: VariantView


class Tile(Struct, frozen=True):
    """A picture in a profile's grid, and the post that it leads to; None where the post has none."""

    href: str
    title: str
    media: MediaView | None
    is_coming: bool


class Window(Struct, frozen=True):
    """A month of the calendar in which an account has posts: its page from the site's root, and how many."""

    href: str
    title: str
    count: int


class Wall(Struct, frozen=True, kw_only=True):
    """What an account's page says. `coming` are the earliest first, `past` the latest first.

    `tiles` are the profile's grid once the next nine are out, the newest first; empty on networks without
    one. `ratio` is a tile's width by its height. `count` is how many posts the account has in all; where the
    page cannot show them, `months` lead to all of them, in order.
    """

    account: AccountView
    coming: tuple[WallPost, ...]
    past: tuple[WallPost, ...]
    tiles: tuple[Tile, ...]
    ratio: float
    count: int
    months: tuple[Window, ...]
    next: Moment | None

    @property
    def is_whole(self) -> bool:
        """Tell whether the page shows all that the account has."""
        return len(self.coming) + len(self.past) == self.count


def by_account(variants: Iterable[FinishedVariant]) -> Mapping[str, tuple[FinishedVariant, ...]]:
    """Return the variants of each account, the earliest first and those without a time last."""
    found: dict[str, list[FinishedVariant]] = {}
    for one in variants:
        found.setdefault(one.variant.account, []).append(one)
    return {name: tuple(sorted(mine, key=_order)) for name, mine in found.items()}


def _order(finished: FinishedVariant) -> tuple[bool, float, str]:
    at = finished.variant.publish_at
    return at is None, at.timestamp() if at else 0, finished.variant.post


def wall_of(
    account: AccountView,
    variants: tuple[FinishedVariant, ...],
    posts: Mapping[str, Post],
    counting: Counting,
    frame: Frame,
) -> Wall:
    """Return the wall of an account; it depends on the posts around `frame.today` alone.

    `variants` are all of the account in order, `posts` at least those that they are of.
    """
    past = tuple(one for one in variants if _is_past(one, frame))
    coming = variants[len(past) :]
    latest = past[: -PAST - 1 : -1]
    ratio = _grid(account.network)
    return Wall(
        account=account,
        coming=tuple(_post(one, account, posts, counting, frame) for one in coming[:COMING]),
        past=tuple(_post(one, account, posts, counting, frame) for one in latest),
        tiles=_tiles(past, coming, posts) if ratio else (),
        ratio=ratio,
        count=len(variants),
        months=_months(variants, frame) if len(past) > PAST or len(coming) > COMING else (),
        next=_moment(coming[0].variant.publish_at, frame) if coming else None,
    )


def _months(variants: Iterable[FinishedVariant], frame: Frame) -> tuple[Window, ...]:
    """Return a month for each page of the calendar, with the number of posts there."""
    times = (one.variant.publish_at for one in variants)
    found = Counter(month_page(month_of(_day(at, frame)), frame) for at in times if at)
    return tuple(Window(href, title, count) for (href, title), count in sorted(found.items()))


def _is_past(finished: FinishedVariant, frame: Frame) -> bool:
    at = finished.variant.publish_at
    return at is not None and _day(at, frame) < frame.today


def _day(at: datetime, frame: Frame) -> date:
    return at.astimezone(frame.zone).date()


def _moment(at: datetime | None, frame: Frame) -> Moment | None:
    return moment(at, frame.zone, frame.words) if at else None


def _post(
    one: FinishedVariant, account: AccountView, posts: Mapping[str, Post], counting: Counting, frame: Frame
) -> WallPost:
    post = posts[one.variant.post]
    return WallPost(
        href=page_of(post.id),
        title=post.title or post.id,
        language=post.language or account.language,
        view=variant_view(one, account, counting, _moment(one.variant.publish_at, frame), ()),
    )


def _grid(network: str) -> float:
    """Return the ratio of a network's profile grid, 0 where its profiles have none."""
    zones = chain.from_iterable(size.zones for size in sizes_of(network) if size.place == "feed")
    return next((one.ratio for one in zones if isinstance(one, Crop) and one.name == "profile grid"), 0)


def _tiles(
    past: tuple[FinishedVariant, ...], coming: tuple[FinishedVariant, ...], posts: Mapping[str, Post]
) -> tuple[Tile, ...]:
    timed = [one for one in coming if one.variant.publish_at][:TILES]
    before = past[max(0, len(past) + len(timed) - TILES) :]
    shown = [*((one, False) for one in before), *((one, True) for one in timed)]
    return tuple(_tile(one, posts, is_coming=is_coming) for one, is_coming in reversed(shown))


def _tile(one: FinishedVariant, posts: Mapping[str, Post], *, is_coming: bool) -> Tile:
    files = [file for message in one.messages for file in (*message.files, message.thumbnail) if file]
    post = posts[one.variant.post]
    media = media_view(files[0]) if files else None
    return Tile(page_of(post.id), post.title or post.id, media, is_coming)
