"""A mail server in this process: SMTP with sign-in, whose refusals a test chooses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.servers.running import free_port

PASSWORD = "mail-secret"


@dataclass
class Mailbox:
    """What arrived, with its envelopes; `refusals` maps an address to the answer to its RCPT."""

    host: str = "127.0.0.1"
    port: int = 0
    envelopes: list[Any] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address not in self.refusals:
            envelope.rcpt_tos.append(address)
        return self.refusals.get(address, "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.envelopes.append(envelope)
        return f"250 OK: queued as {len(self.envelopes)}"

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        is_right = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
        return AuthResult(success=is_right, handled=False)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run the server on a free port."""
    found = Mailbox(port=free_port())
    controller = Controller(
        found, hostname=found.host, port=found.port, auth_require_tls=False, authenticator=found.authenticate
    )
    controller.start()
    try:
        yield found
    finally:
        controller.stop()
