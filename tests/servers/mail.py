"""A mail server in this process: SMTP with sign-in, whose refusals a test chooses."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.servers.running import free_port

PASSWORD = "mail-secret"


@dataclass
class Mailbox:
    """What arrived, with its envelopes; `refusals` maps an address to the answer to its RCPT.

    `senders` maps a sender to the answer to MAIL. The letter to an address of `cut` is taken, but instead of an
    answer the connection ends; for one of `closing` the server says once, before the letter, that it closes.
    """

    host: str = "127.0.0.1"
    port: int = 0
    envelopes: list[Any] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    senders: dict[str, str] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    closing: set[str] = field(default_factory=set)
    sessions: int = 0

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.envelopes for address in envelope.rcpt_tos]

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.sessions += 1
        return responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        if address in self.senders:
            return self.senders[address]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.closing:
            self.closing.remove(address)
            return "421 4.3.2 Closing"
        if address not in self.refusals:
            envelope.rcpt_tos.append(address)
        return self.refusals.get(address, "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.envelopes.append(envelope)
        if self.cut & set(envelope.rcpt_tos):
            server.transport.abort()
        return f"250 OK: queued as {len(self.envelopes)}"

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        is_right = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
        return AuthResult(success=is_right, handled=False)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine that nobody else has signed, and its key."""
    files = folder / "cert.pem", folder / "key.pem"
    asked = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    places = ["-out", files[0], "-keyout", files[1]]
    subprocess.run(["openssl", *asked.split(), *places], check=True, capture_output=True)
    return files


@contextmanager
def mailbox(tls: tuple[Path, Path] | None = None, *, is_implicit: bool = False) -> Iterator[Mailbox]:
    """Run the server on a free port, with TLS where it has a certificate: from the start, or by STARTTLS."""
    found = Mailbox(port=free_port())
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    controller = Controller(
        found,
        hostname=found.host,
        port=found.port,
        auth_require_tls=bool(tls) and not is_implicit,
        authenticator=found.authenticate,
        ssl_context=context if is_implicit else None,
        tls_context=None if is_implicit else context,
        require_starttls=bool(tls) and not is_implicit,
    )
    controller.start()
    try:
        yield found
    finally:
        controller.stop()
