import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import Moment, image, noise, shown

HOOK = "/discord/api/v10/webhooks/42/sandbox"
CHANNEL = "/discord/api/v10/channels/42"
BOT = {"authorization": "Bot 1:sandbox"}


@dataclass
class Discord:
    client: httpx.Client

    def execute(
        self, files: tuple[bytes, ...] = (), asked: str = "?wait=true", **given: Any
    ) -> httpx.Response:
        if not files:
            return self.client.post(f"{HOOK}{asked}", json=given)
        parts = {f"files[{n}]": (f"{n}.jpg", content, "image/jpeg") for n, content in enumerate(files)}
        return self.client.post(f"{HOOK}{asked}", data={"payload_json": json.dumps(given)}, files=parts)

    def good(self, files: tuple[bytes, ...] = (), **given: Any) -> Any:
        answer = self.execute(files, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def bot(self, method: str, path: str, **given: Any) -> httpx.Response:
        return self.client.request(method, f"{CHANNEL}{path}", headers=BOT, json=given or None)


@pytest.fixture
def discord(client: httpx.Client) -> Discord:
    return Discord(client)


def test_a_message_and_how_it_looks(discord: Discord) -> None:
    text = "# Sale\n**All** __beans__ must *go* \\*now\\*, see [here](https://a.example/b) ||soon||\n- one\n> Good."
    made = discord.good(content=text, username="Northwind")
    (post,) = shown(discord.client)
    assert post["text"] == "Sale\nAll beans must go *now*, see here soon\n• one\nGood."
    assert [mark["kind"] for mark in post["marks"]] == [
        *["bold", "bold", "underline", "italic", "link", "spoiler", "quote"]
    ]
    assert post["url"].endswith(f"/42/{made['id']}")
    assert (made["webhook_id"], made["author"]["username"], made["content"]) == ("42", "Northwind", text)
    assert post["card"]["url"] == "https://a.example/b"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("`**code**` ```py\na = 1\n```", "**code** a = 1"),
        ("snake_case_name 2*3*4", "snake_case_name 234"),
        ("***both*** ~~gone~~", "both gone"),
        ("-# small\n1. one", "small\n1. one"),
        (">>> all\nof it", "all\nof it"),
        ("<https://a.example> <@12> <#34> <now>", "https://a.example @12 #34 <now>"),
        ("#tag - no list", "#tag - no list"),
        ("snake\\_case \\*star\\* \\d", "snake_case *star* \\d"),
    ],
)
def test_markdown_is_read_as_discord_does(discord: Discord, source: str, text: str) -> None:
    discord.good(content=source)
    assert shown(discord.client)[0]["text"] == text


def test_without_wait_nothing_comes_back(discord: Discord) -> None:
    answer = discord.execute(asked="", content="a")
    assert (answer.status_code, answer.content) == (204, b"")
    assert len(shown(discord.client)) == 1


def test_the_limits_are_told_in_the_headers(discord: Discord) -> None:
    headers = discord.execute(content="a").headers
    assert (headers["x-ratelimit-limit"], headers["x-ratelimit-remaining"]) == ("5", "4")
    assert float(headers["x-ratelimit-reset-after"]) <= 2


def test_pictures_arrive_in_order_with_descriptions(discord: Discord) -> None:
    attachments = [{"id": n, "filename": f"{n}.jpg", "description": f"Bag {n}"} for n in range(2)]
    made = discord.good((image(61), image(62)), content="Two", attachments=attachments)
    assert [one["description"] for one in made["attachments"]] == ["Bag 0", "Bag 1"]
    media = shown(discord.client)[0]["media"]
    assert [(one["width"], one["alt"]) for one in media] == [(61, "Bag 0"), (62, "Bag 1")]


def test_an_embed_is_a_card_with_the_attached_picture(discord: Discord) -> None:
    embed = {"title": "Sale", "url": "https://a.example/b", "image": {"url": "attachment://0.jpg"}}
    discord.good((image(),), embeds=[embed | {"description": "**All** must go."}])
    (post,) = shown(discord.client)
    assert (post["card"]["title"], post["card"]["description"]) == ("Sale", "All must go.")
    assert post["card"]["picture"]
    assert post["media"] == []


