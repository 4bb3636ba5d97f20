"""The one door to the network: each request goes out once, and what went wrong is told in two words."""

from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from smmgen import __version__, smtp
from smmgen.adapter import Broken, NotReached, Reply, Request, Talk
from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError
from smmgen.websocket import converse

if TYPE_CHECKING:
    import ssl

    import httpx

TIMEOUT_SECONDS = 30.0
CONNECT_SECONDS = 10.0
MAX_REPLY_BYTES = 20_000_000
"""An answer longer than this is not waited for; the longest that adapters ask for are lists of posts."""
PEEK_SECONDS = 5.0
PEEK_BYTES = 1_000_000
"""So much of a page is read where only its look counts."""

Method = Literal["HEAD", "GET"]

SecretOf = Callable[[Account, str], str]
Keep = Callable[[Account, str, str], None]
"""Take an account, the option of a secret, and its new value, to where the user keeps it."""


def nowhere(account: Account, option: str, value: str) -> None:
    """Refuse to take a new secret, where no place for it is set up."""
    raise ConfigError(
        f"{account.network} has replaced the `{option}` of “{account.name}”, and no place is set up to keep "
        "the new one; see `secrets` in smmgen.yaml."
    )


def is_local(url: str) -> bool:
    """Tell whether a URL names this machine or one that no public name leads to."""
    host = _host(url).rstrip(".")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        last = host.rpartition(".")[2]
        return "." not in host or last in ("localhost", "test", "example", "invalid", "internal")


def _host(url: str) -> str:
    """Return a URL's host, without a port and whoever's name; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def open_session(
    account: Account,
    adapter_host: str,
    secret_of: SecretOf,
    wire: "httpx.BaseTransport | None" = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    timeout_seconds: float = TIMEOUT_SECONDS,
    keep: Keep = nowhere,
) -> "HttpSession":
    """Open a session for one account and one run; nothing is sent yet.

    The account's `base_url` goes before the network's own. `wire` replaces the network, for tests. `keep`
    takes a secret that the network has replaced to where the user keeps it.
    """
    base_url = (account.base_url or adapter_host).rstrip("/")
    if not base_url.startswith(("http://", "https://", *smtp.SCHEMES)) or not _host(base_url):
        raise ConfigError(
            f"The account “{account.name}” needs `base_url`, its server's address, such as "
            f"https://social.example; it has “{base_url}”."
        )
    return HttpSession(account, base_url, secret_of, wire, now, timeout_seconds, keep)


class HttpSession:
    """Talk to one account's server; see `smmgen.adapter.Session`."""

    def __init__(
        self,
        account: Account,
        base_url: str,
        secret_of: SecretOf,
        wire: "httpx.BaseTransport | None",
        now: Callable[[], datetime],
        timeout_seconds: float,
        keep: Keep,
    ) -> None:
        self.account = account
        self.base_url = base_url
        self.memo: MutableMapping[str, Any] = {}
        self._secret_of = secret_of
        self._wire = wire
        self._now = now
        self._timeout_seconds = timeout_seconds
        self._keep = keep
        self._renewed: dict[str, str] = {}
        self._clients: dict[bool, httpx.Client] = {}

    def secret(self, option: str) -> str:
        """Return a secret of the account; raise `ConfigError` where it is not set."""
        return self._renewed.get(option) or self._secret_of(self.account, option)

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return self._now()

    def renewed(self, option: str, value: str) -> None:
        """Hand a replaced secret to where the user keeps it; raise `ConfigError` where that is nowhere."""
        self._keep(self.account, option, value)
        self._renewed[option] = value

    def call(self, request: Request) -> Reply:
        """Send a request once: no redirects, no repeats. Raises `NotReached` or `Broken`.

        A visible call has a connection of its own: an idle one may be dead, and nobody could tell then
        whether the server had read the request.
        """
        if request.letters is not None:
            return smtp.call(request.url, request.letters, self._timeout_seconds, is_local(request.url))
        return _exchange(self._client(is_fresh=request.is_visible), request, self._timeout_seconds)

    def talk(self, talk: Talk) -> tuple[str, ...]:
        """Talk over a WebSocket, on a connection of its own. Raises `NotReached` or `Broken`."""
        return converse(talk, self._timeout_seconds, is_direct=is_local(talk.url))

    def close(self) -> None:
        """Close the connections that were kept."""
        if self._wire is None:
            for client in self._clients.values():
                client.close()
        self._clients.clear()

    def _client(self, *, is_fresh: bool) -> "httpx.Client":
        """Return the one that keeps connections, or the one that opens a new connection for each call."""
        kind = is_fresh and self._wire is None
        if kind not in self._clients:
            self._clients[kind] = _open(self.base_url, self._wire, self._timeout_seconds, is_fresh=kind)
        return self._clients[kind]


