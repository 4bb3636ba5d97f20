"""YouTube's videos: keep one that arrived whole, list, change and delete it, give it a thumbnail.

Source: YouTube Data API, `videos` and `thumbnails`; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.image import look
from smmgen.sandbox.image import picture as still
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally
from smmgen.sandbox.youtube_answer import channel_of, etag, moment, new_video_id, page, parts, refused
from smmgen.sandbox.youtube_resource import PARTS, READ_PARTS, check_shape, check_snippet, check_status
from smmgen.sandbox.youtube_text import marks
from smmgen.sandbox.youtube_token import signed_in, spend

THUMBNAIL_BYTES = 2_097_152
THUMBNAIL_WIDTH = 640
SHORT_SECONDS = 180


def find_video(world: World, name: str, video_id: str) -> Kept:
    """Return a video of a channel."""
    kept = world.store.post("youtube", name, video_id)
    if kept is None or kept.post.reply_to:
        what = "The video that you are trying to reach cannot be found. Check the value of the id parameter."
        raise refused(404, "videoNotFound", what, domain="youtube.video", location="id")
    return kept


def keep_video(world: World, name: str, given: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """Keep a new video; return its resource. What is wrong with the film is told later, by its status."""
    video_id = new_video_id(world)
    world.store.put_thing("youtube", "video", video_id, name)
    digest = world.store.put_media(content)
    film = look_film(content)
    state = {
        "id": video_id,
        "publishedAt": moment(world.now()),
        "uploadStatus": "uploaded",
        "outcome": _outcome(world, name, digest, is_film=film is not None),
        "film": digest,
        "thumbnail": "",
        **_parts(given),
    }
    media = (moving(content, digest, film),) if film else ()
    post = Post(
        network="youtube",
        account=name,
        id=video_id,
        at=world.now(),
        text="",
        url=f"https://www.youtube.com/watch?v={video_id}",
        media=media,
    )
    _put(world, post, state, given)
    return resource(world, find_video(world, name, video_id), ("snippet", "status"))


def _outcome(world: World, name: str, digest: str, *, is_film: bool) -> dict[str, str]:
    """Return what the processing will come to."""
    if not is_film:
        return {"uploadStatus": "failed", "failureReason": "invalidFile"}
    known = (kept.state.get("film") for kept in world.store.posts("youtube", name))
    if digest in known:
        return {"uploadStatus": "rejected", "rejectionReason": "duplicate"}
    return {"uploadStatus": "processed"}


def _parts(given: Mapping[str, Any]) -> dict[str, Any]:
    snippet = {"description": "", "categoryId": "22", **given.get("snippet", {})}
    status = {"privacyStatus": "public", "license": "youtube", "embeddable": True, **given.get("status", {})}
    rest = {name: given[name] for name in PARTS[2:] if name in given}
    return {"snippet": snippet, "status": status, **rest}


def _put(world: World, post: Post, state: dict[str, Any], request: Mapping[str, Any]) -> None:
    snippet, status = state["snippet"], state["status"]
    notes = {"privacy": status["privacyStatus"], "category": snippet["categoryId"]}
    notes |= {"goes public": status["publishAt"]} if "publishAt" in status else {}
    notes |= {"tags": ", ".join(snippet["tags"])} if snippet.get("tags") else {}
    shown = replace(
        post,
        title=snippet["title"],
        text=snippet["description"],
        marks=tuple(marks(snippet["description"])),
        content_warning=_label(state),
        notes=notes,
        warnings=tuple(_warnings(state, post.media)),
        request=dict(request),
    )
    world.store.put_post(shown, state)


def _label(state: Mapping[str, Any]) -> str:
    placed = state.get("paidProductPlacementDetails", {}).get("hasPaidProductPlacement", False)
    privacy = state["status"]["privacyStatus"]
    labels = [*(["Includes paid promotion"] if placed else []), *([privacy] if privacy != "public" else [])]
    return " · ".join(labels).capitalize()


def _warnings(state: Mapping[str, Any], media: tuple[Picture, ...]) -> Iterator[str]:
    match state["outcome"]:
        case {"failureReason": _}:
            yield "YouTube cannot read this file: the video never plays."
        case {"rejectionReason": _}:
            yield "The same film is there already: YouTube rejects this one after its upload."
    text = f"{state['snippet']['title']} {state['snippet']['description']}"
    if text.count("#") > 60:
        yield "More than 60 hashtags: YouTube ignores all of them."
    if media and state["thumbnail"] and media[0].height > media[0].width:
        yield "A Short does not show its thumbnail in the feed of Shorts."


def resource(world: World, kept: Kept, asked: tuple[str, ...]) -> dict[str, Any]:
    """Return a video resource with the parts asked for."""
    state, channel = kept.state, channel_of(kept.post.account)
    title = kept.post.account.replace("_", " ").title()
    every: dict[str, dict[str, Any]] = {
        "snippet": {
            "publishedAt": state["publishedAt"],
            "channelId": channel,
            "channelTitle": title,
            "liveBroadcastContent": "none",
            "thumbnails": {"default": {"url": state["thumbnail"], "width": 120, "height": 90}},
            **state["snippet"],
        },
        "status": {
            "publicStatsViewable": True,
            "madeForKids": state["status"].get("selfDeclaredMadeForKids", False),
            **state["status"],
            "uploadStatus": state["uploadStatus"],
            **(state["outcome"] if state["uploadStatus"] != "uploaded" else {}),
        },
        "statistics": _statistics(world, kept),
        "contentDetails": {"dimension": "2d", "definition": "hd", "caption": "false"},
        "processingDetails": {"processingStatus": "succeeded"},
        "player": {},
    }
    found = {name: every.get(name, state.get(name, {})) for name in asked if name != "id"}
    return {"kind": "youtube#video", "etag": etag(found), "id": kept.post.id, **found}


def _statistics(world: World, kept: Kept) -> dict[str, str]:
    answers = sum(1 for one in world.store.posts("youtube") if one.post.reply_to == kept.post.id)
    counts = {
        "viewCount": tally(world, kept.post, "video_views"),
        "likeCount": tally(world, kept.post, "reactions"),
        "favoriteCount": 0,
        "commentCount": answers + tally(world, kept.post, "comments"),
    }
    return {name: str(count) for name, count in counts.items()}


def listed(call: Call, world: World) -> dict[str, Any]:
    """Return videos by their ids; a look at a new one finds it processed."""
    name = signed_in(call, world)
    spend(world, 1)
    asked = parts(call, READ_PARTS)
    if not call.query.get("id"):
        what = "No filter selected. Expected one of: chart, id, myRating"
        raise refused(400, "missingRequiredParameter", what, domain="youtube.parameter")
    ids = str(call.query["id"]).split(",")
    every = {kept.post.id: kept for kept in world.store.posts("youtube", name) if not kept.post.reply_to}
    for kept in every.values():
        world.store.put_post(kept.post, _settled(kept.state, world))
    items = [resource(world, find_video(world, name, one), asked) for one in ids if one in every]
    return page("videoListResponse", items, len(items))


def _settled(state: Any, world: World) -> dict[str, Any]:
    """Return a video's state with its processing done, and public where its time has come."""
    status = state["status"]
    if "publishAt" in status and datetime.fromisoformat(status["publishAt"]) <= world.now():
        status = {name: value for name, value in status.items() if name != "publishAt"}
        status |= {"privacyStatus": "public"}
    return {**state, "status": status, "uploadStatus": state["outcome"]["uploadStatus"]}


