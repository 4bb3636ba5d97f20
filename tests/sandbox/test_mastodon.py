from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import Mastodon, Moment, image, shown, wide


def test_the_software_is_told_by_nodeinfo(client: httpx.Client) -> None:
    (link,) = client.get("/mastodon/.well-known/nodeinfo").json()["links"]
    assert link["rel"].endswith("/schema/2.0")
    assert client.get(link["href"]).json()["software"]["name"] == "mastodon"


def test_the_limits_are_told_by_the_instance(client: httpx.Client) -> None:
    for version in ("v1", "v2"):
        limits = client.get(f"/mastodon/api/{version}/instance").json()["configuration"]
        assert limits["statuses"] == {
            "max_characters": 500,
            "max_media_attachments": 4,
            "characters_reserved_per_url": 23,
        }
        assert limits["media_attachments"]["description_limit"] == 1500


@pytest.mark.parametrize("token", ["sandbox", "2:sandbox", "1:sandbox.", "1:sandbox.a/b"])
def test_a_wrong_token_is_refused(client: httpx.Client, token: str) -> None:
    answer = Mastodon(client, token).post(status="a")
    assert (answer.status_code, answer.json()) == (401, {"error": "The access token is invalid"})


def test_each_token_is_an_account(client: httpx.Client) -> None:
    names = []
    for token in ("1:sandbox", "1:sandbox.northwind"):
        one = Mastodon(client, token)
        one.good(status="a")
        names.append(one.call("GET", "/api/v1/accounts/verify_credentials").json()["acct"])
        assert len(one.mine()) == 1
    assert names == ["sandbox", "northwind"]


def test_a_status_comes_back_as_it_is_shown(mastodon: Mastodon) -> None:
    made = mastodon.good(status="Hello #Coffee", visibility="unlisted", language="de")
    assert made["content"].startswith("<p>Hello <a href=")
    assert (made["visibility"], made["language"], made["sensitive"]) == ("unlisted", "de", False)
    assert [tag["name"] for tag in made["tags"]] == ["coffee"]
    assert made["id"].isdecimal()
    assert made["created_at"].endswith("Z")
    assert mastodon.call("GET", f"/api/v1/statuses/{made['id']}").json() == made
    assert mastodon.call("GET", f"/api/v1/statuses/{made['id']}/source").json()["text"] == "Hello #Coffee"


def test_ids_grow_with_time(mastodon: Mastodon) -> None:
    ids = [int(mastodon.good(status=str(number))["id"]) for number in range(5)]
    assert ids == sorted(set(ids))


def test_a_form_does_as_well_as_json(mastodon: Mastodon) -> None:
    media = mastodon.upload().json()["id"]
    form = {"status": "a", "media_ids[]": [media], "sensitive": "true"}
    made = mastodon.call("POST", "/api/v1/statuses", data=form).json()
    assert ([one["id"] for one in made["media_attachments"]], made["sensitive"]) == ([media], True)


@pytest.mark.parametrize(
    ("given", "status", "what"),
    [
        ({}, 422, "Validation failed: Text can't be blank"),
        ({"status": " \n"}, 422, "Validation failed: Text can't be blank"),
        ({"status": "a", "visibility": "secret"}, 422, "'secret' is not a valid visibility"),
        (
            {"status": "a", "in_reply_to_id": "12345"},
            404,
            "The post you are trying to reply to does not appear to exist.",
        ),
        (
            {"status": "a", "media_ids": ["12345"]},
            422,
            "Media 12345 not found or already attached to another post",
        ),
        ({"status": "a", "media_ids": list("12345")}, 422, "Cannot attach more than 4 files"),
        (
            {"status": "a", "poll": {"options": ["b"], "expires_in": 600}},
            422,
            "Validation failed: Poll options must be 2 to 4 items",
        ),
    ],
)
def test_a_status_that_mastodon_refuses(
    mastodon: Mastodon, given: dict[str, Any], status: int, what: str
) -> None:
    answer = mastodon.post(**given)
    assert (answer.status_code, answer.json()) == (status, {"error": what})
    assert shown(mastodon.client) == []


def test_a_language_that_is_none_falls_back_and_is_warned_of(mastodon: Mastodon) -> None:
    assert mastodon.good(status="a", language="English!")["language"] == "en"
    assert "English!" in shown(mastodon.client)[0]["warnings"][0]


def test_a_content_warning_makes_it_sensitive(mastodon: Mastodon) -> None:
    assert mastodon.good(status="a", spoiler_text="caffeine")["sensitive"] is True


