"""Reddit's media: a lease for a place in an object storage, the bytes, then a post that names them.

The lease's address has no scheme, as Reddit's. Source: Reddit's first-class client PRAW, media uploads; read
2026-11.
"""

import secrets
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.reddit_answer import refused, signed_in, text

TYPES = ("image/png", "image/jpeg", "image/gif", "video/mp4", "video/quicktime")
IMAGE_BYTES = 20 * 1024 * 1024


def lease(call: Call, world: World) -> Any:
    """Return where a file is to be sent, and with which fields."""
    signed_in(call, world)
    path, kind = text(call, "filepath"), text(call, "mimetype")
    if not path or kind not in TYPES:
        raise refused(400)
    made = secrets.token_hex(8)
    key = f"rte_images/{made}"
    kept = {"id": made, "key": key, "type": kind, "policy": secrets.token_hex(16)}
    world.store.put_thing("reddit", "asset", made, kept)
    fields = {"acl": "private", "key": key, "policy": kept["policy"], "Content-Type": kind}
    return {
        "args": {
            "action": f"{world.url.partition(':')[2]}/reddit/upload",
            "fields": [{"name": name, "value": value} for name, value in fields.items()],
        },
        "asset": {
            "asset_id": made,
            "processing_state": "incomplete",
            "payload": {"filepath": path},
            "websocket_url": f"wss://ws-sandbox.invalid/{made}",
        },
    }


def upload(call: Call, world: World) -> Answer:
    """Take a file at the storage, which answers in XML."""
    made = str(call.fields.get("key", "")).rpartition("/")[2]
    kept, file = world.store.thing("reddit", "asset", made), call.uploads.get("file")
    if kept is None or call.fields.get("policy") != kept["policy"] or file is None:
        return _xml(403, "<Error><Code>AccessDenied</Code></Error>")
    if len(file.content) > IMAGE_BYTES:
        return _xml(400, "<Error><Code>EntityTooLarge</Code></Error>")
    world.store.put_thing("reddit", "asset", made, kept | {"sha256": world.store.put_media(file.content)})
    place = f"{world.url}/reddit/upload/{quote(kept['key'], safe='')}"
    named = f"<Location>{escape(place)}</Location><Key>{kept['key']}</Key>"
    return _xml(201, f"<PostResponse>{named}</PostResponse>")


def _xml(status: int, body: str) -> Answer:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Answer(status=status, body=(head + body).encode(), headers={"content-type": "application/xml"})


def location(world: World, made: str) -> str:
    """Return the address of an uploaded file."""
    return f"{world.url}/reddit/upload/rte_images/{made}"


def taken(world: World, made: str, alt: str = "") -> Picture | None:
    """Return an uploaded picture by its asset's id, or None where there is none or it is no picture."""
    kept = world.store.thing("reddit", "asset", made)
    content = world.store.media(kept["sha256"]) if kept and "sha256" in kept else None
    seen = look(content) if content else None
    return picture(content, kept["sha256"], seen, alt) if content and seen else None
