"""YouTube's channels and their lists of uploads, newest first.

Source: YouTube Data API, `channels` and `playlistItems`; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import followers
from smmgen.sandbox.youtube_answer import channel_of, etag, page, parts, refused
from smmgen.sandbox.youtube_token import signed_in, spend

CHANNEL_PARTS = ("id", "snippet", "contentDetails", "statistics", "status", "brandingSettings")
ITEM_PARTS = ("id", "snippet", "contentDetails", "status")


def _videos(world: World, name: str) -> list[Kept]:
    return [kept for kept in world.store.posts("youtube", name) if not kept.post.reply_to]


def channels(call: Call, world: World) -> dict[str, Any]:
    """Return the token's own channel, or one by its id or handle."""
    name = signed_in(call, world)
    spend(world, 1)
    asked = parts(call, CHANNEL_PARTS)
    query = call.query
    if query.get("mine") == "true":
        names = [name]
    elif "id" in query or "forHandle" in query:
        ids, handle = str(query.get("id", "")).split(","), str(query.get("forHandle", "")).removeprefix("@")
        every = world.store.things("youtube", "channel")
        names = [one for one in every if channel_of(one) in ids or one == handle]
    else:
        what = "No filter selected. Expected one of: id, mine, forHandle"
        raise refused(400, "missingRequiredParameter", what, domain="youtube.parameter")
    items = [_channel(world, one, asked) for one in names]
    return page("channelListResponse", items, len(items))


def _channel(world: World, name: str, asked: tuple[str, ...]) -> dict[str, Any]:
    channel, title = channel_of(name), name.replace("_", " ").title()
    uploads = f"UU{channel[2:]}"
    every: dict[str, Any] = {
        "snippet": {"title": title, "description": "", "customUrl": f"@{name}", "thumbnails": {}},
        "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": uploads}},
        "statistics": {
            "viewCount": "0",
            "subscriberCount": str(followers(world, "youtube", name)),
            "hiddenSubscriberCount": False,
            "videoCount": str(len(_videos(world, name))),
        },
        "status": {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
        "brandingSettings": {"channel": {"title": title}},
    }
    found = {part: every[part] for part in asked if part != "id"}
    return {"kind": "youtube#channel", "etag": etag(found), "id": channel, **found}


def playlist_items(call: Call, world: World) -> dict[str, Any]:
    """Return a page of a channel's uploads, newest first."""
    own = signed_in(call, world)
    spend(world, 1)
    asked = parts(call, ITEM_PARTS)
    playlist, size = str(call.query.get("playlistId", "")), str(call.query.get("maxResults", "5"))
    names = [one for one in world.store.things("youtube", "channel") if channel_of(one)[2:] == playlist[2:]]
    if not names or not playlist.startswith("UU"):
        what = "The playlist identified with the request's playlistId parameter cannot be found."
        raise refused(404, "playlistNotFound", what, domain="youtube.playlistItem", location="playlistId")
    if not size.isdecimal() or int(size) > 50:
        raise refused(
            400, "invalidParameter", "maxResults is 0 to 50", domain="global", location="maxResults"
        )
    videos = [kept for kept in _videos(world, names[0])[::-1] if names[0] == own or _is_public(kept)]
    start = _start(str(call.query.get("pageToken", "")))
    chosen = videos[start : start + int(size)]
    end = start + len(chosen)
    following = f"PT:{end}" if end < len(videos) and chosen else ""
    items = [_item(kept, playlist, start + place, asked) for place, kept in enumerate(chosen)]
    return page("playlistItemListResponse", items, len(videos), following)


def _is_public(kept: Kept) -> bool:
    return bool(kept.state["status"]["privacyStatus"] == "public")


def _start(token: str) -> int:
    if not token:
        return 0
    number = token.removeprefix("PT:")
    if not number.isdecimal():
        what = "The request specifies an invalid page token."
        raise refused(400, "invalidPageToken", what, domain="youtube.parameter", location="pageToken")
    return int(number)


def _item(kept: Kept, playlist: str, position: int, asked: tuple[str, ...]) -> dict[str, Any]:
    state, video = kept.state, kept.post.id
    every: dict[str, Any] = {
        "snippet": {
            "publishedAt": state["publishedAt"],
            "channelId": f"UC{playlist[2:]}",
            "title": state["snippet"]["title"],
            "description": state["snippet"]["description"],
            "playlistId": playlist,
            "position": position,
            "resourceId": {"kind": "youtube#video", "videoId": video},
        },
        "contentDetails": {"videoId": video, "videoPublishedAt": state["publishedAt"]},
        "status": {"privacyStatus": state["status"]["privacyStatus"]},
    }
    found = {part: every[part] for part in asked if part != "id"}
    return {"kind": "youtube#playlistItem", "etag": etag(found), "id": f"{playlist}.{video}", **found}
