"""Take files as MAX does: an address for each, the bytes there, a token for the message.

Source: dev.max.ru, POST /uploads; read 2026-11. How the server of the files words its refusals is not
documented; the sandbox's words for them are its own.
"""

import hashlib
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.max_answer import refused
from smmgen.sandbox.post import Picture

TYPES = ("image", "video", "audio", "file")
SIZES = {"image": 50, "video": 250, "audio": 256, "file": 4096}
"""Megabytes. Source: MAX's schema 0.0.33, getUploadUrl."""
SIDE = 7680
PICTURES = {"image/jpeg", "image/png", "image/gif"}
"""What the sandbox can look at of JPG, PNG, GIF, TIFF, BMP and HEIC."""


def lease(call: Call, world: World) -> Answer:
    """Give an address to send one file to; for video and audio its token too."""
    kind = call.query.get("type")
    if kind not in TYPES:
        raise refused(f"type: must be one of {', '.join(TYPES)}")
    name = hashlib.sha256(str(world.store.next_number("max", "upload")).encode()).hexdigest()[:32]
    token = f"f9LHodD0cOJ{name}"
    world.store.put_thing("max", "upload", name, {"kind": kind, "token": token, "is_full": False})
    early = {"token": token} if kind in ("video", "audio") else {}
    return Answer(body={"url": f"{world.url}/max/upload/{name}", **early})


def upload(call: Call, world: World, name: str) -> Answer:
    """Take the bytes of one file at its address."""
    known = world.store.thing("max", "upload", name)
    given = call.uploads.get("data")
    if known is None or known["is_full"]:
        raise Refused(_said(404, "The upload is unknown or over"))
    content = given.content if given else b"" if call.uploads or call.fields else call.body
    if not content:
        raise Refused(_said(400, "No file in the field data"))
    if len(content) > SIZES[known["kind"]] * 1024 * 1024:
        raise Refused(_said(413, "The file is too large"))
    if known["kind"] == "image":
        _check_image(content)
    digest = world.store.put_media(content)
    name_of = given.filename if given else "file"
    world.store.put_thing("max", "upload", name, known | {"is_full": True})
    kept = {"kind": known["kind"], "sha256": digest, "filename": name_of, "is_asked": False}
    world.store.put_thing("max", "file", known["token"], kept)
    return _uploaded(known, len(content))


def _said(status: int, what: str) -> Answer:
    return Answer(status=status, body={"error_msg": what, "error_code": str(status)})


def _check_image(content: bytes) -> None:
    seen = look(content)
    if seen is None or seen.media_type not in PICTURES:
        raise Refused(_said(400, "Wrong image format"))
    if max(seen.width, seen.height) > SIDE:
        raise Refused(_said(400, f"The image is larger than {SIDE} pixels"))


def _uploaded(known: dict[str, Any], size: int) -> Answer:
    token = known["token"]
    match known["kind"]:
        case "image":
            return Answer(body={"photos": {hashlib.sha256(token.encode()).hexdigest(): {"token": token}}})
        case "file":
            return Answer(body={"fileId": size, "token": token})
        case _:
            return Answer(body=b"<retval>1</retval>", headers={"content-type": "application/xml"})


def tokens(world: World, kind: str, payload: Any) -> list[str]:
    """Return the tokens of an attachment's payload; refuse two ways at once, and none."""
    if not isinstance(payload, dict):
        raise refused("attachments: payload must not be null")
    ways = [way for way in ("url", "token", "photos") if payload.get(way)]
    if len(ways) != 1 or (kind != "image" and ways != ["token"]):
        raise refused("attachments: give exactly one of url, token and photos")
    if ways == ["url"]:
        return [_fetched(world, str(payload["url"]))]
    if ways == ["token"]:
        return [str(payload["token"])]
    rows = payload["photos"]
    if not isinstance(rows, dict) or not all(
        isinstance(row, dict) and row.get("token") for row in rows.values()
    ):
        raise refused("attachments: photos must hold tokens")
    return [str(row["token"]) for row in rows.values()]


def _fetched(world: World, url: str) -> str:
    """Keep an image that lies in the sandbox's own host of files; return its token."""
    file = fetch(world, url)
    if file is None:
        raise refused("attachments: the image cannot be loaded from its url")
    _check_image(file.content)
    digest = world.store.put_media(file.content)
    kept = {"kind": "image", "sha256": digest, "filename": "image", "is_asked": True}
    world.store.put_thing("max", "file", f"f9LHodD0cOJ{digest[:32]}", kept)
    return f"f9LHodD0cOJ{digest[:32]}"


class NotReady(Exception):  # noqa: N818  (it reads as what happened)
    """A video or audio is still in the works when it is first asked for."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def use(world: World, kind: str, token: str) -> dict[str, Any]:
    """Return a file by its token; raise `NotReady`, or refuse what was never sent."""
    known: dict[str, Any] | None = world.store.thing("max", "file", token)
    if known is None or known["kind"] != kind:
        raise refused(f"attachments: no {kind} of this token")
    if kind in ("video", "audio") and not known["is_asked"]:
        raise NotReady(token)
    return known


def asked(world: World, token: str) -> Answer:
    """Note that a file was asked for, and say that it is not ready."""
    known = world.store.thing("max", "file", token)
    world.store.put_thing("max", "file", token, known | {"is_asked": True})
    words = "Key: errors.process.attachment.file.not.processed"
    return Answer(status=400, body={"code": "attachment.not.ready", "message": words})


def shown(world: World, known: dict[str, Any]) -> Picture | None:
    """Return the picture of an image's record, None of another file."""
    content = world.store.media(known["sha256"]) or b""
    seen = look(content, decode=False)
    return picture(content, known["sha256"], seen) if seen else None


def attachment(kind: str, token: str, known: dict[str, Any], url: str) -> dict[str, Any]:
    """Return an attachment as a message tells it."""
    place = f"{url}/media/{known['sha256']}"
    if kind == "image":
        photo = int(known["sha256"][:12], 16)
        return {"type": "image", "payload": {"photo_id": photo, "token": token, "url": place}}
    more = {"filename": known["filename"], "size": 0} if kind == "file" else {}
    return {"type": kind, "payload": {"token": token, "url": place}, **more}
