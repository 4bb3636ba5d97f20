import base64
import time
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, Moment, image, shown
from tests.sandbox.speak_x import X

TOO_LONG = "You are not permitted to perform this action."
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


def test_a_post_comes_back_as_x_writes_it(x: X) -> None:
    made = x.good("Tea & cake https://example.com/menu?a=1")
    assert made["text"].startswith("Tea &amp; cake https://t.co/")
    fields = {"tweet.fields": "created_at,entities,author_id"}
    (found,) = x.mine(**fields)["data"]
    (link,) = found["entities"]["urls"]
    assert found["text"][link["start"] : link["end"]] == link["url"]
    assert (link["expanded_url"], link["display_url"]) == (
        "https://example.com/menu?a=1",
        "example.com/menu?a=1",
    )
    assert len(link["url"]) == 23
    assert found["created_at"].endswith(".000Z")


def test_only_asked_fields_are_told(x: X) -> None:
    made = x.good("a")
    path = f"/2/tweets/{made['id']}"
    assert set(x.call("GET", path).json()["data"]) == {"id", "text", "edit_history_post_ids"}
    found = x.call("GET", path, {"tweet.fields": "public_metrics,referenced_tweets"}).json()["data"]
    assert found["public_metrics"]["retweet_count"] == 0
    assert "referenced_tweets" not in found
    wrong = x.call("GET", path, {"tweet.fields": "publicmetrics"})
    assert (wrong.status_code, wrong.json()["title"]) == (400, "Invalid Request")


@pytest.mark.parametrize("secret", ["2:sandbox", "1:sandbox."])
def test_a_wrong_secret_is_refused(client: httpx.Client, secret: str) -> None:
    answer = X(client, secret=secret).post()
    assert (answer.status_code, answer.json()["title"]) == (401, "Unauthorized")
    assert shown(client) == []


def test_a_signature_is_of_its_call_and_good_once(x: X) -> None:
    headers = x.headers("GET", "/2/users/me", {})
    assert x.client.get("/x/2/users/me", headers=headers).status_code == 200
    assert x.client.get("/x/2/users/me", headers=headers).status_code == 401
    other = x.headers("GET", "/2/users/me", {"user.fields": "verified"})
    assert x.client.get("/x/2/users/me", headers=other).status_code == 401


@pytest.mark.parametrize(
    ("signing", "status"),
    [
        ({}, 200),
        ({"timestamp": str(int(time.time()) - 3600)}, 401),
        ({"signature_method": "PLAINTEXT"}, 401),
    ],
)
def test_how_a_call_is_signed(x: X, signing: dict[str, Any], status: int) -> None:
    headers = x.headers("GET", "/2/users/me", {}, **signing)
    assert x.client.get("/x/2/users/me", headers=headers).status_code == status


def test_a_signature_by_the_networks_own_clock_is_good(x: X, moment: Moment) -> None:
    moment.shift = timedelta(days=40)
    headers = x.headers("GET", "/2/users/me", {}, timestamp=str(int(moment().timestamp())))
    assert x.client.get("/x/2/users/me", headers=headers).status_code == 200


@pytest.mark.parametrize(("token", "status"), [(SECRET, 200), (f"{SECRET}.anna", 200), ("1:other", 401)])
def test_a_bearer_token_does_as_well(client: httpx.Client, token: str, status: int) -> None:
    answer = client.get("/x/2/users/me", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == status


def test_each_token_is_an_account(client: httpx.Client) -> None:
    X(client).good("a")
    X(client, "anna").good("a")
    assert [post["account"] for post in shown(client)] == ["sandbox", "anna"]
    found = X(client).call("GET", "/2/users/by/username/Anna", {"user.fields": "public_metrics"}).json()
    assert found["data"]["public_metrics"]["tweet_count"] == 1


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Kaffee für alle", 15),
        ("Кофе «Северный ветер» — 5 °C", 28),
        ("咖啡", 4),
        ("№ 5 … 100 ₽", 14),
        ("☕️", 2),
        ("👨‍👩‍👧‍👦🇩🇪1️⃣👋🏽", 8),
        ("cafe\u0301", 4),
        ("https://example.com/" + "a" * 300, 23),
        ("see example.com.", 28),
        ("https://northwind.example/sale", 30),
        ("кофе.рф", 7),
        ("https://кофе.рф/меню", 23),
    ],
)
def test_the_weight_of_a_text(x: X, text: str, weight: int) -> None:
    assert x.post(text + " " + "a" * (279 - weight)).status_code == 201
    assert x.fault(text + " " + "b" * (280 - weight)) == (403, TOO_LONG)


