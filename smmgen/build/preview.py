"""Write the pages that show several posts: months and accounts."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date

from msgspec import msgpack

from smmgen.adapter import adapter
from smmgen.build.account import account_views
from smmgen.build.days import Dated, Days
from smmgen.build.entry import Frame, rubric_views
from smmgen.build.month import month_page, month_view, months_of, present, shown
from smmgen.build.order import Row
from smmgen.build.pages import Pages
from smmgen.build.record import Record
from smmgen.build.shared import Leaves
from smmgen.build.show import Site
from smmgen.build.variant_view import finding_views
from smmgen.build.view import PageLink
from smmgen.build.wall import Sign, next_on, standing, wall_of
from smmgen.build.words import words
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan

Find = Callable[[str], Record | None]
"""Returns the record of a post by its id, None where it was not shown."""

_POST = "a post that it shows is another"


def frame_of(brand: Brand, pages: Pages, today: date) -> Frame:
    """Return what is the same for all pages on a day."""
    return Frame(
        zone=brand.timezone,
        words=words(brand.language),
        accounts=account_views(brand, adapter, pages),
        rubrics=rubric_views(brand),
        today=today,
    )


def bring_months(
    site: Site,
    leaves: Leaves,
    records: Iterable[Dated],
    plans: Sequence[Plan],
    general: Sequence[Diagnostic],
    only: Set[str] | None = None,
) -> None:
    """Bring the page of every month up to date, or of some `only`, and the calendar's first page.

    `general` are findings in no post. They and what has no date are shown where one plans: in the month to
    open with and in those behind it.
    """
    days = Days(records, plans, site.frame)
    months = months_of(days, plans, site.frame)
    opened = present(months, days, site.frame)
    undated = {
        "a post without a date is another": days.marks(None),
        "what is found in no post is another": msgpack.encode(general),
    }

    def bring(month: str, path: str, root: str) -> None:
        here = months.index(month)
        around = [
            _link(month, site.frame) for month in (*months[here - 1 : here], *months[here + 1 : here + 2])
        ]
        before, after = around[0] if here else None, around[-1] if here + 1 < len(months) else None
        is_open = month >= opened
        leaves.bring(
            path,
            {
                **_shows(month, days, site.frame),
                "the months beside it are others": [before, after],
                "there were no posts, or are none any more": days.has_posts,
                **(undated if is_open else {}),
            },
            lambda: site.page(
                "month.html",
                root,
                "calendar",
                month=month_view(month, days, site.frame),
                before=before,
                after=after,
                undated=days.entries(None) if is_open else (),
                general=finding_views(general) if is_open else (),
                has_posts=days.has_posts,
            ),
        )

    for month in months if only is None else [one for one in months if one in only]:
        bring(month, month_page(month, site.frame)[0], "../../")
    if only is None or opened in only:
        bring(opened, "index.html", "")


def _link(month: str, frame: Frame) -> PageLink:
    return PageLink(*month_page(month, frame))


def _shows(month: str, days: Days, frame: Frame) -> dict[str, object]:
    weeks = shown(month)
    return {
        _POST: [days.marks(day) for day in weeks],
        "the plan is another": [days.plan_marks(day) for day in weeks],
        "it is another day": frame.today.isoformat() if frame.today in weeks else "",
    }


def bring_walls(site: Site, leaves: Leaves, rows: Mapping[str, Row], find: Find) -> None:
    """Bring the pages of all accounts up to date."""
    for name, row in rows.items():
        bring_wall(site, leaves, name, row, find)
    signs = [
        Sign(site.frame.accounts[name], row.count, next_on(row, site.frame)) for name, row in rows.items()
    ]
    leaves.bring(
        "accounts/index.html",
        {_POST: [(one.account.name, one.count, one.next and one.next.iso) for one in signs]},
        lambda: site.page("accounts.html", "../", "accounts", walls=signs),
    )


def bring_wall(site: Site, leaves: Leaves, name: str, row: Row, find: Find) -> None:
    """Bring the page of an account up to date."""
    account, (coming, past) = site.frame.accounts[name], standing(name, row, find)
    leaves.bring(
        account.href,
        {_POST: [row.count, row.months, coming, past]},
        lambda: site.page(
            "account.html", "../../", "accounts", wall=wall_of(account, row, coming, past, site.frame)
        ),
    )
