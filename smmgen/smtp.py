"""The door's other half, for mail: letters go out once each, and what became of each is told.

The answer to a call has status 250 where the server was ready for letters, else the status of its refusal.
Its body is JSON: `letters` has one entry for each recipient, in their order, with `end` and the server's
`code` and words; `features` are the server's extensions; `step` is what it refused, "sign-in" or "sender".
An `end` is "taken", "refused" (not sent, for sure), "unknown" (it was handed over, and no clear answer came)
or "left" (not tried). Source: RFC 5321, 4.2 and 4.5.3.2; RFC 3207; read 2026-11.
"""

import json
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from smmgen.model.wire import Letters, NotReached, Reply

if TYPE_CHECKING:
    import smtplib

SCHEMES = ("smtp://", "smtps://")
PORTS = {"smtp": 587, "smtps": 465}
CALL_SECONDS = 480.0
"""No letter is begun later than that after the call: a run has fifteen minutes in all."""
PER_CONNECTION = 100
"""So many letters go over one connection; servers close one that takes more."""
CONNECTIONS = 3
"""So many times a broken connection is opened anew, without a letter in between."""
READY, CLOSING = 250, 421
FAILED, POLICY = 451, b"4.7."
"""“Local error in processing”: after a whole letter, nobody can be sure of what was done before it. Where
policy is the reason, such as too many letters, it is a plain refusal. Source: RFC 3463, 3.8."""


class End(Struct, frozen=True):
    """What became of one letter."""

    end: str
    code: int = 0
    said: str = ""


LEFT = End("left")


class _Refused(Exception):  # noqa: N818  (it reads as what happened)
    """The server takes no letters in this call: it refuses who signs in, or the sender."""

    def __init__(self, step: str, code: int, said: str) -> None:
        super().__init__(step)
        self.step, self.code, self.said = step, code, said


class _Lost(Exception):  # noqa: N818
    """The connection ended before a letter was handed over: that one was not sent."""


def call(url: str, letters: Letters, seconds: float, may_be_plain: bool) -> Reply:
    """Hand over the letters; without recipients, only sign in. Raises `NotReached`, never `Broken`.

    `seconds` is how long the server may take for each of its answers. `may_be_plain` is for servers on this
    machine: to any other nothing is said without encryption.
    """
    run = _Run(letters, lambda: _opened(url, letters, seconds, may_be_plain=may_be_plain))
    try:
        return run.all()
    finally:
        run.close()