def test_the_same_text_again_is_a_duplicate_for_a_day(x: X, moment: Moment) -> None:
    first = x.good("a")
    assert x.fault("a") == (403, DUPLICATE)
    x.good("a", reply={"in_reply_to_tweet_id": first["id"]})
    X(x.client, "anna").good("a")
    x.call("DELETE", f"/2/tweets/{first['id']}")
    assert x.fault("a") == (403, DUPLICATE)
    moment.shift = timedelta(days=2)
    x.good("a")


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"text": ""}, "A post needs a text or media."),
        ({"text": 5}, "$.text: integer found, string expected"),
        ({"text": "a\ufeff"}, "The text has a character that is not allowed."),
        (
            {"sticker": "b"},
            "$.sticker: is not defined in the schema and the schema does not allow additional properties",
        ),
        (
            {"media": {"media_ids": []}},
            "$.media.media_ids: there must be a minimum of 1 items in the array",
        ),
        ({"media": {"media_ids": [5]}}, "$.media.media_ids[0]: integer found, string expected"),
        ({"media": {"media_ids": ["123456"]}}, "Your media IDs are invalid."),
        ({"poll": {"options": ["b"]}}, "$.poll.duration_minutes: is missing but it is required"),
        (
            {"poll": {"options": ["b", "c" * 26], "duration_minutes": 60}},
            "$.poll.options[1]: may only be 25 characters long",
        ),
        (
            {"poll": {"options": ["b", "c"], "duration_minutes": 4}},
            "$.poll.duration_minutes: must have a minimum value of 5",
        ),
        (
            {"poll": {"options": ["b", "c"], "duration_minutes": 60}, "media": {"media_ids": ["123456"]}},
            "`poll` is mutually exclusive with `media`",
        ),
        (
            {"reply_settings": "everyone"},
            "$.reply_settings: does not have a value in the enumeration [following, mentionedUsers, subscribers, verified]",
        ),
        ({"reply": {}}, "$.reply.in_reply_to_tweet_id: is missing but it is required"),
    ],
)
def test_a_post_that_x_calls_invalid(x: X, given: dict[str, Any], what: str) -> None:
    assert x.fault(**{"text": "a", **given}) == (400, what)
    assert shown(x.client) == []


def test_a_body_that_is_no_json_object(x: X) -> None:
    assert x.call("POST", "/2/tweets", content=b"[").status_code == 415
    assert x.call("POST", "/2/tweets", json=["a"]).status_code == 400


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"quote_tweet_id": "123456"}, TOO_LONG),
        ({"edit_options": {"previous_post_id": "123456"}}, TOO_LONG),
        ({"text": "$ABC and $DEF"}, "A post may have 1 cashtag."),
        (
            {"reply": {"in_reply_to_tweet_id": "123456"}},
            "You attempted to reply to a Tweet that is deleted or not visible to you.",
        ),
    ],
)
def test_what_a_plan_without_more_rights_may_not_do(x: X, given: dict[str, Any], what: str) -> None:
    assert x.fault(**{"text": "a", **given}) == (403, what)


def test_who_may_be_answered(x: X) -> None:
    anna = X(x.client, "anna")
    silent, calling = anna.good("Hello")["id"], anna.good("Hello @sandbox")["id"]
    assert x.fault("Yes?", reply={"in_reply_to_tweet_id": silent})[0] == 403
    assert x.good("Yes?", reply={"in_reply_to_tweet_id": calling})


def test_a_thread_hangs_together(x: X) -> None:
    ids: list[str] = []
    for number in range(3):
        reply = {"reply": {"in_reply_to_tweet_id": ids[-1]}} if ids else {}
        ids.append(x.good(f"Part {number}", **reply)["id"])
    posts = {post["id"]: post["reply_to"] for post in shown(x.client)}
    assert [posts[one] for one in ids] == ["", *ids[:2]]
    found = x.mine(**{"tweet.fields": "conversation_id,referenced_tweets"})["data"]
    assert {one["conversation_id"] for one in found} == {ids[0]}
    assert found[0]["referenced_tweets"] == [{"type": "replied_to", "id": ids[1]}]


def test_a_poll(x: X) -> None:
    x.good("Milk?", poll={"options": ["Yes", "No"], "duration_minutes": 60})
    (post,) = shown(x.client)
    assert post["poll"]["options"] == ["Yes", "No"]
    found = x.mine(expansions="attachments.poll_ids", **{"poll.fields": "duration_minutes"})
    (poll,) = found["includes"]["polls"]
    assert [option["label"] for option in poll["options"]] == ["Yes", "No"]
    assert poll["duration_minutes"] == 60


def test_disclosures_are_noted(x: X) -> None:
    x.good("a", paid_partnership=True, made_with_ai=True, reply_settings="mentionedUsers")
    (post,) = shown(x.client)
    assert post["notes"] == {
        "reply_settings": "mentionedUsers",
        "made_with_ai": "yes",
        "paid_partnership": "yes",
    }


