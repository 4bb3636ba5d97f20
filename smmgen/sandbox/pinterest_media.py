"""Pinterest's pictures and films: in the call, from an address, or uploaded before.

Pictures are fetched only from this sandbox's own host of files. A film is registered, sent to a place of
its own, and ready at the second look. Source: Pinterest API 5.23.0, Pins and media; Pinterest Help, "Review
Pin specs"; read 2026-11.
"""

import base64
import secrets
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.pinterest_answer import invalid, new_id, refused
from smmgen.sandbox.pinterest_token import signed_in
from smmgen.sandbox.post import Picture

IMAGE_BYTES = 20 * 1024 * 1024
CODED = ("image/jpeg", "image/png")
FETCHED = (*CODED, "image/gif", "image/webp")
SECONDS = (4, 900)
RATIOS = (0.5, 1.91)


def coded_picture(world: World, given: dict[str, Any], alt: str = "") -> Picture:
    """Return a picture that came in the call, as Base64."""
    return base64_picture(world, given["content_type"], given["data"], alt)


def base64_picture(world: World, media_type: Any, data: Any, alt: str = "") -> Picture:
    """Return the picture of a Base64 text; refuse one that is none, or not what it is said to be."""
    if media_type not in CODED:
        raise invalid(f"'content_type' is one of {', '.join(CODED)}")
    try:
        content = base64.b64decode(data, validate=True)
    except (ValueError, TypeError) as fault:
        raise invalid("'data' is not Base64") from fault
    found = _picture(world, content, alt, CODED)
    if found is None or found.media_type != media_type:
        raise refused(400, 1, "Your image could not be read, or is not of the content_type that was sent.")
    return found


def fetched_picture(world: World, url: Any, alt: str = "") -> Picture:
    """Return a picture from an address."""
    file = fetch(world, url) if isinstance(url, str) else None
    found = _picture(world, file.content, alt, FETCHED) if file else None
    if found is None:
        raise refused(400, 235, "Sorry! We could not fetch the image.")
    return found


def _picture(world: World, content: bytes, alt: str, types: tuple[str, ...]) -> Picture | None:
    seen = look(content) if len(content) <= IMAGE_BYTES else None
    if seen is None or seen.media_type not in types:
        return None
    return picture(content, world.store.put_media(content), seen, alt)


def register(call: Call, world: World) -> Answer:
    """Give a film its id, and the place and the parameters to send it with."""
    owner = signed_in(call, world)
    if dict(call.fields) != {"media_type": "video"}:
        raise invalid("'media_type' is video, and nothing else is given")
    media_id, key = new_id(world), secrets.token_hex(16)
    kept = {"owner": owner, "key": key, "status": "registered"}
    world.store.put_thing("pinterest", "media", media_id, kept)
    parameters = {
        "x-amz-date": world.now().strftime("%Y%m%dT%H%M%SZ"),
        "x-amz-signature": secrets.token_hex(32),
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": "SANDBOX/us-east-1/s3/aws4_request",
        "x-amz-security-token": secrets.token_urlsafe(24),
        "key": f"uploads/{key}:video:{media_id}",
        "policy": secrets.token_urlsafe(24),
        "Content-Type": "multipart/form-data",
    }
    world.store.put_thing("pinterest", "parameters", media_id, parameters)
    url = f"{world.url}/pinterest/upload/"
    body = {"media_id": media_id, "media_type": "video", "upload_url": url, "upload_parameters": parameters}
    return Answer(status=201, body=body)


def send(call: Call, world: World) -> Answer:
    """Take a film, with all the parameters that were given."""
    media_id = str(call.fields.get("key", "")).rpartition(":")[2]
    expected = world.store.thing("pinterest", "parameters", media_id)
    file = call.uploads.get("file")
    if expected is None or dict(call.fields) != expected or file is None:
        raise refused(403, what="The parameters are not those of the registration, or there is no file.")
    kept = world.store.thing("pinterest", "media", media_id)
    film = look_film(file.content)
    is_fit = (
        film is not None
        and SECONDS[0] <= film.seconds <= SECONDS[1]
        and RATIOS[0] <= film.width / film.height <= RATIOS[1]
    )
    digest = world.store.put_media(file.content)
    outcome = "succeeded" if is_fit else "failed"
    world.store.put_thing(
        "pinterest", "media", media_id, kept | {"status": "processing", "outcome": outcome, "sha256": digest}
    )
    return Answer(status=204, body=b"")


def get_media(call: Call, world: World, media_id: str) -> dict[str, Any]:
    """Tell how far a film is; the look after the first finds it ready or failed."""
    owner = signed_in(call, world)
    kept = world.store.thing("pinterest", "media", media_id)
    if kept is None or kept["owner"] != owner:
        raise refused(404, 404, "Media not found.")
    if kept["status"] == "processing":
        world.store.put_thing("pinterest", "media", media_id, kept | {"status": kept["outcome"]})
    return {"media_id": media_id, "media_type": "video", "status": kept["status"]}


def film_of(world: World, owner: str, media_id: str, alt: str) -> Picture:
    """Return a film that is ready."""
    kept = world.store.thing("pinterest", "media", media_id)
    content = world.store.media(kept.get("sha256", "")) if kept and kept["owner"] == owner else None
    film = look_film(content) if content and kept["status"] == "succeeded" else None
    if content is None or film is None:
        raise refused(400, 1, "The video is not uploaded, not ready, or not yours.")
    return moving(content, kept["sha256"], film, alt)