class _Run:
    """One call: its connection, and what became of each letter so far."""

    def __init__(self, letters: Letters, connect: "Callable[[], smtplib.SMTP]") -> None:
        self._letters = letters
        self._connect = connect
        self._until = monotonic() + CALL_SECONDS
        self._smtp: smtplib.SMTP | None = None
        self._carried = 0
        self._features: tuple[str, ...] = ()
        self.ends: list[End] = []

    def all(self) -> Reply:
        """Hand over letter by letter, until the server takes none any more."""
        try:
            self._open()
            for recipient in self._letters.recipients:
                if monotonic() > self._until:
                    break
                self.ends.append(self._handed(recipient))
        except _Refused as refusal:
            return self._reply(refusal.code, step=refusal.step, said=refusal.said)
        except NotReached:
            if not any(one.end in ("taken", "unknown") for one in self.ends):
                raise
        return self._reply(READY)

    def close(self) -> None:
        """Take leave; what the server says to that does not matter."""
        if self._smtp is not None:
            smtp, self._smtp = self._smtp, None
            try:
                smtp.quit()
            except OSError:
                smtp.close()

    def _reply(self, status: int, step: str = "", said: str = "") -> Reply:
        ends = [*self.ends, *[LEFT] * (len(self._letters.recipients) - len(self.ends))]
        shown = [{"end": one.end, "code": one.code, "said": one.said} for one in ends]
        body = {"letters": shown, "features": self._features, "step": step, "said": said}
        return Reply(status, {}, json.dumps(body).encode())

    def _open(self) -> "smtplib.SMTP":
        if self._smtp is not None and self._carried >= PER_CONNECTION:
            self.close()
        if self._smtp is None:
            self._smtp, self._carried = self._connect(), 0
            self._features = tuple(sorted(self._smtp.esmtp_features))
        return self._smtp

    def _handed(self, recipient: str) -> End:
        """Hand over one letter; what was lost before it was handed over is tried on a new connection."""
        for _ in range(CONNECTIONS):
            try:
                end = _one(self._open(), self._letters, recipient)
            except _Lost:
                self._drop()
                continue
            self._carried += 1
            if end.end == "unknown":
                self._drop()
            return end
        raise NotReached("the mail server closes every connection before it takes a letter")

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def _one(smtp: "smtplib.SMTP", letters: Letters, recipient: str) -> End:
    """Hand over one letter. From its first byte on, a broken connection says nothing about it."""
    mail = _mail()
    content = letters.write(recipient)
    try:
        options = [f"size={len(content)}"] if smtp.has_extn("size") else []
        _accepted(*smtp.mail(letters.sender, options), step="sender")
        code, said = smtp.rcpt(recipient)
    except OSError:
        raise _Lost from None
    if code // 100 != 2:
        return _refused(smtp, code, said)
    try:
        code, said = smtp.data(content)
    except mail.SMTPDataError as fault:
        code, said = fault.smtp_code, _bytes(fault.smtp_error)
    except OSError:
        return End("unknown")
    if code // 100 in (4, 5) and (code != FAILED or said.startswith(POLICY)):
        return _refused(smtp, code, said)
    return End("taken" if code // 100 == 2 else "unknown", code, _words(said))


def _accepted(code: int, said: bytes, *, step: str) -> None:
    if code == CLOSING:
        raise _Lost
    if code // 100 != 2:
        raise _Refused(step, code, _words(said))


def _refused(smtp: "smtplib.SMTP", code: int, said: bytes) -> End:
    """Tell of a refusal, and clear the table for the next letter; one that closes is no refusal of it."""
    if code == CLOSING:
        raise _Lost
    try:
        smtp.rset()
    except OSError:
        smtp.close()
    return End("refused", code, _words(said))


def _opened(url: str, letters: Letters, seconds: float, *, may_be_plain: bool) -> "smtplib.SMTP":
    """Connect, encrypt, sign in."""
    place = urlsplit(url)
    host = place.hostname or ""
    try:
        smtp = _connected(place.scheme, host, place.port or PORTS[place.scheme], seconds, letters.sender)
    except (OSError, ValueError) as fault:
        raise NotReached(f"{host} cannot be reached: {_told(fault)}") from None
    try:
        smtp.ehlo_or_helo_if_needed()
        _encrypt(smtp, place.scheme, host, may_be_plain=may_be_plain)
        _sign_in(smtp, letters)
    except OSError as fault:
        smtp.close()
        raise NotReached(f"{host} cannot be used: {_told(fault)}") from None
    except BaseException:
        smtp.close()
        raise
    return smtp


def _connected(scheme: str, host: str, port: int, seconds: float, sender: str) -> "smtplib.SMTP":
    """Connect; the sender's domain introduces us, as asking for this machine's name may take long."""
    mail, name = _mail(), sender.rpartition("@")[2]
    smtp: smtplib.SMTP
    if scheme == "smtps":
        smtp = mail.SMTP_SSL(host, port, local_hostname=name, timeout=seconds, context=_trust())
    else:
        smtp = mail.SMTP(host, port, local_hostname=name, timeout=seconds)
    return smtp


def _encrypt(smtp: "smtplib.SMTP", scheme: str, host: str, *, may_be_plain: bool) -> None:
    if scheme == "smtps":
        return
    if smtp.has_extn("starttls"):
        smtp.starttls(context=_trust())
        smtp.ehlo()
    elif not may_be_plain:
        raise NotReached(f"{host} offers no encryption (STARTTLS), so nothing was said to it; try smtps://")


def _sign_in(smtp: "smtplib.SMTP", letters: Letters) -> None:
    if not letters.user:
        return
    mail = _mail()
    try:
        smtp.login(letters.user, letters.password)
    except mail.SMTPResponseException as fault:
        raise _Refused("sign-in", fault.smtp_code, _words(_bytes(fault.smtp_error))) from None
    except mail.SMTPNotSupportedError:
        raise _Refused("sign-in", 503, "the server offers no sign-in") from None
    except UnicodeError:
        raise _Refused("sign-in", 535, "the user or the password has signs that cannot be sent") from None


def _trust() -> Any:
    import ssl

    return ssl.create_default_context()


def _mail() -> Any:
    """Return smtplib, which only those who send letters pay for; all that it raises are `OSError`."""
    import smtplib

    return smtplib


def _bytes(said: object) -> bytes:
    return said if isinstance(said, bytes) else str(said).encode()


def _words(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())


def _told(fault: Exception) -> str:
    """Name a fault without the server's words: they may quote an address."""
    words = {
        "ConnectionRefusedError": "no connection",
        "TimeoutError": "no answer in time",
        "gaierror": "nobody knows this name",
        "SSLCertVerificationError": "its certificate is not trusted",
        "SMTPServerDisconnected": "it closed the connection",
        "ConnectionResetError": "it closed the connection",
    }
    return words.get(type(fault).__name__, type(fault).__name__)
