"""TikTok takes a film in chunks, one after the other, at an address that is good for an hour.

Source: TikTok API, "Media transfer guide"; read 2026-11.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.tiktok_fields import invalid

MEGABYTE = 1024 * 1024
CHUNK = (5 * MEGABYTE, 64 * MEGABYTE)
LAST_CHUNK = 128 * MEGABYTE
VIDEO_BYTES = 4 * 1024 * MEGABYTE
LIFE = timedelta(hours=1)
TYPES = ("video/mp4", "video/quicktime", "video/webm")

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def check_chunks(source: Mapping[str, Any]) -> None:
    """Refuse sizes that do not fit together: all chunks are equal but the last, which takes the rest."""
    if source.get("source") != "FILE_UPLOAD":
        raise invalid("source_info.source is FILE_UPLOAD or PULL_FROM_URL")
    size, chunk, count = (source.get(name, 0) for name in ("video_size", "chunk_size", "total_chunk_count"))
    if not 0 < size <= VIDEO_BYTES:
        raise invalid("source_info.video_size is missing or too large")
    is_whole = size < CHUNK[0] or count == 1
    if is_whole and (chunk != size or size > CHUNK[1]):
        raise invalid("The chunk size is invalid: a video in one chunk has chunk_size equal to video_size")
    if not is_whole and not CHUNK[0] <= chunk <= CHUNK[1]:
        raise invalid("The chunk size is invalid: it is 5 to 64 MB")
    if count != max(size // chunk, 1):
        raise invalid(
            "The total chunk count is invalid: it is video_size divided by chunk_size, rounded down"
        )


def open_upload(world: World, publish_id: str, source: Mapping[str, Any], request: Mapping[str, Any]) -> str:
    """Return the address for a film's chunks."""
    key = secrets.token_urlsafe(24)
    kept = {
        "publish_id": publish_id,
        "size": source["video_size"],
        "chunk": source["chunk_size"],
        "count": source["total_chunk_count"],
        "digest": world.store.put_media(b""),
        "received": 0,
        "ends": (world.now() + LIFE).timestamp(),
        **request,
    }
    world.store.put_thing("tiktok", "upload", key, kept)
    world.store.put_thing("tiktok", "uploading", publish_id, {"name": request["about"]["name"], "key": key})
    return f"{world.url}/tiktok/upload/?upload_id={new_number(world)}&upload_token={key}"


def new_number(world: World) -> int:
    """Return a number for an upload."""
    return world.store.next_number("tiktok", "upload", 67_890)


def place(given: str, size: int) -> tuple[int, int] | None:
    """Return where a chunk begins and ends, the end exclusive; None where the header fits no such film."""
    match = _RANGE.fullmatch(given)
    if match is None or int(match[3]) != size or not int(match[1]) <= int(match[2]) < size:
        return None
    return int(match[1]), int(match[2]) + 1
