"""TikTok's publishing: an init call is the post; what becomes of it is told by its status.

A direct post is seen by others, an inbox draft only by its creator, who finishes it in the app. Here both
exist from the moment at which TikTok has all that it needs. Source: TikTok API, "Content Posting API
reference"; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.post import Mark, Post
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.tiktok_answer import good, new_id, refused
from smmgen.sandbox.tiktok_fields import (
    PHOTO_INFO,
    PHOTO_SOURCE,
    PHOTOS,
    VIDEO_INFO,
    VIDEO_SOURCE,
    check_direct,
    check_texts,
    invalid,
    part,
)
from smmgen.sandbox.tiktok_media import Looked, check_owned, pull_photos, pull_video
from smmgen.sandbox.tiktok_token import signed_in
from smmgen.sandbox.tiktok_upload import check_chunks, open_upload

INITS = Limit(6, 60)
"""Of one creator. Source: TikTok API, "Direct post"; read 2026-11."""
DIRECT_A_DAY, DRAFTS_A_DAY = 15, 5
"""Source: TikTok API, "Content sharing guidelines" and its error codes; read 2026-11."""

_TAGS = re.compile(r"(?<!\S)(?P<kind>[#@])(?P<name>[\w.]+)")


def init_photos(call: Call, world: World) -> Answer:
    """Publish one to 35 pictures, or put them into the creator's inbox."""
    creator = signed_in(call, world, "init", INITS)
    if call.fields.get("media_type") != "PHOTO":
        raise invalid("media_type is PHOTO here")
    mode = call.fields.get("post_mode")
    if mode not in ("DIRECT_POST", "MEDIA_UPLOAD"):
        raise invalid("post_mode is DIRECT_POST or MEDIA_UPLOAD")
    info, source = part(call, "post_info", PHOTO_INFO), part(call, "source_info", PHOTO_SOURCE)
    check_texts(info, is_photo=True)
    is_direct = mode == "DIRECT_POST"
    if is_direct:
        check_direct(info, is_audited=creator["is_audited"])
    urls = _photos(world, source)
    _check_day(world, creator["name"], is_direct=is_direct)
    publish_id = f"p_{'pub' if is_direct else 'inbox'}_url~v2.{new_id(world)}"
    about = {"name": creator["name"], "is_direct": is_direct, "is_photo": True, "info": info}
    keep(world, publish_id, about, pull_photos(world, urls), call.fields)
    return good({"publish_id": publish_id})


def _photos(world: World, source: Mapping[str, Any]) -> list[str]:
    urls, cover = source.get("photo_images", []), source.get("photo_cover_index")
    if source.get("source") != "PULL_FROM_URL":
        raise invalid("source_info.source is PULL_FROM_URL for photos")
    if len(urls) not in PHOTOS:
        raise invalid(f"source_info.photo_images has {PHOTOS[0]} to {PHOTOS[-1]} URLs, not {len(urls)}")
    if cover is None or not 0 <= cover < len(urls):
        raise invalid("source_info.photo_cover_index is missing or names no photo")
    return [check_owned(world, url) for url in urls]


def _check_day(world: World, name: str, *, is_direct: bool) -> None:
    since = world.now() - timedelta(days=1)
    recent = [kept for kept in world.store.posts("tiktok", name) if kept.post.at > since]
    number = sum(1 for kept in recent if kept.state["is_direct"] == is_direct)
    if is_direct and number >= DIRECT_A_DAY:
        what = "The daily post cap from the API is reached for the current user."
        raise refused(403, "spam_risk_too_many_posts", what)
    if not is_direct and number >= DRAFTS_A_DAY:
        what = "There may be at most 5 pending shares within any 24-hour period."
        raise refused(403, "spam_risk_too_many_pending_share", what)


def init_video(call: Call, world: World) -> Answer:
    """Begin a direct post of a film."""
    return _video(call, world, is_direct=True)


def init_draft(call: Call, world: World) -> Answer:
    """Begin an inbox draft of a film."""
    return _video(call, world, is_direct=False)


def _video(call: Call, world: World, *, is_direct: bool) -> Answer:
    creator = signed_in(call, world, "init", INITS)
    info, source = part(call, "post_info", VIDEO_INFO), part(call, "source_info", VIDEO_SOURCE)
    check_texts(info, is_photo=False)
    if is_direct:
        check_direct(info, is_audited=creator["is_audited"])
    _check_day(world, creator["name"], is_direct=is_direct)
    about = {"name": creator["name"], "is_direct": is_direct, "is_photo": False, "info": info}
    kind = f"v_{'pub' if is_direct else 'inbox'}"
    if source.get("source") == "PULL_FROM_URL":
        url = check_owned(world, source.get("video_url"))
        publish_id = f"{kind}_url~v2.{new_id(world)}"
        keep(world, publish_id, about, pull_video(world, url), call.fields)
        return good({"publish_id": publish_id})
    check_chunks(source)
    publish_id = f"{kind}_file~v2.{new_id(world)}"
    request = {"about": about, "fields": dict(call.fields)}
    return good({"publish_id": publish_id, "upload_url": open_upload(world, publish_id, source, request)})


def keep(
    world: World, publish_id: str, about: Mapping[str, Any], looked: Looked, request: Mapping[str, Any]
) -> None:
    """Note what becomes of a publishing, and keep its post where it does not fail."""
    state = {**about, "fail_reason": looked.fail_reason, "looks": 0, "post": ""}
    if not looked.fail_reason:
        state["post"] = new_id(world) if about["is_direct"] else publish_id
        world.store.put_post(_post(world, state, looked, request), state)
    world.store.put_thing("tiktok", "publish", publish_id, state)


def _post(world: World, state: dict[str, Any], looked: Looked, request: Mapping[str, Any]) -> Post:
    info, name, is_photo = state["info"], state["name"], state["is_photo"]
    text = info.get("description" if is_photo else "title", "")
    kind = "photo" if is_photo else "video"
    return Post(
        network="tiktok",
        account=name,
        id=state["post"],
        at=world.now(),
        title=info.get("title", "") if is_photo else "",
        text=text,
        url=f"https://www.tiktok.com/@{name}/{kind}/{state['post']}" if state["is_direct"] else "",
        marks=tuple(_marks(text)),
        media=looked.media,
        content_warning="Draft in the inbox" if not state["is_direct"] else _label(info),
        notes={"seen by": info["privacy_level"]} if state["is_direct"] else {},
        warnings=tuple(_warnings(text)),
        request=dict(request),
    )


def _label(info: Mapping[str, Any]) -> str:
    if info.get("brand_content_toggle"):
        return "Paid partnership"
    if info.get("brand_organic_toggle"):
        return "Promotional content"
    return "Creator labeled as AI-generated" if info.get("is_aigc") else ""


def _marks(text: str) -> Iterator[Mark]:
    for match in _TAGS.finditer(text):
        name = match["name"]
        if match["kind"] == "#":
            href = f"https://www.tiktok.com/tag/{name}"
            yield Mark(start=match.start(), end=match.end(), kind="hashtag", href=href)
        else:
            href = f"https://www.tiktok.com/@{name}"
            yield Mark(start=match.start(), end=match.end(), kind="mention", href=href)


def _warnings(text: str) -> Iterator[str]:
    tags = sum(1 for match in _TAGS.finditer(text) if match["kind"] == "#")
    if tags > 5:
        yield f"{tags} hashtags: TikTok takes five."
    if re.search(r"https?://", text):
        yield "Nobody can follow an address in a caption of TikTok."
