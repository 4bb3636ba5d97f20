"""Comments below VK's posts; a repeat under the same `guid` makes no second one.

Source: VK API schema 5.199, `wall.createComment`; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.vk_answer import Fault, wrong
from smmgen.sandbox.vk_asked import Asked
from smmgen.sandbox.vk_attachment import from_kept, guard_links, kept_form, pictures, read_attachments, told
from smmgen.sandbox.vk_text import TEXT, read_text
from smmgen.sandbox.vk_wall import find, wall_key

MOST = 100
"""Comments in one answer."""


def create(asked: Asked) -> Any:
    """Add a comment to a post."""
    owner, number = asked.number("owner_id", asked.who.actor), asked.number("post_id")
    kept = find(asked.world, owner, number)
    if kept is None or kept.state["close_comments"]:
        raise Fault(213)
    if not asked.who.may_edit(-asked.number("from_group")) and asked.number("from_group"):
        raise Fault(213, "user should be group editor")
    parent = asked.number("reply_to_comment")
    if parent and _find(asked, owner, parent) is None:
        raise wrong("reply_to_comment is invalid")
    guid = f"{owner}_{number}_{asked.text('guid')}"
    known = asked.world.store.thing("vk", "guid", guid) if asked.text("guid") else None
    comment_id: int = known or _keep(asked, kept)
    if asked.text("guid"):
        asked.world.store.put_thing("vk", "guid", guid, comment_id)
    return {"comment_id": comment_id, "parents_stack": [parent] if parent else []}


def _keep(asked: Asked, above: Kept) -> int:
    world, owner, text = asked.world, above.state["owner_id"], asked.text("message").strip()
    attached = read_attachments(asked, owner)
    if not text and not attached.holds_alone() and not asked.number("sticker_id"):
        raise wrong("message is undefined")
    if len(text) > TEXT:
        raise wrong("message is too long")
    shown = read_text(text)
    guard_links(shown.links())
    number = world.store.next_number("vk", f"wall {owner}")
    author = -asked.number("from_group") or asked.who.actor
    state = {
        "id": number,
        "from_id": author,
        "owner_id": owner,
        "post_id": above.state["id"],
        "date": int(world.now().timestamp()),
        "text": text,
        "attached": kept_form(attached),
        "reply_to_comment": asked.number("reply_to_comment"),
    }
    post = Post(
        network="vk",
        account=wall_key(owner),
        id=str(number),
        at=world.now(),
        text=shown.text,
        url=f"{above.post.url}?reply={number}",
        marks=shown.marks,
        media=pictures(world, attached),
        reply_to=above.post.id,
        notes={"comment from": wall_key(author)},
        request=dict(asked.values),
    )
    world.store.put_post(post, state)
    return number


def _find(asked: Asked, owner: int, number: int) -> Kept | None:
    kept = asked.world.store.post("vk", wall_key(owner), str(number))
    return kept if kept and kept.post.reply_to else None


def get(asked: Asked) -> Any:
    """Return the comments of a post, the oldest first unless asked otherwise."""
    owner, number = asked.number("owner_id", asked.who.actor), asked.number("post_id")
    count, offset = asked.number("count", 10), asked.number("offset")
    if count > MOST or asked.text("sort") not in ("", "asc", "desc", "smart"):
        raise wrong("count or sort is invalid")
    if find(asked.world, owner, number) is None:
        raise Fault(212)
    kept = asked.world.store.posts("vk", wall_key(owner))
    found = [_told(asked, one) for one in kept if one.post.reply_to == str(number)]
    if asked.text("sort") == "desc":
        found.reverse()
    counts = {"count": len(found), "current_level_count": len(found), "can_post": True}
    return counts | {"items": found[offset : offset + count], "show_reply_button": True}


def _told(asked: Asked, kept: Kept) -> dict[str, Any]:
    names = ("id", "from_id", "owner_id", "post_id", "date", "text")
    found: dict[str, Any] = {name: kept.state[name] for name in names}
    found["attachments"] = told(asked.world, from_kept(kept.state["attached"]))
    parent = kept.state["reply_to_comment"]
    found["parents_stack"] = [parent] if parent else []
    return found | ({"reply_to_comment": parent} if parent else {})


def delete(asked: Asked) -> Any:
    """Delete a comment."""
    owner, number = asked.number("owner_id", asked.who.actor), asked.number("comment_id")
    if _find(asked, owner, number) is None:
        raise Fault(104, "comment not found")
    asked.world.store.drop_post("vk", wall_key(owner), str(number))
    return 1
