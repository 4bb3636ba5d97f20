from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import image, shown

CHANNEL = -71234567890123


@dataclass
class Max:
    client: httpx.Client

    def call(self, verb: str, path: str, token: str = "1:sandbox", **more: Any) -> httpx.Response:
        return self.client.request(verb, f"/max{path}", headers={"authorization": token}, **more)

    def post(self, asked: dict[str, Any] | None = None, **given: Any) -> httpx.Response:
        return self.call("POST", "/messages", params={"chat_id": CHANNEL} | (asked or {}), json=given)

    def good(self, asked: dict[str, Any] | None = None, **given: Any) -> Any:
        answer = self.post(asked, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()["message"]

    def mid(self, **given: Any) -> str:
        return str(self.good(**given)["body"]["mid"])

    def lease(self, kind: str = "image") -> Any:
        return self.call("POST", "/uploads", params={"type": kind}).json()

    def upload(self, content: bytes, kind: str = "image") -> httpx.Response:
        return self.client.post(self.lease(kind)["url"], files={"data": ("a.jpg", content)})

    def image(self, width: int = 60) -> dict[str, Any]:
        return {"type": "image", "payload": self.upload(image(width)).json()}

    def listed(self, **asked: Any) -> Any:
        return self.call("GET", "/messages", params={"chat_id": CHANNEL, **asked}).json()["messages"]


@pytest.fixture
def bot(client: httpx.Client) -> Max:
    return Max(client)


LOOKS = [
    (
        "html",
        '<b>All</b> <i>beans</i> &amp; <a href="https://a.example/b?c=1&amp;d=2">here</a>\n<h1>Now</h1>',
    ),
    ("markdown", "**All** *beans* & [here](https://a.example/b?c=1&d=2)\n# Now"),
]


@pytest.mark.parametrize(("form", "text"), LOOKS)
def test_a_message_and_how_it_looks(bot: Max, form: str, text: str) -> None:
    made = bot.good(text=text, format=form)
    (post,) = shown(bot.client)
    assert post["text"] == made["body"]["text"] == "All beans & here\nNow"
    assert [one["type"] for one in made["body"]["markup"]] == ["strong", "emphasized", "link", "strong"]
    assert made["body"]["markup"][2] == {
        "type": "link",
        "from": 12,
        "length": 4,
        "url": "https://a.example/b?c=1&d=2",
    }
    assert post["url"] == made["url"]
    assert made["url"].startswith(f"https://max.ru/c/{CHANNEL}/")
    assert made["body"]["mid"] == f"mid.{CHANNEL % 2**64:016x}{made['body']['seq']:016x}"
    assert post["card"]["url"] == "https://a.example/b?c=1&d=2"


@pytest.mark.parametrize(
    ("form", "source", "text"),
    [
        (None, "<b>a</b> **b**", "<b>a</b> **b**"),
        ("html", "<p>a</p><span>b</span>", "ab"),
        ("html", "a\n\nb &lt;c&gt;", "a\n\nb <c>"),
        (
            "markdown",
            "snake_case_name 2*3*4 https://a.example/b_c_d",
            "snake_case_name 234 https://a.example/b_c_d",
        ),
        ("markdown", r"\*a\* > b", "*a* > b"),
        ("markdown", "> a\n> b\nc ++d++ ~~e~~ ^^f^^ `g`", "a\nb\nc d e f g"),
    ],
)
def test_markup_is_read_as_max_does(bot: Max, form: str | None, source: str, text: str) -> None:
    bot.good(text=source, format=form)
    assert shown(bot.client)[0]["text"] == text


def test_offsets_are_utf16_units(bot: Max) -> None:
    made = bot.good(text="☕🫘 <b>a</b>", format="html")
    assert made["body"]["markup"] == [{"type": "strong", "from": 4, "length": 1}]


def test_no_preview_where_it_is_switched_off_or_a_picture_stands(bot: Max) -> None:
    bot.good({"disable_link_preview": "true"}, text="https://a.example")
    bot.good(text="https://a.example", attachments=[bot.image()])
    bot.good(text="a", attachments=[{"type": "share", "payload": {"url": "https://a.example/b"}}])
    assert [bool(post["card"]) for post in shown(bot.client)] == [False, False, True]


LINK = {"type": "link", "text": "Go", "url": "https://a.example"}
CALLBACK = {"type": "callback", "text": "Go", "payload": "go"}


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "inline_keyboard", "payload": {"buttons": list(rows)}}


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "proto.payload"),
    ({"text": ""}, "proto.payload"),
    ({"text": 7}, "proto.payload"),
    ({"text": "a" * 4001}, "proto.payload"),
    ({"text": "🫘" * 2001}, "proto.payload"),
    ({"text": "a", "format": "MarkdownV2"}, "proto.payload"),
    ({"text": "a", "notify": False}, "errors.send-message.channel-notify"),
    ({"text": "a", "attachments": {}}, "proto.payload"),
    ({"text": "a", "attachments": [{"type": "poll"}]}, "proto.payload"),
    ({"text": "a", "attachments": [{"type": "image", "payload": {"token": "foreign"}}]}, "proto.payload"),
    ({"text": "a", "attachments": [{"type": "image", "payload": {}}]}, "proto.payload"),
    (
        {"text": "a", "attachments": [{"type": "image", "payload": {"url": "https://a.example/b.png"}}]},
        "proto.payload",
    ),
    ({"text": "a", "attachments": [keyboard(*[[LINK]] * 31)]}, "proto.payload"),
    ({"text": "a", "attachments": [keyboard([LINK] * 4)]}, "proto.payload"),
    ({"text": "a", "attachments": [keyboard([CALLBACK] * 8)]}, "proto.payload"),
    ({"text": "a", "attachments": [keyboard([LINK | {"text": "a" * 129}])]}, "proto.payload"),
    ({"text": "a", "attachments": [keyboard([LINK | {"url": ""}])]}, "proto.payload"),
    ({"attachments": [keyboard([LINK])]}, "proto.payload"),
    ({"text": f'<a href="https://a.example/{"a" * 2048}">b</a>', "format": "html"}, "proto.payload"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_a_message_that_max_refuses(bot: Max, given: dict[str, Any], code: str) -> None:
    answer = bot.post(**given)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert shown(bot.client) == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [({}, 400), ({"chat_id": "@news"}, 400), ({"user_id": "1"}, 404), ({"chat_id": "1.5"}, 400)],
)
def test_a_message_to_nobody(bot: Max, asked: dict[str, str], status: int) -> None:
    assert bot.call("POST", "/messages", params=asked, json={"text": "a"}).status_code == status


