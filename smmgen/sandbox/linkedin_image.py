"""LinkedIn's pictures: ask for an address, send the bytes there, use the URN.

The bytes are taken as they come; what is wrong with them is told when they are used. A moving GIF takes
ten seconds. Source: LinkedIn API, "Images"; read 2026-11.
"""

import secrets
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.linkedin_answer import input_error, milliseconds, refused, urn
from smmgen.sandbox.linkedin_record import check
from smmgen.sandbox.linkedin_token import check_author, check_reader, signed_in
from smmgen.sandbox.post import Picture

PIXELS = 36_152_320
FRAMES = 250
ALT = 4086
TYPES = ("image/jpeg", "image/png", "image/gif")
UPLOAD_LIFE = timedelta(hours=24)
PROCESSING = timedelta(seconds=10)
REQUEST = {"initializeUploadRequest": {"owner": str}}


def initialize(call: Call, world: World) -> dict[str, Any]:
    """Give the address for a picture's bytes, and its URN."""
    member = signed_in(call, world)
    if call.query.get("action") != "initializeUpload":
        raise refused(400, "PARAM_INVALID", "The action is not known")
    check(call.fields, REQUEST)
    owner = call.fields["initializeUploadRequest"]["owner"]
    key = f"D4E10AQ{secrets.token_urlsafe(11)}"
    expires = milliseconds(world.now() + UPLOAD_LIFE)
    kept = {
        "owner": check_author(owner, member, "/initializeUploadRequest/owner"),
        "expires": expires,
        "status": "WAITING_UPLOAD",
    }
    world.store.put_thing("linkedin", "image", f"urn:li:image:{key}", kept)
    query = "ca=vector_feedshare&cn=uploads&sync=0&v=beta"
    url = f"{world.url}/linkedin/dms-uploads/{key}/uploaded-image/0?{query}"
    return {"value": {"uploadUrlExpiresAt": expires, "uploadUrl": url, "image": f"urn:li:image:{key}"}}


def upload(call: Call, world: World, key: str) -> Answer:
    """Take a picture's bytes."""
    signed_in(call, world)
    name = f"urn:li:image:{key}"
    kept = world.store.thing("linkedin", "image", name)
    if kept is None:
        raise refused(404)
    if kept["expires"] <= milliseconds(world.now()):
        raise refused(400, "EXPIRED_UPLOAD_URL", "The upload URL has expired")
    if not call.body:
        raise refused(400, what="The body is empty")
    world.store.put_thing("linkedin", "image", name, kept | _stored(world, call.body))
    return Answer(status=201)


def _stored(world: World, content: bytes) -> dict[str, Any]:
    header = look(content, decode=False)
    if header is None or not _is_fit(header.media_type, header.width * header.height, header.frames):
        return {"status": "PROCESSING_FAILED"}
    seen = look(content)
    if seen is None:
        return {"status": "PROCESSING_FAILED"}
    shown = picture(content, world.store.put_media(content), seen)
    ready = world.now() + (PROCESSING if seen.frames > 1 else timedelta())
    facts = {name: getattr(shown, name) for name in ("sha256", "media_type", "size", "width", "height")}
    return {"status": "AVAILABLE", "ready": milliseconds(ready), **facts}


def _is_fit(media_type: str, pixels: int, frames: int) -> bool:
    return media_type in TYPES and pixels < PIXELS and frames <= FRAMES


def _status(world: World, kept: dict[str, Any]) -> str:
    is_ready = kept.get("ready", 0) <= milliseconds(world.now())
    return str(kept["status"]) if is_ready else "PROCESSING"


def get_image(call: Call, world: World, name: str) -> dict[str, Any]:
    """Tell how far a picture is; a member's cannot be asked for."""
    signed_in(call, world)
    kept = world.store.thing("linkedin", "image", urn(name, "/id", "image"))
    if kept is None:
        raise refused(404)
    check_reader(kept["owner"], "images.GET")
    found = {"owner": kept["owner"], "status": _status(world, kept), "id": name}
    if found["status"] == "AVAILABLE":
        found |= {
            "downloadUrl": f"{world.url}/media/{kept['sha256']}",
            "downloadUrlExpiresAt": kept["expires"],
        }
    return found


def usable(world: World, owner: str, name: Any, field: str, alt: str = "") -> Picture:
    """Return a picture that a post of `owner` may show; refuse one that is foreign or not ready."""
    kept = world.store.thing("linkedin", "image", urn(name, field, "image"))
    if kept is None or kept["owner"] != owner:
        raise input_error(400, "INVALID_URN_ID", f"{name} is no image of {owner}", field)
    status = _status(world, kept)
    if status == "PROCESSING_FAILED":
        raise input_error(400, "MEDIA_ASSET_PROCESSING_FAILED", f"{name} could not be processed", field)
    if status != "AVAILABLE":
        raise input_error(400, "MEDIA_ASSET_WAITING_UPLOAD", f"{name} is not uploaded yet", field)
    if len(alt) > ALT:
        raise input_error(400, "FIELD_LENGTH_TOO_LONG", f"altText is longer than {ALT} characters", field)
    facts = {fact: kept[fact] for fact in ("sha256", "media_type", "size", "width", "height")}
    return Picture(**facts, alt=alt)
