"""Show a post: what its page says."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from smmgen.adapter import adapter
from smmgen.build.account import Counting, counting
from smmgen.build.beside import Beside, Change, Delivered
from smmgen.build.entry import Frame, page_of
from smmgen.build.moment import Moment, day_of, moment
from smmgen.build.richtext import safe_href
from smmgen.build.variant_view import finding_views, variant_view
from smmgen.build.view import ChangeView, FateView, PageLink, PostView
from smmgen.model.brand import Brand
from smmgen.model.bundle import FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.draft import Draft


class Counted:
    """Knows how each account's network counts, asked once for a build."""

    def __init__(self, brand: Brand) -> None:
        self._by_account = {account.name: counting(account, adapter) for account in brand.accounts.values()}

    def __getitem__(self, account: str) -> Counting:
        """Return an account's way of counting."""
        return self._by_account[account]


def post_view(
    post: Draft,
    variants: Iterable[FinishedVariant],
    findings: list[Diagnostic],
    language: str,
    around: tuple[PageLink | None, PageLink | None],
    frame: Frame,
    counted: Counted,
    beside: Beside,
) -> PostView:
    """Return the view of a post; `language` is its title's, `around` its neighbours in time.

    It depends on these alone, of `beside` on what it says of this post.
    """
    finished = [one for one in variants if one.variant.account in frame.accounts]
    names = {one.variant.account for one in finished}
    times = [one.variant.publish_at for one in finished if one.variant.publish_at]
    shown = cache(lambda at: _moment(at, frame))  # most accounts publish at the same time
    return PostView(
        id=post.id,
        href=page_of(post.id),
        title=post.title or post.id,
        language=language,
        status=post.status,
        rubric=frame.rubrics.get(post.rubric),
        owner=post.owner,
        campaign=post.campaign,
        source=post.source.path,
        link=safe_href(post.link),
        tags=post.tags,
        at=shown(min(times, default=None)),
        variants=tuple(
            variant_view(
                one,
                frame.accounts[one.variant.account],
                counted[one.variant.account],
                shown(one.variant.publish_at),
                findings,
                post.source,
                _fates(beside.delivered.get((post.id, one.variant.account), ()), frame),
            )
            for one in finished
        ),
        findings=finding_views((one for one in findings if one.account not in names), post.source),
        previous=around[0],
        next=around[1],
        changes=tuple(_change(one, frame) for one in beside.changes.get(post.source.path, ())),
    )


def _moment(at: datetime | None, frame: Frame) -> Moment | None:
    return moment(at, frame.zone, frame.words) if at else None


def _fates(delivered: tuple[Delivered, ...], frame: Frame) -> tuple[FateView, ...]:
    return tuple(
        FateView(number=one.number, fate=one.fate, at=_moment(one.at, frame), href=safe_href(one.url))
        for one in delivered
    )


def _change(change: Change, frame: Frame) -> ChangeView:
    day = change.at.astimezone(frame.zone).date()
    return ChangeView(change.commit, f"{day_of(day, frame.words)} {day.year}", change.who, change.what)
