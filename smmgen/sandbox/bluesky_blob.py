"""Take uploads, and check that records point at them rightly.

Limits: an upload 5 MiB, a picture or a link card's picture 1,000,000 bytes. Source: a PDS, seen, and the
lexicons app.bsky.embed.images and app.bsky.embed.external; read 2026-11. (Newer servers take pictures of
2,000,000 bytes; the older limit holds everywhere.)
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from smmgen.sandbox.bluesky_answer import invalid, refused
from smmgen.sandbox.bluesky_cid import BLOB, cid_of
from smmgen.sandbox.bluesky_session import signed_in
from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture

UPLOAD_BYTES = 5 * 1024 * 1024
IMAGE_BYTES = 1_000_000


def upload_blob(call: Call, world: World) -> dict[str, Any]:
    """Keep raw bytes under their CID; their type is what they are, not what the header says."""
    account = signed_in(call, world)
    if not call.body:
        raise invalid("Request encoding (Content-Type) required but not provided")
    if len(call.body) > UPLOAD_BYTES:
        raise refused(413)
    seen = look(call.body, decode=False)
    given = call.headers.get("content-type", "application/octet-stream").partition(";")[0].strip()
    blob = {
        "$type": "blob",
        "ref": {"$link": cid_of(call.body, BLOB)},
        "mimeType": seen.media_type if seen else given,
        "size": len(call.body),
    }
    digest = world.store.put_media(call.body)
    key = f"{account['did']} {cid_of(call.body, BLOB)}"
    world.store.put_thing("bluesky", "blob", key, {"blob": blob, "sha256": digest})
    return {"blob": blob}


def check_blobs(world: World, did: str, record: Any) -> None:
    """Refuse a record that points at bytes which were not uploaded, are too large or of another kind."""
    for blob in _blobs(record):
        cid = blob["ref"]["$link"]
        known = world.store.thing("bluesky", "blob", f"{did} {cid}")
        if known is None:
            raise refused(400, "BlobNotFound", f"Could not find blob: {cid}")
        kept = known["blob"]
        if kept["mimeType"] != blob.get("mimeType"):
            raise refused(
                400,
                "InvalidMimeType",
                f"Referenced Mimetype does not match stored blob. Expected: {kept['mimeType']},"
                f" Got: {blob.get('mimeType')}",
            )
        if kept["size"] != blob.get("size"):
            raise invalid(
                "Referenced size does not match stored blob."
                f" Expected: {kept['size']}, Got: {blob.get('size')}"
            )


def check_image(blob: Any, where: str) -> None:
    """Refuse a blob that is no reference to a picture of an allowed size."""
    if not is_blob(blob):
        raise invalid(f"Invalid app.bsky.feed.post record: {where} should be a blob ref")
    if not str(blob["mimeType"]).startswith("image/"):
        raise refused(
            400, "InvalidMimeType", f"Wrong mimetype. It is {blob['mimeType']} but it must match image/*."
        )
    if blob["size"] > IMAGE_BYTES:
        raise refused(
            400,
            "BlobTooLarge",
            f"This file is too large. It is {blob['size']} bytes but the maximum size is {IMAGE_BYTES}.",
        )


def is_blob(value: Any) -> bool:
    """Tell whether a value is a reference to a blob."""
    return (
        isinstance(value, Mapping)
        and value.get("$type") == "blob"
        and isinstance(value.get("ref"), Mapping)
        and isinstance(value["ref"].get("$link"), str)
        and isinstance(value.get("mimeType"), str)
        and isinstance(value.get("size"), int)
    )


def _blobs(value: Any) -> Iterator[Any]:
    if is_blob(value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _blobs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _blobs(item)


def blob_picture(world: World, did: str, blob: Any, alt: str = "") -> Picture | None:
    """Return a blob as a post's picture, or None where its bytes are no picture."""
    known = world.store.thing("bluesky", "blob", f"{did} {blob['ref']['$link']}") if is_blob(blob) else None
    content = world.store.media(known["sha256"]) if known else None
    if content is None or (seen := look(content)) is None:
        return None
    return picture(content, hashlib.sha256(content).hexdigest(), seen, alt)
