"""Comments below OK's topics, of at most 3,000 characters.

Source: OK's REST documents, `discussions`; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.ok_answer import Fault
from smmgen.sandbox.ok_asked import USER, Asked
from smmgen.sandbox.ok_topic import MOSCOW, find
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept

LONGEST = 3000
MOST = 100
ANCHORS = ("", "FIRST", "LAST", "UNREAD")


def _topic(asked: Asked, name: str, kind: str) -> Kept:
    kept = find(asked.world, asked.text(name))
    if kept is None or asked.text(kind) != ("GROUP_TOPIC" if kept.state["group"] else "USER_STATUS"):
        raise Fault(300, "Discussion not found")
    return kept


def add(asked: Asked) -> Any:
    """Add a comment to a topic."""
    above, text = _topic(asked, "entityId", "entityType"), asked.text("comment").strip()
    if above.state["is_closed"]:
        raise Fault(456, "Comments are disabled")
    if not text or len(text) > LONGEST:
        raise Fault(100, "Invalid parameter comment value")
    parent = asked.text("reply_to_comment_id")
    if parent and not asked.world.store.post("ok", above.post.account, parent):
        raise Fault(141, "Invalid comment id")
    number = str(asked.world.store.next_number("ok", "comment", 1_700_000_000_001))
    post = Post(
        network="ok",
        account=above.post.account,
        id=number,
        at=asked.world.now(),
        text=text,
        url=above.post.url,
        reply_to=above.post.id,
        notes={"comment from": "the group" if asked.flag("as_admin") else "the user"},
        warnings=tuple(f"OK knows no “{name}” here and overlooked it." for name in asked.strange),
        request=dict(asked.values),
    )
    state = {"parent": parent, "is_official": asked.flag("as_admin")}
    asked.world.store.put_post(post, state)
    return {"comment_id": number}


def get(asked: Asked) -> Any:
    """Return the comments of a topic, the oldest first; from the anchor LAST on, the latest."""
    above, count = _topic(asked, "discussionId", "discussionType"), asked.number("count", 20)
    if not 1 <= count <= MOST or asked.text("anchor") not in ANCHORS:
        raise Fault(100, "Invalid parameter count or anchor value")
    kept = asked.world.store.posts("ok", above.post.account)
    found = [one for one in kept if one.post.reply_to == above.post.id]
    chosen = found[-count:] if asked.text("anchor") == "LAST" else found[:count]
    return {"comments": [_told(one) for one in chosen], "has_more": len(chosen) < len(found)}


def _told(kept: Kept) -> dict[str, Any]:
    return {
        "id": kept.post.id,
        "text": kept.post.text,
        "author_id": USER,
        "type": "ADMIN" if kept.state["is_official"] else "ACTIVE_MESSAGE",
        "date": kept.post.at.astimezone(MOSCOW).strftime("%Y-%m-%d %H:%M:%S"),
        "reply_to_comment_id": kept.state["parent"],
    }
