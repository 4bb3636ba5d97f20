"""Run the networks on this machine: `start` returns when they answer."""

import asyncio
import socket
import struct
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from weakref import WeakValueDictionary

import uvicorn
from starlette.requests import HTTPConnection
from uvicorn.protocols.http.h11_impl import H11Protocol

from smmgen.loopback import HOST, listen, names
from smmgen.sandbox.app import Site, build
from smmgen.sandbox.exchange import Clock, World
from smmgen.sandbox.faults import Faults
from smmgen.sandbox.guard import Guard
from smmgen.sandbox.mail_server import Desk, serve
from smmgen.sandbox.rate import Meter
from smmgen.sandbox.store import Store

Lines = WeakValueDictionary[tuple[str, int], asyncio.Transport]


def _protocol(lines: Lines) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol, keeping each connection by its client's address, to break it on demand."""

    class Protocol(H11Protocol):
        _peer: tuple[str, int]

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self._peer = tuple(transport.get_extra_info("peername")[:2])
            lines[self._peer] = transport
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            lines.pop(self._peer, None)
            super().connection_lost(exc)

    return Protocol


def _break(lines: Lines, connection: HTTPConnection) -> None:
    """Break a request's connection."""
    line = lines.get((connection.client.host, connection.client.port)) if connection.client else None
    if line is not None:
        _abort(line)


def _abort(line: Any) -> None:
    """Break a connection, so that the client's system says "connection reset"."""
    line.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.abort()


class _Server(uvicorn.Server):
    """A server that says when it is ready and when it is about to stop, with a mail server beside it."""

    def __init__(self, config: uvicorn.Config, site: Site, mail: socket.socket) -> None:
        super().__init__(config)
        self.is_up = threading.Event()
        self._stopping = site.stopping
        self._mail = mail
        self._desk = Desk(site.world, site.faults, site.stopping, _abort)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._post = await serve(self._desk, self._mail)
        self.is_up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        self._post.close()
        for line in list(self._desk.lines):
            line.close()
        await super().shutdown(sockets)


@dataclass(slots=True, kw_only=True)
class Running:
    """A sandbox that answers at `url`, and to mail at `smtp`, until `stop`; also a context manager."""

    url: str
    smtp: str
    folder: Path
    _server: _Server
    _thread: threading.Thread
    _store: Store
    _temporary: tempfile.TemporaryDirectory[str] | None
    _is_stopped: bool = field(default=False)

    def stop(self) -> None:
        """Stop answering, and remove the folder where none was given. Harmless when repeated."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self._server.should_exit = True
        self._thread.join()
        self._store.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def wait(self) -> None:
        """Wait until the server ends."""
        while self._thread.is_alive():
            self._thread.join(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    port: int = 0,
    folder: Path | None = None,
    *,
    now: Callable[[], datetime] | None = None,
    is_strict: bool = False,
    first: Callable[[], None] | None = None,
    latency_seconds: float = 0.0,
) -> Running:
    """Start the networks on 127.0.0.1 and return when they answer.

    Port 0 takes a free one; mail is taken at the port after it, or a free one. Without a folder everything
    is kept in a temporary one. `now` is the clock of the networks (UTC); `is_strict` enforces their rate
    limits. `first` is done once the port is ours, before anything in the folder is opened; the networks take
    `latency_seconds` to answer. Raises `OSError` where the port is taken.
    """
    listening = listen(port)
    port = listening.getsockname()[1]
    temporary = tempfile.TemporaryDirectory(prefix="smmgen-sandbox-") if folder is None else None
    place = Path(temporary.name) if temporary else folder or Path()
    if first:
        first()
    place.mkdir(parents=True, exist_ok=True)
    store, lines = Store(place), Lines()
    mail = _listen_beside(port)
    url, smtp = f"http://{HOST}:{port}", f"smtp://{HOST}:{mail.getsockname()[1]}"
    world = World(store=store, clock=Clock(now), meter=Meter(is_strict=is_strict), url=url, smtp=smtp)
    site = Site(
        world=world, faults=Faults(), stopping=asyncio.Event(), reset=lambda line: _break(lines, line)
    )
    app = Guard(build(site), names(port), world.clock, latency_seconds)
    server = _Server(_config(app, lines), site, mail)
    thread = threading.Thread(target=server.run, args=([listening],), name="sandbox", daemon=True)
    thread.start()
    while not server.is_up.wait(0.1):
        if not thread.is_alive():
            raise RuntimeError("the sandbox did not start")
    return Running(
        url=url, smtp=smtp, folder=place, _server=server, _thread=thread, _store=store, _temporary=temporary
    )


def _listen_beside(port: int) -> socket.socket:
    try:
        return listen(port + 1)
    except (OSError, OverflowError):
        return listen(0)


def _config(app: Guard, lines: Lines) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_protocol(lines),
        ws="websockets-sansio",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