def test_an_embed_shows_a_picture_of_this_machine(discord: Discord) -> None:
    url = f"{discord.client.base_url}".rstrip("/") + "/hosted/bag.jpg"
    discord.client.put(url, content=image(61), headers={"content-type": "image/jpeg"})
    discord.good(embeds=[{"title": "Sale", "image": {"url": url}}])
    assert shown(discord.client)[0]["card"]["picture"]


def test_a_poll(discord: Discord) -> None:
    answers = [{"poll_media": {"text": text}} for text in ("Beans", "Tea")]
    made = discord.good(poll={"question": {"text": "Which?"}, "answers": answers, "duration": 48})
    assert [answer["answer_id"] for answer in made["poll"]["answers"]] == [1, 2]
    assert shown(discord.client)[0]["poll"]["options"] == ["Beans", "Tea"]
    ended = discord.bot("POST", f"/polls/{made['id']}/expire").json()
    assert ended["poll"]["results"]["is_finalized"] is True


LONG = "BASE_TYPE_MAX_LENGTH"
EMBED = {"description": "a" * 4000}
POLL = {"question": {"text": "Which?"}, "answers": [{"poll_media": {"text": "Beans"}}]}
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"content": "☕" * 2001}, "content", LONG),
    ({"content": 7}, "content", "STRING_TYPE_CONVERT"),
    ({"username": "a" * 81, "content": "a"}, "username", LONG),
    ({"username": "Discord fans", "content": "a"}, "username", "USERNAME_INVALID_CONTAINS"),
    ({"embeds": [{"title": "a" * 257}]}, "embeds.0.title", LONG),
    ({"embeds": [{"description": "a" * 4097}]}, "embeds.0.description", LONG),
    ({"embeds": [EMBED, EMBED]}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ({"embeds": [{"title": "a"}] * 11}, "embeds", LONG),
    ({"embeds": [{"url": "ftp://a"}]}, "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    ({"embeds": [{"fields": [{"name": "a"}]}]}, "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    (
        {"content": "a", "allowed_mentions": {"parse": ["all"]}},
        "allowed_mentions.parse.0",
        "BASE_TYPE_CHOICES",
    ),
    (
        {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    ({"poll": POLL | {"duration": 769}}, "poll.duration", "NUMBER_TYPE_MAX"),
    ({"poll": POLL | {"answers": POLL["answers"] * 11}}, "poll.answers", LONG),
    (
        {"poll": POLL | {"answers": [{"poll_media": {"text": "a" * 56}}]}},
        "poll.answers.0.poll_media.text",
        LONG,
    ),
    ({"poll": POLL | {"question": {}}}, "poll.question.text", "BASE_TYPE_REQUIRED"),
    (
        {"content": "a", "attachments": [{"id": 0, "description": "a" * 1025}]},
        "attachments.0.description",
        LONG,
    ),
]


@pytest.mark.parametrize(("given", "path", "code"), REFUSED)
def test_a_body_that_discord_refuses(discord: Discord, given: dict[str, Any], path: str, code: str) -> None:
    answer = discord.execute(**given)
    assert (answer.status_code, answer.json()["code"]) == (400, 50035)
    place = answer.json()["errors"]
    for step in path.split("."):
        place = place[step]
    assert place["_errors"][0]["code"] == code
    assert shown(discord.client) == []


def test_limits_are_taken_in_full(discord: Discord) -> None:
    discord.good(content="☕" * 2000)
    discord.good(embeds=[{"description": "a" * 4096, "footer": {"text": "b" * 1904}}])
    attachments = [{"id": n, "description": "é" * 1024} for n in range(10)]
    discord.good((image(),) * 10, attachments=attachments)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("v10/webhooks/2/wrong", 401, 50027),
        ("v10/webhooks/x/sandbox", 404, 0),
        ("v10/webhooks/42/sandbox/messages/7", 404, 10008),
        ("v6/webhooks/42/sandbox", 400, 50041),
        ("v10/channels/42/messages", 401, 0),
    ],
)
def test_what_is_not_there(discord: Discord, path: str, status: int, code: int) -> None:
    answer = discord.client.get(f"/discord/api/{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("files", "status", "code"),
    [
        ((noise(10 * 1024 * 1024 + 1),), 413, 40005),
        ((noise(9 * 1024 * 1024),) * 3, 413, 40005),
        ((image(),) * 11, 400, 50035),
    ],
)
def test_files_that_discord_does_not_take(
    discord: Discord, files: tuple[bytes, ...], status: int, code: int
) -> None:
    answer = discord.execute(files, content="a")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_an_empty_message_is_refused(discord: Discord) -> None:
    assert discord.execute(content="").json() == {"code": 50006, "message": "Cannot send an empty message"}


def test_a_webhook_changes_and_deletes_its_own_messages(discord: Discord) -> None:
    made = discord.good((image(61), image(62)), content="a")
    url = f"{HOOK}/messages/{made['id']}"
    kept = made["attachments"][1]["id"]
    changed = discord.client.patch(url, json={"content": "b", "attachments": [{"id": kept}]}).json()
    assert (changed["content"], changed["id"], len(changed["attachments"])) == ("b", made["id"], 1)
    assert [one["width"] for one in shown(discord.client)[0]["media"]] == [62]
    assert discord.client.get(url).json() == changed
    assert discord.client.patch(url, json={"attachments": [{"id": "7"}]}).status_code == 400
    assert discord.client.delete(url).status_code == 204
    assert discord.client.get(url).status_code == 404


def test_everybody_is_notified_only_where_that_is_allowed(discord: Discord) -> None:
    discord.good(content="@everyone", allowed_mentions={"parse": []})
    discord.good(content="@everyone")
    assert [bool(post["warnings"]) for post in shown(discord.client)] == [False, True]


def test_a_webhook_tells_where_it_posts(discord: Discord) -> None:
    hook = discord.client.get(HOOK).json()
    assert (hook["type"], hook["id"], hook["channel_id"]) == (1, "42", "42")
    assert hook["guild_id"].isdecimal()


def test_a_bot_lists_a_channel_newest_first(discord: Discord) -> None:
    first = discord.good(content="a")
    second = discord.bot(
        "POST", "/messages", content="b", message_reference={"message_id": first["id"]}
    ).json()
    found = discord.bot("GET", "/messages?limit=10").json()
    assert [one["id"] for one in found] == [second["id"], first["id"]]
    assert discord.bot("GET", f"/messages?before={second['id']}").json() == [first]
    assert shown(discord.client)[1]["reply_to"] == first["id"]


def test_an_enforced_nonce_makes_one_message_for_a_few_minutes(discord: Discord, moment: Moment) -> None:
    given = {"content": "a", "nonce": "n" * 25, "enforce_nonce": True}
    first = discord.bot("POST", "/messages", **given).json()
    assert discord.bot("POST", "/messages", **given).json() == first
    moment.shift += timedelta(seconds=400)
    assert discord.bot("POST", "/messages", **given).json()["id"] != first["id"]
    assert discord.bot("POST", "/messages", content="a", nonce="n" * 26).status_code == 400


def test_a_reply_to_nothing_is_refused_unless_allowed(discord: Discord) -> None:
    answer = discord.bot("POST", "/messages", content="b", message_reference={"message_id": "7"})
    assert answer.json()["errors"]["message_reference"]["_errors"][0]["code"] == "REPLIES_UNKNOWN_MESSAGE"
    allowed = {"message_id": "7", "fail_if_not_exists": False}
    assert discord.bot("POST", "/messages", content="b", message_reference=allowed).status_code == 200


def test_a_message_is_crossposted_once(discord: Discord) -> None:
    made = discord.good(content="a")
    assert discord.bot("POST", f"/messages/{made['id']}/crosspost").json()["flags"] & 1
    assert discord.bot("POST", f"/messages/{made['id']}/crosspost").json()["code"] == 40033


def test_a_thread_takes_messages(discord: Discord) -> None:
    made = discord.good(content="a")
    thread = discord.bot("POST", f"/messages/{made['id']}/threads", name="Talk").json()
    assert thread["id"] == made["id"]
    assert discord.execute(asked=f"?wait=true&thread_id={thread['id']}", content="b").status_code == 200
    assert discord.execute(asked="?thread_id=7", content="b").json()["code"] == 10003
    assert discord.execute(content="b", thread_name="New").json()["code"] == 220003


def test_a_bot_tells_who_it_is(discord: Discord) -> None:
    me = discord.client.get("/discord/api/v10/users/@me", headers=BOT).json()
    assert (me["username"], me["bot"]) == ("Sandbox", True)
    assert (
        discord.client.get("/discord/api/v10/users/@me", headers={"authorization": "Bot 2:wrong"}).status_code
        == 401
    )
    assert discord.bot("GET", "").json()["type"] == 0
