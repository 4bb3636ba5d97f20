"""X's media: uploaded first, in one piece or in segments, described, then put into a post.

A picture is ready at once; a moving GIF or a film is not: the first look at its status says that it is under
way, the next that it is done. Sources: X API v2, "Media: best practices" (sizes, pixels, lengths) and its
OpenAPI description 2.167 (calls, fields, 0 to 999 segments); read 2026-11. The 5 MB of a segment are what
clients report; how long an upload stays usable is what the answers in the documents say.
"""

import base64
import binascii
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.film import Film, look_film, moving
from smmgen.sandbox.image import Image, look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.x_account import signed_in
from smmgen.sandbox.x_answer import invalid, new_id, refused
from smmgen.sandbox.x_schema import INITIALIZE, METADATA, checked

MB = 1024 * 1024
SIZES = {"image": 5 * MB, "gif": 15 * MB, "video": 512 * MB}
SEGMENT = 5 * MB
SEGMENTS = 1000
USABLE_SECONDS = 86_400
SESSION_SECONDS = 1_295_999
ONE_SHOT = ("tweet_image", "tweet_video", "tweet_gif", "dm_image", "dm_video", "dm_gif", "subtitles")
TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
PREFIXES = {"image": "3", "gif": "16", "video": "7"}
"""What a media key begins with."""

Kept = dict[str, Any]


def upload(call: Call, world: World) -> Any:
    """Keep a file that comes in one piece."""
    owner = signed_in(call, world)
    unknown = sorted({*call.fields, *call.uploads} - {"media", "media_category", "additional_owners"})
    if unknown:
        raise invalid(unknown[0], call.fields.get(unknown[0], ""), f"$.{unknown[0]}: is not defined")
    category = str(call.fields.get("media_category", ""))
    if category not in ONE_SHOT:
        raise invalid("media_category", category, f"`media_category` is not one of {', '.join(ONE_SHOT)}")
    kept = _new(world, owner, category)
    return {"data": _shown(world, _finished(world, kept, _content(call)))}


