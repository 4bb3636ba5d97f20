"""Instagram's posts: published from a container once, read, listed, deleted; their text is never changed.

Source: Instagram Platform, "Content publishing", "IG User Media Publish", "IG Media", "IG User Content
Publishing Limit"; Meta's specification of the API (April 2026: `DELETE` of a post); read 2026-11. The guide
says 100 posts in a day, the reference's example 50.
"""

from functools import partial
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.graph_answer import no_object, wrong
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_container import Container, count, find, keep, shortcode, shown, status, used
from smmgen.sandbox.graph_field import Field, Node, moment, page, select
from smmgen.sandbox.graph_insights import insights
from smmgen.sandbox.graph_text import marks
from smmgen.sandbox.graph_token import Account, check_publisher
from smmgen.sandbox.instagram_answer import fault
from smmgen.sandbox.instagram_container import PUBLISHING, warnings
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally

POSTS, DAY_SECONDS = 100, 86_400
ROOTS = {
    "hashtag": "https://www.instagram.com/explore/tags/{}/",
    "mention": "https://www.instagram.com/{}/",
}
"""Addresses in captions are plain text on Instagram."""
_SHOWN = {"REELS": "reel", "STORIES": "story"}
_TYPES = {"CAROUSEL": "CAROUSEL_ALBUM", "REELS": "VIDEO"}


def publish(asked: Asked, given: str) -> dict[str, Any]:
    """Publish a container."""
    check_publisher(asked.token, PUBLISHING)
    owner = asked.account(given)
    if not asked.text("creation_id"):
        raise wrong("The parameter creation_id is required.")
    kept = _ready(asked, owner, asked.text("creation_id"))
    if used(asked.world, "instagram", "publish", owner.name) >= POSTS:
        raise fault(2207042, "You reached maximum number of posts that is allowed to be published.")
    media = asked.new_id(18_000_000_000_000_000)
    asked.world.store.put_post(_post(asked.world, owner, kept, media), _state(kept, owner))
    keep(asked.world, "instagram", kept | {"media": media})
    count(asked.world, "instagram", "publish", owner.name)
    found = asked.world.store.post("instagram", owner.name, media)
    return select(_node(asked, found), asked.fields(), "IGMedia") if found else {"id": media}


def _ready(asked: Asked, owner: Account, name: str) -> Container:
    kept = find(asked.world, "instagram", owner.name, name)
    if kept is None:
        raise fault(2207006, f"The media with id {name} cannot be found.")
    match status(asked.world, "instagram", kept):
        case "IN_PROGRESS":
            raise fault(2207027, "The media is not ready for publishing, please wait for a moment")
        case "EXPIRED":
            raise fault(
                2207020, "The media you are trying to access has expired. Please try to upload again."
            )
        case "PUBLISHED":
            raise fault(
                2207008, f"The media builder with creation id = {name} does not exist or has expired."
            )
        case "ERROR":
            raise fault(2207032, "Create media fail, please try to re-create media")
    if kept["is_item"]:
        raise fault(2207028, "A part of a carousel cannot be published alone.")
    return kept


def _post(world: World, owner: Account, kept: Container, media: str) -> Post:
    kind = kept["kind"]
    notes = {"shown as": _SHOWN[kind]} if kind in _SHOWN else {}
    return Post(
        network="instagram",
        account=owner.name,
        id=media,
        at=world.now(),
        text=kept["caption"],
        url=permalink(owner, kind, media),
        marks=tuple(marks(kept["caption"], ROOTS)),
        media=shown(kept["pictures"]),
        notes=notes | kept["notes"],
        warnings=tuple(warnings(kept)),
        request=kept["request"],
    )


def _state(kept: Container, owner: Account) -> dict[str, Any]:
    return {"kind": kept["kind"], "owner": owner.id, "children": kept["children"], "comments": True}


def permalink(owner: Account, kind: str, media: str) -> str:
    """Return the address of a post on Instagram."""
    if kind == "STORIES":
        return f"https://www.instagram.com/stories/{owner.name}/{media}"
    return f"https://www.instagram.com/{'reel' if kind == 'REELS' else 'p'}/{shortcode(media)}/"


def media_of(asked: Asked, name: str) -> Kept:
    """Return a post; refuse what is none."""
    kept = find_post(asked, name)
    if kept is None or "kind" not in kept.state:
        raise no_object(name)
    return kept


def comments_of(asked: Asked, name: str) -> list[Kept]:
    """Return the comments on a post, or the replies to a comment, the latest first."""
    posts = asked.world.store.posts("instagram")
    return [kept for kept in reversed(posts) if kept.post.reply_to == name and "kind" not in kept.state]


def get(asked: Asked, kept: Kept) -> dict[str, Any]:
    """Return a post."""
    return select(_node(asked, kept), asked.fields(), "IGMedia")


