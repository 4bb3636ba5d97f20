from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, Moment, image, noise, shown

PIECE = 256 * 1024
API = "/youtube/youtube/v3"
UPLOAD = "/youtube/upload/youtube/v3"


@dataclass
class YouTube:
    client: httpx.Client
    refresh: str = SECRET
    access: dict[str, str] = field(default_factory=dict)

    def token(self, **change: str) -> httpx.Response:
        given = {"client_id": "a", "client_secret": SECRET, "grant_type": "refresh_token"}
        return self.client.post("/youtube/token", data={**given, "refresh_token": self.refresh, **change})

    def headers(self) -> dict[str, str]:
        if not self.access:
            self.access = {"authorization": f"Bearer {self.token().json()['access_token']}"}
        return self.access

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers(), **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)

    def begin(self, **change: Any) -> httpx.Response:
        given = {"snippet": {"title": "Beans"}, **change}
        part = ",".join(name for name in given if name != "foo")
        params = {"uploadType": "resumable", "part": part}
        return self.call("POST", f"{UPLOAD}/videos", params=params, json=given)

    def put(self, place: str, content: bytes, span: str = "") -> httpx.Response:
        return self.client.put(place, content=content, headers={"content-range": span} if span else {})

    def good(self, content: bytes | None = None, **change: Any) -> Any:
        begun = self.begin(**change)
        assert (begun.status_code, begun.content) == (200, b""), begun.text
        answer = self.put(begun.headers["location"], content or film())
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fault(self, **change: Any) -> tuple[int, str]:
        answer = self.begin(**change)
        return answer.status_code, answer.json()["error"]["errors"][0]["reason"]

    def video(self, video_id: str, part: str = "snippet,status") -> Any:
        found = self.call("GET", f"{API}/videos", params={"part": part, "id": video_id}).json()["items"]
        return found[0] if found else None


@pytest.fixture
def youtube(client: httpx.Client) -> YouTube:
    return YouTube(client)


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"refresh_token": "2:wrong"}, 400, "invalid_grant"),
        ({"client_secret": "2:wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": ""}, 400, "invalid_request"),
    ],
)
def test_a_sign_in_that_google_refuses(
    youtube: YouTube, change: dict[str, str], status: int, error: str
) -> None:
    answer = youtube.token(**change)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_an_access_token_lives_an_hour(youtube: YouTube, moment: Moment) -> None:
    assert youtube.begin().status_code == 200
    moment.shift = timedelta(hours=1)
    assert youtube.fault() == (401, "authError")


def test_a_film_is_shown_with_its_words(youtube: YouTube) -> None:
    snippet = {"title": "Beans", "description": "See https://a.example/b #Sale @northwind", "tags": ["a b"]}
    made = youtube.good(film(1080, 1920, 12), snippet=snippet, status={"privacyStatus": "unlisted"})
    assert (len(made["id"]), made["status"]["uploadStatus"]) == (11, "uploaded")
    (post,) = shown(youtube.client)
    assert (post["title"], post["text"]) == ("Beans", snippet["description"])
    assert post["url"] == f"https://www.youtube.com/watch?v={made['id']}"
    assert [(one["width"], one["seconds"]) for one in post["media"]] == [(1080, 12)]
    assert [mark["kind"] for mark in post["marks"]] == ["link", "hashtag", "mention"]
    assert post["content_warning"] == "Unlisted"
    assert youtube.video(made["id"])["status"]["uploadStatus"] == "processed"


def test_a_film_may_come_in_pieces(youtube: YouTube) -> None:
    content = film() + bytes(2 * PIECE)
    place, total = youtube.begin().headers["location"], len(content)
    asked = youtube.put(place, b"", f"bytes */{total}")
    assert (asked.status_code, "range" in asked.headers) == (308, False)
    first = youtube.put(place, content[:PIECE], f"bytes 0-{PIECE - 1}/{total}")
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{PIECE - 1}")
    assert youtube.put(place, b"", f"bytes */{total}").headers["range"] == f"bytes=0-{PIECE - 1}"
    last = youtube.put(place, content[PIECE:], f"bytes {PIECE}-{total - 1}/{total}")
    assert last.json()["snippet"]["title"] == "Beans"
    assert youtube.put(place, b"", f"bytes */{total}").json()["id"] == last.json()["id"]
    assert len(shown(youtube.client)) == 1