def _content(call: Call) -> bytes:
    """Return the bytes of a call: a file of the form, or base64 in JSON."""
    if "media" in call.uploads:
        return call.uploads["media"].content
    try:
        return base64.b64decode(str(call.fields.get("media", "")), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise invalid("media", "", "`media` is neither a file nor base64") from fault


def _new(world: World, owner: str, category: str) -> Kept:
    kind = next((kind for kind in ("gif", "video") if category.endswith(kind)), "image")
    media_id = new_id(world)
    return {
        "id": media_id,
        "owner": owner,
        "kind": kind,
        "key": f"{'13' if category == 'amplify_video' else PREFIXES[kind]}_{media_id}",
        "at": world.now().timestamp(),
        "alt": "",
        "state": "waiting",
    }


def initialize(call: Call, world: World) -> Any:
    """Begin an upload in segments."""
    owner = signed_in(call, world)
    given = checked(call, INITIALIZE)
    for name in ("media_type", "total_bytes"):
        if name not in given:
            raise invalid(name, "", f"`{name}` is needed to begin an upload")
    kept = _new(world, owner, str(given.get("media_category", "tweet_image")))
    if given["total_bytes"] > SIZES[kept["kind"]]:
        raise invalid("total_bytes", given["total_bytes"], "File size exceeds the limit of its category")
    kept |= {"total": given["total_bytes"], "media_type": given["media_type"]}
    world.store.put_thing("x", "media", kept["id"], kept)
    return {"data": {"id": kept["id"], "media_key": kept["key"], "expires_after_secs": SESSION_SECONDS}}


def append(call: Call, world: World, media_id: str) -> Any:
    """Take a segment of an upload; the same number again replaces it."""
    kept = own(world, signed_in(call, world), media_id)
    number = str(call.fields.get("segment_index", ""))
    if not number.isdecimal() or int(number) >= SEGMENTS:
        raise invalid("segment_index", number, f"`segment_index` is not from 0 to {SEGMENTS - 1}")
    content = _content(call)
    if not content or len(content) > SEGMENT or kept["state"] != "waiting":
        raise invalid("media", media_id, "The segment is empty, over 5 MB, or the upload is finished")
    digest = world.store.put_media(content)
    world.store.put_thing("x", "segment", f"{media_id} {int(number):03}", digest)
    return {"data": {"expires_at": int(kept["at"]) + SESSION_SECONDS}}


def finalize(call: Call, world: World, media_id: str) -> Any:
    """Put the segments of an upload together."""
    kept = own(world, signed_in(call, world), media_id)
    segments = world.store.things("x", "segment", f"{media_id} ")
    content = b"".join(world.store.media(digest) or b"" for digest in segments.values())
    if kept["state"] != "waiting" or len(content) != kept.get("total"):
        told = f"{len(content)} bytes arrived, {kept.get('total')} were announced"
        raise invalid("media_id", media_id, f"The upload cannot be finished: {told}")
    return {"data": _shown(world, _finished(world, kept, content))}


def status(call: Call, world: World) -> Any:
    """Tell how far an upload is; each look brings it on."""
    if call.query.get("command", "STATUS") != "STATUS":
        raise invalid("command", call.query["command"], "`command` is not STATUS")
    kept = own(world, signed_in(call, world), str(call.query.get("media_id", "")))
    following = {"pending": "in_progress", "in_progress": "succeeded"}
    kept = kept | {"state": following.get(kept["state"], kept["state"])}
    world.store.put_thing("x", "media", kept["id"], kept)
    return {"data": _shown(world, kept)}


def describe(call: Call, world: World) -> Any:
    """Keep the alternative text of an upload."""
    owner = signed_in(call, world)
    given = checked(call, METADATA)
    kept = own(world, owner, given["id"])
    alt = given.get("metadata", {}).get("alt_text", {}).get("text", kept["alt"])
    world.store.put_thing("x", "media", kept["id"], kept | {"alt": alt})
    return {"data": {"id": kept["id"], "associated_metadata": given.get("metadata", {})}}


def own(world: World, owner: str, media_id: str) -> Kept:
    """Return an upload of an account, however far it is."""
    kept: Kept | None = world.store.thing("x", "media", media_id)
    if kept is None or kept["owner"] != owner:
        raise refused(404, f"Could not find media with id: [{media_id}].")
    return kept


def _finished(world: World, kept: Kept, content: bytes) -> Kept:
    """Look at the whole file; a fault of a picture is told at once, of a film by its status."""
    if not content or len(content) > SIZES[kept["kind"]]:
        raise invalid("media", kept["id"], f"The file is empty or over {SIZES[kept['kind']] // MB} MB")
    image, film = look(content), look_film(content)
    if kept["kind"] == "image" and (image is None or image.media_type not in TYPES or image.frames > 1):
        raise invalid("media", kept["id"], "The media type is unrecognized or not a still picture")
    kept = kept | {"size": len(content), "sha256": world.store.put_media(content)}
    kept["state"] = (
        "succeeded" if kept["kind"] == "image" else "pending" if _is_good(image, film) else "failed"
    )
    seen = image or film
    if seen is not None:
        shown = picture(content, kept["sha256"], image) if image else None
        shown = shown or (moving(content, kept["sha256"], film) if film else None)
        kept["shown"] = [shown.media_type, shown.width, shown.height, shown.seconds] if shown else None
    world.store.put_thing("x", "media", kept["id"], kept)
    return kept


def _is_good(image: Image | None, film: Film | None) -> bool:
    """Tell whether a moving GIF or a film keeps to the documents' pixels, frames and lengths."""
    if image is not None:
        pixels = image.width * image.height * image.frames
        return (
            image.media_type == "image/gif"
            and image.width <= 1280
            and image.height <= 1080
            and image.frames <= 350
            and pixels <= 300_000_000
        )
    if film is None:
        return False
    long, short = max(film.width, film.height), min(film.width, film.height)
    return (
        film.video in ("avc1", "avc3")
        and film.sound in ("", "mp4a")
        and 0.5 <= film.seconds <= 140
        and 32 <= short <= 1024
        and long <= 1280
        and long <= 3 * short
    )


def _shown(world: World, kept: Kept) -> dict[str, Any]:
    left = int(kept["at"] + USABLE_SECONDS - world.now().timestamp())
    found: dict[str, Any] = {
        "id": kept["id"],
        "media_key": kept["key"],
        "size": kept["size"],
        "expires_after_secs": max(left, 0),
    }
    if kept["kind"] == "image":
        media_type, width, height, _ = kept["shown"]
        return found | {"image": {"image_type": media_type, "w": width, "h": height}}
    state: dict[str, Any] = {"state": kept["state"]}
    if kept["state"] in ("pending", "in_progress"):
        state["check_after_secs"] = 1
    if kept["state"] in ("in_progress", "succeeded"):
        state["progress_percent"] = 50 if kept["state"] == "in_progress" else 100
    return found | {"processing_info": state}


def usable(world: World, owner: str, media_ids: list[str]) -> list[Kept]:
    """Return the uploads for a new post: own, ready, not expired; 4 pictures, or 1 GIF, or 1 film."""
    found = [world.store.thing("x", "media", media_id) for media_id in media_ids]
    now = world.now().timestamp()
    for kept in found:
        is_ready = kept and kept["owner"] == owner and kept["state"] == "succeeded"
        if not is_ready or now - kept["at"] > USABLE_SECONDS:
            raise invalid("media.media_ids", media_ids, "Your media IDs are invalid.")
    if len(found) > 1 and any(kept["kind"] != "image" for kept in found):
        raise invalid("media.media_ids", media_ids, "A post takes 4 photos, or 1 GIF, or 1 video.")
    return found


def shown(kept: Kept) -> Picture:
    """Return an upload as a post's picture or film."""
    media_type, width, height, seconds = kept["shown"]
    return Picture(
        sha256=kept["sha256"],
        media_type=media_type,
        size=kept["size"],
        width=width,
        height=height,
        alt=kept["alt"],
        seconds=seconds,
    )
