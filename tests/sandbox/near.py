"""Ask the sandbox without a socket: a request goes straight to its application.

Most of what a request costs is its way: packed, sent, read and unpacked twice. What is about that way takes a true
client, and every adapter is tried over one. An answer that never comes is not waited for here: what would be heard
of it in the end is told at once.
"""

import asyncio
from dataclasses import replace
from threading import Lock
from typing import Any, Literal

import httpx

from smmgen.adapter import Session, adapter
from smmgen.client import Client
from smmgen.http import open_session
from smmgen.loopback import names
from smmgen.model.brand import Account
from smmgen.publish.sessions import Sessions
from smmgen.sandbox.app import Site, build
from smmgen.sandbox.faults import KINDS
from smmgen.sandbox.guard import Guard
from smmgen.sandbox.server import Running

LONG_SECONDS = 60.0
LARGE_BYTES = 900_000
PAGES = ("/media/", "/page.css")
"""What is put down or answered in a thread, which takes a loop; the rest waits for nothing but the request."""


class _Never(asyncio.Event):
    """The end of a sandbox that ends for nobody: it may be waited for in one loop after the other."""

    async def wait(self) -> Literal[True]:
        await asyncio.sleep(LONG_SECONDS)
        return True


class Near(httpx.BaseTransport):
    """What a client of httpx sends its requests by, from any thread."""

    def __init__(self, running: Running) -> None:
        self._site = site_of(running)
        own = replace(self._site, reset=self._cut, stopping=_Never())
        self._app: Any = Guard(build(own), names(int(running.url.rpartition(":")[2])), own.world.clock)
        self._one_by_one = Lock()
        self._is_cut = False
        url = httpx.URL(running.url)
        self._server = (url.host, url.port)

    def _cut(self, _: Any) -> None:
        self._is_cut = True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        with self._one_by_one:
            return self._answered(request, body)

    def _answered(self, request: httpx.Request, body: bytes) -> httpx.Response:
        path = request.url.path
        if any(KINDS[fault.kind].end != "answer" for fault in self._site.faults.waiting()):
            return asyncio.run(self._answer(request, body, is_patient=False))
        answer = self._answer(request, body)
        if path == "/" or path.startswith(PAGES) or len(body) > LARGE_BYTES:
            return asyncio.run(answer)
        try:
            answer.send(None)
        except StopIteration as ended:
            response: httpx.Response = ended.value
            return response
        answer.close()
        raise RuntimeError(f"{request.url} waits for something: ask over a true connection")

    async def _answer(
        self, request: httpx.Request, body: bytes, *, is_patient: bool = True
    ) -> httpx.Response:
        said: list[Any] = []
        heard = [{"type": "http.request", "body": body, "more_body": False}]
        self._is_cut = is_waiting = False

        async def receive() -> Any:
            nonlocal is_waiting
            is_waiting = not heard
            return heard.pop() if heard else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message)

        await self._app(self._scope(request), receive, send)
        if is_waiting and not is_patient:  # the sandbox listens for the client to go away
            raise (httpx.ReadError if self._is_cut else httpx.ReadTimeout)("nothing was answered")
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
    return Client(transport=Near(running), base_url=running.url)


def forget_all(running: Running) -> None:
    """Make the sandbox as it was in the beginning, as its control for that does."""
    site_of(running).forget()


def site_of(running: Running) -> Site:
    guard: Any = running._server.config.loaded_app.app  # type: ignore[union-attr]
    site: Site = guard._app.state.site
    return site


class NearSessions(Sessions):
    """The sessions of a run whose calls need no connections, but for those that are no calls of HTTP."""

    def __init__(self, wire: Near, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._wire = wire

    def __call__(self, account: Account) -> Session:
        if account.name not in self._open:
            host = adapter(account.network).host
            self._open[account.name] = open_session(
                account, host, self._secret_of, self._wire, self._now, self._timeout_seconds, self._keep
            )
        return self._open[account.name]
