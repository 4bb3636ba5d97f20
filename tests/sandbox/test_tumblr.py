import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from oauthlib.oauth1 import Client

from tests.sandbox.speak import Moment, image, shown

POSTS = "/v2/blog/northwind/posts"


@dataclass
class Tumblr:
    client: httpx.Client
    token: str = "1:sandbox"

    def call(self, verb: str, path: str = POSTS, **more: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return self.client.request(verb, f"/tumblr{path}", headers=headers, **more)

    def send(self, *blocks: Any, **given: Any) -> httpx.Response:
        return self.call("POST", json={"content": list(blocks), **given})

    def post(self, *blocks: Any, **given: Any) -> str:
        answer = self.send(*(blocks or (text("Beans"),)), **given)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["response"]["id"])

    def form(self, content: list[Any], files: dict[str, bytes]) -> httpx.Response:
        parts: list[tuple[str, Any]] = [
            ("json", (None, json.dumps({"content": content}), "application/json"))
        ]
        parts += [(name, (f"{name}.jpg", data, "image/jpeg")) for name, data in files.items()]
        return self.call("POST", files=parts)

    def listed(self, path: str = POSTS, **asked: Any) -> Any:
        return self.call("GET", path, params={"npf": "true", **asked}).json()["response"]["posts"]


def text(words: str, subtype: str = "", *formatting: Any, **more: Any) -> dict[str, Any]:
    block = {"type": "text", "text": words, **more}
    block |= {"subtype": subtype} if subtype else {}
    return block | ({"formatting": list(formatting)} if formatting else {})


def picture(name: str, alt: str = "A bag") -> dict[str, Any]:
    return {"type": "image", "media": [{"type": "image/jpeg", "identifier": name}], "alt_text": alt}


@pytest.fixture
def tumblr(client: httpx.Client) -> Tumblr:
    return Tumblr(client)


def test_a_post_and_how_it_looks(tumblr: Tumblr) -> None:
    link = {"type": "link", "start": 9, "end": 13, "url": "https://a.example/b"}
    number = tumblr.post(
        text("Sale", "heading1"),
        text("☕ Beans, here", "", {"type": "bold", "start": 2, "end": 7}, link),
        *(text(word, "unordered-list-item") for word in ("one", "two")),
        text("first", "ordered-list-item"),
        text("Good.", "quote"),
        {"type": "link", "url": "https://a.example/c", "title": "More"},
        tags="coffee, cold brew",
    )
    (post,) = shown(tumblr.client)
    assert post["text"] == "Sale\n\n☕ Beans, here\n\n• one\n• two\n1. first\n\nGood."
    assert [mark["kind"] for mark in post["marks"]] == ["bold", "bold", "link", "quote"]
    assert (post["id"], post["url"]) == (number, f"https://northwind.tumblr.com/post/{number}")
    assert (post["card"]["title"], post["notes"]["tags"]) == ("More", "#coffee #cold brew")
    assert tumblr.listed()[0]["tags"] == ["coffee", "cold brew"]


BAD = [
    [],
    [text("a" * 4097)],
    [text("a", "poster")],
    [text("a", indent_level=8)],
    [{"type": "text"}],
    [{"type": "poll"}],
    ["a"],
    [text("a")] * 1001,
    [text("a", "", {"type": "bold", "start": 0, "end": 2})],
    [text("a", "", {"type": "glow", "start": 0, "end": 1})],
    [text("a", "", {"type": "link", "start": 0, "end": 1, "url": "here"})],
    [text("a", "", {"type": "mention", "start": 0, "end": 1})],
    [text("a", "", *[{"type": "link", "start": 0, "end": 1, "url": "https://a.example"}] * 101)],
    [{"type": "link", "url": "here"}],
    [{"type": "link", "url": "https://a.example"}] * 11,
    [picture("gone")],
    [{"type": "image"}],
    [{"type": "video"}],
]


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_content_that_tumblr_refuses(tumblr: Tumblr, content: list[Any]) -> None:
    answer = tumblr.send(*content)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, 8001)
    assert answer.json()["meta"] == {"status": 400, "msg": "Bad Request"}
    assert shown(tumblr.client) == []


@pytest.mark.parametrize(
    "given",
    [
        {"state": "live"},
        {"tags": "a" * 141},
        {"layout": [{"type": "rows", "display": [{"blocks": [0, 0]}]}]},
        {"layout": [{"type": "rows", "display": [{"blocks": [1]}]}]},
        {"layout": [{"type": "masonry"}]},
        {"state": "queue", "publish_on": "2020-01-01T00:00:00Z"},
        {"state": "queue", "publish_on": "soon"},
    ],
)
def test_what_stands_around_the_content(tumblr: Tumblr, given: dict[str, Any]) -> None:
    assert tumblr.send(text("a"), **given).status_code == 400


def test_pictures_go_in_parts_beside_the_json(tumblr: Tumblr) -> None:
    content = [picture("one", "One"), text("Beans"), picture("two", "")]
    answer = tumblr.form(content, {"one": image(60), "two": image(61)})
    assert answer.status_code == 201, answer.text
    (post,) = shown(tumblr.client)
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(60, "One"), (61, "")]
    assert (post["text"], len(post["warnings"])) == ("Beans", 1)


@pytest.mark.parametrize(("content", "code"), [(b"no picture", 8005), (b"", 8005)])
def test_a_picture_that_tumblr_refuses(tumblr: Tumblr, content: bytes, code: int) -> None:
    answer = tumblr.form([picture("one")], {"one": content})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)
    elsewhere = {"type": "image", "media": [{"url": "https://a.example/b.jpg"}]}
    assert tumblr.send(elsewhere).json()["errors"][0]["code"] == 8006


