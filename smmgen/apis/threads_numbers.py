"""What Threads counts of a post.

Source: Threads API, insights of media (`views`, `likes`, `replies`, `reposts`, `quotes`, `shares`) and of the
account (`followers_count`); read 2026-11.
"""

from collections.abc import Mapping

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis.answers import Stopped, number, reads, summed, text
from smmgen.apis.graph import ask, rows
from smmgen.apis.graph_numbers import is_gone, value_of
from smmgen.apis.threads import net_of

_METRICS = "views,likes,replies,reposts,quotes,shares"


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    return {one: found for one in ids if (found := _media(session, one))}


def _media(session: Session, name: str) -> Numbers | None:
    try:
        found = rows(ask(session, net_of(session), f"{name}/insights", query={"metric": _METRICS}))
    except Stopped as stop:
        if is_gone(stop):
            return None
        raise
    told = {text(row.get("name")): value_of(row) for row in found}
    return Numbers(
        views=number(told.get("views")),
        reactions=number(told.get("likes")),
        comments=number(told.get("replies")),
        shares=summed(told.get("reposts"), told.get("quotes"), told.get("shares")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    who = session.account.text("user_id") or "me"
    asked = {"metric": "followers_count"}
    found = rows(ask(session, net_of(session), f"{who}/threads_insights", query=asked))
    return next((number(value_of(row)) for row in found if row.get("name") == "followers_count"), None)


METRICS = Metrics(
    gives=("views", "reactions", "comments", "shares"),
    posts=_posts,
    followers=_followers,
    needs="`threads_manage_insights`",
    source="Threads API, insights, read 2026-11",
)
