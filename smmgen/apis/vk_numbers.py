"""What VK counts of a community's posts.

Source: VK's JSON schema 5.199, wall.getById (100 posts), stats.getPostReach (30 posts of one wall, for people
who manage the community), groups.getById with members_count; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import vk
from smmgen.apis.answers import Stopped, number, objects, reads

_NO_REACH = "no_reach"


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    """Ask for the counters below posts, and for reach and clicks where the token may see them."""
    found = vk.look(session, "wall.getById", {"posts": ",".join(ids)}, vk.reading_secret(session))
    items = found.get("items") if isinstance(found, dict) else found
    posts = objects(items)
    numbers = {f"{one.get('owner_id')}_{one.get('id')}": _numbers(one) for one in posts}
    reach = _reach(session, tuple(numbers))
    return {name: _with_reach(one, reach.get(name, {})) for name, one in numbers.items()}


def _numbers(post: Mapping[str, Any]) -> Numbers:
    return Numbers(
        views=_count(post, "views"),
        reactions=_count(post, "likes"),
        comments=_count(post, "comments"),
        shares=_count(post, "reposts"),
    )


def _count(post: Mapping[str, Any], name: str) -> int | None:
    found = post.get(name)
    return number(found.get("count")) if isinstance(found, dict) else None


def _with_reach(numbers: Numbers, row: Mapping[str, Any]) -> Numbers:
    return replace(numbers, reach=number(row.get("reach_total")), clicks=number(row.get("links")))


def _reach(session: Session, names: tuple[str, ...]) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of the statistics; none where the token may not see them, which is asked once."""
    if not names or session.memo.get(_NO_REACH):
        return {}
    owner = names[0].partition("_")[0]
    asked = {"owner_id": owner, "post_ids": ",".join(name.partition("_")[2] for name in names)}
    try:
        rows = vk.look(session, "stats.getPostReach", asked)
    except Stopped as stop:
        if isinstance(stop.outcome, NotSent) and stop.outcome.not_before is not None:
            raise
        session.memo[_NO_REACH] = True
        return {}
    found = objects(rows)
    return {f"{owner}_{row.get('post_id')}": row for row in found}


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    asked = {"group_id": session.account.text("group"), "fields": "members_count"}
    found = vk.look(session, "groups.getById", asked, vk.reading_secret(session))
    groups = found.get("groups") if isinstance(found, dict) else found
    first = groups[0] if isinstance(groups, list) and groups and isinstance(groups[0], dict) else {}
    return number(first.get("members_count"))


METRICS = Metrics(
    gives=("reach", "views", "reactions", "comments", "shares", "clicks"),
    posts=_posts,
    followers=_followers,
    at_once=30,
    needs="reach and clicks: `stats`, in the token of a person who manages the community",
    source="VK's JSON schema 5.199, wall.getById and stats.getPostReach, read 2026-11",
)
