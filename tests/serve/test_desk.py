"""Nobody but a page of this server writes, and only into the file of a post."""

import json

import pytest

from tests.serve.place import FILES, SALE, served
from tests.serve.test_hostile import ask

PAGE = "posts/winter-sale/index.html"
PAUSE = {"what": "status", "was": "ready", "to": "paused"}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with served(tmp_path_factory.mktemp("desk"), FILES, is_edited=True) as made:
        yield made


def wish(page=PAGE, *edits):
    return json.dumps({"page": page, "edits": edits or (PAUSE,)}).encode()


def post(place, body, line="POST /-/edit HTTP/1.1", **changed):
    given = {
        "Origin": place.url.strip("/"),
        "X-Smmgen-Token": place.token,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    given |= {name.replace("_", "-"): value for name, value in changed.items()}
    return ask(
        place,
        line,
        changed.get("Host"),
        *(f"{name}: {value}" for name, value in given.items() if value and name != "Host"),
        body=body,
    )


def untouched(place):
    return (place.root / "content/posts/winter-sale.md").read_text("utf-8") == SALE


FOREIGN = {
    "no token": {"X_Smmgen_Token": ""},
    "another token": {"X_Smmgen_Token": "x" * 43},
    "another site": {"Origin": "http://evil.example"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "a secure twin": {"Origin": "https://127.0.0.1"},
    "no origin": {"Origin": ""},
    "an origin without a name": {"Origin": "null"},
    "another host": {"Host": "evil.example"},
    "a form": {"Content_Type": "application/x-www-form-urlencoded"},
    "a form with files": {"Content_Type": "multipart/form-data; boundary=x"},
    "plain text": {"Content_Type": "text/plain"},
    "no type": {"Content_Type": ""},
    "sent by another site": {"Sec_Fetch_Site": "cross-site"},
    "sent by a neighbour": {"Sec_Fetch_Site": "same-site"},
}


@pytest.mark.parametrize("changed", FOREIGN.values(), ids=FOREIGN)
def test_nobody_else_writes(place, changed):
    assert post(place, wish(), **changed)[0] == 403
    assert untouched(place)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_only_post_writes(place, method):
    assert post(place, wish(), f"{method} /-/edit HTTP/1.1")[0] in (400, 404, 405)
    assert untouched(place)


PAGES = [
    "",
    "index.html",
    "posts/none/index.html",
    "../smmgen.yaml",
    "content/posts/winter-sale.md",
    "posts/../index.html",
    "/etc/passwd",
    "posts/winter-sale/",
]
PAGES += [
    "posts/winter-sale/index.html\x00",
    "posts//winter-sale/index.html",
    "posts/*/index.html",
    "a" * 5000,
]


@pytest.mark.parametrize("page", PAGES)
def test_only_a_posts_page_names_a_file(place, page):
    assert post(place, wish(page))[0] == 409
    assert untouched(place)


BODIES = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"{",
    b"\xff\xfe",
    b'{"page": 1, "edits": []}',
    b'{"page": "", "edits": [{}]}',
    b"[" * 30_000,
]
BODIES += [
    wish(PAGE, {"what": "file", "to": "x"}),
    wish(PAGE, {**PAUSE, "path": "/etc/passwd"}),
    wish(PAGE, {**PAUSE, "to": "published"}),
]


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_edit_is_refused(place, body):
    assert post(place, body)[0] == 400
    assert untouched(place)


def test_what_is_too_long_is_refused(place):
    assert post(place, b" " * 70_000)[0] == 413


def test_what_is_not_so_any_more_is_told(place):
    status, told = post(place, wish(PAGE, {**PAUSE, "was": "idea"}))
    assert status == 409
    assert "does not say `status: idea` any more" in told
    assert untouched(place)


def test_a_file_outside_is_never_written_through_a_link(place):
    secret = place.root / "secret.md"
    secret.write_text(SALE, "utf-8")
    link = place.root / "content/posts/linked.md"
    link.symlink_to(secret)
    assert post(place, wish("posts/linked/index.html"))[0] == 409
    assert secret.read_text("utf-8") == SALE
    link.unlink()


def test_what_can_be_edited_is_told_to_pages_with_the_token_only(place):
    line = f"GET /-/post?page={PAGE} HTTP/1.1"
    assert ask(place, line)[0] == 403
    assert "must go" in ask(place, line, None, f"X-Smmgen-Token: {place.token}")[1]


def test_without_edit_nothing_of_it_is_there(tmp_path):
    with served(tmp_path, FILES) as plain:
        assert post(plain, wish())[0] in (404, 405)
        assert "token" not in ask(plain, "GET / HTTP/1.1")[1]


def test_an_own_page_writes(place):
    place.write("content/posts/spare.md", SALE)
    (place.root / "content/posts/spare.md").chmod(0o640)
    assert post(place, wish("posts/spare/index.html"))[0] == 200
    written = place.root / "content/posts/spare.md"
    assert written.read_text("utf-8") == SALE.replace("ready", "paused")
    assert written.stat().st_mode & 0o777 == 0o640
