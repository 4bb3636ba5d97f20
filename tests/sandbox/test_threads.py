import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import Moment, image, noise, shown
from tests.sandbox.speak_meta import Threads

MISSING = (400, 24, 4279009)


@pytest.fixture
def threads(client: httpx.Client) -> Threads:
    return Threads(client)


def test_a_text_is_published_from_its_container(threads: Threads) -> None:
    container = threads.container("Sale by @anna #Coffee #Tea")
    assert (threads.status(container), shown(threads.client)) == ("FINISHED", [])
    media = threads.publish(container)
    assert threads.status(container) == "PUBLISHED"
    found = threads.get(media, fields="text,media_type,permalink,shortcode,topic_tag,is_reply,username")
    assert found["permalink"] == f"https://www.threads.com/@sandbox/post/{found['shortcode']}"
    assert (found["media_type"], found["topic_tag"], found["is_reply"]) == ("TEXT_POST", "Coffee", False)
    (post,) = shown(threads.client)
    assert (post["id"], post["text"], post["warnings"]) == (media, "Sale by @anna #Coffee #Tea", [])
    assert [mark["kind"] for mark in post["marks"]] == ["mention", "hashtag"]


@pytest.mark.parametrize(
    ("text", "length"),
    [("é" * 500, 500), ("日" * 500, 500), ("😀" * 125, 500), ("👨‍👩‍👧‍👦" * 20, 500), ("🇩🇪" * 62, 496)],
)
def test_an_emoji_counts_its_bytes(threads: Threads, text: str, length: int) -> None:
    threads.container(text)
    answer = threads.call("POST", "me/threads", media_type="TEXT", text=text + "a" * (501 - length))
    assert answer.json()["error"]["message"] == "Param text must be at most 500 characters long."
    assert (answer.json()["error"]["type"], answer.json()["error"]["code"]) == ("THApiException", 100)


def test_a_link_becomes_a_card(threads: Threads) -> None:
    threads.thread("See https://a.example/b and www.c.example.")
    threads.thread("", link_attachment="https://d.example")
    posts = shown(threads.client)
    assert [post["card"]["url"] for post in posts] == ["https://a.example/b", "https://d.example"]
    assert [mark["href"] for mark in posts[0]["marks"]] == ["https://a.example/b", "https://www.c.example"]


def test_five_different_links_are_the_most(threads: Threads) -> None:
    text = " ".join(f"https://a.example/{number}" for number in range(5))
    threads.thread(f"{text} https://a.example/0", link_attachment="https://a.example/0")
    answer = threads.call(
        "POST", "me/threads", media_type="TEXT", text=text, link_attachment="https://b.example"
    )
    assert answer.json()["error"]["message"] == "THREADS_API__LINK_LIMIT_EXCEEDED"


def test_a_chain_hangs_together(threads: Threads) -> None:
    first = threads.thread("1")
    second = threads.thread("2", reply_to_id=first)
    third = threads.thread("3", reply_to_id=second)
    assert [post["reply_to"] for post in shown(threads.client)] == ["", first, second]
    found = threads.get(third, fields="is_reply,root_post,replied_to")
    assert (found["root_post"], found["replied_to"]) == ({"id": first}, {"id": second})
    assert [one["id"] for one in threads.get("me/threads")["data"]] == [first]
    assert [one["id"] for one in threads.get("me/replies")["data"]] == [third, second]
    assert [one["id"] for one in threads.get(f"{first}/replies")["data"]] == [second]
    below = threads.get(f"{first}/conversation", reverse="false")["data"]
    assert [one["id"] for one in below] == [second, third]


def test_a_reply_is_hidden_and_shown_again(threads: Threads) -> None:
    first = threads.thread("1")
    reply = threads.thread("2", reply_to_id=first)
    assert threads.post(f"{reply}/manage_reply", hide="true") == {"success": True}
    assert threads.get(reply, fields="hide_status")["hide_status"] == "HIDDEN"
    assert threads.fault("POST", f"{first}/manage_reply", hide="true") == (400, 100, 0)


def test_a_poll_is_open_for_a_day(threads: Threads) -> None:
    poll = json.dumps({"option_a": "Oat", "option_b": "Cow", "option_c": "None"})
    media = threads.thread("Milk?", poll_attachment=poll)
    found = threads.get(media, fields="poll_attachment")["poll_attachment"]
    assert (found["option_c"], found["total_votes"]) == ("None", 0)
    assert shown(threads.client)[0]["poll"]["options"] == ["Oat", "Cow", "None"]


