"""A place for files on this machine, for networks that fetch pictures and films from an address.

`PUT /hosted/NAME` keeps the bytes under their content type, `GET` gives them back. A fake looks an address
up here with `fetch`; nothing is ever asked of a real server.
"""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from smmgen.sandbox.exchange import World
from smmgen.sandbox.reading import TooLarge, read_call

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_TYPE = re.compile(r"(image|video)/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """A file as a network would fetch it."""

    content: bytes
    media_type: str


def fetch(world: World, url: str) -> Hosted | None:
    """Return what lies at an address of this sandbox's own host of files; None for any other."""
    root = f"{world.url}/hosted/"
    return _file(world, url.removeprefix(root)) if url.startswith(root) else None


def _file(world: World, name: str) -> Hosted | None:
    kept = world.store.thing("hosted", "file", name)
    content = world.store.media(kept["sha256"]) if kept else None
    return Hosted(content=content, media_type=kept["media_type"]) if content is not None else None


async def hosted(request: Request) -> Response:
    """Keep a picture or film under a name, or give it back."""
    world: World = request.app.state.site.world
    name: str = request.path_params["name"]
    if request.method == "PUT":
        return await _keep(request, world, name)
    found = _file(world, name)
    if found is None:
        return PlainTextResponse("No such file.\n", 404)
    return Response(found.content, media_type=found.media_type)


async def _keep(request: Request, world: World, name: str) -> Response:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not _NAME.fullmatch(name):
        return PlainTextResponse("A name has letters, digits, dots, hyphens and slashes.\n", 400)
    if not _TYPE.fullmatch(media_type):
        return PlainTextResponse("Only pictures and films are kept here; say their Content-Type.\n", 415)
    try:
        content = (await read_call(request, name)).body
    except TooLarge:
        return PlainTextResponse("The file is too large.\n", 413)
    kept = {"sha256": world.store.put_media(content), "media_type": media_type}
    world.store.put_thing("hosted", "file", name, kept)
    return Response(status_code=201, headers={"location": f"{world.url}/hosted/{name}"})
