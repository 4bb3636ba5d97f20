"""Facebook's posts: made public, read and listed.

Source: Pages API, "Posts"; Graph API, "Page post", and Meta's specification of it (April 2026); read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from smmgen.sandbox.facebook_message import ROOTS
from smmgen.sandbox.graph_answer import no_object
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_field import Field, Node, moment, page, select
from smmgen.sandbox.graph_insights import insights
from smmgen.sandbox.graph_text import marks
from smmgen.sandbox.graph_token import Account
from smmgen.sandbox.post import Card, Picture, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally

USUAL = ("created_time", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new post shows; `pictures` are those of `photos`, or a film."""

    message: str = ""
    link: str = ""
    title: str = ""
    video: str = ""
    photos: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    request: Mapping[str, Any] = field(default_factory=dict)


def publish(asked: Asked, owner: Account, draft: Draft) -> str:
    """Make a post public; return its id."""
    name = new_name(asked, owner)
    post = shown(owner, name, draft, asked.world.now())
    asked.world.store.put_post(post, state(owner, draft))
    return name


def new_name(asked: Asked, owner: Account) -> str:
    """Return the id of a new post: the Page's, and one of its own."""
    return f"{owner.id}_{asked.new_id(122_100_000_000_000_000)}"


def state(owner: Account, draft: Draft) -> dict[str, Any]:
    """Return what is kept beside a post."""
    return {
        "page": owner.id,
        "photos": list(draft.photos),
        "video": draft.video,
        "link": draft.link,
        "hidden": False,
    }


def shown(owner: Account, name: str, draft: Draft, at: datetime) -> Post:
    """Return a post as its readers see it."""
    return Post(
        network="facebook",
        account=owner.name,
        id=name,
        at=at,
        text=draft.message,
        url=permalink(name),
        marks=tuple(marks(draft.message, ROOTS)),
        media=draft.pictures,
        card=Card(url=draft.link) if draft.link and not draft.pictures else None,
        title=draft.title,
        notes=draft.notes,
        warnings=draft.warnings,
        request=draft.request,
    )


def permalink(name: str) -> str:
    """Return the address of a post on Facebook."""
    page_id, _, own = name.partition("_")
    return f"https://www.facebook.com/{page_id}/posts/{own}"


def comments_of(asked: Asked, name: str) -> list[Kept]:
    """Return the comments on a post, or the replies to a comment, the first first."""
    return [kept for kept in asked.world.store.posts("facebook") if kept.post.reply_to == name]


def get(asked: Asked, kept: Kept) -> dict[str, Any]:
    """Return a post."""
    return select(node(asked, kept), asked.fields(), "PagePost", USUAL)


def node(asked: Asked, kept: Kept) -> Node:
    """Return a post with all of its fields."""
    post, due = kept.post, kept.state.get("due")
    pictures = [f"{asked.world.url}/media/{one.sha256}" for one in post.media]
    name = post.account.replace("_", " ").title()
    return {
        "id": post.id,
        "message": post.text or None,
        "created_time": moment(post.at),
        "updated_time": moment(post.edited_at or post.at),
        "permalink_url": post.url,
        "is_published": due is None,
        "scheduled_publish_time": due or None,
        "is_hidden": kept.state["hidden"],
        "is_expired": False,
        "from": {"id": kept.state["page"], "name": name},
        "full_picture": pictures[0] if pictures else None,
        "picture": pictures[0] if pictures else None,
        "status_type": _status_type(post),
        "shares": {"count": shares} if (shares := tally(asked.world, post, "shares")) else None,
        "parent_id": None,
        "story": None,
        "place": None,
        "message_tags": None,
        "attachments": lambda inner: _attachments(asked, kept, inner),
        "comments": lambda inner: _counted(asked, post),
        "reactions": lambda inner: _summed(tally(asked.world, post, "reactions")),
        "likes": lambda inner: _summed(tally(asked.world, post, "reactions")),
    }


def _status_type(post: Post) -> str:
    if any(one.seconds for one in post.media):
        return "added_video"
    return "added_photos" if post.media else "shared_story" if post.card else "mobile_status_update"


def _counted(asked: Asked, post: Post) -> dict[str, Any]:
    rows = comments_of(asked, post.id)
    data = [{"id": one.post.id, "message": one.post.text} for one in rows]
    return {"data": data, "summary": {"total_count": len(rows) + tally(asked.world, post, "comments")}}


def _summed(count: int) -> dict[str, Any]:
    return {"data": [], "summary": {"total_count": count}}


def readers(asked: Asked, name: str) -> dict[str, Any]:
    """Tell how many saw a post and what they clicked on."""
    kept = find_post(asked, name)
    if kept is None:
        raise no_object(name)
    post, world = kept.post, asked.world
    known = {
        "post_media_view": lambda: tally(world, post, "views"),
        "post_total_media_view_unique": lambda: tally(world, post, "reach"),
        "post_clicks": lambda: tally(world, post, "clicks"),
        "post_clicks_by_type": lambda: _clicked(tally(world, post, "clicks")),
        "post_reactions_by_type_total": lambda: {"like": tally(world, post, "reactions")},
    }
    return insights(asked, name, known, "The value must be a valid insights metric")


def _clicked(count: int) -> dict[str, int]:
    return {"link clicks": count} if count else {}


def _attachments(asked: Asked, kept: Kept, inner: tuple[Field, ...]) -> dict[str, Any] | None:
    """Return what hangs under a post: a link, a film, a photo, or an album of photos."""
    post = kept.post
    if not post.media and post.card is None:
        return None
    if post.card is not None:
        top: dict[str, Any] = {"media_type": "link", "type": "share", "url": post.card.url}
    else:
        parts = [_part(asked, kept, number) for number in range(len(post.media))]
        top = parts[0]
        if len(parts) > 1:
            top = {**parts[0], "media_type": "album", "type": "album", "subattachments": {"data": parts}}
    names = {one.name for one in inner}
    return {"data": [{name: value for name, value in top.items() if not names or name in names}]}


def _part(asked: Asked, kept: Kept, number: int) -> dict[str, Any]:
    one = kept.post.media[number]
    source = f"{asked.world.url}/media/{one.sha256}"
    target = kept.state["photos"][number] if kept.state["photos"] else kept.state["video"]
    kind = "video" if one.seconds else "photo"
    return {
        "media_type": kind,
        "type": "video_inline" if one.seconds else "photo",
        "media": {"image": {"src": source, "width": one.width, "height": one.height}},
        "target": {"id": target, "url": f"https://www.facebook.com/{kind}.php?fbid={target}"},
        "description": one.alt or None,
        "url": kept.post.url,
    }


def listed(asked: Asked, given: str) -> dict[str, Any]:
    """Return a Page's public posts, the latest first."""
    owner = asked.account(given)
    posts = asked.world.store.posts("facebook", owner.name)
    rows = [kept for kept in posts if not kept.post.reply_to and kept.post.notes.get("shown as") != "story"]
    return page_of(asked, sorted(rows, key=lambda kept: kept.post.at, reverse=True))


def page_of(asked: Asked, rows: list[Kept]) -> dict[str, Any]:
    """Return a page of posts."""
    fields = asked.fields()
    return page(
        rows,
        asked.page(),
        lambda kept: (kept.post.id, kept.post.at),
        lambda kept: select(node(asked, kept), fields, "PagePost", USUAL),
    )
