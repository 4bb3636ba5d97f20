"""Serve the site on this machine: `start` returns when it answers."""

import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import uvicorn

from smmgen.loopback import names
from smmgen.serve.app import build
from smmgen.serve.desk import Desk
from smmgen.serve.guard import Guard
from smmgen.serve.hub import Hub
from smmgen.serve.site import Site

END_SECONDS = 1
"""So long what is under way is waited for when the server ends."""


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


@dataclass(slots=True, kw_only=True)
class Running:
    """A server that answers at `url` until `stop`; also a context manager."""

    url: str
    _server: _Server
    _thread: threading.Thread

    def stop(self) -> None:
        """Stop answering. Harmless when repeated."""
        self._server.should_exit = True
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(listening: socket.socket, site: Site, hub: Hub, desk: Desk | None = None) -> Running:
    """Serve a site on a port that was taken with `listen`, and return when it answers.

    With a desk, its pages can be edited.
    """
    host, port = listening.getsockname()[:2]
    app = Guard(build(site, hub, desk), names(port, host))
    server = _Server(_config(app))
    thread = threading.Thread(target=server.run, args=([listening],), name="serve", daemon=True)
    thread.start()
    while not server.is_up.wait(0.1):
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
    return Running(url=url_of(listening), _server=server, _thread=thread)


def url_of(listening: socket.socket) -> str:
    """Return the address of a server on a port that was taken."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _config(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="websockets-sansio",
        ws_max_size=1024,  # pages listen, and say nothing
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=500,
        timeout_graceful_shutdown=END_SECONDS,
    )
