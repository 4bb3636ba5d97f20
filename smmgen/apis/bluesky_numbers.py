"""What Bluesky counts of a post, asked of the account's server, which asks the service of views.

Source: lexicons app.bsky.feed.getPosts (25 addresses at most; deleted posts are left out) and
app.bsky.actor.getProfile, bluesky-social/atproto of August 2026; read 2026-11. Nobody counts views there.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import atproto
from smmgen.apis.answers import number, objects, reads, summed, text
from smmgen.apis.bluesky import POSTS


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    """Ask for posts alone: what is shown again has the numbers of the first post."""
    wanted = [("uris", uri) for uri in ids if f"/{POSTS}/" in uri]
    found = atproto.view(session, "app.bsky.feed.getPosts", wanted).get("posts") if wanted else []
    posts = objects(found)
    return {text(post.get("uri")): _numbers(post) for post in posts}


def _numbers(post: Mapping[str, Any]) -> Numbers:
    return Numbers(
        reactions=number(post.get("likeCount")),
        comments=number(post.get("replyCount")),
        shares=summed(post.get("repostCount"), post.get("quoteCount")),
        saves=number(post.get("bookmarkCount")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    asked = [("actor", atproto.login(session).did)]
    return number(atproto.view(session, "app.bsky.actor.getProfile", asked).get("followersCount"))


METRICS = Metrics(
    gives=("reactions", "comments", "shares", "saves"),
    posts=_posts,
    followers=_followers,
    at_once=25,
    source="lexicons app.bsky.feed.getPosts and app.bsky.actor.getProfile, read 2026-11",
)
