"""VK's statistics of posts, for people who manage the community.

Source: VK API schema 5.199, `stats.getPostReach` and `stats_wallpost_stat`; at most 30 posts of one wall.
Read 2026-11.
"""

from typing import Any

from smmgen.sandbox.tally import tally
from smmgen.sandbox.vk_answer import wrong
from smmgen.sandbox.vk_asked import Asked
from smmgen.sandbox.vk_wall import find

MOST = 30


def post_reach(asked: Asked) -> Any:
    """Return how many people posts reached; those that are not there are left out."""
    owner, names = asked.text("owner_id"), asked.items("post_ids")
    if not owner.lstrip("-").isdecimal() or not all(name.isdecimal() for name in names):
        raise wrong("post_ids not integer")
    if len(names) > MOST:
        raise wrong(f"post_ids should have at most {MOST} items")
    if not asked.who.may_edit(int(owner)):
        raise wrong("owner_id is invalid")
    found = [(name, find(asked.world, int(owner), int(name))) for name in names]
    rows = []
    for name, kept in found:
        if kept:
            reach = tally(asked.world, kept.post, "reach")
            empty = dict.fromkeys(("hide", "join_group", "report", "to_group", "unsubscribe", "reach_ads"), 0)
            counts = {"reach_total": reach, "reach_subscribers": reach, "reach_viral": 0}
            rows.append(
                {"post_id": int(name), **empty, **counts, "links": tally(asked.world, kept.post, "clicks")}
            )
    return rows
