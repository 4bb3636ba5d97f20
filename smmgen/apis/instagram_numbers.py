"""What Instagram counts of a post, a carousel or a reel.

Source: Instagram Platform, IG Media (`like_count`, `comments_count`) and its insights (`reach`, `views`,
`shares`, `saved`; impressions and plays are gone); IG User; read 2026-11.
"""

from collections.abc import Mapping

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis.answers import number, reads
from smmgen.apis.graph import ask
from smmgen.apis.graph_numbers import insights, node
from smmgen.apis.instagram import net_of

_INSIGHTS = ("reach", "views", "shares", "saved")


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    return {one: found for one in ids if (found := _media(session, one))}


def _media(session: Session, name: str) -> Numbers | None:
    net = net_of(session)
    found = node(session, net, name, "like_count,comments_count")
    if not found:
        return None
    told = insights(session, net, f"{name}/insights", _INSIGHTS)
    return Numbers(
        reach=number(told.get("reach")),
        views=number(told.get("views")),
        reactions=number(found.get("like_count")),
        comments=number(found.get("comments_count")),
        shares=number(told.get("shares")),
        saves=number(told.get("saved")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    found = ask(
        session, net_of(session), session.account.text("user_id"), query={"fields": "followers_count"}
    )
    return number(found.get("followers_count"))


METRICS = Metrics(
    gives=("reach", "views", "reactions", "comments", "shares", "saves"),
    posts=_posts,
    followers=_followers,
    needs=(
        "reach, views, shares and saves: `instagram_manage_insights`, or with Instagram's own login "
        "`instagram_business_manage_insights`"
    ),
    source="Instagram Platform, IG Media and its insights, read 2026-11",
)