def update(call: Call, world: World) -> dict[str, Any]:
    """Put whole parts in the place of a video's: what is not given in them is erased."""
    name = signed_in(call, world)
    spend(world, 50)
    asked = parts(call, READ_PARTS)
    given = dict(call.fields)
    check_shape(given, asked)
    kept = find_video(world, name, str(given.get("id", "")))
    if "snippet" in asked:
        _check_whole(given.get("snippet", {}))
    if "status" in asked:
        check_status(given.get("status", {}), world)
    state = kept.state | {part: _parts(given)[part] for part in asked if part in PARTS[:2]}
    state |= {part: given.get(part, {}) for part in asked if part in PARTS[2:]}
    _put(world, replace(kept.post, edited_at=world.now()), state, given)
    return resource(world, find_video(world, name, kept.post.id), asked)


def _check_whole(snippet: Mapping[str, Any]) -> None:
    check_snippet(snippet)
    if "categoryId" not in snippet:
        what = "The categoryId property specifies an invalid category ID."
        raise refused(400, "invalidCategoryId", what, domain="youtube.video")


def delete(call: Call, world: World) -> Answer:
    """Delete a video with its comments."""
    name = signed_in(call, world)
    spend(world, 50)
    kept = find_video(world, name, str(call.query.get("id", "")))
    for other in world.store.posts("youtube", name):
        if kept.post.id in (other.post.id, other.state.get("videoId")):
            world.store.drop_post("youtube", name, other.post.id)
    return Answer(status=204, body=b"")


def set_thumbnail(call: Call, world: World) -> dict[str, Any]:
    """Give a video its thumbnail: the body is the picture."""
    name = signed_in(call, world)
    spend(world, 50)
    kept = find_video(world, name, str(call.query.get("videoId", "")))
    if not call.body:
        what = "The request does not include the image content."
        raise refused(400, "mediaBodyRequired", what, domain="youtube.thumbnail")
    if len(call.body) > THUMBNAIL_BYTES:
        what = f"Media is too large. Limit: {THUMBNAIL_BYTES}"
        raise refused(413, "uploadTooLarge", what, domain="global")
    seen = look(call.body)
    if seen is None or seen.media_type not in ("image/jpeg", "image/png") or seen.width < THUMBNAIL_WIDTH:
        raise refused(
            400, "invalidImage", "The provided image content is invalid.", domain="youtube.thumbnail"
        )
    digest = world.store.put_media(call.body)
    url = f"{world.url}/media/{digest}"
    poster = still(call.body, digest, seen)
    films = tuple(replace(one, cover=digest) for one in kept.post.media if one.seconds)
    shown = replace(kept.post, media=films or (poster,))
    _put(world, shown, kept.state | {"thumbnail": url}, kept.post.request)
    sizes = {"default": (120, 90), "medium": (320, 180), "high": (480, 360), "maxres": (1280, 720)}
    item = {size: {"url": url, "width": width, "height": height} for size, (width, height) in sizes.items()}
    return {"kind": "youtube#thumbnailSetResponse", "etag": etag(url), "items": [item]}


def check_new(given: Mapping[str, Any], asked: tuple[str, ...], world: World) -> None:
    """Refuse what is said of a new video before its bytes are taken."""
    check_shape(given, asked)
    check_snippet(given.get("snippet", {}))
    check_status(given.get("status", {}), world)
