import base64
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, Moment, image, noise, shown


def coded(content: bytes, kind: str = "image/jpeg") -> dict[str, str]:
    return {"content_type": kind, "data": base64.b64encode(content).decode()}


def one(content: bytes | None = None, kind: str = "image/jpeg") -> dict[str, Any]:
    return {"source_type": "image_base64", **coded(image(1000, 1500) if content is None else content, kind)}


@dataclass
class Pinterest:
    client: httpx.Client
    refresh: str = SECRET
    secret: str = SECRET
    access: dict[str, str] = field(default_factory=dict)

    def token(self, **change: str) -> httpx.Response:
        given = {"grant_type": "refresh_token", "refresh_token": self.refresh, **change}
        return self.client.post("/pinterest/v5/oauth/token", data=given, auth=("1234", self.secret))

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        if not self.access:
            self.access = {"authorization": f"Bearer {self.token().json()['access_token']}"}
        return self.client.request(method, f"/pinterest/v5{path}", headers=self.access, **more)

    def pin(self, **change: Any) -> httpx.Response:
        return self.call("POST", "/pins", json={"board_id": "42", "media_source": one(), **change})

    def good(self, **change: Any) -> Any:
        answer = self.pin(**change)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def host(self, content: bytes, name: str = "a.jpg", kind: str = "image/jpeg") -> str:
        url = f"{self.client.base_url}/hosted/{name}"
        assert self.client.put(url, content=content, headers={"content-type": kind}).status_code == 201
        return url

    def film(self, content: bytes) -> str:
        made = self.call("POST", "/media", json={"media_type": "video"}).json()
        file = {"file": ("a.mp4", content, "video/mp4")}
        sent = self.client.post(made["upload_url"], data=made["upload_parameters"], files=file)
        assert sent.status_code == 204
        media_id: str = made["media_id"]
        return media_id

    def status(self, media_id: str) -> str:
        found: str = self.call("GET", f"/media/{media_id}").json()["status"]
        return found


@pytest.fixture
def pinterest(client: httpx.Client) -> Pinterest:
    return Pinterest(client)


def test_a_wrong_sign_in_is_refused(client: httpx.Client) -> None:
    assert Pinterest(client, secret="2:wrong").token().status_code == 401
    assert Pinterest(client, "2:wrong").token().json()["code"] == 1104
    assert Pinterest(client).token(grant_type="password").status_code == 400


def test_an_access_token_lives_thirty_days_and_a_refresh_gives_another(
    pinterest: Pinterest, moment: Moment
) -> None:
    given = pinterest.token().json()
    assert (given["expires_in"], given["response_type"]) == (2_592_000, "refresh_token")
    assert pinterest.token(refresh_token=given["refresh_token"]).status_code == 200
    pinterest.good()
    moment.shift = timedelta(days=30)
    assert pinterest.pin().json() == {"code": 2, "message": "Authentication failed."}


def test_a_pin_is_shown_with_its_words_and_its_link(pinterest: Pinterest) -> None:
    words = {"title": "Sale", "description": "All must go. #beans", "alt_text": "A bag of beans"}
    made = pinterest.good(**words, link="https://a.example/x?utm_content=1")
    assert (made["title"], made["media"]["media_type"], made["id"].isdecimal()) == ("Sale", "image", True)
    (post,) = shown(pinterest.client)
    assert (post["title"], post["text"]) == ("Sale", "All must go. #beans")
    assert post["url"] == f"https://www.pinterest.com/pin/{made['id']}/"
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(1000, "A bag of beans")]
    assert post["buttons"] == [["Visit site", "https://a.example/x?utm_content=1"]]
    assert [mark["kind"] for mark in post["marks"]] == ["hashtag"]
    assert pinterest.call("GET", f"/pins/{made['id']}").json() == made


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"title": "a" * 101}, "'title' has 101 characters; maxLength=100"),
        ({"description": "я" * 801}, "maxLength=800"),
        ({"alt_text": "a" * 501}, "maxLength=500"),
        ({"link": "https://a.example/" + "a" * 2048}, "maxLength=2048"),
        ({"link": "a.example"}, "Whoops! It looks like you entered an invalid URL."),
        ({"title": 5}, "'title' is not a string"),
        ({"foo": "a"}, "'foo' is not known"),
        ({"board_id": "northwind/beans"}, "must match the pattern"),
        ({"board_id": None}, "must match the pattern"),
        ({"board_section_id": "a"}, "must match the pattern"),
        ({"media_source": None}, "'media_source.source_type' is one of"),
        ({"media_source": {"source_type": "image_url"}}, "'media_source.url' is required"),
        ({"media_source": {**one(), "foo": 1}}, "'media_source.foo' is not known"),
        ({"media_source": {**one(), "data": "?"}}, "'data' is not Base64"),
        ({"media_source": one(b"no picture")}, "Your image could not be read"),
        ({"media_source": one(image(kind="PNG"))}, "Your image could not be read"),
        ({"media_source": one(image(kind="WEBP"), "image/webp")}, "'content_type' is one of"),
        ({"media_source": one(noise(20 * 1024 * 1024 + 1))}, "Your image could not be read"),
    ],
)
def test_a_pin_that_pinterest_does_not_take(pinterest: Pinterest, change: dict[str, Any], part: str) -> None:
    answer = pinterest.pin(**change)
    assert (answer.status_code, answer.json()["code"]) == (400, 1)
    assert part in answer.json()["message"]
    assert shown(pinterest.client) == []


