"""Stand before everything: only this machine, only by its own name, nothing for other sites."""

import asyncio
from collections.abc import Iterable
from email.utils import format_datetime
from time import monotonic

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smmgen.loopback import foreign
from smmgen.sandbox.exchange import Clock

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; media-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}

OWN = ("/sandbox/", "/media/", "/page.css")


class Guard:
    """Refuse foreign hosts and origins with 403, and set the headers that every answer carries.

    The Date is that of `clock`, so that a shifted clock is seen by the client too. The networks answer
    `latency_seconds` after a request came, and it takes effect at once; the sandbox's own pages and controls
    do not wait.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str], clock: Clock, latency_seconds: float = 0.0
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._clock = clock
        self._latency_seconds = latency_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return

        is_own = scope["path"].startswith(OWN)
        until = monotonic() + (0.0 if is_own else self._latency_seconds)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                await _wait_until(until)
                headers = MutableHeaders(scope=message)
                headers.setdefault("date", format_datetime(self._clock.now(), usegmt=True))
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        if why := foreign(scope, self._hosts):
            await PlainTextResponse(why, 403)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a WebSocket in; closing one before it is open answers 403."""
        if foreign(scope, self._hosts):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)


async def _wait_until(moment: float) -> None:
    """Sleep until the monotonic clock shows this moment."""
    if (seconds := moment - monotonic()) > 0:
        await asyncio.sleep(seconds)
