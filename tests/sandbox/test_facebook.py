import hmac
import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, Moment, image, noise, shown
from tests.sandbox.speak_meta import Facebook


@pytest.fixture
def facebook(client: httpx.Client) -> Facebook:
    return Facebook(client)


def attached(*photos: str) -> dict[str, str]:
    return {"attached_media": json.dumps([{"media_fbid": photo} for photo in photos])}


def test_a_text_is_published_and_read_back(facebook: Facebook) -> None:
    post = facebook.feed("See https://a.example/b, #Sale")
    assert post.startswith(f"{facebook.owner}_")
    found = facebook.get(post, fields="message,permalink_url,is_published,from,status_type")
    assert (found["message"], found["is_published"]) == ("See https://a.example/b, #Sale", True)
    assert found["permalink_url"] == f"https://www.facebook.com/{post.replace('_', '/posts/')}"
    (seen,) = shown(facebook.client)
    assert (seen["id"], seen["url"], seen["warnings"]) == (post, found["permalink_url"], [])
    assert [(mark["kind"], mark["href"]) for mark in seen["marks"]] == [
        ("link", "https://a.example/b"),
        ("hashtag", "https://www.facebook.com/hashtag/Sale"),
    ]


def test_a_post_answers_with_the_fields_that_are_asked_for(facebook: Facebook) -> None:
    made = facebook.post(f"{facebook.owner}/feed", message="a", fields="permalink_url")
    assert set(made) == {"id", "permalink_url"}


def test_json_does_as_well_as_a_form(facebook: Facebook) -> None:
    photo = facebook.photo()
    given = {"message": "a", "published": True, "attached_media": [{"media_fbid": photo}]}
    headers = {"authorization": f"Bearer {SECRET}"}
    path = f"/facebook/v26.0/{facebook.owner}/feed"
    assert facebook.client.post(path, json=given, headers=headers).status_code == 200
    assert len(shown(facebook.client)[0]["media"]) == 1


def test_a_link_becomes_a_card(facebook: Facebook) -> None:
    post = facebook.feed("New", link="https://a.example/sale", picture="https://a.example/a.jpg")
    (seen,) = shown(facebook.client)
    assert seen["card"]["url"] == "https://a.example/sale"
    assert seen["warnings"] == ["Facebook takes a card's title, text and picture from the page itself."]
    (told,) = facebook.get(post, fields="attachments{media_type,url}")["attachments"]["data"]
    assert told == {"media_type": "link", "url": "https://a.example/sale"}


def test_a_photo_is_published_with_its_text(facebook: Facebook) -> None:
    made = facebook.upload(message="Beans", alt_text_custom="A bag").json()
    found = facebook.get(made["id"], fields="alt_text_custom,page_story_id,width")
    assert found == {
        "id": made["id"],
        "alt_text_custom": "A bag",
        "page_story_id": made["post_id"],
        "width": 60,
    }
    (seen,) = shown(facebook.client)
    assert (seen["id"], seen["text"], seen["media"][0]["alt"]) == (made["post_id"], "Beans", "A bag")


def test_a_photo_may_be_fetched(facebook: Facebook) -> None:
    facebook.post(f"{facebook.owner}/photos", url=facebook.picture(900), caption="Beans")
    assert shown(facebook.client)[0]["media"][0]["width"] == 900


@pytest.mark.parametrize("in_pieces", [False, True])
def test_several_photos_come_in_the_order_of_the_post(facebook: Facebook, in_pieces: bool) -> None:
    photos = [facebook.photo(image(60 + number)) for number in range(3)][::-1]
    assert shown(facebook.client) == []
    pieces = {f"attached_media[{n}]": json.dumps({"media_fbid": photo}) for n, photo in enumerate(photos)}
    post = facebook.feed("Three", **(pieces if in_pieces else attached(*photos)))
    assert [one["width"] for one in shown(facebook.client)[0]["media"]] == [62, 61, 60]
    (album,) = facebook.get(post, fields="attachments{media_type,subattachments}")["attachments"]["data"]
    assert [one["target"]["id"] for one in album["subattachments"]["data"]] == photos


