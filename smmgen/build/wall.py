"""Lay out what one account will show, in order: its wall, and the grid of its profile."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from markupsafe import Markup
from msgspec import Struct

from smmgen.build.entry import Frame, moment_at, page_of
from smmgen.build.moment import Moment
from smmgen.build.month import month_page
from smmgen.build.order import COMING, PAST, TILES, Row, Stand
from smmgen.build.record import Piece, Record
from smmgen.build.view import AccountView, MediaView
from smmgen.model.post import Status
from smmgen.model.size import Crop
from smmgen.model.sizes import sizes_of

__all__ = ["COMING", "PAST", "Tile", "Wall", "WallPost", "wall_of"]


class WallPost(Struct, frozen=True, kw_only=True):
    """A post on an account's wall, as `html`; `href` is its page, from the site's root."""

    href: str
    title: str
    language: str
    at: Moment | None
    status: Status
    html: Markup


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


class Sign(Struct, frozen=True):
    """What the list of accounts says of one: how many posts it has, and when it publishes next."""

    account: AccountView
    count: int
    next: Moment | None


class Standing(Struct, frozen=True):
    """A post where it stands on an account, with its piece."""

    stand: Stand
    title: str
    piece: Piece


def standing(
    account: str, row: Row, find: Callable[[str], Record | None]
) -> tuple[list[Standing], list[Standing]]:
    """Return what comes on an account and what is past, with the pieces that were made of it."""

    def found(stands: tuple[Stand, ...]) -> Iterator[Standing]:
        for stand in stands:
            record = find(stand.post)
            if record and account in record.pieces:
                yield Standing(stand, record.title, record.pieces[account])

    return list(found(row.coming)), list(found(row.past))


def wall_of(
    account: AccountView, row: Row, coming: list[Standing], past: list[Standing], frame: Frame
) -> Wall:
    """Return the wall of an account."""
    ratio = _grid(account.network)
    return Wall(
        account=account,
        coming=tuple(_post(one, frame) for one in coming[:COMING]),
        past=tuple(_post(one, frame) for one in past[:PAST]),
        tiles=_tiles(past, coming) if ratio else (),
        ratio=ratio,
        count=row.count,
        months=_months(row, frame),
        next=next_on(row, frame),
    )


def _months(row: Row, frame: Frame) -> tuple[Window, ...]:
    """Return a month for each page of the calendar, with the number of posts there."""
    found: Counter[tuple[str, str]] = Counter()
    for month, count in row.months:
        found[month_page(month, frame)] += count
    return tuple(Window(href, title, count) for (href, title), count in sorted(found.items()))


def next_on(row: Row, frame: Frame) -> Moment | None:
    """Return when an account publishes next."""
    return moment_at(row.coming[0].at, frame) if row.coming else None


def _post(one: Standing, frame: Frame) -> WallPost:
    return WallPost(
        href=page_of(one.stand.post),
        title=one.title,
        language=one.piece.language,
        at=moment_at(one.stand.at, frame),
        status=one.piece.status,
        html=Markup(one.piece.html),  # noqa: S704  (a template of ours, or one in the sandbox, wrote it)
    )


def _grid(network: str) -> float:
    """Return the ratio of a network's profile grid, 0 where its profiles have none."""
    zones = chain.from_iterable(size.zones for size in sizes_of(network) if size.place == "feed")
    return next((one.ratio for one in zones if isinstance(one, Crop) and one.name == "profile grid"), 0)


def _tiles(past: list[Standing], coming: list[Standing]) -> tuple[Tile, ...]:
    timed = [one for one in coming if one.stand.at is not None][:TILES]
    shown = [*((one, True) for one in reversed(timed)), *((one, False) for one in past[: TILES - len(timed)])]
    return tuple(
        Tile(page_of(one.stand.post), one.title, one.piece.tile, is_coming) for one, is_coming in shown
    )
