"""Upload a video in pieces: a session first, its bytes then, as far as they got is told at any time.

Source: YouTube Data API, "Resumable uploads"; read 2026-11. A session lives for a week.
"""

import re
import secrets
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.youtube_answer import parts, refused
from smmgen.sandbox.youtube_resource import PARTS
from smmgen.sandbox.youtube_token import UPLOADS, signed_in, spend
from smmgen.sandbox.youtube_video import check_new, find_video, keep_video, resource

PIECE = 256 * 1024
"""All pieces but the last are a multiple of this, in bytes."""
LIFE = timedelta(days=7)
VIDEO_BYTES = 274_877_906_944

_RANGE = re.compile(r"bytes (?:(?P<first>\d+)-(?P<last>\d+)|\*)/(?P<total>\d+|\*)")


def begin(call: Call, world: World) -> Answer:
    """Open a session for a video's bytes; the answer's Location is its address."""
    name = signed_in(call, world)
    if call.query.get("uploadType") != "resumable":
        raise refused(400, "badRequest", "Only uploadType=resumable is served here.", domain="global")
    spend(world, 1, UPLOADS)
    asked = parts(call, (*PARTS, "id", "contentDetails", "statistics", "processingDetails", "player"))
    if call.problem:
        raise refused(400, "parseError", "Parse Error", domain="global")
    check_new(call.fields, asked, world)
    kind = call.headers.get("x-upload-content-type", "video/*")
    if not kind.startswith("video/") and kind != "application/octet-stream":
        what = f"Media type '{kind}' is not supported. Valid media types: [video/*, application/octet-stream]"
        raise refused(400, "badContent", what, domain="global")
    length = call.headers.get("x-upload-content-length", "")
    if length.isdecimal() and int(length) > VIDEO_BYTES:
        raise refused(413, "uploadTooLarge", f"Media is too large. Limit: {VIDEO_BYTES}", domain="global")
    key = secrets.token_urlsafe(48)
    kept = {
        "name": name,
        "given": dict(call.fields),
        "part": asked,
        "total": int(length) if length.isdecimal() else None,
        "digest": world.store.put_media(b""),
        "received": 0,
        "video": "",
        "ends": (world.now() + LIFE).timestamp(),
    }
    world.store.put_thing("youtube", "session", key, kept)
    query = f"uploadType=resumable&part={','.join(asked)}&upload_id={key}"
    headers = {"location": f"{world.url}/youtube/{call.path}?{query}", "x-guploader-uploadid": key}
    return Answer(status=200, body=b"", headers=headers)


def proceed(call: Call, world: World) -> Answer:
    """Take a piece, or tell how far the upload is: 308 while bytes are missing, then the video."""
    key = str(call.query.get("upload_id", ""))
    kept = world.store.thing("youtube", "session", key)
    if kept is None or kept["ends"] <= world.now().timestamp():
        raise refused(404, "notFound", "The upload session was not found.", domain="global")
    if call.bearer() is not None:
        signed_in(call, world)
    if kept["video"]:
        return Answer(body=_video(world, kept))
    first, total = _range(call, kept)
    if first is not None:
        _take(world, key, kept, call.body, first, total)
    elif total is not None:
        kept["total"] = total
    if kept["total"] is None or kept["received"] < kept["total"]:
        return _incomplete(kept)
    return Answer(status=200, body=_finish(world, key, kept))


def _range(call: Call, kept: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return where a piece begins (None: it asks for the state) and how long the whole is, if told."""
    given = call.headers.get("content-range", "")
    if not given:
        return 0, len(call.body)
    match = _RANGE.fullmatch(given)
    if match is None:
        raise refused(400, "badRequest", "Failed to parse Content-Range header.", domain="global")
    total = int(match["total"]) if match["total"] != "*" else None
    if total is not None and kept["total"] not in (None, total):
        raise refused(400, "badRequest", "Content-Range names another size than before.", domain="global")
    if match["first"] is None:
        return None, total
    if int(match["last"]) - int(match["first"]) + 1 != len(call.body):
        raise refused(400, "badRequest", "Content-Range does not fit the body's length.", domain="global")
    return int(match["first"]), total


def _take(world: World, key: str, kept: dict[str, Any], body: bytes, first: int, total: int | None) -> None:
    received = kept["received"]
    if first > received:
        what = (
            f"Invalid request. According to the Content-Range header, the upload offset is {first} byte(s),"
            f" which exceeds already uploaded size of {received} byte(s)."
        )
        raise refused(400, "badRequest", what, domain="global")
    end = first + len(body)
    if end != total and len(body) % PIECE:
        what = f"All pieces but the last are a multiple of {PIECE} bytes; this one has {len(body)}."
        raise refused(400, "badRequest", what, domain="global")
    whole = (world.store.media(kept["digest"]) or b"")[:first] + body
    kept |= {"digest": world.store.put_media(whole), "received": len(whole)}
    kept["total"] = total if total is not None else kept["total"]
    world.store.put_thing("youtube", "session", key, kept)


def _incomplete(kept: dict[str, Any]) -> Answer:
    headers = {"range": f"bytes=0-{kept['received'] - 1}"} if kept["received"] else {}
    return Answer(status=308, body=b"", headers=headers)


def _finish(world: World, key: str, kept: dict[str, Any]) -> dict[str, Any]:
    content = world.store.media(kept["digest"]) or b""
    if not content:
        what = "The request does not include the video content."
        raise refused(400, "mediaBodyRequired", what, domain="youtube.video")
    made = keep_video(world, kept["name"], kept["given"], content)
    world.store.put_thing("youtube", "session", key, kept | {"video": made["id"]})
    return _video(world, kept | {"video": made["id"]})


def _video(world: World, kept: dict[str, Any]) -> dict[str, Any]:
    return resource(world, find_video(world, kept["name"], kept["video"]), tuple(kept["part"]))