def test_more_pictures_than_a_post_may_have(tumblr: Tumblr) -> None:
    assert tumblr.form([picture("one")] * 30, {"one": image()}).status_code == 201
    assert tumblr.form([picture("one")] * 31, {"one": image()}).json()["errors"][0]["code"] == 8001


def test_an_edit_says_the_whole_post(tumblr: Tumblr) -> None:
    number = tumblr.form([picture("one"), text("a")], {"one": image()}).json()["response"]["id"]
    kept = tumblr.call("GET", f"{POSTS}/{number}", params={"post_format": "npf"}).json()["response"][
        "content"
    ]
    assert tumblr.call("PUT", f"{POSTS}/{number}", json={"content": [kept[0], text("b")]}).status_code == 200
    (post,) = shown(tumblr.client)
    assert (post["text"], len(post["media"]), bool(post["edited_at"])) == ("b", 1, True)
    assert tumblr.call("PUT", f"{POSTS}/1", json={"content": [text("b")]}).status_code == 404


def test_a_post_is_deleted_once(tumblr: Tumblr) -> None:
    number = tumblr.post()
    path = "/v2/blog/northwind.tumblr.com/post/delete"
    statuses = [tumblr.call("POST", path, json={"id": number}).status_code for _ in range(2)]
    assert (statuses, shown(tumblr.client)) == ([200, 404], [])


def test_drafts_and_the_queue_are_not_seen(tumblr: Tumblr, moment: Moment) -> None:
    draft = tumblr.post(state="draft")
    ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    queued = tumblr.post(state="queue", publish_on=ahead)
    assert shown(tumblr.client) == []
    assert [one["id_string"] for one in tumblr.listed(f"{POSTS}/draft")] == [draft]
    assert [one["id_string"] for one in tumblr.listed(f"{POSTS}/queue")] == [queued]
    moment.shift = timedelta(hours=2)
    assert [one["id_string"] for one in tumblr.listed()] == [queued]
    assert [post["id"] for post in shown(tumblr.client)] == [queued]


def test_own_posts_the_latest_first(tumblr: Tumblr) -> None:
    numbers = [tumblr.post(text(str(n)), slug=f"Part {n}") for n in range(3)]
    rows = tumblr.listed(limit=2)
    assert [one["id_string"] for one in rows] == numbers[:0:-1]
    assert rows[0]["post_url"] == f"https://northwind.tumblr.com/post/{numbers[2]}/part-2"
    assert tumblr.call("GET", params={"limit": 51}).status_code == 400
    assert tumblr.call("GET", "/v2/blog/northwind/info").json()["response"]["blog"]["posts"] == 3
    assert tumblr.client.get(f"/tumblr{POSTS}", params={"api_key": "1:sandbox"}).status_code == 200


@pytest.mark.parametrize("token", ["2:wrong", ""])
def test_a_wrong_token(tumblr: Tumblr, token: str) -> None:
    wrong = Tumblr(tumblr.client, token)
    assert wrong.send(text("a")).json()["meta"] == {"status": 401, "msg": "Unauthorized"}
    assert wrong.call("GET", "/v2/user/info").status_code == 401
    assert wrong.call("GET").status_code == 401


def signed(tumblr: Tumblr, verb: str, url: str, secret: str = "1:sandbox", **more: str) -> dict[str, str]:
    client = Client("1:sandbox", "1:sandbox", "1:sandbox", secret, **more)
    headers: dict[str, str] = client.sign(f"{tumblr.client.base_url}{url}", verb)[1]
    return headers


def test_a_signature_is_checked_and_good_once(tumblr: Tumblr) -> None:
    url = "/tumblr/v2/user/info?a=b%20c"
    headers = signed(tumblr, "GET", url)
    assert [tumblr.client.get(url, headers=headers).status_code for _ in range(2)] == [200, 401]
    assert tumblr.client.get(url, headers=signed(tumblr, "GET", url, "2:wrong")).status_code == 401
    assert tumblr.client.get(url, headers=signed(tumblr, "GET", url, timestamp="1")).status_code == 401
    post = f"/tumblr{POSTS}"
    sent = tumblr.client.post(post, json={"content": [text("a")]}, headers=signed(tumblr, "POST", post))
    assert sent.status_code == 201


def test_tokens_rotate_and_end(tumblr: Tumblr, moment: Moment) -> None:
    given = {"grant_type": "refresh_token", "client_id": "1:sandbox", "client_secret": "1:sandbox"}

    def refresh(token: str) -> httpx.Response:
        return tumblr.client.post("/tumblr/v2/oauth2/token", data={**given, "refresh_token": token})

    new = refresh("1:sandbox").json()
    assert Tumblr(tumblr.client, new["access_token"]).call("GET").status_code == 200
    assert [refresh(new["refresh_token"]).status_code for _ in range(2)] == [200, 400]
    moment.shift = timedelta(seconds=2530)
    assert Tumblr(tumblr.client, new["access_token"]).call("GET").status_code == 401


def test_what_is_left_of_the_limits_is_told(tumblr: Tumblr) -> None:
    first, second = (tumblr.call("GET", "/v2/user/limits").headers for _ in range(2))
    assert int(first["x-ratelimit-perhour-remaining"]) == int(second["x-ratelimit-perhour-remaining"]) + 1
