"""The door to the network, on real sockets of this machine."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread

import httpx
import pytest

from smmgen.adapter import Broken, NotReached, Request
from smmgen.http import HttpSession, _trusted, is_local, open_session
from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError

Serve = Callable[[socket.socket], None]


@contextmanager
def server(*answers: Serve) -> Iterator[str]:
    """Answer one connection after the other, each in its own way."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for answer in answers:
            line, _ = listening.accept()
            with line:
                answer(line)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()
        thread.join()


def read(line: socket.socket) -> bytes:
    found = b""
    while b"\r\n\r\n" not in found:
        found += line.recv(65536)
    return found


def says(*parts: bytes) -> Serve:
    def answer(line: socket.socket) -> None:
        read(line)
        for part in parts:
            line.sendall(part)

    return answer


def resets(line: socket.socket) -> None:
    read(line)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Thing: A\r\n\r\n{}"


@contextmanager
def session(url: str, wire: httpx.BaseTransport | None = None) -> Iterator[HttpSession]:
    account = Account(name="tg", network="telegram", base_url=url, secrets={"token": "TOKEN"})
    made = open_session(account, "https://api.telegram.org", lambda account, option: "1:s3cret", wire)
    yield made
    made.close()


def test_a_request_goes_out_as_it_was_asked_for_and_the_answer_comes_whole() -> None:
    seen: list[bytes] = []

    def answer(line: socket.socket) -> None:
        seen.append(read(line))
        line.sendall(OK)

    with server(answer) as url, session(url) as made:
        query = {"q": "a b", "is": True, "n": 3}
        reply = made.call(Request(method="GET", url=f"{url}/x", query=query, headers={"X-A": "1"}))
    assert (reply.status, reply.json(), reply.headers["x-thing"]) == (200, {}, "A")
    assert seen[0].startswith(b"GET /x?q=a+b&is=true&n=3 HTTP/1.1\r\n")
    assert b"X-A: 1" in seen[0]
    assert b"smmgen/" in seen[0]


BODIES = [
    ({"json": {"a": "ä"}}, b'{"a":"\xc3\xa4"}', b"application/json"),
    ({"form": {"a": "b c"}}, b"a=b+c", b"application/x-www-form-urlencoded"),
    ({"content": b"\x00\x01"}, b"\x00\x01", b""),
    (
        {"form": {"a": "b"}, "files": (("photo", ("a.jpg", b"\xff\xd8", "image/jpeg")),)},
        b'name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n',
        b"multipart/form-data",
    ),
]


@pytest.mark.parametrize(("body", "sent", "media_type"), BODIES)
def test_each_kind_of_body_is_sent(body: dict[str, object], sent: bytes, media_type: bytes) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        request.read()
        return httpx.Response(200)

    with session("https://social.example", httpx.MockTransport(answer)) as made:
        made.call(Request(method="POST", url="https://social.example/x", **body))  # type: ignore[arg-type]
    assert sent in seen[0].content
    assert media_type in seen[0].headers.get("content-type", "").encode()


def test_a_port_that_refuses_was_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with session(url) as made, pytest.raises(NotReached, match=r"127.0.0.1 cannot be reached: no connection"):
        made.call(Request(method="POST", url=f"{url}/bot1:s3cret/sendMessage", is_visible=True))


