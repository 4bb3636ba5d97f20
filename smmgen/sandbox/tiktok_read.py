"""What TikTok tells: of the creator, of a publishing, of films that all may see.

The first look at a status finds it under way, the second its end; the id of a public post comes with the
third. Photos are not among the films. Source: TikTok API, "Get post status", "Query creator info", "List
videos"; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tiktok_answer import good, refused
from smmgen.sandbox.tiktok_fields import OFFERED, invalid
from smmgen.sandbox.tiktok_token import signed_in

STATUSES, INFOS = Limit(30, 60), Limit(20, 60)
VIDEO_FIELDS = (
    *("id", "title", "video_description", "create_time", "share_url", "duration", "width", "height"),
    *("like_count", "comment_count", "share_count", "view_count", "cover_image_url", "embed_link"),
)
USER_FIELDS = (
    *("open_id", "union_id", "display_name", "username", "avatar_url", "bio_description"),
    *("profile_deep_link", "is_verified", "follower_count", "following_count", "likes_count", "video_count"),
)


def creator_info(call: Call, world: World) -> Answer:
    """Tell what the creator may choose from."""
    creator = signed_in(call, world, "creator info", INFOS)
    name = creator["name"]
    return good(
        {
            "creator_avatar_url": f"{world.url}/tiktok/avatar.webp",
            "creator_username": name,
            "creator_nickname": name.replace("_", " ").title(),
            "privacy_level_options": list(OFFERED if creator["is_audited"] else OFFERED[-1:]),
            "comment_disabled": False,
            "duet_disabled": False,
            "stitch_disabled": False,
            "max_video_post_duration_sec": 600,
        }
    )


def status(call: Call, world: World) -> Answer:
    """Tell what became of a publishing."""
    name = signed_in(call, world, "status", STATUSES)["name"]
    publish_id = call.fields.get("publish_id")
    if not isinstance(publish_id, str):
        raise invalid("publish_id is missing")
    waiting = world.store.thing("tiktok", "uploading", publish_id)
    if waiting and waiting["name"] == name:
        received = world.store.thing("tiktok", "upload", waiting["key"])["received"]
        return good({"status": "PROCESSING_UPLOAD", "uploaded_bytes": received})
    state = world.store.thing("tiktok", "publish", publish_id)
    if state is None or state["name"] != name:
        raise refused(400, "invalid_publish_id", "The publish_id does not exist.")
    world.store.put_thing("tiktok", "publish", publish_id, state | {"looks": state["looks"] + 1})
    return good(_status(publish_id, state))


def _status(publish_id: str, state: dict[str, Any]) -> dict[str, Any]:
    is_pulled = "_url~" in publish_id
    if state["looks"] == 0:
        return {"status": "PROCESSING_DOWNLOAD" if is_pulled else "PROCESSING_UPLOAD"}
    if state["fail_reason"]:
        return {"status": "FAILED", "fail_reason": state["fail_reason"]}
    if not state["is_direct"]:
        return {"status": "SEND_TO_USER_INBOX"}
    is_public = state["info"]["privacy_level"] == "PUBLIC_TO_EVERYONE"
    ids = [int(state["post"])] if is_public and state["looks"] > 1 else []
    return {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ids}


def _fields(call: Call, known: tuple[str, ...]) -> list[str]:
    found = [name for name in str(call.query.get("fields", "")).split(",") if name]
    if not found or not set(found) <= set(known):
        raise invalid("fields is missing or names something unknown")
    return found


def _films(world: World, name: str) -> list[Kept]:
    """Return the films that all may see, newest first."""
    return [
        kept
        for kept in world.store.posts("tiktok", name)[::-1]
        if kept.state["is_direct"]
        and not kept.state["is_photo"]
        and kept.state["info"]["privacy_level"] == "PUBLIC_TO_EVERYONE"
    ]


def _film(kept: Kept, fields: list[str]) -> dict[str, Any]:
    film = kept.post.media[0]
    every: dict[str, Any] = {
        **dict.fromkeys(VIDEO_FIELDS, 0),
        "id": kept.post.id,
        "title": kept.post.text,
        "video_description": kept.post.text,
        "create_time": int(kept.post.at.timestamp()),
        "share_url": kept.post.url,
        "duration": int(film.seconds),
        "width": film.width,
        "height": film.height,
        "cover_image_url": "",
        "embed_link": f"https://www.tiktok.com/embed/v2/{kept.post.id}",
    }
    return {name: every[name] for name in fields}


def list_videos(call: Call, world: World) -> Answer:
    """Return a page of the creator's public films, newest first."""
    name = signed_in(call, world)["name"]
    fields, size = _fields(call, VIDEO_FIELDS), call.fields.get("max_count", 10)
    cursor = call.fields.get("cursor", 0)
    if type(size) is not int or not 1 <= size <= 20 or type(cursor) is not int:
        raise invalid("max_count is 1 to 20, cursor a number")
    films = [kept for kept in _films(world, name) if not cursor or _milliseconds(kept) < cursor]
    page = films[:size]
    following = _milliseconds(page[-1]) if page else 0
    videos = [_film(kept, fields) for kept in page]
    return good({"videos": videos, "cursor": following, "has_more": len(films) > len(page)})


def _milliseconds(kept: Kept) -> int:
    return int(kept.post.at.timestamp() * 1000)


def query_videos(call: Call, world: World) -> Answer:
    """Return films by their ids."""
    name = signed_in(call, world)["name"]
    fields, filters = _fields(call, VIDEO_FIELDS), call.fields.get("filters")
    ids = filters.get("video_ids") if isinstance(filters, dict) else None
    if not isinstance(ids, list) or not 1 <= len(ids) <= 20:
        raise invalid("filters.video_ids has 1 to 20 ids")
    return good({"videos": [_film(kept, fields) for kept in _films(world, name) if kept.post.id in ids]})


def user_info(call: Call, world: World) -> Answer:
    """Tell who the creator is."""
    name = signed_in(call, world)["name"]
    every: dict[str, Any] = {
        **dict.fromkeys(USER_FIELDS, 0),
        "open_id": f"-000{name}",
        "union_id": f"-001{name}",
        "display_name": name.replace("_", " ").title(),
        "username": name,
        "avatar_url": f"{world.url}/tiktok/avatar.webp",
        "bio_description": "",
        "profile_deep_link": f"https://www.tiktok.com/@{name}",
        "is_verified": False,
        "video_count": len(_films(world, name)),
    }
    return good({"user": {field: every[field] for field in _fields(call, USER_FIELDS)}})