def test_words_at_the_limits_are_taken(pinterest: Pinterest) -> None:
    pinterest.good(title="я" * 100, description="я" * 800, alt_text="я" * 500)


def test_pictures_are_fetched_only_from_the_host_of_files(pinterest: Pinterest) -> None:
    url = pinterest.host(image(1000, 1500))
    pinterest.good(media_source={"source_type": "image_url", "url": url})
    for other in ("https://a.example/a.jpg", f"{url}.none"):
        answer = pinterest.pin(media_source={"source_type": "image_url", "url": other})
        assert (answer.status_code, answer.json()["code"]) == (400, 235)


@pytest.mark.parametrize(("number", "status"), [(1, 400), (2, 201), (5, 201), (6, 400)])
def test_a_carousel_has_two_to_five_pictures(pinterest: Pinterest, number: int, status: int) -> None:
    items = [coded(image(1000 + n, 1500)) for n in range(number)]
    answer = pinterest.pin(
        media_source={"source_type": "multiple_image_base64", "items": items}, alt_text="A"
    )
    assert answer.status_code == status
    seen = [media for post in shown(pinterest.client) for media in post["media"]]
    assert [media["width"] for media in seen] == ([1000 + n for n in range(number)] if seen else [])


def test_what_the_feed_would_cut_is_warned_of(pinterest: Pinterest) -> None:
    pinterest.good(media_source=one(image(500, 1400)))
    items = [coded(image(1000, 1500)), coded(image(1000, 1000))]
    pinterest.good(media_source={"source_type": "multiple_image_base64", "items": items})
    assert ["cuts" in post["warnings"][0] for post in shown(pinterest.client)] == [True, True]


def test_a_film_is_registered_sent_and_pinned_with_a_cover(pinterest: Pinterest) -> None:
    media_id = pinterest.film(film(1080, 1920, 12))
    source = {"source_type": "video_id", "media_id": media_id, "cover_image_url": pinterest.host(image())}
    assert pinterest.pin(media_source=source).status_code == 400
    assert [pinterest.status(media_id) for _ in range(2)] == ["processing", "succeeded"]
    assert pinterest.good(media_source=source)["media"]["media_type"] == "video"
    (media,) = shown(pinterest.client)[0]["media"]
    assert (media["seconds"], len(media["cover"])) == (12, 64)
    source.pop("cover_image_url")
    assert "has a cover" in pinterest.pin(media_source=source).json()["message"]


@pytest.mark.parametrize("content", [b"no film", film(seconds=3), film(seconds=901), film(2000, 1000)])
def test_a_film_that_fails(pinterest: Pinterest, content: bytes) -> None:
    media_id = pinterest.film(content)
    assert [pinterest.status(media_id) for _ in range(2)] == ["processing", "failed"]


