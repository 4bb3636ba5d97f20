"""A mail server for newsletters: SMTP with AUTH, which refuses some addresses and goes wrong when asked.

Of every domain, `unknown@` is refused for good, `full@` for now, and `greylisted@` at the first try. Source:
RFC 5321, RFC 4954, RFC 3463; read 2026-11.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from smmgen.sandbox.exchange import World
from smmgen.sandbox.faults import KINDS, Faults, Kind
from smmgen.sandbox.newsletter_letter import receive

PASSWORD = b"1:sandbox"
BYTES = 25 * 1024 * 1024
"""Of a letter, as most providers take."""
SECONDS = 300.0
_WORDS = {
    401: "535 5.7.8 Authentication credentials invalid",
    403: "550 5.7.1 Not allowed",
    429: "451 4.7.0 Too many messages, try again later",
    500: "451 4.3.0 Internal error, try again later",
    502: "421 4.3.2 Service not available",
    503: "421 4.3.2 Service not available",
}
"""What a refusal of a status says in a mail server's words."""


class _Line(SMTP):
    """One connection, known to its server, so that it can be broken."""

    def __init__(self, desk: "Desk", **more: Any) -> None:
        super().__init__(desk, **more)
        self._desk = desk

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._desk.lines.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._desk.lines.discard(self.transport)
        super().connection_lost(error)


class Desk:
    """What the connections of one server share: the world, the faults, and how to break one."""

    def __init__(
        self, world: World, faults: Faults, stopping: asyncio.Event, abort: Callable[[Any], None]
    ) -> None:
        self._world, self._faults, self._stopping, self._abort = world, faults, stopping, abort
        self.lines: set[Any] = set()

    async def handle_MAIL(  # noqa: N802  (the library's names)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to MAIL FROM, which needs a sign-in first."""
        if not session.authenticated:
            return "530 5.7.0 Authentication required"

        def act() -> str:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
            return "250 2.1.0 OK"

        return await self._answered(server, "MAIL", act)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to RCPT TO."""

        def act() -> str:
            if refused := self._refused(address):
                return refused
            envelope.rcpt_tos.append(address)
            return "250 2.1.5 OK"

        return await self._answered(server, "RCPT", act)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""

        def act() -> str:
            content = envelope.content
            raw = content.encode() if isinstance(content, str) else content or b""
            with self._world.store.transaction():
                queued = receive(self._world, envelope.mail_from or "", list(envelope.rcpt_tos), raw)
            return f"250 2.0.0 OK: queued as {queued}"

        return await self._answered(server, "DATA", act)

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        """Let in whoever knows the sandbox's password, under any name."""
        is_right = isinstance(given, LoginPassword) and given.password == PASSWORD
        return AuthResult(success=is_right, handled=False, message=None if is_right else _WORDS[401])

    def _refused(self, address: str) -> str:
        name = address.partition("@")[0].lower()
        if name == "unknown" or "@" not in address:
            return "550 5.1.1 No such user"
        if name == "full":
            return "452 4.2.2 Mailbox full"
        if name == "greylisted" and self._world.store.thing("newsletter", "grey", address) is None:
            self._world.store.put_thing("newsletter", "grey", address, True)
            return "451 4.7.1 Greylisted, try again later"
        return ""

    async def _answered(self, server: SMTP, name: str, act: Callable[[], str]) -> str:
        """Do what a command asks, unless a fault is due; answer as the fault says."""
        taken = self._faults.take("newsletter", name)
        kind = KINDS.get(taken, Kind(help="", takes_effect=True))
        true = act() if kind.takes_effect else ""
        told = _changed(kind, true)
        status = int(told[:3]) if told[:3].isdecimal() and kind.end == "answer" else 0
        self._world.store.put_call(self._world.now().isoformat(), "newsletter", name, status, taken)
        if kind.end == "reset":
            self._abort(server.transport)
        if kind.end == "hang":
            await self._stopping.wait()
        if told.startswith("421") or kind.change == "empty":
            asyncio.get_running_loop().call_soon(_close, server)
        return told


def _close(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.close()


def _changed(kind: Kind, true: str) -> str:
    if kind.status:
        return _WORDS.get(kind.status, _WORDS[500])
    match kind.change:
        case "without id":
            return "250 OK"
        case "malformed":
            return "2"
        case "redirect":
            return "551 5.1.6 User has moved"
        case _:
            return true or "421 4.3.2 Service not available"


async def serve(desk: Desk, listening: socket.socket) -> asyncio.Server:
    """Start to answer on a socket; `desk` knows what."""
    logging.getLogger("mail.log").addHandler(logging.NullHandler())  # the calls are told by /sandbox/calls
    loop = asyncio.get_running_loop()

    def line() -> _Line:
        return _Line(
            desk,
            hostname="sandbox.example",
            ident="sandbox",
            data_size_limit=BYTES,
            enable_SMTPUTF8=True,
            timeout=SECONDS,
            auth_require_tls=False,
            authenticator=desk.authenticate,
            loop=loop,
        )

    return await loop.create_server(line, sock=listening)
