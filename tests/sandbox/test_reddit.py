import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urljoin

import httpx
import pytest

from tests.sandbox.speak import Moment, image, noise, shown

AGENT = "script:smmgen-tests:1 (by /u/sandbox)"


@dataclass
class Reddit:
    client: httpx.Client
    token: str = ""

    def grant(self, secret: str = "1:sandbox", **given: str) -> httpx.Response:
        given = given or {"grant_type": "refresh_token", "refresh_token": "1:sandbox"}
        return self.client.post("/reddit/api/v1/access_token", data=given, auth=("client", secret))

    def call(self, method: str, path: str, agent: str = AGENT, **given: Any) -> httpx.Response:
        self.token = self.token or self.grant().json()["access_token"]
        headers = {"authorization": f"Bearer {self.token}", "user-agent": agent}
        given = {"api_type": "json", "raw_json": "1", **given}
        if method == "GET":
            return self.client.get(f"/reddit/{path}", params=given, headers=headers)
        sent = {"json": given} if path.startswith("api/submit_") else {"data": given}
        return self.client.request(method, f"/reddit/{path}", headers=headers, **sent)

    def submit(self, **given: Any) -> Any:
        answer = self.call("POST", "api/submit", **{"sr": "coffee", "kind": "self", "title": "Sale", **given})
        assert answer.status_code == 200, answer.text
        return answer.json()["json"]

    def good(self, **given: Any) -> Any:
        found = self.submit(**given)
        assert found["errors"] == []
        return found["data"]

    def upload(self, content: bytes) -> tuple[str, str]:
        lease = self.call("POST", "api/media/asset.json", filepath="a.jpg", mimetype="image/jpeg").json()
        fields = {field["name"]: field["value"] for field in lease["args"]["fields"]}
        action = urljoin(str(self.client.base_url), lease["args"]["action"])
        answer = self.client.post(action, data=fields, files={"file": ("a.jpg", content, "image/jpeg")})
        place = re.search("<Location>(.+)</Location>", answer.text)
        return unquote(place[1]) if place else answer.text, lease["asset"]["asset_id"]


@pytest.fixture
def reddit(client: httpx.Client) -> Reddit:
    return Reddit(client)


def test_a_text_post_and_how_it_looks(reddit: Reddit) -> None:
    text = "# Now\n\n**All** *must* ~~stay~~ go, see [here](https://a.example/b) >!soon!<\n\n- one\n- two\n\n> Good, r/coffee."
    made = reddit.good(title="Sale  of\nbeans", text=text)
    (post,) = shown(reddit.client)
    assert post["title"] == "Sale of beans"
    assert post["text"] == "Now\n\nAll must stay go, see here soon\n\n• one\n• two\n\nGood, r/coffee."
    assert sorted(mark["kind"] for mark in post["marks"]) == [
        *["bold", "bold", "italic", "link", "mention", "quote", "spoiler", "strike"]
    ]
    (spoiler,) = [mark for mark in post["marks"] if mark["kind"] == "spoiler"]
    assert post["text"][spoiler["start"] : spoiler["end"]] == "soon"
    assert made["name"] == f"t3_{made['id']}" == post["id"]
    assert (
        made["url"] == post["url"] == f"https://www.reddit.com/r/coffee/comments/{made['id']}/sale_of_beans/"
    )


def test_a_link_may_have_a_text_and_is_taken_once(reddit: Reddit) -> None:
    given = {"kind": "link", "url": "https://a.example/b"}
    reddit.good(**given, text="**All** go")
    (post,) = shown(reddit.client)
    assert (post["card"]["url"], post["text"]) == ("https://a.example/b", "All go")
    assert reddit.submit(**given)["errors"] == [
        ["ALREADY_SUB", "that link has already been submitted", "url"]
    ]
    reddit.good(**given, sr="tea")
    reddit.good(**given, resubmit="true")


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"sr": ""}, "SUBREDDIT_REQUIRED", "sr"),
    ({"sr": "no such one"}, "SUBREDDIT_NOEXIST", "sr"),
    ({"sr": "private"}, "SUBREDDIT_NOTALLOWED", "sr"),
    ({"sr": "linksonly"}, "NO_SELFS", "sr"),
    ({"sr": "textonly", "kind": "link", "url": "https://a.example"}, "NO_LINKS", "sr"),
    ({"kind": "film"}, "INVALID_OPTION", "kind"),
    ({"title": " "}, "NO_TEXT", "title"),
    ({"title": "é" * 301}, "TOO_LONG", "title"),
    ({"text": "é" * 40_001}, "TOO_LONG", "text"),
    ({"kind": "link"}, "NO_URL", "url"),
    ({"kind": "link", "url": "beans"}, "BAD_URL", "url"),
    ({"kind": "image", "url": "https://a.example/b.jpg"}, "BAD_URL", "url"),
    ({"sr": "needsflair"}, "SUBMIT_VALIDATION_FLAIR_REQUIRED", "flair"),
    ({"flair_id": "none"}, "BAD_FLAIR_TEMPLATE_ID", "flair"),
]


