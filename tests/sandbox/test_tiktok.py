from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, Moment, image, noise, shown

MEGABYTE = 1024 * 1024
PUBLISH = "/tiktok/v2/post/publish"


@dataclass
class TikTok:
    client: httpx.Client
    refresh: str = SECRET
    key: str = "northwind"
    access: dict[str, str] = field(default_factory=dict)

    def token(self, **change: str) -> Any:
        given = {"client_key": self.key, "client_secret": SECRET, "grant_type": "refresh_token"}
        given |= {"refresh_token": self.refresh, **change}
        return self.client.post("/tiktok/v2/oauth/token/", data=given).json()

    def call(self, path: str, **given: Any) -> httpx.Response:
        if not self.access:
            self.access = {"authorization": f"Bearer {self.token()['access_token']}"}
        return self.client.post(path, json=given, headers=self.access)

    def host(self, content: bytes, name: str = "a.jpg", kind: str = "image/jpeg") -> str:
        url = f"{self.client.base_url}/hosted/{name}"
        assert self.client.put(url, content=content, headers={"content-type": kind}).status_code == 201
        return url

    def photos(self, urls: list[str] | None = None, mode: str = "DIRECT_POST", **info: Any) -> httpx.Response:
        urls = [self.host(image(1080, 1350))] if urls is None else urls
        source = {"source": "PULL_FROM_URL", "photo_images": urls, "photo_cover_index": 0}
        said = {"privacy_level": "PUBLIC_TO_EVERYONE", **info} if mode == "DIRECT_POST" else info
        given = {"media_type": "PHOTO", "post_mode": mode, "post_info": said, "source_info": source}
        return self.call(f"{PUBLISH}/content/init/", **given)

    def film(self, size: int, kind: str = "video", chunk: int = 0, **info: Any) -> httpx.Response:
        chunk = chunk or size
        source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk}
        source["total_chunk_count"] = max(size // chunk, 1)
        said = {"privacy_level": "PUBLIC_TO_EVERYONE", **info} if kind == "video" else info
        return self.call(f"{PUBLISH}/{kind}/init/", post_info=said, source_info=source)

    def put(self, url: str, content: bytes, span: str = "", kind: str = "video/mp4") -> httpx.Response:
        span = span or f"bytes 0-{len(content) - 1}/{len(content)}"
        return self.client.put(url, content=content, headers={"content-type": kind, "content-range": span})

    def status(self, publish_id: str, looks: int = 3) -> Any:
        found = [self.call(f"{PUBLISH}/status/fetch/", publish_id=publish_id) for _ in range(looks)]
        return found[-1].json()["data"]


@pytest.fixture
def tiktok(client: httpx.Client) -> TikTok:
    return TikTok(client)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"refresh_token": "2:wrong"}, "invalid_grant"),
        ({"client_secret": "2:wrong"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_key": ""}, "invalid_request"),
    ],
)
def test_a_sign_in_that_tiktok_refuses(tiktok: TikTok, change: dict[str, str], error: str) -> None:
    assert tiktok.token(**change)["error"] == error


def test_a_refresh_token_is_good_once(tiktok: TikTok) -> None:
    first = tiktok.token()
    second = tiktok.token(refresh_token=first["refresh_token"])
    assert second["refresh_token"] != first["refresh_token"]
    assert tiktok.token(refresh_token=first["refresh_token"])["error"] == "invalid_grant"
    assert "access_token" in tiktok.token()


def test_an_access_token_lives_a_day(tiktok: TikTok, moment: Moment) -> None:
    assert code(tiktok.photos()) == (200, "ok")
    moment.shift = timedelta(days=1)
    assert code(tiktok.photos()) == (401, "access_token_invalid")


def test_photos_are_fetched_and_shown(tiktok: TikTok) -> None:
    urls = [tiktok.host(image(1000 + n, 1350), f"{n}.jpg") for n in range(3)]
    made = tiktok.photos(urls, title="Sale", description="All #beans must go, @anna").json()["data"]
    assert made["publish_id"].startswith("p_pub_url~v2.")
    (post,) = shown(tiktok.client)
    assert (post["title"], post["text"]) == ("Sale", "All #beans must go, @anna")
    assert [one["width"] for one in post["media"]] == [1000, 1001, 1002]
    assert [mark["kind"] for mark in post["marks"]] == ["hashtag", "mention"]
    assert post["url"] == f"https://www.tiktok.com/@sandbox/photo/{post['id']}"