@pytest.mark.parametrize(
    "poll",
    [
        "Oat",
        {"option_a": "Oat"},
        {"option_a": "Oat", "option_b": ""},
        {"option_a": "Oat", "option_c": "Cow"},
        {"option_a": "Oat", "option_b": "a" * 26},
        {f"option_{name}": name for name in "abcde"},
    ],
)
def test_a_poll_that_threads_refuses(threads: Threads, poll: Any) -> None:
    assert threads.refused(text="Milk?", poll_attachment=json.dumps(poll)) == (400, 100, 0)


def test_a_picture_has_its_alternative_text(threads: Threads) -> None:
    given = {"media_type": "IMAGE", "image_url": threads.picture(kind="PNG"), "alt_text": "A bag"}
    media = threads.thread(**given, is_spoiler_media="true")
    assert threads.get(media, fields="alt_text,media_type")["alt_text"] == "A bag"
    (picture,) = shown(threads.client)[0]["media"]
    assert (picture["alt"], picture["is_hidden"]) == ("A bag", True)


def test_a_carousel_shows_its_pictures_in_order(threads: Threads) -> None:
    urls = [threads.picture(600 + number) for number in range(3)]
    parts = [
        threads.container("", media_type="IMAGE", image_url=url, is_carousel_item="true", alt_text=url[-5:])
        for url in urls
    ]
    assert threads.fault("POST", "me/threads_publish", creation_id=parts[0]) == (400, 100, 0)
    media = threads.thread("Three", media_type="CAROUSEL", children=",".join(parts[::-1]))
    (post,) = shown(threads.client)
    assert ([one["width"] for one in post["media"]], post["warnings"]) == ([602, 601, 600], [])
    children = threads.get(media, fields="children{alt_text,media_url}")["children"]["data"]
    assert threads.client.get(children[0]["media_url"]).content == image(602, 600)


def test_a_film_takes_its_time(threads: Threads) -> None:
    container = threads.container("Pour", media_type="VIDEO", video_url=threads.film(), alt_text="Milk")
    assert threads.unpublished(container) == MISSING
    assert [threads.status(container) for _ in range(2)] == ["IN_PROGRESS", "FINISHED"]
    threads.publish(container)
    assert shown(threads.client)[0]["media"][0]["alt"] == "Milk"


@pytest.mark.parametrize(
    ("what", "trouble"),
    [
        ({"seconds": 301}, "INVALID_DURATION"),
        ({"codec": b"vp09"}, "FAILED_PROCESSING_VIDEO"),
        ({}, "FAILED_DOWNLOADING_VIDEO"),
    ],
)
def test_a_film_that_threads_does_not_take_is_told_by_its_container(
    threads: Threads, what: dict[str, Any], trouble: str
) -> None:
    url = threads.film(**what) if what else "https://a.example/a.mp4"
    container = threads.container("Pour", media_type="VIDEO", video_url=url)
    assert [threads.status(container) for _ in range(2)] == ["IN_PROGRESS", "ERROR"]
    assert threads.get(container, fields="error_message")["error_message"] == trouble
    assert threads.unpublished(container) == MISSING


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (400, 100, 0)),
        ({"text": "a", "media_type": "PHOTO"}, (400, 100, 0)),
        ({"text": "a", "media_type": "IMAGE"}, (400, 100, 0)),
        ({"media_type": "IMAGE", "image_url": "https://a.example/a.jpg"}, (400, 1, 2207052)),
        ({"media_type": "IMAGE", "image_url": "WEBP"}, (400, 36001, 2207005)),
        ({"media_type": "IMAGE", "image_url": "LARGE"}, (400, 36000, 2207004)),
        ({"media_type": "IMAGE", "image_url": "WIDE"}, (400, 36003, 2207009)),
        ({"media_type": "IMAGE", "image_url": "GOOD", "alt_text": "a" * 1001}, (400, 100, 0)),
        ({"media_type": "IMAGE", "image_url": "GOOD", "link_attachment": "https://a.example"}, (400, 100, 0)),
        ({"text": "a", "link_attachment": "a.example"}, (400, 100, 0)),
        ({"text": "a", "topic_tag": "a.b"}, (400, 100, 0)),
        ({"text": "a", "reply_control": "nobody"}, (400, 100, 0)),
        ({"text": "a", "reply_to_id": "18000000000000001"}, MISSING),
        ({"text": "a", "text_attachment": '{"plaintext": ""}'}, (400, 100, 0)),
        ({"media_type": "CAROUSEL", "children": "1"}, (400, 100, 0)),
        ({"media_type": "CAROUSEL", "children": "1,2"}, MISSING),
    ],
)
def test_a_container_that_threads_refuses(
    threads: Threads, given: dict[str, str], expected: tuple[int, int, int]
) -> None:
    urls = {
        "WEBP": threads.picture(kind="WEBP"),
        "LARGE": threads.host(noise(8 * 1024 * 1024 + 1), "large.jpg"),
        "WIDE": threads.picture(1100, 100),
        "GOOD": threads.picture(),
    }
    assert threads.refused(**{name: urls.get(value, value) for name, value in given.items()}) == expected