def test_pictures_arrive_with_their_descriptions(x: X) -> None:
    ids = [x.media(image(60 + number)) for number in range(2)]
    given = {"id": ids[0], "metadata": {"alt_text": {"text": "Brown beans"}}}
    assert x.call("POST", "/2/media/metadata", json=given).json()["data"]["id"] == ids[0]
    made = x.good("", media={"media_ids": ids})
    assert made["text"].startswith("https://t.co/")
    (post,) = shown(x.client)
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(60, "Brown beans"), (61, "")]
    found = x.mine(
        expansions="attachments.media_keys",
        **{"tweet.fields": "entities,attachments", "media.fields": "alt_text,width"},
    )
    assert found["includes"]["media"][0]["alt_text"] == "Brown beans"
    keys = found["data"][0]["attachments"]["media_keys"]
    assert [url["media_key"] for url in found["data"][0]["entities"]["urls"]] == keys


def test_a_description_has_its_limit(x: X) -> None:
    given = {"id": x.media(), "metadata": {"alt_text": {"text": "ё" * 1001}}}
    answer = x.call("POST", "/2/media/metadata", json=given)
    assert answer.json()["errors"][0]["message"] == (
        "$.metadata.alt_text.text: may only be 1000 characters long"
    )


def test_an_upload_may_be_base64(x: X) -> None:
    given = {"media": base64.b64encode(image()).decode(), "media_category": "tweet_image"}
    found = x.call("POST", "/2/media/upload", json=given).json()["data"]
    assert (found["image"]["w"], found["media_key"]) == (60, f"3_{found['id']}")


@pytest.mark.parametrize(
    ("content", "category"),
    [
        (b"", "tweet_image"),
        (b"no picture", "tweet_image"),
        (image(kind="GIF", frames=3), "tweet_image"),
        (image() + bytes(5 * 1024 * 1024), "tweet_image"),
        (image(), "picture"),
    ],
)
def test_an_upload_that_x_refuses(x: X, content: bytes, category: str) -> None:
    assert x.upload(content, category).status_code == 400


def chunked(x: X, content: bytes, media_type: str, category: str, size: int = 1000) -> Any:
    """Upload in segments, the last one first, and return what the end of it says."""
    given = {"media_type": media_type, "media_category": category, "total_bytes": len(content)}
    begun = x.call("POST", "/2/media/upload/initialize", json=given).json()["data"]
    parts = [content[place : place + size] for place in range(0, len(content), size)]
    for number, part in reversed(list(enumerate(parts))):
        form: dict[str, Any] = {"data": {"segment_index": str(number)}, "files": {"media": ("a", part)}}
        assert x.call("POST", f"/2/media/upload/{begun['id']}/append", **form).status_code == 200
    return x.call("POST", f"/2/media/upload/{begun['id']}/finalize").json()["data"]


def look(x: X, media_id: str) -> Any:
    asked = {"command": "STATUS", "media_id": media_id}
    return x.call("GET", "/2/media/upload", asked).json()["data"]["processing_info"]


def test_a_film_is_uploaded_in_segments_and_takes_its_time(x: X) -> None:
    media = chunked(x, film(640, 360, 5), "video/mp4", "tweet_video", size=100)
    assert media["processing_info"] == {"state": "pending", "check_after_secs": 1}
    assert x.fault("a", media={"media_ids": [media["id"]]}) == (400, "Your media IDs are invalid.")
    assert [look(x, media["id"])["state"] for _ in range(2)] == ["in_progress", "succeeded"]
    x.good("a", media={"media_ids": [media["id"]]})
    (found,) = shown(x.client)[0]["media"]
    assert (found["media_type"], found["width"], found["seconds"]) == ("video/mp4", 640, 5.0)


@pytest.mark.parametrize(
    ("content", "media_type", "category", "state"),
    [
        (image(kind="GIF", frames=3), "image/gif", "tweet_gif", "pending"),
        (image(1300, 40, "GIF", 3), "image/gif", "tweet_gif", "failed"),
        (film(seconds=141), "video/mp4", "tweet_video", "failed"),
        (film(seconds=140, sound=b""), "video/mp4", "tweet_video", "pending"),
        (film(1920, 1080), "video/mp4", "tweet_video", "failed"),
        (film(codec=b"hvc1"), "video/mp4", "tweet_video", "failed"),
        (b"no film", "video/mp4", "tweet_video", "failed"),
    ],
)
def test_what_becomes_of_moving_pictures(
    x: X, content: bytes, media_type: str, category: str, state: str
) -> None:
    assert chunked(x, content, media_type, category)["processing_info"]["state"] == state


def test_bytes_that_are_missing_end_an_upload(x: X) -> None:
    given = {"media_type": "image/gif", "media_category": "tweet_gif", "total_bytes": 50}
    media_id = x.call("POST", "/2/media/upload/initialize", json=given).json()["data"]["id"]
    assert x.call("POST", f"/2/media/upload/{media_id}/finalize").status_code == 400


