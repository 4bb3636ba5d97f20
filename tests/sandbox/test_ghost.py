import hmac
import json
import re
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from smmgen.model.brand import Account
from smmgen.publish.rehearsal import secret_of
from tests.sandbox.speak import Moment, image, shown

SECRET = b"sandbox"


def packed(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def token(kid: str = "1", secret: bytes = SECRET, alg: str = "HS256", **claims: Any) -> str:
    now = int(time.time())
    claims = {"iat": now, "exp": now + 300, "aud": "/admin/"} | claims
    head = packed(json.dumps({"alg": alg, "typ": "JWT", "kid": kid}).encode())
    body = packed(json.dumps(claims).encode())
    return f"{head}.{body}.{packed(hmac.digest(secret, f'{head}.{body}'.encode(), 'sha256'))}"


@dataclass
class Ghost:
    client: httpx.Client

    def call(self, verb: str, path: str, given: str | None = None, **more: Any) -> httpx.Response:
        headers = {"accept-version": "v6.0"}
        if given != "":
            headers["authorization"] = f"Ghost {token() if given is None else given}"
        return self.client.request(verb, f"/ghost/ghost/api/admin{path}", headers=headers, **more)

    def send(self, query: str = "?source=html", **given: Any) -> httpx.Response:
        post = {"title": "Sale", "html": "<p>Beans</p>", "status": "published", **given}
        return self.call("POST", f"/posts/{query}", json={"posts": [post]})

    def post(self, query: str = "?source=html", **given: Any) -> Any:
        answer = self.send(query, **given)
        assert answer.status_code == 201, answer.text
        return answer.json()["posts"][0]

    def change(self, post: Any, query: str = "?source=html", **given: Any) -> httpx.Response:
        given = {"updated_at": post["updated_at"], **given}
        return self.call("PUT", f"/posts/{post['id']}/{query}", json={"posts": [given]})

    def get(self, path: str, **asked: Any) -> Any:
        return self.call("GET", path, params=asked).json()


@pytest.fixture
def ghost(client: httpx.Client) -> Ghost:
    return Ghost(client)


def test_a_post_and_how_it_looks(ghost: Ghost) -> None:
    html = "<p>All <strong>beans</strong>, <a href='https://a.example/b'>here</a>.</p><ul><li>one</li></ul>"
    made = ghost.post(html=html, slug="sale", tags=["Coffee", "#smmgen-1"], custom_excerpt="All must go.")
    (post,) = shown(ghost.client)
    assert (post["text"], post["title"], post["url"]) == ("All beans, here.\n\n• one", "Sale", made["url"])
    assert [mark["kind"] for mark in post["marks"]] == ["bold", "link"]
    assert post["notes"] == {"tags": "Coffee", "excerpt": "All must go."}
    assert re.fullmatch(r"[0-9a-f]{24}", made["id"])
    assert (made["slug"], made["url"][-6:], "html" in made) == ("sale", "/sale/", False)
    assert [tag["slug"] for tag in made["tags"]] == ["coffee", "hash-smmgen-1"]


def test_html_is_read_only_where_the_call_says_so(ghost: Ghost) -> None:
    ghost.post(query="")
    (post,) = shown(ghost.client)
    assert (post["text"], len(post["warnings"])) == ("", 1)


def test_a_draft_is_seen_when_it_is_published(ghost: Ghost) -> None:
    draft = ghost.post(status="draft", slug="sale")
    assert (shown(ghost.client), f"/p/{draft['uuid']}/" in draft["url"]) == ([], True)
    done = ghost.change(draft, status="published").json()["posts"][0]
    assert shown(ghost.client)[0]["url"] == done["url"]
    again = ghost.change(draft, status="published")
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "UPDATE_COLLISION")
    assert ghost.change({"id": draft["id"], "updated_at": None}).status_code == 422
    assert shown(ghost.client)[0]["edited_at"] is None
    ghost.change(done, html="<p>Tea</p>")
    assert shown(ghost.client)[0]["edited_at"]


def test_a_slug_is_had_once_and_ids_are_ghosts_own(ghost: Ghost) -> None:
    made = [ghost.post(slug="sale", id="a" * 24, uuid="b") for _ in range(2)]
    assert [one["slug"] for one in made] == ["sale", "sale-2"]
    assert made[0]["id"] not in ("a" * 24, made[1]["id"])
    assert len(shown(ghost.client)[1]["warnings"]) == 1


REFUSED: list[dict[str, Any]] = [
    {"title": ""},
    {"title": "a" * 256},
    {"title": 7},
    {"slug": "a" * 192},
    {"custom_excerpt": "a" * 301},
    {"feature_image_alt": "a" * 192},
    {"status": "live"},
    {"visibility": "friends"},
    {"tags": "coffee"},
    {"status": "scheduled"},
    {"status": "scheduled", "published_at": "2020-01-01T00:00:00Z"},
    {"published_at": "tomorrow"},
]


@pytest.mark.parametrize("given", REFUSED)
def test_a_post_that_ghost_refuses(ghost: Ghost, given: dict[str, Any]) -> None:
    answer = ghost.send(**given)
    assert (answer.status_code, answer.json()["errors"][0]["type"]) == (422, "ValidationError")
    assert shown(ghost.client) == []


