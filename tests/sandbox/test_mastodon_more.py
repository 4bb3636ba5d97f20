"""Films, polls, pins, boosts and quotes on Mastodon."""

import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import Mastodon, shown


def act(mastodon: Mastodon, status_id: str, what: str) -> tuple[int, dict[str, object]]:
    answer = mastodon.call("POST", f"/api/v1/statuses/{status_id}/{what}")
    return answer.status_code, answer.json()


def test_a_film_takes_its_time_and_stands_alone(mastodon: Mastodon) -> None:
    answer = mastodon.upload(film(640, 360, 5), description="Beans fall")
    media = answer.json()
    assert (answer.status_code, media["type"], media["url"]) == (202, "video", None)
    assert media["meta"]["original"]["duration"] == 5.0
    assert mastodon.post(status="a", media_ids=[media["id"]]).status_code == 422
    assert mastodon.call("GET", f"/api/v1/media/{media['id']}").status_code == 206
    both = mastodon.post(status="a", media_ids=[media["id"], mastodon.upload().json()["id"]])
    assert both.json()["error"] == "Cannot attach a video to a post that already contains images"
    mastodon.good(status="a", media_ids=[media["id"]])
    (post,) = shown(mastodon.client)
    assert (post["media"][0]["seconds"], post["media"][0]["alt"]) == (5.0, "Beans fall")


def test_a_film_of_too_many_pixels_is_refused(mastodon: Mastodon) -> None:
    answer = mastodon.upload(film(3840, 2161))
    assert answer.json() == {"error": "Validation failed: 3840x2161 videos are not supported"}


def test_a_poll_is_seen(mastodon: Mastodon) -> None:
    mastodon.good(status="Milk?", poll={"options": ["Oat", "Cow"], "expires_in": 600, "multiple": True})
    (post,) = shown(mastodon.client)
    assert (post["poll"]["options"], post["poll"]["is_multiple"]) == (["Oat", "Cow"], True)


def test_five_statuses_can_be_pinned(mastodon: Mastodon) -> None:
    ids = [mastodon.good(status=str(number))["id"] for number in range(6)]
    assert [act(mastodon, one, "pin")[0] for one in ids[:5]] == [200] * 5
    fault = {"error": "Validation failed: You have already pinned the maximum number of posts"}
    assert act(mastodon, ids[5], "pin") == (422, fault)
    assert act(mastodon, ids[0], "unpin")[1]["pinned"] is False
    assert act(mastodon, ids[5], "pin")[1]["pinned"] is True
    assert {status["id"] for status in mastodon.mine(pinned="true")} == set(ids[1:])


def test_what_is_of_others_cannot_be_pinned_but_boosted(mastodon: Mastodon) -> None:
    made = Mastodon(mastodon.client, "1:sandbox.anna").good(status="a")
    assert act(mastodon, made["id"], "pin")[0] == 422
    for _ in range(2):
        status, boosted = act(mastodon, made["id"], "reblog")
        assert (status, boosted["reblog"]["id"]) == (200, made["id"])  # type: ignore[index]
    path = f"/api/v1/statuses/{made['id']}"
    assert mastodon.call("GET", path).json()["reblogs_count"] == 1
    act(mastodon, made["id"], "unreblog")
    assert mastodon.call("GET", path).json()["reblogs_count"] == 0


@pytest.mark.parametrize(
    ("policy", "visibility", "status"),
    [
        ("public", "public", 200),
        ("nobody", "public", 403),
        ("followers", "public", 403),
        ("public", "private", 403),
    ],
)
def test_who_may_quote(mastodon: Mastodon, policy: str, visibility: str, status: int) -> None:
    anna = Mastodon(mastodon.client, "1:sandbox.anna")
    made = anna.good(status="a", quote_approval_policy=policy, visibility=visibility)
    assert mastodon.post(status="b", quoted_status_id=made["id"]).status_code == status
    own = anna.good(status="c", quoted_status_id=made["id"])
    assert own["quote"]["quoted_status"]["id"] == made["id"]


def test_answers_and_quotes_are_counted(mastodon: Mastodon) -> None:
    made = mastodon.good(status="a")
    for more in ({"in_reply_to_id": made["id"]}, {"quoted_status_id": made["id"]}):
        mastodon.good(status="b", **more)
    found = mastodon.call("GET", f"/api/v1/statuses/{made['id']}").json()
    counts = [found["replies_count"], found["quotes_count"], found["account"]["statuses_count"]]
    assert counts == [1, 1, 3]


def test_a_policy_that_is_none(mastodon: Mastodon) -> None:
    answer = mastodon.post(status="a", quote_approval_policy="friends")
    assert answer.status_code == 422
    assert mastodon.post(status="a", quoted_status_id="12345").status_code == 404


def test_the_application_is_told(mastodon: Mastodon) -> None:
    found = mastodon.call("GET", "/api/v1/apps/verify_credentials").json()
    assert (found["name"], "client_secret" in found) == ("smmgen", False)