@pytest.mark.parametrize(
    ("given", "code", "subcode"),
    [
        ({}, 100, 0),
        ({"message": " "}, 100, 0),
        ({"message": "é" * 63_207}, 100, 0),
        ({"message": "a", "link": "a.example"}, 1609005, 0),
        ({"message": "a", "link": "https://www.facebook.com/a"}, 100, 1609008),
        ({"message": "a", "attached_media": "photo"}, 100, 0),
        ({"message": "a", **attached("1")}, 100, 0),
        ({"message": "a", "published": "perhaps"}, 100, 0),
        ({"message": "a", "scheduled_publish_time": "2030-01-01"}, 100, 0),
        ({"message": "a", "published": "false", "scheduled_publish_time": "soon"}, 100, 0),
        ({"message": "a", "published": "false", "scheduled_publish_time": "2020-01-01"}, 100, 0),
    ],
)
def test_a_post_that_facebook_refuses(
    facebook: Facebook, given: dict[str, str], code: int, subcode: int
) -> None:
    assert facebook.refused(**given) == (400, code, subcode)
    assert shown(facebook.client) == []


@pytest.mark.parametrize(
    ("content", "code", "subcode"),
    [
        (b"", 324, 0),
        (b"no picture", 100, 1366046),
        (noise(4 * 1024 * 1024 + 1), 100, 1366046),
        (image(kind="WEBP"), 100, 1366046),
    ],
)
def test_a_photo_that_facebook_refuses(facebook: Facebook, content: bytes, code: int, subcode: int) -> None:
    error = facebook.upload(content).json()["error"]
    assert (error["code"], error.get("error_subcode", 0)) == (code, subcode)


def test_a_photo_that_cannot_be_fetched(facebook: Facebook) -> None:
    assert facebook.refused("photos", url="https://a.example/a.jpg") == (400, 324, 2069019)


def test_a_photo_is_used_once_and_within_a_day(facebook: Facebook, moment: Moment) -> None:
    first, second = facebook.photo(), facebook.photo()
    facebook.feed(**attached(first))
    assert facebook.refused(message="b", **attached(first)) == (400, 100, 1366051)
    moment.shift = timedelta(hours=24)
    assert facebook.refused(message="b", **attached(second)) == (400, 100, 0)


def test_the_same_text_twice_is_refused(facebook: Facebook) -> None:
    facebook.feed("Again")
    assert facebook.refused(message="Again") == (400, 506, 0)
    facebook.feed("Between")
    facebook.feed("Again")


def test_a_scheduled_post_appears_at_its_time(facebook: Facebook, moment: Moment) -> None:
    due = int((moment() + timedelta(hours=1)).timestamp())
    post = facebook.feed("Later", published="false", scheduled_publish_time=str(due))
    assert shown(facebook.client) == []
    (told,) = facebook.get(f"{facebook.owner}/scheduled_posts", fields="scheduled_publish_time")["data"]
    assert told == {"id": post, "scheduled_publish_time": due}
    moment.shift = timedelta(hours=2)
    assert facebook.get(post, fields="is_published")["is_published"] is True
    assert [one["text"] for one in shown(facebook.client)] == ["Later"]


def test_a_hidden_post_appears_when_it_is_told(facebook: Facebook) -> None:
    post = facebook.feed("Draft", published="false")
    assert facebook.get(post, fields="is_published")["is_published"] is False
    assert facebook.get(f"{facebook.owner}/published_posts")["data"] == []
    assert facebook.post(post, is_published="true") == {"success": True}
    assert len(shown(facebook.client)) == 1


def test_a_text_is_changed_and_photos_are_not(facebook: Facebook) -> None:
    photo = facebook.photo()
    post = facebook.feed("Old", **attached(photo))
    assert facebook.post(post, message="New #Sale") == {"success": True}
    (seen,) = shown(facebook.client)
    assert (seen["text"], len(seen["media"]), bool(seen["edited_at"])) == ("New #Sale", 1, True)
    assert facebook.fault("POST", post, **attached(photo)) == (400, 100, 0)
    assert facebook.fault("POST", post, message="a" * 63_207) == (400, 100, 0)
    assert facebook.fault("POST", post) == (400, 100, 0)


def test_a_post_is_deleted(facebook: Facebook) -> None:
    post = facebook.feed()
    assert facebook.call("DELETE", post).json() == {"success": True}
    assert facebook.fault("DELETE", post) == (400, 100, 33)
    assert facebook.fault("GET", post) == (400, 100, 33)


def test_a_photo_is_deleted_with_its_post(facebook: Facebook) -> None:
    facebook.call("DELETE", facebook.upload().json()["id"])
    assert shown(facebook.client) == []


