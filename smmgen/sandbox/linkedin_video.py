"""LinkedIn's films: ask for addresses, send each part, name the parts, wait until the film is ready.

A film is ready ten seconds after its last word, or as soon as somebody has looked at it once. Source:
LinkedIn API, "Videos"; read 2026-11.
"""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.linkedin_answer import input_error, milliseconds, refused, urn
from smmgen.sandbox.linkedin_record import Array, Optional, check
from smmgen.sandbox.linkedin_token import check_author, check_reader, signed_in
from smmgen.sandbox.post import Picture

PART = 4 * 1024 * 1024
BYTES = 500 * 1024 * 1024
SECONDS = (3, 1800)
UPLOAD_LIFE = timedelta(hours=24)
PROCESSING = timedelta(seconds=10)
INITIALIZE = {
    "initializeUploadRequest": {
        "owner": str,
        "fileSizeBytes": int,
        "uploadCaptions": Optional(bool),
        "uploadThumbnail": Optional(bool),
    }
}
FINALIZE = {"finalizeUploadRequest": {"video": str, "uploadToken": str, "uploadedPartIds": Array(str)}}


def act(call: Call, world: World) -> Any:
    """Do what the query's `action` says: begin an upload, or finish one."""
    member = signed_in(call, world)
    match call.query.get("action"):
        case "initializeUpload":
            check(call.fields, INITIALIZE)
            return _initialize(world, member, call.fields["initializeUploadRequest"])
        case "finalizeUpload":
            check(call.fields, FINALIZE)
            return _finalize(world, member, call.fields["finalizeUploadRequest"])
        case _:
            raise refused(400, "PARAM_INVALID", "The action is not known")


def _initialize(world: World, member: str, given: dict[str, Any]) -> dict[str, Any]:
    size = given["fileSizeBytes"]
    if not 0 < size <= BYTES:
        field = "/initializeUploadRequest/fileSizeBytes"
        raise input_error(400, "INVALID_VALUE_FOR_FIELD", f"A video has 1 to {BYTES} bytes", field)
    key = f"D5605AQ{secrets.token_urlsafe(11)}"
    expires = milliseconds(world.now() + UPLOAD_LIFE)
    kept = {
        "owner": check_author(given["owner"], member, "/initializeUploadRequest/owner"),
        "size": size,
        "expires": expires,
        "status": "WAITING_UPLOAD",
        "parts": {},
        "cover": "",
    }
    world.store.put_thing("linkedin", "video", f"urn:li:video:{key}", kept)
    place = f"{world.url}/linkedin/dms-uploads/{key}"
    parts = [
        {"uploadUrl": f"{place}/uploadedVideo/{first}", "firstByte": first, "lastByte": last - 1}
        for first in range(0, size, PART)
        for last in [min(first + PART, size)]
    ]
    thumbnail = {"thumbnailUploadUrl": f"{place}/thumbnail/0"} if given.get("uploadThumbnail") else {}
    value = {"uploadUrlsExpireAt": expires, "video": f"urn:li:video:{key}", "uploadInstructions": parts}
    return {"value": {**value, "uploadToken": "", **thumbnail}}


def _kept(world: World, name: str) -> dict[str, Any]:
    kept: dict[str, Any] | None = world.store.thing("linkedin", "video", name)
    if kept is None:
        raise refused(404)
    return kept


def upload_part(call: Call, world: World, key: str, first: str) -> Answer:
    """Take a part; the answer's ETag names it. The address is enough, no token is asked for."""
    name = f"urn:li:video:{key}"
    kept = _kept(world, name)
    if kept["expires"] <= milliseconds(world.now()):
        raise refused(400, "EXPIRED_UPLOAD_URL", "The upload URL has expired")
    if len(call.body) != min(PART, kept["size"] - int(first)):
        raise refused(400, what="The part is not as long as its instruction says")
    etag = hashlib.sha256(call.body + first.encode()).hexdigest()[:32]
    part = {"etag": etag, "sha256": world.store.put_media(call.body)}
    parts = kept["parts"] | {first: part}
    world.store.put_thing("linkedin", "video", name, kept | {"parts": parts})
    return Answer(status=200, body=b"", headers={"etag": etag})


def upload_cover(call: Call, world: World, key: str) -> Answer:
    """Take the picture that the film shows before it plays."""
    name = f"urn:li:video:{key}"
    kept = _kept(world, name)
    if call.headers.get("media-type-family") != "STILLIMAGE" or not call.body:
        raise refused(400, what="media-type-family: STILLIMAGE is required, and a picture")
    cover = world.store.put_media(call.body)
    world.store.put_thing("linkedin", "video", name, kept | {"cover": cover})
    return Answer(status=201, body=b"")


def _finalize(world: World, member: str, given: dict[str, Any]) -> Answer:
    name = urn(given["video"], "/finalizeUploadRequest/video", "video")
    kept = _kept(world, name)
    check_author(kept["owner"], member, "/finalizeUploadRequest/video")
    parts = [kept["parts"].get(str(first), {}) for first in range(0, kept["size"], PART)]
    if [part.get("etag") for part in parts] != given["uploadedPartIds"]:
        field = "/finalizeUploadRequest/uploadedPartIds"
        raise input_error(400, "INVALID_VALUE_FOR_FIELD", "The parts are not those that were sent", field)
    content = b"".join(world.store.media(part["sha256"]) or b"" for part in parts)
    film = look_film(content)
    if film is None or film.media_type != "video/mp4" or not SECONDS[0] <= film.seconds <= SECONDS[1]:
        world.store.put_thing("linkedin", "video", name, kept | {"status": "PROCESSING_FAILED"})
        return Answer(body=b"")
    ready = milliseconds(world.now() + PROCESSING)
    kept |= {"status": "AVAILABLE", "sha256": world.store.put_media(content), "ready": ready}
    world.store.put_thing("linkedin", "video", name, kept)
    return Answer(body=b"")


def _status(world: World, kept: dict[str, Any]) -> str:
    return "PROCESSING" if kept.get("ready", 0) > milliseconds(world.now()) else str(kept["status"])


def get_video(call: Call, world: World, name: str) -> dict[str, Any]:
    """Tell how far a film is; a member's cannot be asked for."""
    signed_in(call, world)
    kept = _kept(world, urn(name, "/id", "video"))
    check_reader(kept["owner"], "videos.GET")
    status = _status(world, kept)
    if status == "PROCESSING":
        world.store.put_thing("linkedin", "video", name, kept | {"ready": 0})
    return {"owner": kept["owner"], "status": status, "id": name}


def usable_video(world: World, owner: str, name: str, field: str) -> Picture:
    """Return a film that a post of `owner` may show; refuse one that is foreign or not ready."""
    kept = world.store.thing("linkedin", "video", name)
    if kept is None or kept["owner"] != owner:
        raise input_error(400, "INVALID_URN_ID", f"{name} is no video of {owner}", field)
    status = _status(world, kept)
    if status == "PROCESSING_FAILED":
        raise input_error(400, "MEDIA_ASSET_PROCESSING_FAILED", f"{name} could not be processed", field)
    content = world.store.media(kept["sha256"]) if status == "AVAILABLE" else None
    film = look_film(content) if content else None
    if content is None or film is None:
        raise input_error(400, "MEDIA_ASSET_WAITING_UPLOAD", f"{name} is not ready yet", field)
    return replace(moving(content, kept["sha256"], film), cover=kept["cover"])