@pytest.mark.parametrize(
    ("size", "span"),
    [
        (PIECE, f"bytes {PIECE}-{2 * PIECE - 1}/{3 * PIECE}"),
        (1000, f"bytes 0-999/{3 * PIECE}"),
        (1000, "bytes 0-1/1000"),
        (1000, "all of it"),
        (0, ""),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(youtube: YouTube, size: int, span: str) -> None:
    place = youtube.begin().headers["location"]
    assert youtube.put(place, bytes(size), span).status_code == 400
    assert shown(youtube.client) == []


def test_a_session_ends_after_a_week(youtube: YouTube, moment: Moment) -> None:
    place = youtube.begin().headers["location"]
    moment.shift = timedelta(days=8)
    assert youtube.put(place, film()).status_code == 404


def snippet(**change: Any) -> dict[str, Any]:
    return {"snippet": {"title": "Beans", **change}}


AHEAD = "2099-01-01T10:00:00Z"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (snippet(title=" "), "invalidTitle"),
        (snippet(title="a" * 101), "invalidTitle"),
        (snippet(title="a < b"), "invalidTitle"),
        (snippet(description="я" * 2501), "invalidDescription"),
        (snippet(description="<b>"), "invalidDescription"),
        (snippet(tags=["a" * 495, "b c"]), "invalidTags"),
        (snippet(categoryId="99"), "invalidCategoryId"),
        (snippet(foo="a"), "badRequest"),
        (snippet(title=5), "badRequest"),
        ({"foo": {}}, "badRequest"),
        ({"status": {"privacyStatus": "secret"}}, "invalidVideoMetadata"),
        ({"status": {"privacyStatus": "public", "publishAt": AHEAD}}, "invalidPublishAt"),
        ({"status": {"privacyStatus": "private", "publishAt": "2020-01-01T10:00:00Z"}}, "invalidPublishAt"),
    ],
)
def test_words_that_youtube_does_not_take(youtube: YouTube, change: dict[str, Any], reason: str) -> None:
    assert youtube.fault(**change) == (400, reason)


@pytest.mark.parametrize(
    "change",
    [snippet(title="a" * 100), snippet(description="я" * 2500), snippet(tags=["a" * 494, "b c"])],
)
def test_words_at_the_limits_are_taken(youtube: YouTube, change: dict[str, Any]) -> None:
    assert youtube.good(**change)["id"]


@pytest.mark.parametrize(
    ("part", "reason"),
    [("", "missingRequiredParameter"), ("words", "unknownPart"), ("status", "unexpectedPart")],
)
def test_the_parts_are_named(youtube: YouTube, part: str, reason: str) -> None:
    params = {"uploadType": "resumable", "part": part}
    answer = youtube.call("POST", f"{UPLOAD}/videos", params=params, json=snippet())
    assert answer.json()["error"]["errors"][0]["reason"] == reason


def test_a_scheduled_film_goes_public_by_itself(youtube: YouTube, moment: Moment) -> None:
    due = (moment() + timedelta(minutes=30)).isoformat()
    made = youtube.good(status={"privacyStatus": "private", "publishAt": due})
    assert youtube.video(made["id"])["status"]["privacyStatus"] == "private"
    moment.shift = timedelta(minutes=31)
    assert youtube.video(made["id"])["status"]["privacyStatus"] == "public"


@pytest.mark.parametrize(
    ("contents", "status", "warning"),
    [
        ([b"no film"], "failed", "cannot read this file"),
        ([film(), film()], "rejected", "is there already"),
    ],
)
def test_what_is_wrong_with_a_film_is_told_afterwards(
    youtube: YouTube, contents: list[bytes], status: str, warning: str
) -> None:
    made = [youtube.good(content) for content in contents][-1]
    assert youtube.video(made["id"])["status"]["uploadStatus"] == status
    assert warning in shown(youtube.client)[-1]["warnings"][0]


def test_an_update_erases_what_it_does_not_give(youtube: YouTube) -> None:
    made = youtube.good(**snippet(description="Old", tags=["a"]), status={"privacyStatus": "private"})
    given = {"id": made["id"], "snippet": {"title": "New", "categoryId": "22"}}
    answer = youtube.call("PUT", f"{API}/videos", params={"part": "snippet"}, json=given)
    assert answer.json()["snippet"]["title"] == "New"
    (post,) = shown(youtube.client)
    assert (post["title"], post["text"], post["notes"]["privacy"]) == ("New", "", "private")
    given["snippet"].pop("categoryId")
    assert youtube.call("PUT", f"{API}/videos", params={"part": "snippet"}, json=given).status_code == 400


def test_a_deleted_film_is_gone_with_its_comments(youtube: YouTube) -> None:
    made = youtube.good()
    youtube.call("POST", f"{API}/commentThreads", params={"part": "snippet"}, json=thread(made["id"]))
    codes = [youtube.call("DELETE", f"{API}/videos", params={"id": made["id"]}).status_code for _ in "ab"]
    assert (codes, shown(youtube.client)) == ([204, 404], [])


