"""Take photos as Telegram does: uploaded, known by their file_id, and within its limits.

Limits: 10 MB, width + height at most 10,000, sides at most 1 : 20. Source: Bot API, sendPhoto; read 2026-11.
"""

import hashlib
from typing import Any

from smmgen.sandbox.exchange import Call, Upload, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.telegram_answer import bad_request

BYTES = 10 * 1024 * 1024
SIDES = 10_000
RATIO = 20
_SIZES = (90, 320, 800, 1280)


def take_photo(call: Call, world: World, field: str, given: str) -> tuple[Picture, list[dict[str, Any]]]:
    """Return a photo and its PhotoSize list, from the upload in `field` or what `given` points at."""
    name = given.removeprefix("attach://") if given.startswith("attach://") else field
    upload = call.uploads.get(name) if not given or given.startswith("attach://") else None
    if upload is not None:
        return _uploaded(upload, world)
    if not given or given.startswith("attach://"):
        raise bad_request("there is no photo in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = world.store.thing("telegram", "file", given)
    content = world.store.media(known["sha256"]) if known else None
    if content is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return _kept(content, world)


def _uploaded(upload: Upload, world: World) -> tuple[Picture, list[dict[str, Any]]]:
    size = len(upload.content)
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {BYTES} bytes"
        )
    return _kept(upload.content, world)


def _kept(content: bytes, world: World) -> tuple[Picture, list[dict[str, Any]]]:
    header = look(content, decode=False)
    if header is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted((header.width, header.height))
    if short + long > SIDES or long > RATIO * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    seen = look(content)
    if seen is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    shown = picture(content, world.store.put_media(content), seen)
    return shown, _sizes(shown, world)


def _sizes(shown: Picture, world: World) -> list[dict[str, Any]]:
    long = max(shown.width, shown.height)
    sizes = []
    for side in [*(size for size in _SIZES if size < long), min(long, _SIZES[-1])]:
        unique = hashlib.sha256(f"{shown.sha256} {side}".encode()).hexdigest()
        size = {
            "file_id": f"AgAC{unique[:40]}",
            "file_unique_id": f"AQAD{unique[40:52]}",
            "file_size": max(shown.size * side * side // (long * long), 1),
            "width": max(round(shown.width * side / long), 1),
            "height": max(round(shown.height * side / long), 1),
        }
        world.store.put_thing("telegram", "file", str(size["file_id"]), {"sha256": shown.sha256})
        if size not in sizes:
            sizes.append(size)
    return sizes