@pytest.mark.parametrize("edge", ["feed", "posts", "published_posts"])
def test_own_posts_are_listed_newest_first(facebook: Facebook, edge: str) -> None:
    for number in range(3):
        post = facebook.feed(str(number))
    facebook.post(f"{post}/comments", message="Mine")
    found = facebook.get(f"{facebook.owner}/{edge}", fields="message", limit=2)
    assert [one["message"] for one in found["data"]] == ["2", "1"]
    usual = facebook.get(f"{facebook.owner}/{edge}", since="2000-01-01")["data"]
    assert [set(one) for one in usual] == [{"id", "created_time", "message"}] * 3


def test_comments_hang_below_the_post(facebook: Facebook) -> None:
    post = facebook.feed()
    comment = facebook.post(f"{post}/comments", message="Order: https://a.example")["id"]
    reply = facebook.post(f"{comment}/comments", message="Thanks")["id"]
    assert comment.startswith(post.partition("_")[2])
    assert [one["reply_to"] for one in shown(facebook.client)] == ["", post, comment]
    levels = [len(facebook.get(f"{post}/comments", filter=name)["data"]) for name in ("toplevel", "stream")]
    assert levels == [1, 2]
    assert facebook.get(reply, fields="parent")["parent"] == {"id": comment}
    assert facebook.post(comment, message="Order here") == {"success": True}
    assert facebook.get(comment)["message"] == "Order here"
    told = facebook.get(post, fields="comments.summary(true).limit(0)")["comments"]["summary"]
    assert told == {"total_count": 1}


def test_a_photo_is_commented_by_its_own_id(facebook: Facebook) -> None:
    made = facebook.upload().json()
    facebook.post(f"{made['id']}/comments", message="Mine")
    assert shown(facebook.client)[1]["reply_to"] == made["post_id"]


@pytest.mark.parametrize("message", ["", "a" * 8001])
def test_a_comment_that_facebook_refuses(facebook: Facebook, message: str) -> None:
    assert facebook.fault("POST", f"{facebook.feed()}/comments", message=message) == (400, 100, 0)


def test_a_video_takes_its_time(facebook: Facebook) -> None:
    answer = facebook.upload(film(), "videos", description="Pour", title="How to")
    video = answer.json()["id"]
    told = [facebook.get(video, fields="status,post_id") for _ in range(2)]
    assert [one["status"]["video_status"] for one in told] == ["processing", "ready"]
    (seen,) = shown(facebook.client)
    assert (seen["id"], seen["title"]) == (f"{facebook.owner}_{told[1]['post_id']}", "How to")


def test_a_video_comes_in_pieces_and_its_end_publishes_it(facebook: Facebook) -> None:
    data, edge = film() + bytes(1024 * 1024), f"{facebook.owner}/videos"
    told = facebook.post(edge, upload_phase="start", file_size=str(len(data)))
    video, session = told["video_id"], told["upload_session_id"]
    while told["start_offset"] != told["end_offset"]:
        assert facebook.get(video, fields="status")["status"]["video_status"] == "uploading"
        piece = data[int(told["start_offset"]) : int(told["end_offset"])]
        told = facebook.piece(piece, upload_session_id=session, start_offset=told["start_offset"])
    assert shown(facebook.client) == []
    assert facebook.post(edge, upload_phase="finish", upload_session_id=session, description="Pour") == {
        "success": True
    }
    phases = [facebook.get(video, fields="status")["status"]["publishing_phase"] for _ in range(2)]
    assert phases == [{"status": "not_started"}, {"status": "complete"}]
    (seen,) = shown(facebook.client)
    assert (seen["text"], seen["media"][0]["sha256"]) == ("Pour", sha256(data).hexdigest())
    assert facebook.refused("videos", upload_phase="finish", upload_session_id=session)[:2] == (400, 100)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"upload_phase": "start"}, 100),
        ({"upload_phase": "later"}, 100),
        ({"upload_phase": "transfer", "start_offset": "0"}, 100),
        ({"upload_phase": "finish", "upload_session_id": "1"}, 100),
        ({"upload_phase": "finish"}, 6000),
    ],
)
def test_an_upload_that_facebook_refuses(facebook: Facebook, what: dict[str, str], code: int) -> None:
    session = facebook.post(f"{facebook.owner}/videos", upload_phase="start", file_size="4")
    given = {"upload_session_id": session["upload_session_id"], **what}
    assert facebook.refused("videos", **given)[:2] == (400, code)


