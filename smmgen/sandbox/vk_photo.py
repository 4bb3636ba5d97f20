"""VK's pictures: ask where to upload, upload there, save what was uploaded; then it can be attached.

JPG, PNG or GIF; width + height at most 14,000; sides at most 1 : 20; 50 MB; a caption of 2,048. What cannot
be read as a picture is answered by an empty `photo`. A picture belongs to who uploaded it, not to the
community. Source: VK's documents, "Uploading files", and the schema 5.199 (`photos_photo`); read 2026-11.
"""

import hashlib
import json
import re
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.vk_answer import Fault, gateway, wrong
from smmgen.sandbox.vk_asked import Asked

BYTES = 50 * 1024 * 1024
SIDES = 14_000
RATIO = 20
CAPTION = 2048
TYPES = ("image/jpeg", "image/png", "image/gif")
ALBUMS = {"wall": -7, "messages": -64}
SERVER = 626_100


def wall_server(asked: Asked) -> Any:
    """Return where pictures of a wall are uploaded to."""
    group = abs(asked.number("group_id"))
    return _server(asked, "wall", group) | ({"group_id": group} if group else {})


def messages_server(asked: Asked) -> Any:
    """Return where pictures of messages are uploaded to."""
    return _server(asked, "messages", 0)


def _server(asked: Asked, kind: str, group: int) -> dict[str, Any]:
    number = asked.world.store.next_number("vk", "upload")
    key = hashlib.sha256(f"{kind} {group} {asked.who.actor} {number}".encode()).hexdigest()[:32]
    asked.world.store.put_thing(
        "vk", "upload", key, {"kind": kind, "group": group, "actor": asked.who.actor, "sha256": ""}
    )
    url = f"{asked.world.url}/vk/upload/{key}"
    urls = {"upload_url": url, "fallback_upload_url": f"{url}?fallback=1"}
    return {"album_id": ALBUMS[kind], **urls, "user_id": max(asked.who.actor, 0)}


def upload(call: Call, world: World) -> Answer:
    """Take a file at the address that was given for it; no token is asked for."""
    key = call.path.rpartition("/")[2]
    place = world.store.thing("vk", "upload", key)
    if place is None:
        return gateway(404)
    if call.method != "POST":
        return gateway(405)
    file = call.uploads.get("photo") or call.uploads.get("file1")
    digest = "" if file is None else _taken(file.content, world)
    world.store.put_thing("vk", "upload", key, place | {"sha256": digest})
    photo = [{"photo": digest[:10], "sizes": [], "markers_restarted": True}]
    told = json.dumps(photo if digest else [])
    return Answer(body={"server": SERVER, "photo": told, "hash": key})


def _taken(content: bytes, world: World) -> str:
    header = look(content, decode=False)
    if header is None or header.media_type not in TYPES or len(content) > BYTES:
        return ""
    short, long = sorted((header.width, header.height))
    if short + long > SIDES or long > RATIO * short or look(content) is None:
        return ""
    return world.store.put_media(content)


def save_wall(asked: Asked) -> Any:
    """Save an uploaded picture for a wall."""
    if len(asked.text("caption")) > CAPTION:
        raise wrong(f"caption should be less or equal to {CAPTION} letters")
    return _saved(asked, "wall", asked.number("group_id"))


def save_message(asked: Asked) -> Any:
    """Save an uploaded picture for messages."""
    return _saved(asked, "messages", 0)


def _saved(asked: Asked, kind: str, group: int) -> list[dict[str, Any]]:
    if asked.text("photo").strip() in ("", "[]"):
        raise wrong("photo is undefined")
    if asked.number("server", -1) != SERVER:
        raise Fault(118)
    store = asked.world.store
    place = store.thing("vk", "upload", asked.text("hash"))
    if place is None or (place["kind"], place["group"], place["actor"]) != (kind, group, asked.who.actor):
        raise Fault(121)
    if not place["sha256"] or f'"{place["sha256"][:10]}"' not in asked.text("photo"):
        raise Fault(129)
    owner = asked.who.actor
    number = store.next_number("vk", f"photo {owner}", 457_239_017)
    kept = {
        "owner": owner,
        "id": number,
        "kind": kind,
        "key": hashlib.sha256(f"{owner} {number}".encode()).hexdigest()[:18],
        "sha256": place["sha256"],
        "caption": asked.text("caption"),
        "date": int(asked.world.now().timestamp()),
    }
    store.put_thing("vk", "photo", f"{owner}_{number}", kept)
    return [photo(asked.world, kept)]


def photo(world: World, kept: dict[str, Any]) -> dict[str, Any]:
    """Return a photo object."""
    seen = shown(world, kept)
    size = {
        "type": "w",
        "width": seen.width,
        "height": seen.height,
        "url": f"{world.url}/media/{seen.sha256}",
    }
    return {
        "album_id": ALBUMS[kept["kind"]],
        "date": kept["date"],
        "id": kept["id"],
        "owner_id": kept["owner"],
        "access_key": kept["key"],
        "sizes": [size],
        "orig_photo": size | {"type": "base"},
        "text": kept["caption"],
        "has_tags": False,
    }


def find_photo(world: World, name: str) -> dict[str, Any] | None:
    """Return the record of `OWNER_ID` or `OWNER_ID_KEY`, or None; a wrong key opens nothing."""
    match = re.fullmatch(r"(-?\d+_\d+)(?:_(\w+))?", name)
    kept: dict[str, Any] | None = world.store.thing("vk", "photo", match[1]) if match else None
    return kept if kept and match and match[2] in (None, kept["key"]) else None


def shown(world: World, kept: dict[str, Any]) -> Picture:
    """Return a photo as a post's picture; VK knows no alternative text."""
    content = world.store.media(kept["sha256"]) or b""
    seen = look(content, decode=False)
    if seen is None:
        raise Fault(129)
    return picture(content, kept["sha256"], seen)


def frames(world: World, kept: dict[str, Any]) -> int:
    """Return how many frames a photo has; VK shows the first."""
    seen = look(world.store.media(kept["sha256"]) or b"", decode=False)
    return seen.frames if seen else 0