def test_a_status_comes_to_its_end_by_and_by(tiktok: TikTok) -> None:
    publish_id = tiktok.photos().json()["data"]["publish_id"]
    found = [tiktok.status(publish_id, 1) for _ in range(3)]
    assert [one["status"] for one in found] == ["PROCESSING_DOWNLOAD", "PUBLISH_COMPLETE", "PUBLISH_COMPLETE"]
    assert [one.get("publicaly_available_post_id") for one in found] == [
        None,
        [],
        [int(shown(tiktok.client)[0]["id"])],
    ]
    other = TikTok(tiktok.client, f"{SECRET}.other")
    answer = other.call(f"{PUBLISH}/status/fetch/", publish_id=publish_id)
    assert code(answer) == (400, "invalid_publish_id")


def test_a_draft_ends_in_the_inbox(tiktok: TikTok) -> None:
    made = tiktok.photos(mode="MEDIA_UPLOAD", title="Sale").json()["data"]
    assert tiktok.status(made["publish_id"]) == {"status": "SEND_TO_USER_INBOX"}
    (post,) = shown(tiktok.client)
    found = (post["id"], post["url"], post["content_warning"])
    assert found == (made["publish_id"], "", "Draft in the inbox")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "photo_pull_failed"),
        (image(1080, 1350, "PNG"), "file_format_check_failed"),
        (b"no picture", "file_format_check_failed"),
        (image(1081, 1350), "picture_size_check_failed"),
        (image(1080, 1921), "picture_size_check_failed"),
        (noise(20 * MEGABYTE + 1), "picture_size_check_failed"),
    ],
)
def test_photos_that_fail_after_a_good_answer(tiktok: TikTok, content: bytes | None, reason: str) -> None:
    url = f"{tiktok.client.base_url}/hosted/none.jpg" if content is None else tiktok.host(content)
    made = tiktok.photos([url]).json()["data"]
    assert tiktok.status(made["publish_id"]) == {"status": "FAILED", "fail_reason": reason}
    assert shown(tiktok.client) == []


@pytest.mark.parametrize(
    ("info", "status", "what"),
    [
        ({"title": "😀" * 45 + "a"}, 400, "invalid_params"),
        ({"description": "a" * 4001}, 400, "invalid_params"),
        ({"privacy_level": "EVERYBODY"}, 400, "invalid_params"),
        ({"privacy_level": "FOLLOWER_OF_CREATOR"}, 403, "privacy_level_option_mismatch"),
        ({"privacy_level": "SELF_ONLY", "brand_content_toggle": True}, 400, "invalid_params"),
        ({"disable_duet": True}, 400, "invalid_params"),
        ({"auto_add_music": "yes"}, 400, "invalid_params"),
    ],
)
def test_words_that_tiktok_does_not_take(
    tiktok: TikTok, info: dict[str, Any], status: int, what: str
) -> None:
    assert code(tiktok.photos(**info)) == (status, what)
    assert shown(tiktok.client) == []


def test_words_at_the_limits_are_taken(tiktok: TikTok) -> None:
    assert code(tiktok.photos(title="😀" * 45, description="я" * 4000)) == (200, "ok")


@pytest.mark.parametrize(("number", "status"), [(0, 400), (35, 200), (36, 400)])
def test_photos_are_at_most_thirty_five(tiktok: TikTok, number: int, status: int) -> None:
    assert tiktok.photos([tiktok.host(image())] * number).status_code == status


def test_only_addresses_that_are_owned_are_fetched(tiktok: TikTok) -> None:
    answer = tiktok.photos(["https://northwind.example/a.jpg"])
    assert code(answer) == (403, "url_ownership_unverified")


def test_a_client_without_a_review_posts_for_itself_only(client: httpx.Client) -> None:
    unaudited = TikTok(client, key="unaudited")
    info = unaudited.call(f"{PUBLISH}/creator_info/query/").json()["data"]
    assert info["privacy_level_options"] == ["SELF_ONLY"]
    assert code(unaudited.photos()) == (403, "unaudited_client_can_only_post_to_private_accounts")
    assert code(unaudited.photos(privacy_level="SELF_ONLY")) == (200, "ok")


@pytest.mark.parametrize(
    ("mode", "number", "what"),
    [
        ("MEDIA_UPLOAD", 5, "spam_risk_too_many_pending_share"),
        ("DIRECT_POST", 15, "spam_risk_too_many_posts"),
    ],
)
def test_a_day_has_its_end(tiktok: TikTok, moment: Moment, mode: str, number: int, what: str) -> None:
    url = tiktok.host(image())
    codes = [code(tiktok.photos([url], mode)) for _ in range(number + 1)]
    assert codes == [(200, "ok")] * number + [(403, what)]
    moment.shift = timedelta(hours=25)
    tiktok.access = {}
    assert code(tiktok.photos([url], mode)) == (200, "ok")


