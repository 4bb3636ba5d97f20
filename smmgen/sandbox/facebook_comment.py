"""Facebook's comments: the Page's own, on its posts and on other comments.

Source: Graph API, "Comment", "Object comments"; Pages API, "Comments"; read 2026-11. The length of 8000
characters is what people meet; Meta's documents name none.
"""

from dataclasses import replace
from typing import Any

from smmgen.sandbox import facebook_photo as photo
from smmgen.sandbox import facebook_video as video
from smmgen.sandbox.facebook_message import COMMENT, ROOTS, check_message
from smmgen.sandbox.facebook_post import comments_of
from smmgen.sandbox.graph_answer import no_object, wrong
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_field import Node, moment, page, select
from smmgen.sandbox.graph_text import marks
from smmgen.sandbox.graph_token import check_publisher
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept

USUAL = ("created_time", "from", "message")
RIGHT = "pages_manage_engagement"


def _above(asked: Asked, name: str) -> Kept:
    """Return what is commented on: a post, a photo's or a video's post, or a comment."""
    shown = photo.find(asked, name) or video.find(asked, name)
    kept = find_post(asked, shown["post"] if shown else name)
    if kept is None:
        raise no_object(name)
    return kept


def create(asked: Asked, name: str) -> dict[str, str]:
    """Comment on a post or on a comment."""
    check_publisher(asked.token, RIGHT)
    above, message = _above(asked, name), asked.text("message")
    if not message.strip() and not asked.text("attachment_url"):
        raise wrong("Missing message or attachment")
    check_message(message, COMMENT)
    own = above.state.get("post", above.post.id).partition("_")[2]
    comment = f"{own}_{asked.new_id(122_100_000_000_000_000)}"
    post = Post(
        network="facebook",
        account=above.post.account,
        id=comment,
        at=asked.world.now(),
        text=message,
        url=f"{above.post.url.partition('?')[0]}?comment_id={comment.partition('_')[2]}",
        marks=tuple(marks(message, ROOTS)),
        reply_to=above.post.id,
        notes={"shown as": "comment"},
        warnings=asked.strange(("message", "attachment_url", "attachment_id", "attachment_share_url")),
        request=asked.sent(),
    )
    state = {"page": above.state["page"], "post": above.state.get("post", above.post.id), "hidden": False}
    asked.world.store.put_post(post, state)
    return {"id": comment}


def is_comment(kept: Kept) -> bool:
    """Tell whether what was found is a comment, and not a post."""
    return bool(kept.post.reply_to)


def _node(asked: Asked, kept: Kept) -> Node:
    post = kept.post
    parent = post.reply_to if post.reply_to != kept.state["post"] else ""
    return {
        "id": post.id,
        "message": post.text,
        "created_time": moment(post.at),
        "from": {"id": kept.state["page"], "name": post.account.replace("_", " ").title()},
        "is_hidden": kept.state["hidden"],
        "can_hide": True,
        "can_comment": True,
        "can_remove": True,
        "comment_count": len(comments_of(asked, post.id)),
        "like_count": 0,
        "permalink_url": post.url,
        "parent": {"id": parent} if parent else None,
        "attachment": None,
        "message_tags": None,
        "user_likes": False,
    }


def get(asked: Asked, kept: Kept) -> dict[str, Any]:
    """Return a comment."""
    return select(_node(asked, kept), asked.fields(), "Comment", USUAL)


def listed(asked: Asked, name: str) -> dict[str, Any]:
    """Return the comments on a post: the first level, or with `filter=stream` all of them."""
    above = _above(asked, name)
    rows = comments_of(asked, above.post.id)
    if asked.text("filter") == "stream" and not is_comment(above):
        everything = asked.world.store.posts("facebook", above.post.account)
        rows = [kept for kept in everything if kept.state.get("post") == above.post.id]
    if asked.text("order") == "reverse_chronological":
        rows = rows[::-1]
    fields = asked.fields()
    return page(
        rows,
        asked.page(),
        lambda kept: (kept.post.id, kept.post.at),
        lambda kept: select(_node(asked, kept), fields, "Comment", USUAL),
    )


def change(asked: Asked, kept: Kept) -> dict[str, bool]:
    """Put another text in the place of a comment's, or hide it."""
    check_publisher(asked.token, RIGHT)
    if not {"message", "is_hidden"} & asked.values.keys():
        raise wrong("Missing message or attachment")
    post, message = kept.post, asked.text("message")
    if "message" in asked.values:
        check_message(message, COMMENT)
        post = replace(post, text=message, marks=tuple(marks(message, ROOTS)), edited_at=asked.world.now())
    hidden = asked.flag("is_hidden", usual=kept.state["hidden"])
    asked.world.store.put_post(post, kept.state | {"hidden": hidden})
    return {"success": True}