def test_a_thread_is_told_by_its_context(mastodon: Mastodon) -> None:
    one = mastodon.good(status="1")
    two = mastodon.good(status="2", in_reply_to_id=one["id"])
    three = mastodon.good(status="3", in_reply_to_id=two["id"])
    assert two["in_reply_to_account_id"] == one["account"]["id"]
    context = mastodon.call("GET", f"/api/v1/statuses/{two['id']}/context").json()
    assert [status["id"] for status in context["ancestors"]] == [one["id"]]
    assert [status["id"] for status in context["descendants"]] == [three["id"]]


def test_own_statuses_are_listed_newest_first_and_in_pages(mastodon: Mastodon) -> None:
    ids = [mastodon.good(status=str(number))["id"] for number in range(5)]
    assert [status["id"] for status in mastodon.mine(limit=2)] == [ids[4], ids[3]]
    assert [status["id"] for status in mastodon.mine(max_id=ids[3], limit=2)] == [ids[2], ids[1]]
    assert [status["id"] for status in mastodon.mine(min_id=ids[1], limit=2)] == [ids[3], ids[2]]
    assert [status["id"] for status in mastodon.mine(since_id=ids[1], limit=2)] == [ids[4], ids[3]]


def test_private_statuses_are_for_their_owner(mastodon: Mastodon) -> None:
    made = mastodon.good(status="a", visibility="private")
    assert len(mastodon.mine()) == 1
    assert mastodon.client.get(f"/mastodon/api/v1/statuses/{made['id']}").status_code == 404
    assert mastodon.client.get(f"/mastodon/api/v1/accounts/{made['account']['id']}/statuses").json() == []


def test_an_upload_is_described_and_then_used_once(mastodon: Mastodon) -> None:
    media = mastodon.upload(image(64, 36), description="Beans", focus="0.5,-1").json()
    assert (media["description"], media["meta"]["focus"]) == ("Beans", {"x": 0.5, "y": -1.0})
    assert media["meta"]["original"]["size"] == "64x36"
    mastodon.call("PUT", f"/api/v1/media/{media['id']}", json={"description": "Brown beans"})
    made = mastodon.good(media_ids=[media["id"]])
    assert made["media_attachments"][0]["description"] == "Brown beans"
    again = mastodon.post(status="b", media_ids=[media["id"]])
    assert again.status_code == 422
    assert "already attached" in again.json()["error"]
    (post,) = shown(mastodon.client)
    assert (post["media"][0]["alt"], post["media"][0]["width"]) == ("Brown beans", 64)
    assert mastodon.client.get(f"/media/{post['media'][0]['sha256']}").content == image(64, 36)


def test_media_of_another_account_cannot_be_used(mastodon: Mastodon) -> None:
    media = Mastodon(mastodon.client, "1:sandbox.other").upload().json()
    assert mastodon.post(media_ids=[media["id"]]).status_code == 422


@pytest.mark.parametrize(
    ("content", "description", "what"),
    [
        (b"", "", "File can't be blank"),
        (b"no picture", "", "File content type is invalid, File is invalid"),
        (wide(8000, 4148), "", "8000x4148 images are not supported"),
        (image(), "a" * 1501, "Description is too long (maximum is 1500 characters)"),
    ],
)
def test_an_upload_that_mastodon_refuses(
    mastodon: Mastodon, content: bytes, description: str, what: str
) -> None:
    answer = mastodon.upload(content, description=description)
    assert (answer.status_code, answer.json()) == (422, {"error": f"Validation failed: {what}"})


def test_a_description_at_the_limit_is_taken(mastodon: Mastodon) -> None:
    assert mastodon.upload(description="ё" * 1500).status_code == 200


def test_a_moving_picture_takes_its_time(mastodon: Mastodon) -> None:
    answer = mastodon.upload(image(kind="GIF", frames=3))
    media = answer.json()["id"]
    assert (answer.status_code, answer.json()["url"]) == (202, None)
    assert "not finished processing" in mastodon.post(media_ids=[media]).json()["error"]
    assert [mastodon.call("GET", f"/api/v1/media/{media}").status_code for _ in range(2)] == [206, 200]
    assert mastodon.post(media_ids=[media]).status_code == 200


def test_four_pictures_are_taken_in_their_order(mastodon: Mastodon) -> None:
    ids = [mastodon.upload(image(60 + number)).json()["id"] for number in range(4)]
    made = mastodon.good(media_ids=ids[::-1])
    assert [one["id"] for one in made["media_attachments"]] == ids[::-1]


def test_a_key_gives_the_first_status_whatever_the_body(mastodon: Mastodon) -> None:
    first = mastodon.post("key", status="a").json()
    assert mastodon.post("key", status="b").json()["id"] == first["id"]
    assert mastodon.post("other", status="b").json()["id"] != first["id"]
    assert len(mastodon.mine()) == 2


