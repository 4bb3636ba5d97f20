"""OK's pictures: ask for an address, upload there, use the tokens within a day.

A token that was committed, which puts its picture into an album, cannot stand in a topic of a group.
Source: OK's REST documents, `photosV2.getUploadUrl`, `photosV2.commit`, "Photo upload"; read 2026-11. How
large a picture may be stands nowhere; the sandbox takes 25 MB.
"""

import hashlib
import re
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.ok_answer import Fault, error, gateway
from smmgen.sandbox.ok_asked import Asked
from smmgen.sandbox.post import Picture

BYTES = 25 * 1024 * 1024
COUNT = 100
DAY_MS = 86_400_000
TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")


def upload_url(asked: Asked) -> Any:
    """Return ids for pictures to come and the address that takes them."""
    count = asked.number("count", 1)
    if not 1 <= count <= COUNT:
        raise Fault(100, "Invalid parameter count value")
    _guard_sizes(asked, count)
    store, now = asked.world.store, int(asked.world.now().timestamp() * 1000)
    number = store.next_number("ok", "upload")
    key = hashlib.sha256(f"upload {number}".encode()).hexdigest()[:40]
    ids = [hashlib.sha256(f"{key} {place}".encode()).hexdigest()[:44] + "==" for place in range(count)]
    kept = {"ids": ids, "group": asked.text("gid"), "until": now + DAY_MS}
    store.put_thing("ok", "upload", key, kept)
    address = f"{asked.world.url}/ok/uploadImage?apiToken={key}"
    return {"photo_ids": ids, "upload_url": address, "expires_ms": now + DAY_MS, "ttl_ms": DAY_MS}


def _guard_sizes(asked: Asked, count: int) -> None:
    sizes = asked.items("sizes")
    if not all(size.isdecimal() for size in sizes) or len(sizes) not in (0, 1, count):
        raise Fault(100, "Invalid parameter sizes value")
    if any(int(size) > BYTES for size in sizes):
        raise Fault(500, "Image size limit exceeded")


def upload(call: Call, world: World) -> Answer:
    """Take the files `pic1`, `pic2` … at the address that was given for them; no token is asked for."""
    place = world.store.thing("ok", "upload", str(call.query.get("apiToken")))
    if place is None or place["until"] < world.now().timestamp() * 1000:
        return gateway(404)
    if call.method != "POST":
        return gateway(405)
    names = sorted(call.uploads, key=lambda name: (int(re.sub(r"\D", "", name) or 0), name))
    if not names or len(names) > len(place["ids"]):
        return error(505, "No image in the request")
    photos = {}
    for photo_id, name in zip(place["ids"], names, strict=False):
        digest = _digest(call.uploads[name].content, world)
        if not isinstance(digest, str):
            return error(digest, "The image was not taken")
        token = hashlib.sha256(f"{photo_id} {digest}".encode()).hexdigest()
        kept = {"id": photo_id, "group": place["group"], "sha256": digest, "until": place["until"]}
        world.store.put_thing("ok", "photo", token, kept | {"is_committed": False})
        photos[photo_id] = {"token": token}
    return Answer(body={"photos": photos})


def _digest(content: bytes, world: World) -> str | int:
    """Keep a picture and return its digest, or the error's code."""
    if not content:
        return 505
    if len(content) > BYTES:
        return 500
    header = look(content, decode=False)
    if header is None or header.media_type not in TYPES:
        return 503
    return 504 if look(content) is None else world.store.put_media(content)


def commit(asked: Asked) -> Any:
    """Put an uploaded picture into an album; it cannot stand in a topic of a group then."""
    kept = find_photo(asked.world, asked.text("token"))
    if kept is None or kept["id"] != asked.text("photo_id"):
        raise Fault(121, "Invalid photo token")
    asked.world.store.put_thing("ok", "photo", asked.text("token"), kept | {"is_committed": True})
    number = str(asked.world.store.next_number("ok", "photo", 870_000_000_001))
    return {"photos": [{"photo_id": kept["id"], "status": "SUCCESS", "assigned_photo_id": number}]}


def find_photo(world: World, token: str) -> dict[str, Any] | None:
    """Return what a token stands for, or None: unknown, too old, or in an album already."""
    kept: dict[str, Any] | None = world.store.thing("ok", "photo", token)
    if kept is None or kept["is_committed"] or kept["until"] < world.now().timestamp() * 1000:
        return None
    return kept


def shown(world: World, token: str) -> Picture | None:
    """Return a picture as a topic's readers see it; OK knows no alternative text."""
    kept = world.store.thing("ok", "photo", token)
    content = world.store.media(kept["sha256"]) if kept else None
    seen = look(content, decode=False) if content else None
    return picture(content, kept["sha256"], seen) if kept and content and seen else None
