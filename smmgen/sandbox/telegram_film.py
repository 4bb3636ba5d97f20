"""Take films and animations as Telegram does: uploaded, or known by their file_id.

Limit: 50 MB, whatever the kind; a film is MPEG4, an animation a GIF or an MPEG4 without sound. What is
neither is kept as a file, which the page shows as one. Source: Bot API 10.1, sendVideo and sendAnimation;
read 2026-11.
"""

import hashlib
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.telegram_answer import bad_request

BYTES = 50 * 1024 * 1024


def take_film(call: Call, world: World, kind: str, given: str) -> tuple[Picture, dict[str, Any]]:
    """Return a film and its Video or Animation object, by its kind: `video` or `animation`."""
    content = _content(call, world, kind, given)
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > BYTES:
        raise bad_request("Request Entity Too Large")
    shown = _seen(world, kind, content)
    unique = hashlib.sha256(f"{kind} {shown.sha256}".encode()).hexdigest()
    found: dict[str, Any] = {
        "file_id": f"BAAC{unique[:40]}",
        "file_unique_id": f"AgAD{unique[40:52]}",
        "width": shown.width,
        "height": shown.height,
        "duration": round(shown.seconds),
        "mime_type": shown.media_type,
        "file_size": shown.size,
    }
    world.store.put_thing("telegram", "file", found["file_id"], {"sha256": shown.sha256})
    return shown, found


def _content(call: Call, world: World, kind: str, given: str) -> bytes:
    name = given.removeprefix("attach://") if given.startswith("attach://") else kind
    if not given or given.startswith("attach://"):
        if name not in call.uploads:
            raise bad_request(f"there is no {kind} in the request")
        return call.uploads[name].content
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = world.store.thing("telegram", "file", given)
    content = world.store.media(known["sha256"]) if known else None
    if content is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return content


def _seen(world: World, kind: str, content: bytes) -> Picture:
    """Return what readers see; Telegram keeps other bytes as a file, so that nothing moves there."""
    film = look_film(content)
    if film is not None:
        return moving(content, world.store.put_media(content), film)
    image = look(content) if kind == "animation" else None
    if image is None or image.media_type != "image/gif":
        raise bad_request("this sandbox takes MPEG4 films and GIF animations only")
    return picture(content, world.store.put_media(content), image)