def _open(
    base_url: str, wire: "httpx.BaseTransport | None", seconds: float, *, is_fresh: bool
) -> "httpx.Client":
    import httpx

    from smmgen.client import Client

    is_direct = is_local(base_url)
    fresh: dict[str, Any] = {"limits": httpx.Limits(max_keepalive_connections=0)}
    return Client(
        verify=_trusted(is_direct=is_direct),
        transport=wire,
        timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        follow_redirects=False,
        trust_env=not is_direct,
        headers={"User-Agent": f"smmgen/{__version__}"},
        **(fresh if is_fresh else {}),
    )


@cache
def _trusted(*, is_direct: bool) -> "ssl.SSLContext":
    """Read the certificates that servers are checked against, once: it takes longer than many a call."""
    import httpx

    return httpx.create_ssl_context(trust_env=not is_direct)


def _exchange(client: "httpx.Client", request: Request, seconds: float) -> Reply:

    place = _host(request.url) or "the server"
    try:
        built = _built(client, request)
    except Exception as fault:  # whatever fails here fails before anything is sent
        raise NotReached(f"the request to {place} cannot be made: {type(fault).__name__}") from None
    return _sent(client, built, place, lambda answer: _body(answer, monotonic() + seconds))


def _sent(
    client: "httpx.Client", built: "httpx.Request", place: str, read: "Callable[[httpx.Response], bytes]"
) -> Reply:
    import httpx

    try:
        answer = client.send(built, stream=True)
        try:
            body = read(answer)
        finally:
            answer.close()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as fault:
        raise NotReached(f"{place} cannot be reached: {_told(fault)}") from None
    except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError) as fault:
        raise Broken(f"the call to {place} broke off: {_told(fault)}") from None
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status_code, headers, body)


def peek(url: str, address: str, method: Method) -> Reply:
    """Ask one address for a page under its site's own name: no redirects, cookies, proxies, secrets.

    The first megabyte is read. Raises `NotReached` or `Broken`, and `ValueError` where the URL is none. That
    the address may be called is for the caller to know; the certificate has to be that of the name.
    """
    import httpx

    try:
        target = httpx.URL(url)
        host, named = target.raw_host.decode("ascii"), target.netloc.decode("ascii")
        there = target.copy_with(host=address, fragment=None)
    except httpx.InvalidURL:
        raise ValueError(f"{_host(url)} has no address that can be asked") from None
    headers = {
        "Host": named,
        "User-Agent": f"smmgen/{__version__} (link check)",
        "Accept-Encoding": "identity",
    }
    with httpx.Client(
        verify=_trusted(is_direct=True), timeout=PEEK_SECONDS, follow_redirects=False, trust_env=False
    ) as client:
        built = client.build_request(method, there, headers=headers, extensions={"sni_hostname": host})
        return _sent(client, built, host, lambda answer: _beginning(answer, monotonic() + PEEK_SECONDS))


def _beginning(answer: "httpx.Response", until: float) -> bytes:
    """Read as much of an answer as is looked at; where it ends does not matter."""
    parts, length = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        length += len(part)
        if length >= PEEK_BYTES or monotonic() > until:
            break
    return b"".join(parts)


def _built(client: "httpx.Client", request: Request) -> "httpx.Request":
    """Build the request; without a query of its own the URL's stays."""
    return client.build_request(
        request.method,
        request.url,
        headers=dict(request.headers),
        params={name: _parameter(value) for name, value in request.query.items()} or None,
        json=request.json,
        data=dict(request.form) if request.form is not None else None,
        files=list(request.files) or None,
        content=request.content,
    )


def _parameter(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _body(answer: "httpx.Response", until: float) -> bytes:
    """Read the answer; a server that never ends it is not waited for."""
    parts, length = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        length += len(part)
        if length > MAX_REPLY_BYTES or monotonic() > until:
            raise OSError("the answer does not end")
    return b"".join(parts)


def _told(fault: Exception) -> str:
    """Name a fault without the URL that some of them carry: a token may be part of it."""
    words = {
        "ConnectError": "no connection",
        "ConnectTimeout": "no connection in time",
        "ReadTimeout": "no answer in time",
        "WriteTimeout": "the request was not taken in time",
        "ReadError": "the connection was cut while waiting for the answer",
        "WriteError": "the connection was cut while sending",
        "RemoteProtocolError": "the server closed without a whole answer",
        "OSError": "the answer does not end",
    }
    return words.get(type(fault).__name__, type(fault).__name__)