@pytest.mark.parametrize(("given", "code", "field"), REFUSED)
def test_a_submission_that_reddit_refuses_with_status_200(
    reddit: Reddit, given: dict[str, Any], code: str, field: str
) -> None:
    (error,) = reddit.submit(**given)["errors"]
    assert (error[0], error[2]) == (code, field)
    assert shown(reddit.client) == []


def test_limits_are_taken_in_full(reddit: Reddit) -> None:
    reddit.good(title="é" * 300, text="é" * 40_000)


def test_flair_is_looked_up_and_shown(reddit: Reddit) -> None:
    flairs = reddit.call("GET", "r/needsflair/api/link_flair_v2").json()
    assert reddit.call("GET", "api/v1/needsflair/post_requirements").json()["is_flair_required"] is True
    reddit.good(sr="needsflair", flair_id=flairs[0]["id"], nsfw="true")
    (post,) = shown(reddit.client)
    assert (post["notes"]["flair"], post["content_warning"]) == (flairs[0]["text"], "NSFW")


@pytest.mark.parametrize(
    ("secret", "given", "status", "body"),
    [
        ("2:wrong", {}, 401, {"message": "Unauthorized", "error": 401}),
        ("1:sandbox", {"grant_type": "refresh_token", "refresh_token": "no"}, 400, None),
        ("1:sandbox", {"grant_type": "password", "password": "no"}, 200, {"error": "invalid_grant"}),
        ("1:sandbox", {"grant_type": "device"}, 200, {"error": "unsupported_grant_type"}),
    ],
)
def test_a_token_that_is_not_given(
    reddit: Reddit, secret: str, given: dict[str, str], status: int, body: Any
) -> None:
    answer = reddit.grant(secret, **given)
    assert answer.status_code == status
    assert body in (None, answer.json())


def test_a_token_lives_for_a_day(reddit: Reddit, moment: Moment) -> None:
    granted = reddit.grant(grant_type="password", username="sandbox", password="1:sandbox").json()
    assert (granted["token_type"], granted["expires_in"]) == ("bearer", 86400)
    reddit.token = granted["access_token"]
    assert reddit.call("GET", "api/v1/me").json()["name"] == "sandbox"
    moment.shift += timedelta(hours=25)
    assert reddit.call("GET", "api/v1/me").status_code == 401


@pytest.mark.parametrize("agent", ["python-httpx/0.28", "curl/8.0", ""])
def test_a_library_that_does_not_name_its_program_is_throttled(reddit: Reddit, agent: str) -> None:
    assert reddit.call("GET", "api/v1/me", agent).status_code == 429


def test_every_answer_tells_the_limit(reddit: Reddit) -> None:
    headers = reddit.call("GET", "api/v1/me").headers
    assert headers["x-ratelimit-used"] == "1"
    assert 0 < int(headers["x-ratelimit-reset"]) <= 600


def test_a_picture_is_put_into_storage_first_and_its_post_has_no_id_yet(reddit: Reddit) -> None:
    url, _ = reddit.upload(image(61))
    made = reddit.good(kind="image", url=url, text="Fresh")
    assert not {"id", "name", "url"} & set(made)
    assert made["websocket_url"].startswith("wss://")
    (post,) = shown(reddit.client)
    assert (post["title"], post["text"], post["media"][0]["width"]) == ("Sale", "Fresh", 61)
    (row,) = reddit.call("GET", "user/sandbox/submitted").json()["data"]["children"]
    assert row["data"]["name"] == post["id"]


def test_storage_refuses_in_xml(reddit: Reddit) -> None:
    assert "EntityTooLarge" in reddit.upload(noise(20 * 1024 * 1024 + 1))[0]
    answer = reddit.client.post("/reddit/upload", data={"key": "a/b"}, files={"file": b"a"})
    assert (answer.status_code, "AccessDenied" in answer.text) == (403, True)
    refused = reddit.call("POST", "api/media/asset.json", filepath="a.bmp", mimetype="image/bmp")
    assert refused.status_code == 400