def _node(asked: Asked, kept: Kept) -> Node:
    post, kind = kept.post, kept.state["kind"]
    is_film = bool(post.media and post.media[0].seconds)
    media_type = _TYPES.get(kind, "VIDEO" if is_film else "IMAGE")
    return {
        "id": post.id,
        "caption": post.text or None,
        "media_type": media_type,
        "media_product_type": {"REELS": "REELS", "STORIES": "STORY"}.get(kind, "FEED"),
        "media_url": None if kind == "CAROUSEL" else _address(asked, post.media[0]),
        "thumbnail_url": _address(asked, post.media[0]) if media_type == "VIDEO" else None,
        "permalink": post.url,
        "shortcode": shortcode(post.id),
        "timestamp": moment(post.at),
        "username": post.account,
        "owner": {"id": kept.state["owner"]},
        "alt_text": (post.media[0].alt or None) if kind == "IMAGE" else None,
        "is_comment_enabled": kept.state["comments"],
        "is_shared_to_feed": True if kind == "REELS" else None,
        "like_count": tally(asked.world, post, "reactions"),
        "comments_count": len(comments_of(asked, post.id)) + tally(asked.world, post, "comments"),
        "view_count": None,
        "ig_id": post.id,
        "legacy_instagram_media_id": post.id,
        "children": lambda inner: _children(asked, kept, inner),
        "comments": lambda inner: {"data": [{"id": one.post.id} for one in comments_of(asked, post.id)]},
        "insights": lambda inner: {"data": []},
    }


def readers(asked: Asked, name: str) -> dict[str, Any]:
    """Tell how many saw a post and what they did with it."""
    kept = media_of(asked, name)
    post, world = kept.post, asked.world
    names = {"reach": "reach", "views": "views", "shares": "shares", "saved": "saves"}
    known = {metric: partial(tally, world, post, own) for metric, own in names.items()}
    known |= {
        "likes": partial(tally, world, post, "reactions"),
        "comments": partial(tally, world, post, "comments"),
    }
    return insights(asked, name, known, "metric[{number}] must be one of the following values: {known}")


def _address(asked: Asked, one: Picture) -> str:
    return f"{asked.world.url}/media/{one.sha256}"


def _children(asked: Asked, kept: Kept, inner: tuple[Field, ...]) -> dict[str, Any] | None:
    if kept.state["kind"] != "CAROUSEL":
        return None
    rows = [
        {
            "id": child,
            "media_type": "VIDEO" if one.seconds else "IMAGE",
            "media_url": _address(asked, one),
            "alt_text": one.alt or None,
            "permalink": kept.post.url,
            "timestamp": moment(kept.post.at),
            "username": kept.post.account,
        }
        for child, one in zip(kept.state["children"], kept.post.media, strict=True)
    ]
    return {"data": [select(row, inner, "IGMedia") for row in rows]}


def children(asked: Asked, name: str) -> dict[str, Any]:
    """Return the parts of a carousel."""
    return _children(asked, media_of(asked, name), asked.fields()) or {"data": []}


def listed(asked: Asked, given: str) -> dict[str, Any]:
    """Return an account's posts, the latest first, without its stories."""
    return _listed(asked, given, are_stories=False)


def stories(asked: Asked, given: str) -> dict[str, Any]:
    """Return an account's stories of the last day."""
    return _listed(asked, given, are_stories=True)


def _listed(asked: Asked, given: str, *, are_stories: bool) -> dict[str, Any]:
    owner = asked.account(given)
    since = asked.world.now().timestamp() - DAY_SECONDS
    rows = [
        kept
        for kept in reversed(asked.world.store.posts("instagram", owner.name))
        if "kind" in kept.state and (kept.state["kind"] == "STORIES") == are_stories
        if not are_stories or kept.post.at.timestamp() > since
    ]
    fields = asked.fields()
    return page(
        rows,
        asked.page(),
        lambda kept: (kept.post.id, kept.post.at),
        lambda kept: select(_node(asked, kept), fields, "IGMedia"),
    )


def change(asked: Asked, kept: Kept) -> dict[str, bool]:
    """Open a post to comments or close it: nothing else of it can be changed."""
    if "comment_enabled" not in asked.values:
        raise wrong("The parameter comment_enabled is required.")
    state = kept.state | {"comments": asked.flag("comment_enabled")}
    asked.world.store.put_post(kept.post, state)
    return {"success": True}


def limit(asked: Asked, given: str) -> dict[str, Any]:
    """Tell how many posts the last day had, and how many it may have."""
    owner = asked.account(given)
    row = {
        "id": owner.id,
        "quota_usage": used(asked.world, "instagram", "publish", owner.name),
        "config": {"quota_total": POSTS, "quota_duration": DAY_SECONDS},
        "rate_limit_settings": None,
    }
    found = select(row, asked.fields(), "ContentPublishingLimitResponse", ["quota_usage"])
    return {"data": [{name: value for name, value in found.items() if name != "id"}]}