def test_a_container_is_published_once_and_within_a_day(threads: Threads, moment: Moment) -> None:
    first, second = threads.container(), threads.container()
    threads.publish(first)
    assert threads.unpublished(first) == MISSING
    moment.shift = timedelta(hours=24)
    assert (threads.status(second), threads.unpublished(second)) == ("EXPIRED", MISSING)


def test_a_post_has_no_status(threads: Threads) -> None:
    answer = threads.call("GET", threads.thread(), fields="status")
    error = answer.json()["error"]
    assert (error["type"], error["code"]) == ("THApiException", 100)
    assert error["message"].startswith("Tried accessing nonexisting field (status)")


def test_a_text_may_be_published_at_once(threads: Threads) -> None:
    media = threads.container("Now", auto_publish_text="true")
    assert [post["id"] for post in shown(threads.client)] == [media]


def test_long_writing_is_kept_beside_the_text(threads: Threads) -> None:
    threads.thread("Read on", text_attachment=json.dumps({"plaintext": "a" * 10_000}))
    assert len(shown(threads.client)[0]["notes"]["more"]) == 10_000


def test_a_post_is_quoted_and_reposted(threads: Threads) -> None:
    first = threads.thread("1")
    quote = threads.thread("2", quote_post_id=first)
    again = threads.post(f"{first}/repost")["id"]
    assert threads.get(quote, fields="quoted_post")["quoted_post"] == {"id": first}
    assert threads.get(again, fields="media_type")["media_type"] == "REPOST_FACADE"
    assert shown(threads.client)[2]["notes"]["of"] == shown(threads.client)[0]["url"]


def test_a_post_is_deleted(threads: Threads) -> None:
    media = threads.thread()
    assert threads.call("DELETE", media).json() == {"success": True, "deleted_id": media}
    assert threads.fault("DELETE", media) == (400, 100, 33)


def test_quotas_are_told(threads: Threads) -> None:
    media = threads.thread()
    threads.thread("2", reply_to_id=media)
    fields = "quota_usage,reply_quota_usage,delete_quota_usage,config"
    (told,) = threads.get("me/threads_publishing_limit", fields=fields)["data"]
    assert told == {
        "quota_usage": 1,
        "reply_quota_usage": 1,
        "delete_quota_usage": 0,
        "config": {"quota_total": 250, "quota_duration": 86400},
    }


def test_a_hundred_deletions_a_day(threads: Threads, moment: Moment) -> None:
    posts = [threads.thread(str(number)) for number in range(101)]
    for post in posts[:100]:
        assert threads.call("DELETE", post).status_code == 200
    assert threads.fault("DELETE", posts[100]) == (400, 9, 2207042)
    moment.shift = timedelta(hours=25)
    assert threads.call("DELETE", posts[100]).status_code == 200


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
    assert Threads(client, token).refused(text="a") == expected


def test_each_token_is_an_account(client: httpx.Client) -> None:
    ids = [Threads(client, f"1:sandbox.{name}").get("me", fields="username") for name in ("anna", "bob")]
    assert [one["username"] for one in ids] == ["anna", "bob"]
    assert ids[0]["id"] != ids[1]["id"]


def test_a_token_tells_its_end_and_is_refreshed(threads: Threads, moment: Moment) -> None:
    told = threads.get("debug_token", input_token=threads.token)["data"]
    assert told["expires_at"] - told["issued_at"] == 60 * 86400
    new = threads.get("refresh_access_token", grant_type="th_refresh_token")
    assert new["expires_in"] == 5184000
    threads.token = new["access_token"]
    moment.shift = timedelta(days=59)
    assert threads.get("me", fields="username")["username"] == "sandbox"
    moment.shift = timedelta(days=61)
    assert threads.fault("GET", "me") == (401, 190, 463)


def test_there_is_one_version(threads: Threads) -> None:
    threads.version = "/v26.0"
    assert threads.fault("GET", "me") == (400, 2500, 0)
    threads.version = ""
    assert threads.get("me")["id"]
