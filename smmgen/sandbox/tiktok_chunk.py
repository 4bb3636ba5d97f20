"""Take a film's chunks; the last one publishes it.

206 answers a chunk, 201 the last, 416 one out of its turn. Source: TikTok API, "Media transfer guide";
read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.tiktok_answer import refused
from smmgen.sandbox.tiktok_media import look_video
from smmgen.sandbox.tiktok_post import keep
from smmgen.sandbox.tiktok_upload import LAST_CHUNK, TYPES, place


def take_chunk(call: Call, world: World) -> Answer:
    """Take the next chunk."""
    key = str(call.query.get("upload_token", ""))
    kept = world.store.thing("tiktok", "upload", key)
    if kept is None:
        raise refused(404, "invalid_file_upload", "The upload does not exist.")
    if kept["ends"] <= world.now().timestamp():
        raise refused(403, "invalid_file_upload", "The upload URL has expired.")
    if call.headers.get("content-type") not in TYPES:
        raise refused(400, "invalid_file_upload", f"Content-Type is one of {', '.join(TYPES)}.")
    start = _check_place(call, kept)
    whole = (world.store.media(kept["digest"]) or b"")[:start] + call.body
    kept |= {"digest": world.store.put_media(whole), "received": len(whole)}
    headers = {"content-range": f"bytes 0-{len(whole) - 1}/{kept['size']}"}
    if len(whole) < kept["size"]:
        world.store.put_thing("tiktok", "upload", key, kept)
        return Answer(status=206, body=b"", headers=headers)
    world.store.drop_thing("tiktok", "upload", key)
    world.store.drop_thing("tiktok", "uploading", kept["publish_id"])
    keep(world, kept["publish_id"], kept["about"], look_video(world, whole), kept["fields"])
    return Answer(status=201, body=b"", headers=headers)


def _check_place(call: Call, kept: dict[str, Any]) -> int:
    found = place(call.headers.get("content-range", ""), kept["size"])
    if found is None or found[1] - found[0] != len(call.body):
        raise refused(400, "invalid_file_upload", "Content-Range does not fit the body or the video.")
    start, end = found
    number = kept["received"] // kept["chunk"]
    is_last = number == kept["count"] - 1
    expected = kept["size"] if is_last else kept["received"] + kept["chunk"]
    if start != kept["received"] or end != expected or len(call.body) > LAST_CHUNK:
        raise refused(416, "invalid_file_upload", "The chunk is not the next one of the video.")
    return start
