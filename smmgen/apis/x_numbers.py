"""What X counts of a post, to be read by anybody whose app may call; clicks are told to few.

Source: X's API v2, posts lookup and `public_metrics`, OpenAPI description 2.167 (which renames the fields of
posts) and the guides (which do not); read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import x
from smmgen.apis.answers import Stopped, number, objects, reads, summed, text


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    """Ask by the older name of the fields, and by the newer one where that is refused."""
    listed = _listed(session, ids).get("data")
    posts = objects(listed)
    return {text(post.get("id")): _numbers(_counts(post)) for post in posts}


def _listed(session: Session, ids: tuple[str, ...]) -> Mapping[str, Any]:
    asked = {"ids": ",".join(ids)}
    try:
        return x.look(session, "/tweets", {**asked, "tweet.fields": "public_metrics"})
    except Stopped as stop:
        if stop.outcome.status != 400:
            raise
    return x.look(session, "/tweets", {**asked, "post.fields": "public_metrics"})


def _counts(found: Mapping[str, Any]) -> Mapping[str, Any]:
    counts = found.get("public_metrics")
    return counts if isinstance(counts, dict) else {}


def _numbers(counts: Mapping[str, Any]) -> Numbers:
    reposts = counts.get("retweet_count", counts.get("repost_count"))
    return Numbers(
        views=number(counts.get("impression_count")),
        reactions=number(counts.get("like_count")),
        comments=number(counts.get("reply_count")),
        shares=summed(reposts, counts.get("quote_count")),
        saves=number(counts.get("bookmark_count")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    who = x.look(session, "/users/me", {"user.fields": "public_metrics"}).get("data")
    return number(_counts(who).get("followers_count")) if isinstance(who, dict) else None


METRICS = Metrics(
    gives=("views", "reactions", "comments", "shares", "saves"),
    posts=_posts,
    followers=_followers,
    at_once=100,
    needs="X bills every post that is read, and the account's own data",
    source="X's API v2, posts lookup and public_metrics, read 2026-11",
)