@pytest.mark.parametrize("token", ["2:wrong", "", "Bearer 1:sandbox"])
def test_the_token_stands_bare_in_the_header(bot: Max, token: str) -> None:
    answer = bot.call("GET", "/me", token, params={"access_token": "1:sandbox"})
    assert (answer.status_code, answer.json()["code"]) == (401, "verify.token")


def test_what_the_bot_may_do(bot: Max) -> None:
    assert bot.call("GET", "/me").json()["is_bot"] is True
    assert "write" in bot.call("GET", f"/chats/{CHANNEL}/members/me").json()["permissions"]
    assert bot.call("GET", f"/chats/{CHANNEL}").json()["type"] == "channel"
    assert bot.call("GET", "/chats").status_code == 404
    assert bot.call("PATCH", "/messages").status_code == 405


def test_twelve_attachments_and_no_more(bot: Max) -> None:
    rows = [bot.image(60 + n) for n in range(11)]
    bot.good(attachments=[*rows, keyboard([LINK, LINK])])
    assert bot.post(attachments=[*rows, rows[0], rows[1]]).status_code == 400
    (post,) = shown(bot.client)
    assert [one["width"] for one in post["media"]] == [60 + n for n in range(11)]
    assert post["buttons"] == [["Go", "https://a.example"]] * 2


@pytest.mark.parametrize(
    "content", [b"", b"no picture", image(kind="WEBP"), image(7681, 8)], ids=["none", "text", "webp", "wide"]
)
def test_a_file_that_is_no_image_for_max(bot: Max, content: bytes) -> None:
    assert bot.upload(content).status_code == 400


def test_an_image_may_be_fetched(bot: Max) -> None:
    headers = {"content-type": "image/jpeg"}
    bot.client.put("/hosted/bag.jpg", content=image(77), headers=headers)
    bot.good(attachments=[{"type": "image", "payload": {"url": f"{bot.client.base_url}/hosted/bag.jpg"}}])
    assert shown(bot.client)[0]["media"][0]["width"] == 77


