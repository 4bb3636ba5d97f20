"""Mastodon's attachments: uploaded first, described, then used once.

A moving GIF or a film is not ready at once: the upload answers 202, the first look 206, the next 200.
Source: Mastodon API, media; read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.film import Film, look_film, moving
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.mastodon_account import signed_in
from smmgen.sandbox.mastodon_answer import invalid, new_id, refused, text
from smmgen.sandbox.mastodon_instance import (
    DESCRIPTION,
    FILM_BYTES,
    FILM_PIXELS,
    IMAGE_BYTES,
    PICTURES,
    PIXELS,
)
from smmgen.sandbox.post import Picture


def upload(call: Call, world: World) -> Answer:
    """Keep a picture, not yet in a post."""
    owner = signed_in(call, world)
    file = call.uploads.get("file")
    if file is None or not file.content:
        raise invalid("File can't be blank")
    film = look_film(file.content)
    alt = _description(call)
    shown, is_ready = (
        (_film(world, file.content, film, alt), False) if film else _image(world, file.content, alt)
    )
    kept: dict[str, Any] = {
        "id": new_id(world),
        "owner": owner,
        "sha256": shown.sha256,
        "media_type": shown.media_type,
        "size": shown.size,
        "width": shown.width,
        "height": shown.height,
        "alt": shown.alt,
        "focus": _focus(text(call, "focus")),
        "status": None,
        "is_ready": is_ready,
        "seconds": shown.seconds,
    }
    world.store.put_thing("mastodon", "media", kept["id"], kept)
    return Answer(status=200 if kept["is_ready"] else 202, body=attachment(world, kept))


def _image(world: World, content: bytes, alt: str) -> tuple[Picture, bool]:
    """Return a picture and whether it is ready at once, which a moving one is not."""
    if len(content) > IMAGE_BYTES:
        raise invalid("File File size must be less than or equal to 16 MB")
    header = look(content, decode=False)
    if header is None:
        raise invalid("File content type is invalid, File is invalid")
    if header.width * header.height > PIXELS:
        raise invalid(f"{header.width}x{header.height} images are not supported")
    if look(content) is None:
        raise invalid("File is not a valid image")
    return picture(content, world.store.put_media(content), header, alt), header.frames == 1


def _film(world: World, content: bytes, film: Film, alt: str) -> Picture:
    if len(content) > FILM_BYTES:
        raise invalid("File File size must be less than or equal to 99 MB")
    if film.width * film.height > FILM_PIXELS:
        raise invalid(f"{film.width}x{film.height} videos are not supported")
    return moving(content, world.store.put_media(content), film, alt)


def _description(call: Call) -> str:
    given = text(call, "description").strip()
    if len(given) > DESCRIPTION:
        raise invalid(f"Description is too long (maximum is {DESCRIPTION} characters)")
    return given


def _focus(given: str) -> list[float] | None:
    match = re.fullmatch(r"\s*(-?\d*\.?\d+)\s*,\s*(-?\d*\.?\d+)\s*", given)
    return [float(match[1]), float(match[2])] if match else None


def attachment(world: World, kept: dict[str, Any]) -> dict[str, Any]:
    """Return a MediaAttachment object."""
    width, height = kept["width"], kept["height"]
    size = {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}
    meta: dict[str, Any] = {"original": size, "small": size}
    if kept.get("seconds"):
        size |= {"frame_rate": "25/1", "duration": kept["seconds"]}
    if kept["focus"]:
        meta["focus"] = dict(zip("xy", kept["focus"], strict=True))
    url = f"{world.url}/media/{kept['sha256']}"
    return {
        "id": kept["id"],
        "type": _kind(kept),
        "url": url if kept["is_ready"] else None,
        "preview_url": url,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": meta,
        "description": kept["alt"] or None,
        "blurhash": "L00000fQfQfQfQfQfQfQfQfQfQfQ",
    }


def _kind(kept: dict[str, Any]) -> str:
    return "gifv" if kept["media_type"] == "image/gif" else "video" if kept.get("seconds") else "image"


def _own(call: Call, world: World, media_id: str) -> dict[str, Any]:
    owner = signed_in(call, world)
    kept: dict[str, Any] | None = world.store.thing("mastodon", "media", media_id)
    if kept is None or kept["owner"] != owner or kept["status"]:
        raise refused(404)
    return kept


def get_media(call: Call, world: World, media_id: str) -> Answer:
    """Return an attachment that is not in a post yet; 206 while it is not ready."""
    kept = _own(call, world, media_id)
    found = Answer(status=200 if kept["is_ready"] else 206, body=attachment(world, kept))
    if not kept["is_ready"]:
        world.store.put_thing("mastodon", "media", media_id, kept | {"is_ready": True})
    return found


def put_media(call: Call, world: World, media_id: str) -> Answer:
    """Change the description and focus of an attachment that is not in a post yet."""
    kept = changed(call, _own(call, world, media_id), dict(call.fields))
    world.store.put_thing("mastodon", "media", media_id, kept)
    return Answer(body=attachment(world, kept))


def changed(call: Call, kept: dict[str, Any], attributes: dict[str, Any]) -> dict[str, Any]:
    """Return an attachment with another description or focus, where they are given."""
    kept = dict(kept)
    if "description" in attributes:
        given = str(attributes["description"] or "").strip()
        if len(given) > DESCRIPTION:
            raise invalid(f"Description is too long (maximum is {DESCRIPTION} characters)")
        kept["alt"] = given
    if "focus" in attributes:
        kept["focus"] = _focus(str(attributes["focus"]))
    return kept


def usable(world: World, owner: str, media_ids: list[str], status_id: str = "") -> list[dict[str, Any]]:
    """Return the attachments of a new (or the named) post, in order; refuse used and unready ones."""
    if len(media_ids) > PICTURES:
        raise refused(422, f"Cannot attach more than {PICTURES} files")
    found, missing = [], []
    for media_id in dict.fromkeys(media_ids):
        kept = world.store.thing("mastodon", "media", media_id)
        if kept is None or kept["owner"] != owner or kept["status"] not in (None, status_id):
            missing.append(media_id)
        else:
            found.append(kept)
    if missing:
        raise refused(422, f"Media {', '.join(missing)} not found or already attached to another post")
    if len(found) > 1 and any(_kind(kept) != "image" for kept in found):
        raise refused(422, "Cannot attach a video to a post that already contains images")
    if not all(kept["is_ready"] for kept in found):
        raise refused(422, "Cannot attach files that have not finished processing. Try again in a moment!")
    return found


def shown(kept: dict[str, Any]) -> Picture:
    """Return an attachment as a post's picture."""
    return Picture(
        sha256=kept["sha256"],
        media_type=kept["media_type"],
        size=kept["size"],
        width=kept["width"],
        height=kept["height"],
        alt=kept["alt"],
        seconds=kept.get("seconds", 0.0),
    )