def test_a_film_comes_in_one_piece(tiktok: TikTok) -> None:
    content = film(1080, 1920, 12)
    made = tiktok.film(len(content), title="Sale #beans", is_aigc=True).json()["data"]
    assert tiktok.status(made["publish_id"]) == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0}
    assert tiktok.put(made["upload_url"], content).status_code == 201
    assert tiktok.status(made["publish_id"])["status"] == "PUBLISH_COMPLETE"
    (post,) = shown(tiktok.client)
    assert (post["text"], post["media"][0]["seconds"]) == ("Sale #beans", 12)
    assert post["content_warning"] == "Creator labeled as AI-generated"


def test_a_film_comes_in_chunks_and_the_last_takes_the_rest(tiktok: TikTok) -> None:
    content = film() + bytes(11 * MEGABYTE)
    size, chunk = len(content), 5 * MEGABYTE
    made = tiktok.film(size, "inbox/video", chunk).json()["data"]
    out_of_turn = tiktok.put(made["upload_url"], content[chunk:], f"bytes {chunk}-{size - 1}/{size}")
    assert out_of_turn.status_code == 416
    first = tiktok.put(made["upload_url"], content[:chunk], f"bytes 0-{chunk - 1}/{size}")
    assert (first.status_code, first.headers["content-range"]) == (206, f"bytes 0-{chunk - 1}/{size}")
    last = tiktok.put(made["upload_url"], content[chunk:], f"bytes {chunk}-{size - 1}/{size}")
    assert last.status_code == 201
    assert tiktok.status(made["publish_id"])["status"] == "SEND_TO_USER_INBOX"


@pytest.mark.parametrize(
    ("size", "chunk", "count"),
    [
        (0, 0, 1),
        (4 * MEGABYTE, 2 * MEGABYTE, 2),
        (20 * MEGABYTE, 4 * MEGABYTE, 5),
        (20 * MEGABYTE, 6 * MEGABYTE, 4),
        (70 * MEGABYTE, 70 * MEGABYTE, 1),
    ],
)
def test_chunks_that_do_not_fit_are_refused(tiktok: TikTok, size: int, chunk: int, count: int) -> None:
    source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk, "total_chunk_count": count}
    assert code(tiktok.call(f"{PUBLISH}/inbox/video/init/", source_info=source)) == (400, "invalid_params")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no film", "file_format_check_failed"),
        (film(320, 320), "picture_size_check_failed"),
        (film(seconds=601), "duration_check_failed"),
    ],
)
def test_a_film_that_fails_after_its_upload(tiktok: TikTok, content: bytes, reason: str) -> None:
    made = tiktok.film(len(content)).json()["data"]
    tiktok.put(made["upload_url"], content)
    assert tiktok.status(made["publish_id"])["fail_reason"] == reason


def test_an_address_for_chunks_is_good_for_an_hour(tiktok: TikTok, moment: Moment) -> None:
    made = tiktok.film(len(film())).json()["data"]
    assert tiktok.put(made["upload_url"], film(), kind="text/plain").status_code == 400
    moment.shift = timedelta(hours=1)
    assert tiktok.put(made["upload_url"], film()).status_code == 403


def test_public_films_are_listed(tiktok: TikTok) -> None:
    url = tiktok.host(film(), "a.mp4", "video/mp4")
    source = {"source": "PULL_FROM_URL", "video_url": url}
    for level, title in (("PUBLIC_TO_EVERYONE", "Sale"), ("SELF_ONLY", "Mine")):
        given = {"privacy_level": level, "title": title}
        tiktok.call(f"{PUBLISH}/video/init/", post_info=given, source_info=source)
    fields = "id,title,share_url"
    found = tiktok.call(f"/tiktok/v2/video/list/?fields={fields}").json()["data"]
    assert ([one["title"] for one in found["videos"]], found["has_more"]) == (["Sale"], False)
    ids = {"video_ids": [found["videos"][0]["id"]]}
    again = tiktok.call(f"/tiktok/v2/video/query/?fields={fields}", filters=ids).json()["data"]
    assert again["videos"] == found["videos"]
    assert code(tiktok.call("/tiktok/v2/video/list/?fields=secret")) == (400, "invalid_params")


def test_who_the_creator_is(tiktok: TikTok) -> None:
    tiktok.photos()
    answer = tiktok.client.get("/tiktok/v2/user/info/?fields=username,video_count", headers=tiktok.access)
    assert answer.json()["data"]["user"] == {"username": "sandbox", "video_count": 0}


@pytest.mark.parametrize(
    ("kind", "status", "posts"), [("401", 401, 0), ("500-after-effect", 500, 1), ("200-without-id", 200, 1)]
)
def test_tiktok_goes_wrong_as_asked(tiktok: TikTok, kind: str, status: int, posts: int) -> None:
    fault = {"network": "tiktok", "method": "POST /v2/post/publish/content/init/", "kind": kind}
    tiktok.client.post("/sandbox/faults", json=fault)
    answer = tiktok.photos()
    assert (answer.status_code, len(shown(tiktok.client))) == (status, posts)
    assert "publish_id" not in answer.json()["data"]
