"""What Facebook counts of a Page's post: counters below it, and insights for who may see them.

Source: Graph API, Page Post (`shares` is left out where there is none), insights `post_media_view`,
`post_total_media_view_unique` and `post_clicks_by_type`, which replace the impressions withdrawn in November
2025 and June 2026; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis.answers import number, reads
from smmgen.apis.facebook import net_of, page_of
from smmgen.apis.graph import ask
from smmgen.apis.graph_numbers import insights, node, total

_COUNTS = "shares,comments.summary(true).limit(0),reactions.summary(true).limit(0)"
_REACH, _VIEWS, _CLICKS = "post_total_media_view_unique", "post_media_view", "post_clicks_by_type"


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    return {one: found for one in ids if (found := _post(session, one))}


def _post(session: Session, name: str) -> Numbers | None:
    """Return a post's numbers; None where it is gone. A video's post has the Page's number before its own."""
    whole = name if "_" in name else f"{page_of(session)}_{name}"
    net = net_of(session)
    found = node(session, net, whole, _COUNTS)
    if not found:
        return None
    told = insights(session, net, f"{whole}/insights", (_REACH, _VIEWS, _CLICKS))
    shares = found.get("shares")
    return Numbers(
        reach=number(told.get(_REACH)),
        views=number(told.get(_VIEWS)),
        reactions=total(found.get("reactions")),
        comments=total(found.get("comments")),
        shares=number(shares.get("count")) if isinstance(shares, dict) else 0,
        clicks=_clicks(told.get(_CLICKS)),
    )


def _clicks(by_type: Any) -> int | None:
    return number(by_type.get("link clicks", 0)) if isinstance(by_type, dict) else None


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    found = ask(session, net_of(session), page_of(session), query={"fields": "followers_count"})
    return number(found.get("followers_count"))


METRICS = Metrics(
    gives=("reach", "views", "reactions", "comments", "shares", "clicks"),
    posts=_posts,
    followers=_followers,
    needs="reach, views and clicks: `read_insights`",
    source="Graph API, Page Post and its insights, read 2026-11",
)