def test_a_body_without_its_root(ghost: Ghost) -> None:
    assert ghost.call("POST", "/posts/", json={"title": "a"}).status_code == 400
    assert ghost.call("POST", "/posts/", content=b"{").status_code == 400


NOW = int(time.time())


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ("", 403, None),
        ("no.token", 401, "INVALID_JWT"),
        (token(kid="2"), 401, "UNKNOWN_ADMIN_API_KEY"),
        (token(secret=b"wrong"), 401, "INVALID_JWT"),
        (token(secret=b"sandbox".hex().encode()), 401, "INVALID_JWT"),
        (token(alg="none"), 401, "INVALID_JWT"),
        (token(aud="/v5/admin/"), 401, "INVALID_JWT"),
        (token(iat=NOW - 400, exp=NOW - 100), 401, "INVALID_JWT"),
        (token(iat=NOW - 3600, exp=NOW + 3600), 401, "INVALID_JWT"),
    ],
)
def test_a_token_that_is_not_right(ghost: Ghost, given: str, status: int, code: str | None) -> None:
    answer = ghost.call("GET", "/posts/", given)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)


def test_a_later_version_is_not_spoken(ghost: Ghost) -> None:
    headers = {"authorization": f"Ghost {token()}", "accept-version": "v7.0"}
    assert ghost.client.get("/ghost/ghost/api/admin/posts/", headers=headers).status_code == 406
    assert ghost.call("GET", "/site/", "").json()["site"]["version"].startswith("6.")
    assert ghost.call("GET", "/posts/").headers["content-version"].startswith("v6.")
    assert ghost.call("GET", "/posts").status_code == 301


def test_what_is_scheduled_comes_out_at_its_time(ghost: Ghost, moment: Moment) -> None:
    ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    ghost.post(status="scheduled", published_at=ahead)
    assert shown(ghost.client) == []
    moment.shift = timedelta(hours=2)
    ghost.call("GET", "/site/")
    assert len(shown(ghost.client)) == 1


def test_posts_are_found_again(ghost: Ghost) -> None:
    first = ghost.post(title="One", tags=["#smmgen-1"], published_at="2026-01-01T00:00:00Z")
    second = ghost.post(title="Two")
    assert [one["id"] for one in ghost.get("/posts/")["posts"]] == [second["id"], first["id"]]
    found = ghost.get("/posts/", filter="tag:hash-smmgen-1+status:[draft,published]", fields="id,slug")
    assert found["posts"] == [{"id": first["id"], "slug": "one"}]
    assert ghost.get("/posts/slug/two/", formats="html")["posts"][0]["html"] == "<p>Beans</p>"
    assert ghost.get("/posts/", limit=1000)["meta"]["pagination"]["limit"] == 100
    assert ghost.call("GET", "/posts/", params={"filter": "what?"}).status_code == 400


def test_a_post_is_deleted_once(ghost: Ghost) -> None:
    made = ghost.post()
    statuses = [ghost.call("DELETE", f"/posts/{made['id']}/").status_code for _ in range(2)]
    assert (statuses, shown(ghost.client)) == ([204, 404], [])


def test_a_letter_goes_out_once(ghost: Ghost) -> None:
    made = ghost.post(status="draft")
    query = "?newsletter=default-newsletter&email_segment=all"
    done = ghost.change(made, query, status="published").json()["posts"][0]
    assert done["email"]["recipient_filter"] == "all"
    assert ghost.change(done, f"{query}&email_segment=paid").json()["posts"][0]["email"] == done["email"]
    assert shown(ghost.client)[0]["notes"]["e-mail"]
    assert ghost.send("?newsletter=no-such").status_code == 422


def test_pictures_are_named_apart_and_seen(ghost: Ghost) -> None:
    files = [{"file": ("bag.jpg", image(60 + n))} for n in range(2)]
    made = [
        ghost.call("POST", "/images/upload/", files=one, data={"ref": "r"}).json()["images"][0]
        for one in files
    ]
    assert [one["url"].rpartition("/")[2] for one in made] == ["bag.jpg", "bag-1.jpg"]
    assert made[0]["ref"] == "r"
    html = f"<p>a</p><img src='{made[1]['url']}' alt='Two'>"
    ghost.post(html=html, feature_image=made[0]["url"], feature_image_alt="One")
    assert [(one["width"], one["alt"]) for one in shown(ghost.client)[0]["media"]] == [
        (60, "One"),
        (61, "Two"),
    ]
    assert ghost.client.get(made[0]["url"]).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "content", "status"), [("a.svg", b"<svg/>", 415), ("a.jpg", b"no", 415), ("a.jpg", b"", 422)]
)
def test_a_file_that_is_no_picture(ghost: Ghost, name: str, content: bytes, status: int) -> None:
    assert ghost.call("POST", "/images/upload/", files={"file": (name, content)}).status_code == status


def test_the_key_of_a_rehearsal_is_taken(ghost: Ghost) -> None:
    name, _, secret = secret_of(Account(name="blog", network="ghost"), "key").partition(":")
    assert ghost.call("GET", "/posts/", token(name, bytes.fromhex(secret))).status_code == 200