def test_media_go_together_as_x_allows(x: X) -> None:
    gif = chunked(x, image(kind="GIF", frames=2), "image/gif", "tweet_gif")["id"]
    for _ in range(2):
        look(x, gif)
    assert x.fault("a", media={"media_ids": [gif, x.media()]})[0] == 400
    assert X(x.client, "anna").fault("a", media={"media_ids": [gif]})[0] == 400
    assert x.good("a", media={"media_ids": [gif]})


def test_an_upload_is_usable_for_a_day(x: X, moment: Moment) -> None:
    media = x.media()
    moment.shift = timedelta(hours=25)
    assert x.fault("a", media={"media_ids": [media]}) == (400, "Your media IDs are invalid.")


def test_a_timeline_is_newest_first_and_in_pages(x: X) -> None:
    ids = [x.good(f"{number}")["id"] for number in range(7)]
    first = x.mine(max_results=5)
    assert [post["id"] for post in first["data"]] == ids[:1:-1]
    rest = x.mine(max_results=5, pagination_token=first["meta"]["next_token"])
    assert ([post["id"] for post in rest["data"]], "next_token" in rest["meta"]) == (ids[1::-1], False)
    assert x.mine(since_id=ids[4])["meta"]["result_count"] == 2
    assert x.mine(max_results=4)["title"] == "Invalid Request"


def test_a_timeline_begins_where_asked(x: X, moment: Moment) -> None:
    x.good("old")
    moment.shift = timedelta(hours=1)
    begin = moment().isoformat().replace("+00:00", "Z")
    x.good("new")
    assert [post["text"] for post in x.mine(start_time=begin)["data"]] == ["new"]
    assert x.mine(start_time="2099-01-01T00:00:00Z") == {"meta": {"result_count": 0}}


def test_what_is_not_there_is_told_beside_what_is(x: X) -> None:
    made = x.good("a")
    found = x.call("GET", "/2/tweets", {"ids": f"{made['id']},123456"}).json()
    assert [post["id"] for post in found["data"]] == [made["id"]]
    assert found["errors"][0]["resource_id"] == "123456"
    gone = x.call("GET", "/2/tweets/123456")
    assert (gone.status_code, "data" in gone.json()) == (200, False)


def test_only_the_author_deletes(x: X) -> None:
    path = f"/2/tweets/{x.good('a')['id']}"
    assert X(x.client, "anna").call("DELETE", path).status_code == 403
    assert x.call("DELETE", path).json() == {"data": {"deleted": True}}
    assert x.call("DELETE", path).status_code == 404


def test_the_rate_limit_is_told(x: X) -> None:
    answers = [x.post(str(number)) for number in range(2)]
    left = [int(answer.headers["x-rate-limit-remaining"]) for answer in answers]
    assert (left[0] - left[1], answers[0].headers["x-rate-limit-limit"]) == (1, "100")
    assert int(answers[0].headers["x-rate-limit-reset"]) > time.time()


def test_a_wait_is_told_by_the_networks_clock(x: X, moment: Moment) -> None:
    moment.shift = timedelta(days=40)
    x.client.post("/sandbox/faults", json={"network": "x", "kind": "refuse-429-retry-after"})
    answer = x.client.get("/x/2/users/me")
    ahead = int(answer.headers["x-rate-limit-reset"]) - moment().timestamp()
    assert (answer.status_code, 5 < ahead <= 7) == (429, True)


def test_spent_credits_are_a_problem_of_their_own(client: httpx.Client) -> None:
    answer = X(client, "anna.spent").post()
    assert (answer.status_code, answer.json()["title"]) == (402, "CreditsDepleted")
    assert shown(client) == []


def test_premium_writes_long_posts(client: httpx.Client) -> None:
    x = X(client, "anna.premium")
    x.good("ж" * 400)
    assert x.fault("a" * 25_001) == (403, TOO_LONG)
    (post,) = x.mine(**{"tweet.fields": "note_tweet"})["data"]
    assert (post["text"], post["note_tweet"]["text"]) == ("ж" * 280 + "…", "ж" * 400)


def test_an_address_that_x_does_not_link_is_warned_of(x: X) -> None:
    x.good("https://northwind.example/sale and https://example.com")
    (post,) = shown(x.client)
    assert [mark["href"] for mark in post["marks"]] == ["https://example.com"]
    assert "“https://northwind.example/sale” is no link on X" in post["warnings"][0]


@pytest.mark.parametrize("path", ["/2/nothing", "/2/tweets/abc", "/1.1/statuses/update.json"])
def test_an_unknown_call_is_404(x: X, path: str) -> None:
    assert x.call("GET", path).status_code == 404