def test_a_key_belongs_to_its_account(client: httpx.Client) -> None:
    ids = {
        Mastodon(client, token).post("key", status="a").json()["id"] for token in ("1:sandbox", "1:sandbox.b")
    }
    assert len(ids) == 2


def test_a_key_of_a_deleted_status_is_404(mastodon: Mastodon) -> None:
    made = mastodon.post("key", status="a").json()
    mastodon.call("DELETE", f"/api/v1/statuses/{made['id']}")
    again = mastodon.post("key", status="a")
    assert (again.status_code, again.json()) == (404, {"error": "Record not found"})


@pytest.mark.parametrize(("minutes", "posts"), [(59, 1), (61, 2)])
def test_a_key_is_kept_for_an_hour(mastodon: Mastodon, moment: Moment, minutes: int, posts: int) -> None:
    mastodon.post("key", status="a")
    moment.shift = timedelta(minutes=minutes)
    mastodon.post("key", status="a")
    assert len(mastodon.mine()) == posts


def test_a_refused_call_leaves_its_key_free(mastodon: Mastodon) -> None:
    assert mastodon.post("key", status="").status_code == 422
    assert mastodon.post("key", status="a").status_code == 200


def test_one_key_at_once_is_one_status(mastodon: Mastodon) -> None:
    def post(_: int) -> str:
        with httpx.Client(base_url=mastodon.client.base_url, trust_env=False, verify=False) as client:
            made: str = Mastodon(client).post("key", status="a").json()["id"]
            return made

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(post, range(16)))) == 1
    assert len(mastodon.mine()) == 1


def test_an_edit_puts_the_whole_new_state(mastodon: Mastodon) -> None:
    media = mastodon.upload(description="old").json()["id"]
    made = mastodon.good(status="a", media_ids=[media], spoiler_text="w")
    change = {"status": "b", "media_ids": [media], "media_attributes": [{"id": media, "description": "new"}]}
    edited = mastodon.call("PUT", f"/api/v1/statuses/{made['id']}", json=change).json()
    assert (edited["content"], edited["spoiler_text"]) == ("<p>b</p>", "")
    assert edited["edited_at"]
    assert edited["media_attachments"][0]["description"] == "new"
    emptied = mastodon.call("PUT", f"/api/v1/statuses/{made['id']}", json={"status": "c"}).json()
    assert emptied["media_attachments"] == []


def test_a_deleted_status_gives_its_text_back_and_frees_its_media(mastodon: Mastodon) -> None:
    media = mastodon.upload().json()["id"]
    path = f"/api/v1/statuses/{mastodon.good(status='a', media_ids=[media])['id']}"
    assert mastodon.call("DELETE", path).json()["text"] == "a"
    assert mastodon.call("DELETE", path).status_code == 404
    assert mastodon.post(media_ids=[media]).status_code == 200


def test_nobody_else_may_change_a_status(mastodon: Mastodon) -> None:
    path = f"/api/v1/statuses/{mastodon.good(status='a')['id']}"
    other = Mastodon(mastodon.client, "1:sandbox.other")
    assert other.call("DELETE", path).status_code == 404
    assert other.call("PUT", path, json={"status": "b"}).status_code == 404


def test_unexpected_mentions_are_refused(mastodon: Mastodon) -> None:
    Mastodon(mastodon.client, "1:sandbox.anna").good(status="a")
    answer = mastodon.post(status="hi @anna", allowed_mentions=[])
    assert answer.status_code == 422
    assert answer.json()["unexpected_accounts"][0]["acct"] == "anna"


@pytest.mark.parametrize(("ahead", "status", "posts"), [(-60, 200, 1), (60, 422, 0), (600, 200, 0)])
def test_a_schedule_needs_five_minutes(
    mastodon: Mastodon, moment: Moment, ahead: int, status: int, posts: int
) -> None:
    due = (moment() + timedelta(seconds=ahead)).isoformat()
    assert mastodon.post(status="a", scheduled_at=due).status_code == status
    assert len(mastodon.mine()) == posts


def test_the_rate_limit_is_told(mastodon: Mastodon) -> None:
    answers = [mastodon.call("GET", "/api/v1/accounts/verify_credentials") for _ in range(2)]
    left = [int(answer.headers["x-ratelimit-remaining"]) for answer in answers]
    assert (left[0] - left[1], answers[0].headers["x-ratelimit-limit"]) == (1, "300")
    assert answers[0].headers["x-ratelimit-reset"].endswith("Z")


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/statuses/abc", "/api/v1/statuses/1"])
def test_what_is_not_there_is_404(mastodon: Mastodon, path: str) -> None:
    assert mastodon.call("GET", path).status_code == 404
