"""Stand before everything: only this machine, only by its own name, nothing for other sites."""

from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smmgen.loopback import foreign

_POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; script-src 'self';"
    " style-src 'self' 'unsafe-inline'; connect-src 'self' {sockets};"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Guard:
    """Refuse foreign hosts and origins with 403, and set the headers that every answer carries."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        sockets = " ".join(f"ws://{host}" for host in sorted(hosts))
        self._headers = {
            "content-security-policy": _POLICY.format(sockets=sockets),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-resource-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cache-control": "no-cache",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        if why := foreign(scope, self._hosts):
            await PlainTextResponse(why, 403)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a page's line in; one without an origin is no page's. Closing it unopened answers 403."""
        has_origin = any(name == b"origin" for name, _ in scope["headers"])
        if foreign(scope, self._hosts) or not has_origin:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)
