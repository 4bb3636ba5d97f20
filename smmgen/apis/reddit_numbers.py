"""What Reddit counts of a post: votes (fuzzed a little, against cheats), comments, crossposts. No views.

Source: Reddit API, /api/info (100 names) and /r/…/about; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import reddit
from smmgen.apis.answers import number, reads, text

_DELETED = "[deleted]"


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    """Ask for posts alone; one that we deleted is still listed, without its author."""
    wanted = [one for one in ids if one.startswith("t3_")]
    listing = _data(reddit.ask(session, "/api/info", {"id": ",".join(wanted)})) if wanted else {}
    children = listing.get("children")
    posts = [_data(child) for child in children] if isinstance(children, list) else []
    return {text(post.get("name")): _numbers(post) for post in posts if post.get("author") != _DELETED}


def _data(found: Any) -> Mapping[str, Any]:
    data = found.get("data") if isinstance(found, dict) else None
    return data if isinstance(data, dict) else {}


def _numbers(post: Mapping[str, Any]) -> Numbers:
    return Numbers(
        reactions=number(post.get("ups")),
        comments=number(post.get("num_comments")),
        shares=number(post.get("num_crossposts")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    """Return the subscribers of the community that the account posts in."""
    community = session.account.text("subreddit").removeprefix("r/")
    if not community:
        return None
    return number(_data(reddit.ask(session, f"/r/{community}/about")).get("subscribers"))


METRICS = Metrics(
    gives=("reactions", "comments", "shares"),
    posts=_posts,
    followers=_followers,
    at_once=100,
    source="Reddit API, /api/info, read 2026-11",
)
