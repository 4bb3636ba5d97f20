"""Pictures of a WordPress: taken raw or as a form, named apart, given back.

Source: the REST API handbook, "Media", and a WordPress 6.1.9 that was asked; read 2026-11.
"""

import re
from pathlib import PurePosixPath
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.image import look
from smmgen.sandbox.wordpress_answer import argument, refused, rendered, signed_in

BYTES = 64 * 1024 * 1024
SUFFIXES = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
}
_NAME = re.compile(r"filename=\"?([^\";]+)\"?")


def create(call: Call, world: World) -> Answer:
    """Take a picture."""
    signed_in(call, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.")
    name, content = _given(call)
    seen = look(content)
    suffix = PurePosixPath(name).suffix.lower()
    if seen is None or suffix not in SUFFIXES.get(seen.media_type, ()):
        what = "Sorry, you are not allowed to upload this file type."
        raise refused("rest_upload_sideload_error", what, 500)
    number = world.store.next_number("wordpress", "id", 10)
    name = _apart(world, re.sub(r"[^\w.-]+", "-", name))
    place = f"{world.now():%Y/%m}/{name}"
    row = {
        "id": number,
        "slug": PurePosixPath(name).stem.lower(),
        "file": place,
        "source_url": f"{world.url}/wordpress/wp-content/uploads/{place}",
        "sha256": world.store.put_media(content),
        "mime_type": seen.media_type,
        "width": seen.width,
        "height": seen.height,
        "alt_text": "",
        "title": PurePosixPath(name).stem,
        "caption": "",
    }
    row |= _texts(call)
    world.store.put_thing("wordpress", "media", str(number), row)
    headers = {"location": f"{world.url}/wordpress/wp-json/wp/v2/media/{number}"}
    return Answer(status=201, body=told(row), headers=headers)


def _given(call: Call) -> tuple[str, bytes]:
    if file := call.uploads.get("file"):
        return file.filename, file.content
    if call.uploads or call.fields or not call.body:
        raise refused("rest_upload_no_data", "No data supplied.")
    if not call.headers.get("content-type"):
        raise refused("rest_upload_no_content_type", "No Content-Type supplied.")
    if not (disposition := call.headers.get("content-disposition")):
        raise refused("rest_upload_no_content_disposition", "No Content-Disposition supplied.")
    if not (name := _NAME.search(disposition)):
        what = "Invalid Content-Disposition supplied. It needs to be formatted as `attachment; filename=...`."
        raise refused("rest_upload_invalid_disposition", what)
    return name[1], call.body


def _apart(world: World, name: str) -> str:
    taken = {PurePosixPath(row["file"]).name for row in world.store.things("wordpress", "media").values()}
    path, number = PurePosixPath(name), 1
    while name in taken:
        name, number = f"{path.stem}-{number}{path.suffix}", number + 1
    return name


def _texts(call: Call) -> dict[str, str]:
    return {
        name: rendered(argument(call, name))
        for name in ("alt_text", "title", "caption")
        if argument(call, name) is not None
    }


def update(call: Call, world: World, row: dict[str, Any]) -> Answer:
    """Put other texts to a picture."""
    signed_in(call, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.")
    row |= _texts(call)
    world.store.put_thing("wordpress", "media", str(row["id"]), row)
    return Answer(body=told(row))


def delete(call: Call, world: World, row: dict[str, Any]) -> Answer:
    """Delete a picture for good; there is no trash for them."""
    signed_in(call, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.")
    if str(argument(call, "force")).lower() not in ("true", "1"):
        what = "The post does not support trashing. Set 'force=true' to delete."
        raise refused("rest_trash_not_supported", what, 501)
    world.store.drop_thing("wordpress", "media", str(row["id"]))
    return Answer(body={"deleted": True, "previous": told(row)})


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Return a picture as WordPress tells it."""
    sizes = {
        "full": {
            "file": PurePosixPath(row["file"]).name,
            "width": row["width"],
            "height": row["height"],
            "mime_type": row["mime_type"],
            "source_url": row["source_url"],
        }
    }
    details = {"width": row["width"], "height": row["height"], "file": row["file"], "sizes": sizes}
    return {
        "id": row["id"],
        "slug": row["slug"],
        "status": "inherit",
        "type": "attachment",
        "link": row["source_url"],
        "title": {"rendered": row["title"]},
        "caption": {"rendered": row["caption"]},
        "alt_text": row["alt_text"],
        "media_type": "image",
        "mime_type": row["mime_type"],
        "media_details": details,
        "source_url": row["source_url"],
    }


def file(world: World, place: str) -> Answer | None:
    """Return a picture's bytes by its place under uploads, or None."""
    for row in world.store.things("wordpress", "media").values():
        if row["file"] == place:
            content = world.store.media(row["sha256"])
            return Answer(body=content or b"", headers={"content-type": row["mime_type"]})
    return None
