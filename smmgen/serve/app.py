"""The web application: the site's pages made live, its other files as they are, and the server's own."""

from collections import OrderedDict
from collections.abc import Collection
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute

from smmgen.serve.desk import Desk
from smmgen.serve.hub import Hub
from smmgen.serve.page import OWN, live, missing
from smmgen.serve.site import Site

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""What a browser takes each kind of file for; all others are only to be saved."""

MOST_KEPT = 64
"""So many pages that were looked at are kept, in case their post cannot be read any more."""

ASSETS = ("idiomorph.js", "live.js", "live.css", "bare.css", "edit.js", "edit.css")


class Counter:
    """What serves the files: only those that the build wrote, by their exact names, and no symbolic link."""

    def __init__(self, site: Site, hub: Hub, token: str = "") -> None:
        self._site = site
        self._token = token
        self._hub = hub
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def answer(self, request: Request) -> Response:
        """Answer with the file at an address."""
        name = request.scope["path"].removeprefix("/")
        listed: Collection[str] = self._site.files
        if f"{name}/index.html" in listed:
            return RedirectResponse(f"/{name}/", 307)
        if name == "" or name.endswith("/"):
            name += "index.html"
        place = self._place(name) if name in listed else None
        if name.endswith(".html"):
            return self._page(name, place)
        if place is None:
            return self._none(bool(listed))
        return FileResponse(place, media_type=TYPES.get(place.suffix, "application/octet-stream"))

    def _page(self, name: str, place: Path | None) -> Response:
        state = self._hub.state
        try:
            page = place.read_bytes() if place else None
        except OSError:
            page = None
        if page is not None:
            self._keep(name, page)
            after = BackgroundTask(self._hub.taken, name)
            return HTMLResponse(live(page, state.build, token=self._token), background=after)
        if state.count and name in self._kept:
            return HTMLResponse(live(self._kept[name], state.build, is_old=True))
        return self._none(bool(self._site.files))

    def _keep(self, name: str, page: bytes) -> None:
        self._kept[name] = page
        self._kept.move_to_end(name)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _none(self, has_pages: bool) -> Response:
        return HTMLResponse(live(missing(is_empty=not has_pages), self._hub.state.build), 404)

    def _place(self, name: str) -> Path | None:
        """Return where a file lies, if it is a regular one and no symbolic link is on the way to it."""
        out = self._site.out.resolve()
        try:
            place = (out / name).resolve(strict=True)
        except (OSError, ValueError):
            return None
        return place if place == out / name and place.is_file() else None


def build(site: Site, hub: Hub, desk: Desk | None = None) -> Starlette:
    """Return the application; with a desk, pages can be edited."""
    return Starlette(
        routes=[
            *(Route(f"{OWN}{name}", _asset) for name in ASSETS),
            *(desk.routes() if desk else ()),
            WebSocketRoute(f"{OWN}live", hub.talk),
            Route(f"{OWN}{{path:path}}", _nothing),
            Route("/{path:path}", Counter(site, hub, desk.token if desk else "").answer),
        ]
    )


async def _asset(request: Request) -> Response:
    name = request.scope["path"].removeprefix(OWN)
    data = files("smmgen.serve").joinpath("assets", name).read_bytes()
    return Response(data, media_type=TYPES[f".{name.rpartition('.')[2]}"])


async def _nothing(request: Request) -> Response:
    return PlainTextResponse("There is nothing here.\n", 404)