def test_a_piece_that_was_not_asked_for_is_refused(facebook: Facebook) -> None:
    session = facebook.post(f"{facebook.owner}/videos", upload_phase="start", file_size="4")
    given = {"upload_session_id": session["upload_session_id"], "start_offset": "2"}
    assert facebook.piece(b"ab", **given)["error"]["code"] == 6001


def test_a_videos_words_are_changed_and_it_is_deleted(facebook: Facebook) -> None:
    video = facebook.upload(film(), "videos", description="Pour").json()["id"]
    assert facebook.post(video, description="Pour slowly") == {"success": True}
    assert shown(facebook.client)[0]["text"] == "Pour slowly"
    comment = facebook.post(f"{video}/comments", message="Slower")["id"]
    assert [post["id"] for post in shown(facebook.client)][-1] == comment
    assert facebook.call("DELETE", comment).json() == {"success": True}
    assert facebook.call("DELETE", video).json() == {"success": True}
    assert shown(facebook.client) == []


@pytest.mark.parametrize(("url", "code"), [("https://a.example/a.mp4", 389), ("", 100), ("picture", 352)])
def test_a_video_that_facebook_refuses(facebook: Facebook, url: str, code: int) -> None:
    url = facebook.picture() if url == "picture" else url
    assert facebook.refused("videos", file_url=url)[:2] == (400, code)


def test_a_photo_becomes_a_story(facebook: Facebook) -> None:
    photo = facebook.photo()
    assert facebook.post(f"{facebook.owner}/photo_stories", photo_id=photo)["success"] is True
    assert shown(facebook.client)[0]["notes"] == {"shown as": "story"}
    assert facebook.get(f"{facebook.owner}/posts")["data"] == []


def test_who_the_token_speaks_for(client: httpx.Client) -> None:
    page = Facebook(client, "1:sandbox.northwind")
    page.feed()
    assert page.get("me", fields="id,name") == {"id": page.owner, "name": "Northwind"}
    (told,) = page.get("me/accounts", fields="access_token,name")["data"]
    assert told == {"id": page.owner, "access_token": page.token, "name": "Northwind"}
    debug = page.get("debug_token", input_token=page.token)["data"]
    assert (debug["type"], debug["expires_at"], debug["profile_id"]) == ("PAGE", 0, page.owner)
    assert page.get("debug_token", input_token="2:wrong")["data"]["is_valid"] is False


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("2:wrong", (400, 190, 0)),
        ("1:sandbox.a~0", (401, 190, 463)),
        ("1:sandbox.a.reader", (403, 10, 0)),
        ("", (400, 104, 0)),
    ],
)
def test_a_wrong_token_is_refused(client: httpx.Client, token: str, expected: tuple[int, int, int]) -> None:
    assert Facebook(client, token).refused(message="a") == expected


def test_another_page_is_out_of_reach(client: httpx.Client) -> None:
    post = Facebook(client, "1:sandbox.one").feed()
    other = Facebook(client, "1:sandbox.two", owner="100000000000043")
    assert other.fault("GET", post) == (400, 100, 33)
    assert other.fault("POST", f"{post.partition('_')[0]}/feed", message="a") == (400, 100, 33)


@pytest.mark.parametrize(("secret", "status"), [(SECRET, 200), ("2:wrong", 400)])
def test_a_proof_of_the_secret_is_checked(facebook: Facebook, secret: str, status: int) -> None:
    proof = hmac.new(secret.encode(), facebook.token.encode(), "sha256").hexdigest()
    assert facebook.call("GET", "me", appsecret_proof=proof).status_code == status


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("refuse-429", 400, 80001), ("401", 400, 190), ("403", 403, 200), ("500-before", 500, 1)],
)
def test_a_fault_is_told_as_facebook_does(facebook: Facebook, kind: str, status: int, code: int) -> None:
    fault: dict[str, Any] = {"network": "facebook", "method": "POST /:id/feed", "kind": kind}
    facebook.client.post("/sandbox/faults", json=fault)
    facebook.photo()
    assert facebook.refused(message="a")[:2] == (status, code)


def test_the_wait_is_told_in_minutes(facebook: Facebook) -> None:
    fault = {"network": "facebook", "method": "POST /:id/feed", "kind": "refuse-429-retry-after"}
    facebook.client.post("/sandbox/faults", json=fault)
    answer = facebook.call("POST", f"{facebook.owner}/feed", message="a")
    (rows,) = json.loads(answer.headers["x-business-use-case-usage"]).values()
    assert rows[0]["estimated_time_to_regain_access"] == 1