def test_a_thumbnail_is_shown(youtube: YouTube) -> None:
    made = youtube.good()
    path, params = f"{UPLOAD}/thumbnails/set", {"videoId": made["id"]}
    answer = youtube.call("POST", path, params=params, content=image(1280, 720))
    assert answer.json()["items"][0]["default"]["url"]
    (media,) = shown(youtube.client)[0]["media"]
    assert youtube.client.get(f"/media/{media['cover']}").content == image(1280, 720)


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", 400, "mediaBodyRequired"),
        (b"no picture", 400, "invalidImage"),
        (image(639, 360), 400, "invalidImage"),
        (image(1280, 720, "WEBP"), 400, "invalidImage"),
        (noise(2_097_153), 413, "uploadTooLarge"),
    ],
)
def test_a_thumbnail_that_youtube_does_not_take(
    youtube: YouTube, content: bytes, status: int, reason: str
) -> None:
    params = {"videoId": youtube.good()["id"]}
    answer = youtube.call("POST", f"{UPLOAD}/thumbnails/set", params=params, content=content)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (status, reason)


def test_own_films_are_listed_newest_first_and_in_pages(youtube: YouTube) -> None:
    ids = [youtube.good(film(seconds=number + 1))["id"] for number in range(3)]
    params = {"part": "contentDetails,statistics", "mine": "true"}
    (channel,) = youtube.call("GET", f"{API}/channels", params=params).json()["items"]
    uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    asked = {"part": "snippet", "playlistId": uploads, "maxResults": "2"}
    first = youtube.call("GET", f"{API}/playlistItems", params=asked).json()
    asked["pageToken"] = first["nextPageToken"]
    second = youtube.call("GET", f"{API}/playlistItems", params=asked).json()
    found = [item["snippet"]["resourceId"]["videoId"] for page in (first, second) for item in page["items"]]
    assert (found, "nextPageToken" in second) == (ids[::-1], False)


def test_films_of_another_channel_cannot_be_changed(youtube: YouTube) -> None:
    made = youtube.good()
    other = YouTube(youtube.client, f"{SECRET}.other")
    assert other.call("DELETE", f"{API}/videos", params={"id": made["id"]}).status_code == 404


def thread(video: str, text: str = "First") -> dict[str, Any]:
    return {"snippet": {"videoId": video, "topLevelComment": {"snippet": {"textOriginal": text}}}}


def test_a_comment_and_its_answer_stand_below_the_film(youtube: YouTube) -> None:
    video = youtube.good()["id"]
    params = {"part": "snippet,replies"}
    made = youtube.call("POST", f"{API}/commentThreads", params=params, json=thread(video)).json()
    answer = {"snippet": {"parentId": made["id"], "textOriginal": "Second"}}
    youtube.call("POST", f"{API}/comments", params={"part": "snippet"}, json=answer)
    assert [post["reply_to"] for post in shown(youtube.client)] == ["", video, made["id"]]
    found = youtube.call("GET", f"{API}/commentThreads", params={**params, "videoId": video}).json()["items"]
    texts = [comment["snippet"]["textOriginal"] for comment in found[0]["replies"]["comments"]]
    assert texts == ["Second"]


@pytest.mark.parametrize(
    ("text", "reason"), [(" ", "commentTextRequired"), ("a" * 10_001, "commentTextTooLong")]
)
def test_a_comment_that_youtube_does_not_take(youtube: YouTube, text: str, reason: str) -> None:
    given = thread(youtube.good()["id"], text)
    answer = youtube.call("POST", f"{API}/commentThreads", params={"part": "snippet"}, json=given)
    assert answer.json()["error"]["errors"][0]["reason"] == reason


@pytest.mark.parametrize(
    ("kind", "status", "posts"),
    [("503-before", 503, 0), ("500-after-effect", 500, 1), ("200-without-id", 200, 1)],
)
def test_youtube_goes_wrong_as_asked(youtube: YouTube, kind: str, status: int, posts: int) -> None:
    place = youtube.begin().headers["location"]
    fault = {"network": "youtube", "method": "PUT /upload/youtube/v3/videos", "kind": kind}
    youtube.client.post("/sandbox/faults", json=fault)
    answer = youtube.put(place, film())
    assert (answer.status_code, len(shown(youtube.client)), "id" in answer.json()) == (status, posts, False)
    again = youtube.put(place, b"", f"bytes */{len(film())}")
    assert again.status_code == (200 if posts else 308)
