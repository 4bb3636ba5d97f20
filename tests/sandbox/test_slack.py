from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import image, shown

HOOK = "/slack/services/T1/B1/sandbox"


@dataclass
class Slack:
    client: httpx.Client
    channel: str = "#news"

    def call(self, method: str, token: str = "1:sandbox", **given: Any) -> Any:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        answer = self.client.post(f"/slack/api/{method}", json=given, headers=headers)
        assert answer.status_code == 200
        return answer.json()

    def post(self, **given: Any) -> Any:
        return self.call("chat.postMessage", **{"channel": self.channel, **given})

    def upload(self, content: bytes, **given: Any) -> Any:
        asked = {"filename": "a.jpg", "length": len(content), **given}
        lease = self.client.post(
            "/slack/api/files.getUploadURLExternal", data=asked, headers={"authorization": "Bearer 1:sandbox"}
        ).json()
        assert self.client.post(lease["upload_url"], content=content).status_code == 200
        return lease["file_id"]

    def complete(self, *files: str, **given: Any) -> Any:
        return self.call("files.completeUploadExternal", files=[{"id": one} for one in files], **given)


@pytest.fixture
def slack(client: httpx.Client) -> Slack:
    return Slack(client)


def test_a_message_and_how_it_looks(slack: Slack) -> None:
    text = "*All* _beans_ ~must~ go &amp; `now`, see <https://a.example/b|here>\n&gt; Good.\n<!here> <@U123>"
    made = slack.post(text=text)
    assert (made["ok"], made["ts"], made["message"]["text"]) == (True, made["message"]["ts"], text)
    (post,) = shown(slack.client)
    assert post["text"] == "All beans must go & now, see here\nGood.\n@here @U123"
    assert [mark["kind"] for mark in post["marks"]] == [
        *["bold", "italic", "strike", "code", "link", "quote", "mention", "mention"]
    ]
    assert post["account"] == "#news"
    assert (
        post["url"] == f"https://sandbox.slack.com/archives/{made['channel']}/p{made['ts'].replace('.', '')}"
    )
    assert post["warnings"] == ["This notifies everybody in the channel."]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("**double** # no heading", "**double** # no heading"),
        ("```\n*code* &lt;b&gt;\n```", "*code* <b>"),
        ("(*bold*), _it_.", "(bold), it."),
        ("https://a.example/b?c=1&amp;d=2.", "https://a.example/b?c=1&d=2."),
        ("<#C1|news> <mailto:a@b.example>", "#news a@b.example"),
        ("* bold *", "* bold *"),
    ],
)
def test_mrkdwn_is_read_as_slack_does(slack: Slack, source: str, text: str) -> None:
    slack.post(text=source)
    assert shown(slack.client)[0]["text"] == text


