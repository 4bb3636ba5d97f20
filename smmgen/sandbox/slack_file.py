"""Slack's files: a place is asked for, the bytes are put there, and then the files are shared.

Where the file was shared is told by `files.info` only after a look or two, as the true one works it off
later. Source: Slack's documentation, files.getUploadURLExternal and files.completeUploadExternal; read
2026-11.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.slack_answer import USER, argument, decoded, refused, signed_in, text

ALT = 1000
FILE_BYTES = 1024**3


def lease(call: Call, world: World) -> Any:
    """Return a file's id and the address for its bytes."""
    signed_in(call)
    name, length = text(call, "filename"), text(call, "length")
    if not name or not length.isdecimal() or int(length) == 0:
        raise refused("missing_argument" if not name or length in ("", "0") else "invalid_arguments")
    if int(length) > FILE_BYTES:
        raise refused("file_upload_size_restricted")
    if len(text(call, "alt_txt")) > ALT:
        raise refused("alt_txt_too_large")
    number = world.store.next_number("slack", "file", int(world.now().timestamp()))
    made, key = f"F{number:010X}", secrets.token_hex(16)
    kept = {"id": made, "name": name, "length": int(length), "alt": text(call, "alt_txt"), "key": key}
    world.store.put_thing("slack", "file", made, kept)
    return {"ok": True, "file_id": made, "upload_url": f"{world.url}/slack/upload/v1/{made}.{key}"}


def upload(call: Call, world: World, made: str, key: str) -> Answer:
    """Take the bytes of a file, raw or in a form."""
    kept = world.store.thing("slack", "file", made)
    sent = next(iter(call.uploads.values())).content if call.uploads else call.body
    if kept is None or kept["key"] != key or "sha256" in kept:
        return _said(404, "not found")
    if len(sent) != kept["length"]:
        return _said(400, f"expected {kept['length']} bytes")
    seen = look(sent)
    more = {"width": seen.width, "height": seen.height, "media_type": seen.media_type} if seen else {}
    world.store.put_thing("slack", "file", made, kept | {"sha256": world.store.put_media(sent), **more})
    return _said(200, f"OK - {len(sent)}")


def _said(status: int, what: str) -> Answer:
    return Answer(status=status, body=what.encode(), headers={"content-type": "text/plain; charset=utf-8"})


def uploaded(call: Call, world: World) -> list[dict[str, Any]]:
    """Return the files that a call completes, with their titles; refuse those that never arrived."""
    rows = decoded(call, "files", "invalid_arguments")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise refused("missing_argument" if argument(call, "files") in (None, []) else "invalid_arguments")
    found = []
    for row in rows:
        kept = world.store.thing("slack", "file", str(row.get("id", "")))
        if kept is None or "sha256" not in kept or "shares" in kept:
            raise refused("file_not_found")
        found.append(kept | {"title": str(row.get("title") or kept["name"])})
    return found


def share(world: World, kept: Mapping[str, Any], place: Mapping[str, str]) -> None:
    """Note where a file was shared; `place` is its channel and message, empty where it is private."""
    world.store.put_thing("slack", "file", kept["id"], {**kept, "shares": dict(place), "looks": 0})


def shown(kept: Mapping[str, Any], *, is_worked_off: bool = True) -> dict[str, Any]:
    """Return a File object."""
    found: dict[str, Any] = {
        "id": kept["id"],
        "name": kept["name"],
        "title": kept.get("title", kept["name"]),
        "size": kept["length"],
        "mimetype": kept.get("media_type", "application/octet-stream"),
        "alt_txt": kept["alt"],
        "user": USER,
        "is_external": False,
        "permalink": f"https://sandbox.slack.com/files/{USER}/{kept['id']}/{kept['name']}",
    }
    place = kept.get("shares", {})
    if "width" in kept:
        found |= {"original_w": kept["width"], "original_h": kept["height"]}
    if is_worked_off and place:
        found["shares"] = {"public": {place["channel"]: [{"ts": place["ts"]}]}}
        found["channels"] = [place["channel"]]
    return found


def info(call: Call, world: World) -> Any:
    """Tell of a file; the first look comes too early to see where it was shared."""
    signed_in(call)
    kept = world.store.thing("slack", "file", text(call, "file"))
    if kept is None or "shares" not in kept:
        raise refused("file_not_found")
    world.store.put_thing("slack", "file", kept["id"], kept | {"looks": kept["looks"] + 1})
    return {"ok": True, "file": shown(kept, is_worked_off=kept["looks"] > 0)}


def as_picture(kept: Mapping[str, Any]) -> Picture | None:
    """Return a file as a post's picture, None where it is none."""
    if "width" not in kept:
        return None
    return Picture(
        sha256=kept["sha256"],
        media_type=kept["media_type"],
        size=kept["length"],
        width=kept["width"],
        height=kept["height"],
        alt=kept["alt"],
    )


def picture_of(world: World, block: Mapping[str, Any]) -> Picture | None:
    """Return an image block's picture, from a file or from the sandbox's host of files."""
    given = block.get("slack_file") or {}
    if given:
        kept = world.store.thing("slack", "file", str(given.get("id", "")))
        found = as_picture(kept) if kept and "shares" in kept else None
        return found and replace(found, alt=block["alt_text"])
    file = fetch(world, str(block["image_url"]))
    seen = look(file.content) if file else None
    if file is None or seen is None:
        return None
    return picture(file.content, world.store.put_media(file.content), seen, block["alt_text"])
