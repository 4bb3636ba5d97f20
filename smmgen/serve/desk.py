"""Where a page asks for edits: only a page of this server, with the token that was put into it."""

from secrets import compare_digest, token_urlsafe

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from smmgen.serve.edit import Edit, Stale
from smmgen.serve.page import OWN
from smmgen.serve.writer import Writer

MOST_BYTES = 64 * 1024
HEADER = "x-smmgen-token"


class _Wish(Struct, frozen=True, forbid_unknown_fields=True):
    page: str
    edits: tuple[Edit, ...]


class Desk:
    """Takes edits of posts; `token` is new for each server."""

    def __init__(self, writer: Writer) -> None:
        self.token = token_urlsafe(32)
        self._writer = writer

    def routes(self) -> list[Route]:
        """Return what is answered."""
        return [
            Route(f"{OWN}post", self._shown, methods=["GET"]),
            Route(f"{OWN}edit", self._edit, methods=["POST"]),
        ]

    async def _shown(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        try:
            sheet = await run_in_threadpool(self._writer.sheet, request.query_params.get("page", ""))
        except (Stale, OSError) as fault:
            return _told(fault)
        return Response(msgspec.json.encode(sheet), media_type="application/json")

    async def _edit(self, request: Request) -> Response:
        if refused := self._refused(request) or _not_own(request):
            return refused
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return PlainTextResponse("This is too long.\n", 413)
        try:
            wish = msgspec.json.decode(body, type=_Wish)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return PlainTextResponse("This is no edit.\n", 400)
        try:
            path = await run_in_threadpool(self._writer.write, wish.page, wish.edits)
        except (Stale, OSError) as fault:
            return _told(fault)
        return JSONResponse({"version": 1, "path": path})

    def _refused(self, request: Request) -> Response | None:
        given = request.headers.get(HEADER, "").encode()
        if compare_digest(given, self.token.encode()):
            return None
        return PlainTextResponse("This page is of an earlier smmgen serve. Load it again.\n", 403)


def _not_own(request: Request) -> Response | None:
    """Refuse what no page of ours sends; that an origin, where there is one, is ours was seen before."""
    is_json = request.headers.get("content-type") == "application/json"
    is_near = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    if request.headers.get("origin") and is_near and is_json:
        return None
    return PlainTextResponse("Only a page of this server edits.\n", 403)


def _told(fault: Exception) -> Response:
    why = fault.strerror or "it cannot be written" if isinstance(fault, OSError) else str(fault)
    return JSONResponse({"version": 1, "why": why}, 409)