def test_blocks_are_what_is_seen(slack: Slack) -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Sale"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*All* must go."}},
        {"type": "divider"},
        {"type": "markdown", "text": "**Now**\n- one"},
    ]
    assert slack.post(text="Sale!", blocks=blocks)["ok"]
    (post,) = shown(slack.client)
    assert post["text"] == "Sale\n\nAll must go.\n\nNow\n\n• one"


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "a" * 3000}}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "no_text"),
    ({"text": " "}, "no_text"),
    ({"text": "a", "channel": ""}, "channel_not_found"),
    ({"text": "a", "channel": "No Channel"}, "channel_not_found"),
    ({"text": "a", "thread_ts": "1.000000"}, "thread_not_found"),
    ({"text": "a", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
    ({"blocks": "{"}, "invalid_blocks_format"),
    ({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
    ({"blocks": [{"type": "poster"}]}, "invalid_blocks"),
    ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
    ({"blocks": [SECTION | {"text": {"type": "mrkdwn", "text": "a" * 3001}}]}, "invalid_blocks"),
    ({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "a" * 151}}]}, "invalid_blocks"),
    ({"blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}]}, "invalid_blocks"),
    ({"blocks": [{"type": "image", "image_url": "https://a.example/b.jpg"}]}, "invalid_blocks"),
    (
        {"blocks": [{"type": "image", "image_url": "https://a.example/b.jpg", "alt_text": "a"}]},
        "invalid_blocks",
    ),
    ({"blocks": [SECTION] * 5}, "msg_blocks_too_long"),
    ({"text": "a", "markdown_text": "a"}, "markdown_text_conflict"),
    ({"markdown_text": "a" * 12_001}, "msg_too_long"),
]


@pytest.mark.parametrize(("given", "error"), REFUSED)
def test_a_message_that_slack_refuses(slack: Slack, given: dict[str, Any], error: str) -> None:
    answer = slack.post(**given)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert shown(slack.client) == []


def test_a_text_over_the_limit_is_cut_and_said_so(slack: Slack) -> None:
    assert "response_metadata" not in slack.post(text="é" * 40_000)
    cut = slack.post(text="é" * 40_001)
    assert cut["response_metadata"]["warnings"] == ["message_truncated"]
    assert len(cut["message"]["text"]) == 40_000
    assert [bool(post["warnings"]) for post in shown(slack.client)] == [False, True]


@pytest.mark.parametrize(("token", "error"), [("2:wrong", "invalid_auth"), ("", "not_authed")])
def test_a_wrong_token_is_told_with_status_200(slack: Slack, token: str, error: str) -> None:
    assert slack.call("auth.test", token) == {"ok": False, "error": error}
    assert slack.call("files.getUploadURLExternal", token)["error"] == error


def test_the_token_tells_whose_it_is_and_what_it_may_do(slack: Slack) -> None:
    answer = slack.client.post("/slack/api/auth.test", data={"token": "1:sandbox"})
    assert (answer.json()["ok"], answer.json()["user"]) == (True, "sandbox")
    assert "chat:write" in answer.headers["x-oauth-scopes"]
    assert slack.call("chat.shout")["error"] == "unknown_method"


def test_files_are_shared_in_one_message_with_their_texts(slack: Slack) -> None:
    files = [slack.upload(image(60 + n), alt_txt=f"Bag {n}") for n in range(2)]
    done = slack.complete(*files, channel_id=slack.post(text="a")["channel"], initial_comment="*Two*")
    assert [one["id"] for one in done["files"]] == files
    post = shown(slack.client)[1]
    assert (post["text"], [(one["width"], one["alt"]) for one in post["media"]]) == (
        "Two",
        [(60, "Bag 0"), (61, "Bag 1")],
    )
    looks = [
        slack.client.get(f"/slack/api/files.info?file={files[0]}&token=1:sandbox").json() for _ in range(2)
    ]
    assert "shares" not in looks[0]["file"]
    (shares,) = looks[1]["file"]["shares"]["public"].values()
    assert shares == [{"ts": post["id"]}]


def test_a_private_file_is_shown_by_a_block(slack: Slack) -> None:
    file = slack.upload(image(61))
    slack.complete(file)
    block = {"type": "image", "slack_file": {"id": file}, "alt_text": "A bag"}
    assert slack.post(text="a", blocks=[SECTION, block])["ok"]
    (post,) = shown(slack.client)
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(61, "A bag")]
    assert slack.post(text="a", blocks=[block | {"slack_file": {"id": "F7"}}])["error"] == "invalid_blocks"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"filename": ""}, "missing_argument"),
        ({"length": 0}, "missing_argument"),
        ({"length": "x"}, "invalid_arguments"),
        ({"alt_txt": "a" * 1001}, "alt_txt_too_large"),
    ],
)
def test_a_file_that_slack_does_not_take(slack: Slack, given: dict[str, Any], error: str) -> None:
    asked = {"filename": "a.jpg", "length": 10, **given}
    assert slack.call("files.getUploadURLExternal", **asked)["error"] == error


