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
from smmgen.sandbox.bluesky_lexicon import bad, expected, got
from smmgen.sandbox.bluesky_session import signed_in
from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture

UPLOAD_BYTES = 5 * 1024 * 1024
IMAGE_BYTES = 1_000_000


def upload_blob(call: Call, world: World) -> dict[str, Any]:
    """Keep raw bytes under their CID; their type is what they are, not what the header says."""
    account = signed_in(call, world)
    if "content-type" not in call.headers:
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
    """Refuse a record that points at bytes which were not uploaded."""
    for blob in blobs_of(record):
        cid = blob["ref"]["$link"]
        if world.store.thing("bluesky", "blob", f"{did} {cid}") is None:
            raise refused(400, "BlobNotFound", f"Could not find blob: {cid}")


def check_image(blob: Any, path: str) -> None:
    """Refuse a blob that is no reference to a picture of an allowed size, as far as it tells itself."""
    if not is_blob(blob):
        raise expected("blob", blob, path)
    if not blob["mimeType"].startswith("image/"):
        raise bad(f'Expected "image/*" (got {got(blob["mimeType"])})', f"{path}.mimeType")
    if blob["size"] > IMAGE_BYTES:
        raise bad(f"blob too big (maximum {IMAGE_BYTES}, got {blob['size']})", path)


def blob_warnings(world: World, did: str, record: Any) -> Iterator[str]:
    """Name the references that say something else than the upload's answer did."""
    for blob in blobs_of(record):
        known = world.store.thing("bluesky", "blob", f"{did} {blob['ref']['$link']}")
        for name in ("mimeType", "size"):
            if known and known["blob"][name] != blob[name]:
                yield f"A blob says {name} {blob[name]}; it is {known['blob'][name]}. Embed it unchanged."


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


def blobs_of(value: Any) -> Iterator[Any]:
    """Return all references to blobs in a record."""
    if is_blob(value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from blobs_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from blobs_of(item)


def blob_picture(world: World, did: str, blob: Any, alt: str = "") -> Picture | None:
    """Return a blob as a post's picture, or None where its bytes are no picture."""
    known = world.store.thing("bluesky", "blob", f"{did} {blob['ref']['$link']}") if is_blob(blob) else None
    content = world.store.media(known["sha256"]) if known else None
    if content is None or (seen := look(content)) is None:
        return None
    return picture(content, hashlib.sha256(content).hexdigest(), seen, alt)
