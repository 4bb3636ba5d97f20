"""Looking at links, against a server of this machine that goes by the names of others."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.online.address import is_public
from smmgen.online.visit import Look, Visitor, visit

PAGE = b"<html><p id=a><p id='b'><a name=\"c d\"><i id=e>Beans</i></html>"
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/": (200, {}, b"Hello"),
    "/gone": (410, {}, b""),
    "/fails": (503, {}, b""),
    "/private": (403, {}, b""),
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
    "/app": (200, {"Content-Type": "text/html"}, b"<html><div id=root></div></html>"),
    "/endless": (200, {"Content-Type": "text/html"}, b"<html><p id=a><p id=b><p id=c>" + b" " * 3_000_000),
    "/moved": (301, {"Location": "/page"}, b""),
    "/for-now": (302, {"Location": "/page"}, b""),
    "/first-for-now": (302, {"Location": "/moved"}, b""),
    "/to-nothing": (308, {"Location": "/not-there"}, b""),
    "/circle": (301, {"Location": "/circle"}, b""),
    "/inside": (301, {"Location": "http://inside.example/"}, b""),
    "/with-password": (302, {"Location": "http://anna:secret@b.example/"}, b""),
    "/into-an-app": (302, {"Location": "tg://resolve?domain=northwind"}, b""),
    "/no-heads": (200, {}, b"Hello"),
}
Asked = list[tuple[str, str, dict[str, str]]]


@contextmanager
def server() -> Iterator[tuple[int, Asked]]:
    asked: Asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.command, self.path, dict(self.headers)))
            status, headers, body = PAGES.get(self.path, (404, {}, b""))
            if self.path == "/no-heads" and self.command == "HEAD":
                status = 405
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                with suppress(OSError):  # who asked may have heard enough
                    self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield listening.server_port, asked
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


HOSTS = {
    "a.example": "127.0.0.1",
    "b.example": "127.0.0.1",
    "inside.example": "127.0.0.2",
    "ten.example": "10.0.0.1",
}


def names(host: str, port: int) -> tuple[str, ...]:
    return (HOSTS[host],)


def visitor(**changes: Any) -> Visitor:
    """Return a visitor for whom this machine's server is a site of the internet."""
    told: dict[str, Any] = {
        "find": names,
        "allowed": lambda address: address == "127.0.0.1",
        "sleep": lambda _: None,
        **changes,
    }
    return Visitor(**told)


def looked(path: str, **changes: Any) -> tuple[Look, Asked]:
    with server() as (port, asked):
        look = visitor(**changes).look(f"http://a.example:{port}{path}")
    return replace(look, target=look.target.replace(f":{port}", "")), asked


@pytest.mark.parametrize(
    ("path", "outcome", "why"),
    [
        ("/", "good", ""),
        ("/no-heads", "good", ""),
        ("/for-now", "good", ""),
        ("/first-for-now", "good", ""),
        ("/into-an-app", "good", ""),
        ("/not-there", "dead", "leads to a page that is not there (404)"),
        ("/gone", "dead", "leads to a page that is not there (410)"),
        ("/to-nothing", "dead", "leads to a page that is not there (404)"),
        ("/circle", "dead", "leads in circles"),
        ("/fails", "unsure", "leads to a server that fails (503)"),
        ("/inside", "unsure", "leads to an address that is not everybody's: inside.example"),
        ("/with-password", "unsure", "leads to an address with a password in it"),
        ("/private", "unseen", "is not shown to programs (403)"),
    ],
)
def test_where_a_link_leads_is_told(path, outcome, why):
    look, _ = looked(path)
    assert (look.outcome, look.why) == (outcome, why)


def test_a_page_that_moved_for_good_is_told_with_its_new_address():
    assert looked("/moved")[0] == Look(outcome="moved", target="http://a.example/page")


@pytest.mark.parametrize(
    ("path", "lacks"),
    [
        ("/page#a", False),
        ("/page#c%20d", False),
        ("/page#e", False),
        ("/page#z", True),
        ("/page#top", False),
        ("/page#:~:text=Beans", False),
        ("/app#menu", False),
        ("/endless#z", False),
        ("/#z", False),
        ("/moved#z", True),
    ],
)
def test_a_place_that_a_page_has_not_is_told(path, lacks):
    assert looked(path)[0].lacks_place is lacks


def test_the_head_is_asked_for_and_the_page_only_where_it_is_needed():
    assert [(method, path) for method, path, _ in looked("/")[1]] == [("HEAD", "/")]
    assert [method for method, *_ in looked("/no-heads")[1]] == ["HEAD", "GET"]
    assert [method for method, *_ in looked("/page#a")[1]] == ["GET"]


def test_a_question_says_who_asks_and_nothing_else():
    (_, _, headers), *_ = looked("/")[1]
    assert headers["Host"].startswith("a.example:")
    assert headers["User-Agent"].startswith("smmgen/")
    assert "link check" in headers["User-Agent"]
    assert {name.lower() for name in headers} <= {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *(
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1%eth0",
            "fd00::1",
            "ff02::1",
        ),
        *(
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:0::1",
            "no",
        ),
    ],
)
def test_addresses_of_somebodys_own_network_are_never_called(address):
    assert not is_public(address)
    asked: Asked = []
    careful = Visitor(find=lambda *_: (address,), ask=lambda *call: asked.append(call), sleep=lambda _: None)
    assert careful.look("https://a.example/").outcome == "unsure"
    assert asked == []


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_may_be_called(address):
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_stay_away():
    careful = Visitor(find=lambda *_: ("8.8.8.8", "127.0.0.1"), sleep=lambda _: None)
    assert careful.look("https://a.example/").outcome == "unsure"


def test_a_redirect_is_resolved_and_refused_anew():
    """A site may answer well once and then send its visitor inside."""
    look, asked = looked("/inside")
    assert look.outcome == "unsure"
    assert [path for _, path, _ in asked] == ["/inside"]


@pytest.mark.parametrize(
    "url", ["https://a.example/?token=4k2h9s8d7f6g5h4j3k2l", "https://anna:secret@a.example/"]
)
def test_a_link_with_a_secret_is_told_to_nobody(url):
    silent = Visitor(find=lambda *_: pytest.fail("asked for its address"))
    assert silent.look(url).outcome == "unseen"


def test_a_site_that_is_not_there_and_one_that_cannot_be_asked_for_differ():
    import socket

    def gone(*_: object) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    def away(*_: object) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    assert Visitor(find=gone).look("https://a.example/").outcome == "nowhere"
    assert Visitor(find=away).look("https://a.example/").outcome == "unsure"


def test_a_server_that_is_not_there_is_no_proof():
    look = visitor().look("http://a.example:1/")
    assert (look.outcome, look.why[:14]) == ("unsure", "got no answer:")


def test_one_host_is_asked_once_a_second_and_others_meanwhile():
    waits: list[float] = []
    with server() as (port, _):
        slow = visitor(sleep=waits.append, clock=lambda: 100.0)
        seen = visit(
            [f"http://{host}.example:{port}{path}" for host in "ab" for path in ("/", "/page", "/app")], slow
        )
    assert sorted(waits) == [1.0, 1.0, 2.0, 2.0]
    assert {look.outcome for look in seen.values()} == {"good"}