def test_an_address_takes_one_file(bot: Max) -> None:
    url = bot.lease()["url"]
    statuses = [bot.client.post(url, files={"data": ("a.jpg", image())}).status_code for _ in range(2)]
    assert statuses == [200, 404]
    assert bot.call("POST", "/uploads", params={"type": "photo"}).status_code == 400


def test_a_video_is_not_ready_when_it_is_first_asked_for(bot: Max) -> None:
    lease = bot.lease("video")
    assert bot.client.post(lease["url"], files={"data": ("a.mp4", b"0")}).content == b"<retval>1</retval>"
    video = {"type": "video", "payload": {"token": lease["token"]}}
    answers = [bot.post(text="a", attachments=[video]) for _ in range(2)]
    assert [one.status_code for one in answers] == [400, 200]
    assert answers[0].json()["code"] == "attachment.not.ready"
    assert len(shown(bot.client)) == 1


def test_an_edit_leaves_what_it_does_not_name(bot: Max) -> None:
    mid = bot.mid(text="a", attachments=[bot.image()])
    assert bot.call("PUT", "/messages", params={"message_id": mid}, json={"text": "b"}).json() == {
        "success": True
    }
    (post,) = shown(bot.client)
    assert (post["text"], len(post["media"]), bool(post["edited_at"])) == ("b", 1, True)
    bot.call("PUT", "/messages", params={"message_id": mid}, json={"text": "c", "attachments": []})
    assert shown(bot.client)[0]["media"] == []
    assert bot.call("GET", f"/messages/{mid}").json()["body"]["text"] == "c"


def test_a_message_is_deleted_once(bot: Max) -> None:
    mid = bot.mid(text="a")
    answers = [bot.call("DELETE", "/messages", params={"message_id": mid}) for _ in range(2)]
    assert [(one.status_code, one.json()["success"]) for one in answers] == [(200, True), (200, False)]
    assert answers[1].json()["code"] == "message.not.found"
    assert bot.call("GET", f"/messages/{mid}").status_code == 404


def test_the_latest_messages_come_first(bot: Max) -> None:
    mids = [bot.mid(text=str(n)) for n in range(3)]
    assert [one["body"]["mid"] for one in bot.listed()] == mids[::-1]
    assert [one["body"]["text"] for one in bot.listed(count=2)] == ["2", "1"]
    assert bot.listed()[0]["stat"] == {"views": 0}
    assert bot.listed(before=1) == []
    assert bot.call("GET", "/messages").status_code == 400


def test_a_reply_and_a_pin(bot: Max) -> None:
    mid = bot.mid(text="a")
    reply = bot.good(text="b", link={"type": "reply", "mid": mid})
    assert reply["link"]["message"]["mid"] == mid
    assert shown(bot.client)[1]["reply_to"] == mid
    assert bot.post(text="b", link={"type": "reply", "mid": "mid.0"}).status_code == 404
    bot.call("PUT", f"/chats/{CHANNEL}/pin", json={"message_id": mid})
    assert bot.call("GET", f"/chats/{CHANNEL}/pin").json()["message"]["body"]["mid"] == mid


def test_comments_stand_below_their_post(bot: Max) -> None:
    mid = bot.mid(text="a")
    made = bot.call("POST", f"/messages/{mid}/comments", json={"text": "First!"}).json()["message"]
    assert made["recipient"]["post_id"] == mid
    assert [
        one["body"]["text"] for one in bot.call("GET", f"/messages/{mid}/comments").json()["messages"]
    ] == ["First!"]
    assert [one["body"]["text"] for one in bot.listed()] == ["a"]
    refused = bot.call("POST", f"/messages/{mid}/comments", json={"text": "a", "attachments": [bot.image()]})
    assert refused.status_code == 400
    assert shown(bot.client)[1]["reply_to"] == mid


def test_too_many_calls(bot: Max) -> None:
    bot.client.post(
        "/sandbox/faults", json={"network": "max", "method": "POST /messages", "kind": "refuse-429"}
    )
    answer = bot.post(text="a")
    assert (answer.status_code, answer.json()["code"]) == (429, "too.many.requests")