BREAKS: list[tuple[str, Serve]] = [
    ("closes without a word", says()),
    ("closes in the head", says(b"HTTP/1.1 200 OK\r\nContent-")),
    ("closes in the body", says(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")),
    ("resets", resets),
    ("speaks no HTTP", says(b"hello\r\n\r\n")),
]


@pytest.mark.parametrize("answer", [answer for _, answer in BREAKS], ids=[name for name, _ in BREAKS])
def test_what_breaks_after_the_first_byte_is_broken(answer: Serve) -> None:
    with server(answer) as url, session(url) as made, pytest.raises(Broken) as caught:
        made.call(Request(method="POST", url=f"{url}/bot1:s3cret/sendMessage", json={}, is_visible=True))
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


FAULTS: list[tuple[Exception, type[Exception]]] = [
    (httpx.ConnectError("x"), NotReached),
    (httpx.ConnectTimeout("x"), NotReached),
    (httpx.PoolTimeout("x"), NotReached),
    (httpx.UnsupportedProtocol("x"), NotReached),
    (httpx.ReadTimeout("x"), Broken),
    (httpx.WriteTimeout("x"), Broken),
    (httpx.ReadError("x"), Broken),
    (httpx.WriteError("x"), Broken),
    (httpx.RemoteProtocolError("x"), Broken),
    (httpx.ProxyError("x"), Broken),
    (httpx.DecodingError("x"), Broken),
    (OSError("x"), Broken),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS, ids=[type(fault).__name__ for fault, _ in FAULTS])
def test_every_fault_of_the_library_is_one_of_two(fault: Exception, told: type[Exception]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise fault

    with session("https://social.example", httpx.MockTransport(answer)) as made, pytest.raises(told):
        made.call(Request(method="GET", url="https://social.example"))


@pytest.mark.parametrize("url", ["nonsense", "http://", "http://a\x00b", "ftp://a.example", "http://[::1"])
def test_an_address_that_is_none_was_not_reached(url: str) -> None:
    with session("https://social.example") as made, pytest.raises(NotReached):
        made.call(Request(method="POST", url=url, is_visible=True))


@pytest.mark.parametrize("status", [301, 302, 307, 429, 500])
def test_nothing_is_followed_and_nothing_is_repeated(status: int) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(status, headers={"location": "https://social.example/y", "retry-after": "0"})

    with session("https://social.example", httpx.MockTransport(answer)) as made:
        assert made.call(Request(method="POST", url="https://social.example/x")).status == status
    assert len(asked) == 1


KEPT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\nSet-Cookie: a=b\r\n\r\n{}"


def test_a_visible_call_has_a_connection_of_its_own() -> None:
    def twice(line: socket.socket) -> None:
        for _ in range(2):
            read(line)
            line.sendall(KEPT)
        assert line.recv(1) == b""

    with server(twice, says(OK)) as url, session(url) as made:
        for _ in range(2):
            made.call(Request(method="GET", url=url))
        made.close()
        made.call(Request(method="POST", url=url, is_visible=True))


def test_a_visible_call_leaves_nothing_to_the_next() -> None:
    heads = []

    def once(line: socket.socket) -> None:
        heads.append(read(line))
        line.sendall(KEPT)
        assert line.recv(1) == b""  # it is closed without our having asked for that

    with server(once, once) as url, session(url) as made:
        for _ in range(2):
            made.call(Request(method="POST", url=url, is_visible=True))
    assert len(heads) == 2
    assert not any(b"cookie" in head.lower() for head in heads)


def test_no_call_sends_what_an_earlier_answer_wanted_kept() -> None:
    heads = []

    def twice(line: socket.socket) -> None:
        for _ in range(2):
            heads.append(read(line))
            line.sendall(KEPT)

    with server(twice) as url, session(url) as made:
        for _ in range(2):
            made.call(Request(method="GET", url=url))
    assert len(heads) == 2
    assert not any(b"cookie" in head.lower() for head in heads)


def test_certificates_are_read_once_for_all_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    create = httpx.create_ssl_context
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **asked: made.append(asked) or create(**asked))
    _trusted.cache_clear()
    ok = says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    with server(ok, ok) as url, session(url) as one:
        for _ in range(2):
            one.call(Request(method="POST", url=url, is_visible=True))
    assert made == [{"trust_env": False}]


def test_an_answer_without_end_is_given_up() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=(b"x" * 1_000_000 for _ in range(1000)))

    wire = httpx.MockTransport(answer)
    with session("https://social.example", wire) as made, pytest.raises(Broken, match="does not end"):
        made.call(Request(method="GET", url="https://social.example"))


def test_the_accounts_own_server_goes_before_the_networks() -> None:
    def base(base_url: str, host: str) -> str:
        account = Account(name="tg", network="telegram", base_url=base_url)
        return open_session(account, host, lambda account, option: "").base_url

    assert base("", "https://api.telegram.org") == "https://api.telegram.org"
    assert (
        base("http://127.0.0.1:8765/telegram/", "https://api.telegram.org")
        == "http://127.0.0.1:8765/telegram"
    )
    with pytest.raises(ConfigError, match="needs `base_url`"):
        base("", "")
    with pytest.raises(ConfigError, match=r"social\.example"):
        base("social.example", "")


def test_a_session_knows_its_account_its_secrets_and_the_time() -> None:
    account = Account(name="tg", network="telegram", secrets={"token": "TOKEN"})
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    made = open_session(
        account, "https://a.example", lambda account, option: f"{account.name} {option}", now=lambda: noon
    )
    assert (made.account, made.secret("token"), made.now()) == (account, "tg token", noon)
    made.memo["did"] = "x"
    assert made.memo == {"did": "x"}


LOCAL = [
    "http://127.0.0.1:8765/x",
    "http://localhost",
    "http://[::1]:80",
    "http://mock:8080",
    "https://a.example",
]
FAR = ["https://api.telegram.org", "http://10.0.0.1", "https://example.com", "https://localhost.evil.com"]


@pytest.mark.parametrize("url", LOCAL)
def test_these_are_no_real_networks(url: str) -> None:
    assert is_local(url)


@pytest.mark.parametrize("url", FAR)
def test_these_may_be_real_networks(url: str) -> None:
    assert not is_local(url)


def test_proxies_of_the_environment_are_not_used_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with server(says(OK)) as url, session(url) as made:
        assert made.call(Request(method="GET", url=url)).status == 200
