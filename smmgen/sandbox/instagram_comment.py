"""Instagram's comments and the replies to them: by the account itself, under its own posts.

Source: Instagram Platform, "Comments", "Replies", "IG Comment"; Meta's specification of the API (April 2026);
read 2026-11. The documents limit a comment's text nowhere; here it is as long as a caption at most.
"""

from dataclasses import replace
from typing import Any

from smmgen.sandbox.graph_answer import no_object, wrong
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_field import Node, moment, page, select
from smmgen.sandbox.graph_text import marks
from smmgen.sandbox.graph_token import check_publisher
from smmgen.sandbox.instagram_container import CAPTION
from smmgen.sandbox.instagram_media import ROOTS, comments_of, media_of
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept

USUAL = ("id", "text", "timestamp")


def create(asked: Asked, name: str) -> dict[str, Any]:
    """Comment on a post."""
    above = media_of(asked, name)
    if not above.state["comments"]:
        raise wrong("Comments are turned off for this media")
    return _create(asked, above, name)


def reply(asked: Asked, name: str) -> dict[str, Any]:
    """Reply to a comment."""
    return _create(asked, _comment(asked, name), name)


def _comment(asked: Asked, name: str) -> Kept:
    kept = find_post(asked, name)
    if kept is None or "kind" in kept.state:
        raise no_object(name)
    return kept


def _create(asked: Asked, above: Kept, name: str) -> dict[str, Any]:
    check_publisher(asked.token, "instagram_manage_comments")
    text = asked.text("message")
    if not text.strip():
        raise wrong("The parameter message is required.")
    if len(text) > CAPTION:
        raise wrong(f"Param message must be at most {CAPTION} characters long.")
    comment = asked.new_id(17_870_000_000_000_000)
    post = Post(
        network="instagram",
        account=above.post.account,
        id=comment,
        at=asked.world.now(),
        text=text,
        url=f"{above.post.url}c/{comment}/" if "/c/" not in above.post.url else above.post.url,
        marks=tuple(marks(text, ROOTS)),
        reply_to=name,
        notes={"shown as": "comment"},
        warnings=asked.strange(("message", "ad_id")),
        request=asked.sent(),
    )
    media, owner = above.state.get("media", name), above.state["owner"]
    asked.world.store.put_post(post, {"media": media, "owner": owner, "hidden": False})
    return {"id": comment}


def _node(asked: Asked, kept: Kept) -> Node:
    return {
        "id": kept.post.id,
        "text": kept.post.text,
        "timestamp": moment(kept.post.at),
        "username": kept.post.account,
        "from": {"id": kept.state["owner"], "username": kept.post.account},
        "hidden": kept.state["hidden"],
        "like_count": 0,
        "media": {"id": kept.state["media"]},
        "parent_id": kept.post.reply_to if kept.post.reply_to != kept.state["media"] else None,
        "replies": lambda inner: _replies(asked, kept, inner),
        "user": None,
        "legacy_instagram_comment_id": kept.post.id,
    }


def _replies(asked: Asked, kept: Kept, inner: Any) -> dict[str, Any] | None:
    rows = comments_of(asked, kept.post.id)
    return {"data": [select(_node(asked, one), inner, "IGComment", USUAL) for one in rows]} if rows else None


def listed(asked: Asked, name: str) -> dict[str, Any]:
    """Return the comments on a post, the latest first."""
    media_of(asked, name)
    return _page(asked, name)


def replies(asked: Asked, name: str) -> dict[str, Any]:
    """Return the replies to a comment, the latest first."""
    _comment(asked, name)
    return _page(asked, name)


def _page(asked: Asked, name: str) -> dict[str, Any]:
    fields = asked.fields()
    return page(
        comments_of(asked, name),
        asked.page(),
        lambda kept: (kept.post.id, kept.post.at),
        lambda kept: select(_node(asked, kept), fields, "IGComment", USUAL),
    )


def get(asked: Asked, kept: Kept) -> dict[str, Any]:
    """Return a comment."""
    return select(_node(asked, kept), asked.fields(), "IGComment", USUAL)


def change(asked: Asked, kept: Kept) -> dict[str, bool]:
    """Hide a comment, or show it again."""
    if "hide" not in asked.values:
        raise wrong("The parameter hide is required.")
    is_hidden = asked.flag("hide")
    post = replace(kept.post, notes={**kept.post.notes, "hidden": "yes" if is_hidden else "no"})
    asked.world.store.put_post(post, kept.state | {"hidden": is_hidden})
    return {"success": True}
