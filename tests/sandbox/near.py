"""Ask the sandbox without a socket: a request goes straight to its application.

Most of what a request costs is its way: packed, sent, read and unpacked twice. What is about that way (a
connection that breaks, an answer that never comes) takes a true client, and every adapter is tried over one.
"""

import asyncio
from typing import Any

import httpx

from smmgen.sandbox.server import Running

LARGE_BYTES = 900_000
PAGES = ("/media/", "/page.css")
"""What is put down or answered in a thread, which takes a loop; the rest waits for nothing but the request."""


class Near(httpx.BaseTransport):
    """What a client of httpx sends its requests by."""

    def __init__(self, running: Running) -> None:
        self._app: Any = running._server.config.loaded_app
        url = httpx.URL(running.url)
        self._server = (url.host, url.port)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        answer = self._answer(request, body)
        path = request.url.path
        if path == "/" or path.startswith(PAGES) or len(body) > LARGE_BYTES:
            return asyncio.run(answer)
        try:
            answer.send(None)
        except StopIteration as ended:
            response: httpx.Response = ended.value
            return response
        answer.close()
        raise RuntimeError(f"{request.url} waits for something: ask over a true connection")

    async def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        said: list[Any] = []
        heard = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Any:
            return heard.pop() if heard else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message)

        await self._app(self._scope(request), receive, send)
        begun, *parts = said
        content = b"" if request.method == "HEAD" else b"".join(part.get("body", b"") for part in parts)
        return httpx.Response(begun["status"], headers=begun["headers"], content=content)

    def _scope(self, request: httpx.Request) -> dict[str, Any]:
        path, _, query = request.url.raw_path.partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": request.url.path,
            "raw_path": path,
            "query_string": query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("127.0.0.1", 1),
            "server": self._server,
        }


def near(running: Running) -> httpx.Client:
    """Return a client of the sandbox that needs no connection."""
    return httpx.Client(transport=Near(running), base_url=running.url)
