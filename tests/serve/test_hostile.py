"""Whatever is asked in whatever way: nothing but the site's own files is told, and to nobody but this machine."""

import socket

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.serve.place import FILES, served

SECRET = "sesame-open"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    with served(root, FILES) as made:
        out = root / "dist"
        (root / "secret.txt").write_text(SECRET)
        (root / "outside").mkdir()
        (root / "outside/index.html").write_text(SECRET)
        (out / "link.html").symlink_to(root / "secret.txt")
        (out / "folder").symlink_to(root / "outside")
        (out / "mine.txt").write_text(SECRET)
        (out / "assets/icons.css").unlink()
        (out / "assets/icons.css").symlink_to(root / "secret.txt")
        (out / "accounts").rename(root / "outside/accounts")
        (out / "accounts").symlink_to(root / "outside/accounts")
        yield made


def ask(place, line, host=None, *more, body=b""):
    """Send a request as it stands, and return the status and all that came back."""
    port = int(place.url.rsplit(":", 1)[1].strip("/"))
    head = [
        line,
        *([f"Host: {host or f'127.0.0.1:{port}'}"] if host != "" else []),
        "Connection: close",
        *more,
        "",
        "",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asking:
        asking.sendall("\r\n".join(head).encode("latin-1").replace(b"PORT", str(port).encode()) + body)
        try:
            answer = b"".join(iter(lambda: asking.recv(65536), b""))
        except ConnectionResetError:
            answer = b""
    return (int(answer.split()[1]) if answer else 0), answer.decode("utf-8", "replace")


FOREIGN = [
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1",
    "localhost",
    "localhost:1",
    "127.0.0.1:PORT.evil.example",
    "[::1]:PORT",
]
FOREIGN += [
    "0.0.0.0:PORT",
    "127.0.0.2:PORT",
    "LOCALHOST.:PORT",
    "evil@127.0.0.1:PORT",
    "127.1:PORT",
    "2130706433:PORT",
    "*",
    "null",
]


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/-/live.js"])
def test_another_name_is_refused(place, host, path):
    status, told = ask(place, f"GET {path} HTTP/1.1", host)
    assert status == 403
    assert "Northwind" not in told


@pytest.mark.parametrize(
    "more", [("Host: 127.0.0.1:PORT", "Host: evil.example"), (), ("Host: 127.0.0.1:PORT",) * 2]
)
def test_one_name_is_needed(place, more):
    assert ask(place, "GET / HTTP/1.1", "", *more)[0] in (400, 403)


PATHS = [
    "/../secret.txt",
    "/../../etc/passwd",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/.%2e/secret.txt",
]
PATHS += [
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e%252fsecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%c0%ae%c0%ae%c0%afsecret.txt",
]
PATHS += [
    "//etc/passwd",
    "/%2fetc/passwd",
    "/etc/passwd",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/./../secret.txt",
]
PATHS += [
    "/....//secret.txt",
    "/..;/secret.txt",
    "/..%00/secret.txt",
    "/secret.txt%00.html",
    "/index.html%00",
    "/index.html/../../secret.txt",
]
PATHS += [
    "/link.html",
    "/folder/",
    "/folder/index.html",
    "/folder",
    "/mine.txt",
    "/assets/icons.css",
    "/accounts/index.html",
    "/accounts/tg/",
]
PATHS += [
    "/assets",
    "/assets/",
    "/posts",
    "/posts/",
    "/images/",
    "/.smmgen-files",
    "/%2esmmgen-files",
    "/.git/config",
    "/smmgen.yaml",
]
PATHS += [
    "/-/",
    "/-/../secret.txt",
    "/-/%2e%2e/%2e%2e/smmgen.yaml",
    "/-/live",
    "/-/__init__.py",
    "/-/live.js/",
    "/INDEX.HTML",
    "/index.html.",
]
PATHS += [
    "/index.html::$DATA",
    "/con",
    "/~root",
    "/index.html?/../../secret.txt",
    "/%",
    "/%zz",
    "/%ff%fe",
    "/" + "a" * 5000,
    "/" + "../" * 500,
]
PATHS += [
    "file:///etc/passwd",
    "http://evil.example/",
    "/content/posts/winter-sale.md",
    "/..%u2215secret.txt",
    "/．．/secret.txt".encode().decode("latin-1"),
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_anywhere_else(place, path):
    status, told = ask(place, f"GET {path} HTTP/1.1")
    assert status in (200, 400, 404)
    assert not any(
        one in told for one in (SECRET, "root:", "TELEGRAM_TOKEN", "publish_at", "winter-sale/index.html\n")
    )
    if status == 200:
        assert "Winter sale" in told  # the query is no part of a path
        assert path.startswith(("/index.html?", "http://"))


METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["/", "/index.html", "/-/live.js", "/-/live"])
def test_nothing_can_be_done_but_looked_at(place, method, path):
    assert ask(place, f"{method} {path} HTTP/1.1", None, "Content-Length: 2", body=b"{}")[0] in (
        400,
        404,
        405,
    )


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1:1",
        "http://localhost",
        "file://",
        "",
    ],
)
def test_another_site_is_told_nothing(place, origin):
    assert ask(place, "GET / HTTP/1.1", None, f"Origin: {origin}")[0] == 403


@pytest.mark.parametrize(
    "more", [("Content-Length: 99999999999",), ("X: " + "a" * 200_000,), ("Transfer-Encoding: chunked",)]
)
def test_what_is_too_long_is_not_read(place, more):
    status, told = ask(place, "GET / HTTP/1.1", None, *more)
    assert status in (0, 200, 400, 431)
    assert SECRET not in told


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ],
)
def test_a_foreign_page_hears_nothing(place, headers):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"{place.url.replace('http', 'ws')}-/live", additional_headers=headers, proxy=None)
    assert refused.value.response.status_code in (400, 403)


def test_an_own_page_hears(place):
    with connect(f"{place.url.replace('http', 'ws')}-/live", origin=place.url.strip("/"), proxy=None) as line:
        assert '"build":' in line.recv(timeout=20)
        line.send("a" * 5000)  # more than a page has to say


def test_every_answer_tells_what_pages_may_do(place):
    for path in ("/", "/none", "/assets/site.js", "/-/live.js", "/assets/"):
        told = ask(place, f"GET {path} HTTP/1.1")[1].lower()
        assert all(
            one in told
            for one in (
                "default-src 'none'",
                "nosniff",
                "no-referrer",
                "frame-ancestors 'none'",
                "same-origin",
            )
        )
        assert "access-control-allow" not in told
        assert "server:" not in told


def test_the_page_has_one_policy_only(place):
    assert "http-equiv" not in ask(place, "GET / HTTP/1.1")[1]
    assert "http-equiv" in (place.root / "dist/index.html").read_text("utf-8")