def test_a_file_must_have_arrived_whole(slack: Slack) -> None:
    lease = slack.call("files.getUploadURLExternal", filename="a.jpg", length=10)
    assert slack.client.post(lease["upload_url"], content=b"short").status_code == 400
    assert slack.complete(lease["file_id"])["error"] == "file_not_found"


def test_a_picture_by_its_address_is_fetched_from_this_machine_only(slack: Slack) -> None:
    url = f"{slack.client.base_url}/hosted/bag.jpg".replace("//hosted", "/hosted")
    slack.client.put(url, content=image(61), headers={"content-type": "image/jpeg"})
    assert slack.post(text="a", blocks=[{"type": "image", "image_url": url, "alt_text": "A bag"}])["ok"]
    assert [(one["width"], one["alt"]) for one in shown(slack.client)[0]["media"]] == [(61, "A bag")]


def test_a_thread(slack: Slack) -> None:
    first = slack.post(text="a")["ts"]
    second = slack.post(text="b", thread_ts=first)
    assert second["message"]["thread_ts"] == first
    assert [one["ts"] for one in slack.call("conversations.history", channel="#news")["messages"]] == [first]
    found = slack.call("conversations.replies", channel="#news", ts=first)["messages"]
    assert [one["text"] for one in found] == ["a", "b"]
    assert shown(slack.client)[1]["reply_to"] == first


def test_history_is_newest_first_and_tells_metadata_when_asked(slack: Slack) -> None:
    left = {"event_type": "smm", "event_payload": {"id": "7"}}
    times = [slack.post(text=text, metadata=left)["ts"] for text in "abc"]
    page = slack.call("conversations.history", channel="#news", limit=2, include_all_metadata=True)
    assert [one["ts"] for one in page["messages"]] == [times[2], times[1]]
    assert page["messages"][0]["metadata"] == left
    rest = slack.call(
        "conversations.history", channel="#news", cursor=page["response_metadata"]["next_cursor"]
    )
    assert (rest["has_more"], "metadata" in rest["messages"][0]) == (False, False)
    later = slack.call("conversations.history", channel="#news", oldest=times[1], inclusive=True)
    assert len(later["messages"]) == 2


def test_a_message_is_changed_and_deleted(slack: Slack) -> None:
    ts = slack.post(text="a")["ts"]
    assert slack.call("chat.update", channel="#news", ts=ts, text="b")["text"] == "b"
    assert shown(slack.client)[0]["text"] == "b"
    link = slack.call("chat.getPermalink", channel="#news", message_ts=ts)["permalink"]
    assert link == shown(slack.client)[0]["url"]
    assert slack.call("chat.delete", channel="#news", ts=ts)["ok"]
    assert slack.call("chat.delete", channel="#news", ts=ts)["error"] == "message_not_found"


def test_an_incoming_webhook_says_ok_and_no_more(slack: Slack) -> None:
    answer = slack.client.post(HOOK, json={"text": "*a*"})
    assert (answer.status_code, answer.text) == (200, "ok")
    assert shown(slack.client)[0]["text"] == "a"


@pytest.mark.parametrize(
    ("path", "given", "status", "word"),
    [
        (HOOK, {}, 400, "no_text"),
        (HOOK, {"blocks": [{"type": "poster"}]}, 400, "invalid_blocks"),
        (HOOK.replace("sandbox", "wrong"), {"text": "a"}, 403, "invalid_token"),
    ],
)
def test_a_webhook_refuses_with_a_status(
    slack: Slack, path: str, given: dict[str, Any], status: int, word: str
) -> None:
    answer = slack.client.post(path, json=given)
    assert (answer.status_code, answer.text) == (status, word)


def test_a_wait_is_told_in_a_header(slack: Slack) -> None:
    slack.client.post("/sandbox/faults", json={"network": "slack", "kind": "refuse-429-retry-after"})
    answer = slack.client.post("/slack/api/chat.postMessage", data={"token": "1:sandbox"})
    assert (answer.status_code, answer.json()["error"], answer.headers["retry-after"]) == (
        429,
        "ratelimited",
        "7",
    )
