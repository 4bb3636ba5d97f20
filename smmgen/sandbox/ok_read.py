"""Read OK's topics: by their ids, or the latest of a group.

Without `fields` an answer has texts only; `media_topic.*` asks for everything, as clients do. `getTopics` is
not documented. Source: OK's REST documents, `mediatopic.getByIds`, and what clients of 2025 read out of the
answers of both methods; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.ok_answer import Fault
from smmgen.sandbox.ok_asked import USER, Asked
from smmgen.sandbox.ok_block import Block, from_kept
from smmgen.sandbox.ok_topic import find, guard_group, place
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally

EVERYTHING = "media_topic.*"
MOST = 100
"""Topics in one answer; the sandbox's own number."""


def get_by_ids(asked: Asked) -> Any:
    """Return topics by their ids; those that are not there are left out."""
    ids, limit = asked.items("topic_ids"), asked.number("media_limit", 3)
    if (len(ids) > 1 and "media_limit" not in asked.values) or not 1 <= limit <= 3:
        raise Fault(100, "Invalid parameter media_limit value : 1 to 3")
    found = [kept for topic_id in ids if (kept := find(asked.world, topic_id))]
    return {"media_topics": [_told(asked, one, limit if len(ids) > 1 else None) for one in found]}


def get_topics(asked: Asked) -> Any:
    """Return a group's topics, the latest first."""
    guard_group(asked.text("gid"))
    count = asked.number("count", 10)
    if not 1 <= count <= MOST:
        raise Fault(100, "Invalid parameter count value")
    kept = asked.world.store.posts("ok", place(asked.text("gid")))
    topics = [one for one in kept if not one.post.reply_to]
    topics.sort(key=lambda one: (one.state["created_ms"], one.seq), reverse=True)
    return {"media_topics": [_told(asked, one, None) for one in topics[:count]]}


def _told(asked: Asked, kept: Kept, limit: int | None) -> dict[str, Any]:
    blocks, group = from_kept(kept.state["blocks"]), kept.state["group"]
    owner, user = f"group:{group}" if group else f"user:{USER}", f"user:{USER}"
    is_whole = EVERYTHING in asked.items("fields")
    told: dict[str, Any] = {
        "id": kept.post.id,
        "created_ms": kept.state["created_ms"],
        "author_ref": owner if kept.state["is_from_group"] else user,
        "owner_ref": owner,
        "media": [_block(block, is_whole=is_whole) for block in blocks[:limit]],
    }
    wanted = {name.lower() for name in asked.items("fields")}
    told |= {
        name: value
        for name, value in _counted(asked, kept).items()
        if is_whole or f"media_topic.{name}" in wanted
    }
    if is_whole:
        told["is_commenting_denied"] = kept.state["is_closed"]
        told["has_more"] = limit is not None and len(blocks) > limit
    return told


def _counted(asked: Asked, kept: Kept) -> dict[str, Any]:
    """Return what readers did; clients ask for it by name, in capitals mostly."""
    world, post = asked.world, kept.post
    answers = world.store.count("ok", reply_to=post.id)
    return {
        "like_summary": {"count": tally(world, post, "reactions"), "self": False},
        "discussion_summary": {"comments_count": answers + tally(world, post, "comments")},
        "reshare_summary": {"count": tally(world, post, "shares"), "self": False},
        "views_count": tally(world, post, "views"),
    }


def _block(block: Block, *, is_whole: bool) -> dict[str, Any]:
    if block.kind == "text":
        return {"type": "text", "text": block.text, "text_tokens": [{"text": block.text}]}
    if not is_whole:
        return {"type": block.kind}
    match block.kind:
        case "photo":
            return {"type": "photo", "photo_refs": [f"group_photo:{token[:12]}" for token in block.photos]}
        case "link":
            return {"type": "link", "url": block.text}
        case _:
            answers = [{"text": text, "votes_count": 0} for text in block.answers]
            return {"type": "poll", "question": block.text, "answers": answers}