def test_a_gallery_has_captions_in_order(reddit: Reddit) -> None:
    items = [
        {"media_id": reddit.upload(image(60 + n))[1], "caption": f"Bag {n}", "outbound_url": ""}
        for n in range(3)
    ]
    given = {"sr": "coffee", "title": "Three", "text": "All new"}
    made = reddit.call("POST", "api/submit_gallery_post.json", **given, items=items).json()["json"]
    (post,) = shown(reddit.client)
    assert (made["errors"], made["data"]["id"]) == ([], post["id"])
    assert [(one["width"], one["alt"]) for one in post["media"]] == [
        (60, "Bag 0"),
        (61, "Bag 1"),
        (62, "Bag 2"),
    ]
    for wrong in (items[:1], items * 7, [{"media_id": "none"}] * 2, [items[0] | {"caption": "a" * 181}] * 2):
        assert reddit.call("POST", "api/submit_gallery_post.json", **given, items=wrong).json()["json"][
            "errors"
        ]


def test_a_poll(reddit: Reddit) -> None:
    given = {"sr": "coffee", "title": "Which?", "options": ["Beans", "Tea"], "duration": 3}
    reddit.call("POST", "api/submit_poll_post", **given)
    assert shown(reddit.client)[0]["poll"]["options"] == ["Beans", "Tea"]
    for wrong in ({"options": ["one"]}, {"options": ["a"] * 7}, {"options": ["", "b"]}, {"duration": 8}):
        assert reddit.call("POST", "api/submit_poll_post", **given | wrong).json()["json"]["errors"]


def test_a_post_is_shown_again_elsewhere(reddit: Reddit) -> None:
    first = reddit.good()
    again = reddit.good(kind="crosspost", sr="tea", crosspost_fullname=first["name"])
    assert again["name"] != first["name"]
    (error,) = reddit.submit(kind="crosspost", crosspost_fullname="t3_none")["errors"]
    assert error[0] == "INVALID_CROSSPOST_THING"


def test_comments_hang_below_their_post(reddit: Reddit) -> None:
    made = reddit.good()
    first = reddit.call("POST", "api/comment", thing_id=made["name"], text="**More**").json()["json"]["data"]
    comment = first["things"][0]["data"]
    reddit.call("POST", "api/comment", thing_id=comment["name"], text="Less")
    assert [post["reply_to"] for post in shown(reddit.client)] == ["", made["name"], comment["name"]]
    found = reddit.call("GET", f"comments/{made['id']}").json()
    assert [one["data"]["body"] for one in found[1]["data"]["children"]] == ["**More**", "Less"]
    for given in ({"thing_id": "t3_none", "text": "a"}, {"thing_id": made["name"], "text": "a" * 10_001}):
        assert reddit.call("POST", "api/comment", **given).json()["json"]["errors"]


def test_only_texts_are_edited_and_titles_stay(reddit: Reddit) -> None:
    made = reddit.good(text="a")
    reddit.call("POST", "api/editusertext", thing_id=made["name"], text="b", title="Other")
    (post,) = shown(reddit.client)
    assert (post["title"], post["text"], bool(post["edited_at"])) == ("Sale", "b", True)
    link = reddit.good(kind="link", url="https://a.example/b")
    assert reddit.call("POST", "api/editusertext", thing_id=link["name"], text="b").status_code == 403


def test_a_deleted_post_is_gone_and_deleting_never_fails(reddit: Reddit) -> None:
    made = reddit.good()
    for _ in range(2):
        assert reddit.call("POST", "api/del", id=made["name"]).json() == {}
    assert shown(reddit.client) == []


def test_own_posts_are_listed_newest_first(reddit: Reddit) -> None:
    names = [reddit.good(title=f"{n} < 3")["name"] for n in range(3)]
    page = reddit.call("GET", "user/sandbox/submitted", sort="new", limit=2).json()["data"]
    assert [row["data"]["name"] for row in page["children"]] == [names[2], names[1]]
    rest = reddit.call("GET", "user/sandbox/submitted", after=page["after"], raw_json="0").json()["data"]
    assert [row["data"]["title"] for row in rest["children"]] == ["0 &lt; 3"]
    info = reddit.call("GET", "api/info", id=",".join(names)).json()["data"]["children"]
    assert [row["data"]["title"] for row in info] == ["0 < 3", "1 < 3", "2 < 3"]
    whoever = reddit.call("GET", "user/somebody/submitted").json()["data"]["children"]
    assert len(whoever) == 3


def test_without_api_type_the_answer_is_of_no_use(reddit: Reddit) -> None:
    answer = reddit.call("POST", "api/submit", api_type="", sr="coffee", kind="self", title="a")
    assert answer.json() == {"jquery": [], "success": True}