def test_a_film_needs_all_its_parameters(pinterest: Pinterest) -> None:
    made = pinterest.call("POST", "/media", json={"media_type": "video"}).json()
    assert pinterest.status(made["media_id"]) == "registered"
    data = made["upload_parameters"] | {"policy": "other"}
    file = {"file": ("a.mp4", film(), "video/mp4")}
    assert pinterest.client.post(made["upload_url"], data=data, files=file).status_code == 403


def test_a_change_leaves_what_it_does_not_name(pinterest: Pinterest) -> None:
    made = pinterest.good(title="Old", description="Stays", alt_text="Old")
    changed = pinterest.call("PATCH", f"/pins/{made['id']}", json={"title": "New", "alt_text": "New"}).json()
    assert (changed["title"], changed["description"]) == ("New", "Stays")
    (post,) = shown(pinterest.client)
    assert (post["title"], post["media"][0]["alt"], bool(post["edited_at"])) == ("New", "New", True)
    assert pinterest.call("PATCH", f"/pins/{made['id']}", json={"media_source": one()}).status_code == 400


def test_a_deleted_pin_is_gone(pinterest: Pinterest) -> None:
    path = f"/pins/{pinterest.good()['id']}"
    assert [pinterest.call("DELETE", path).status_code for _ in "ab"] == [204, 404]
    assert pinterest.call("GET", path).json() == {"code": 50, "message": "Pin not found."}


def test_own_pins_are_listed_newest_first_and_in_pages(pinterest: Pinterest) -> None:
    ids = [pinterest.good(title=str(number))["id"] for number in range(3)]
    pinterest.good(board_id="43")
    first = pinterest.call("GET", "/boards/42/pins?page_size=2").json()
    rest = pinterest.call("GET", f"/boards/42/pins?page_size=2&bookmark={first['bookmark']}").json()
    assert [pin["id"] for pin in first["items"] + rest["items"]] == ids[::-1]
    assert rest["bookmark"] is None
    assert len(pinterest.call("GET", "/pins").json()["items"]) == 4
    assert pinterest.call("GET", "/pins?page_size=251").status_code == 400


def test_boards_are_made_listed_and_deleted(pinterest: Pinterest) -> None:
    made = pinterest.call("POST", "/boards", json={"name": "Beans", "privacy": "SECRET"}).json()
    pinterest.good(board_id=made["id"])
    (board,) = pinterest.call("GET", "/boards").json()["items"]
    assert (board["name"], board["pin_count"]) == ("Beans", 1)
    assert pinterest.call("DELETE", f"/boards/{made['id']}").status_code == 204
    assert pinterest.pin(board_id=made["id"]).json() == {"code": 40, "message": "Board not found."}
    assert shown(pinterest.client) == []


def test_another_account_has_its_own_boards_and_pins(pinterest: Pinterest) -> None:
    made = pinterest.good()
    other = Pinterest(pinterest.client, f"{SECRET}.other")
    assert other.pin().json()["code"] == 40
    assert other.call("DELETE", f"/pins/{made['id']}").status_code == 404
    assert other.call("GET", "/user_account").json()["username"] == "other"


def test_a_pin_can_be_saved_to_another_board(pinterest: Pinterest) -> None:
    made = pinterest.good(title="Sale")
    saved = pinterest.call("POST", f"/pins/{made['id']}/save", json={"board_id": "43"}).json()
    assert (saved["title"], saved["parent_pin_id"], saved["board_id"]) == ("Sale", made["id"], "43")


def test_the_rate_limit_is_told(pinterest: Pinterest) -> None:
    left = [int(pinterest.pin().headers["x-ratelimit-remaining"]) for _ in range(2)]
    assert left[0] - left[1] == 1


@pytest.mark.parametrize(
    ("kind", "status", "posts"),
    [("refuse-429", 429, 0), ("500-after-effect", 500, 1), ("200-without-id", 201, 1)],
)
def test_pinterest_goes_wrong_as_asked(pinterest: Pinterest, kind: str, status: int, posts: int) -> None:
    pinterest.client.post(
        "/sandbox/faults", json={"network": "pinterest", "method": "POST /v5/pins", "kind": kind}
    )
    answer = pinterest.pin()
    assert (answer.status_code, len(shown(pinterest.client)), "id" in answer.json()) == (status, posts, False)
