"""One script of calls, against a real homeserver and against the sandbox's: each must answer as the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from smmgen.sandbox.server import start
from tests.sandbox.speak import image
from tests.servers.synapse import Homeserver


@dataclass
class Home:
    """A homeserver with an account, a second device of it, and a room."""

    client: httpx.Client
    url: str
    token: str
    other: str
    alias: str
    room: str = ""

    def call(self, method: str, path: str, token: str | None = None, **more: Any) -> httpx.Response:
        token = self.token if token is None else token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return self.client.request(method, f"{self.url}/_matrix{path}", headers=headers, **more)

    def at(self, path: str) -> str:
        return f"/client/v3/rooms/{quote(self.room, safe='')}/{path}"

    def send(self, content: Any, txn: str = "", token: str | None = None) -> httpx.Response:
        return self.call("PUT", self.at(f"send/m.room.message/{txn or uuid4().hex}"), token, json=content)

    def sent(self, body: str = "a", **more: Any) -> str:
        answer = self.send({"msgtype": "m.text", "body": body, **more})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["event_id"])

    def event(self, event_id: str, token: str | None = None) -> Any:
        return self.call("GET", self.at(f"event/{quote(event_id)}"), token).json()


def _real(client: httpx.Client, request: pytest.FixtureRequest) -> Home:
    server: Homeserver = request.getfixturevalue("synapse")
    token, other = server.sign_up_twice()
    return Home(client, server.url, token, other, server.room(token))


@pytest.fixture(scope="module", params=["synapse", "sandbox"])
def home(request: pytest.FixtureRequest) -> Iterator[Home]:
    """The same room for all tests: each looks at events of its own."""
    with httpx.Client(trust_env=False, verify=False) as client:
        if request.param == "synapse":
            yield _resolved(_real(client, request))
            return
        with start() as running:
            tokens = ("1:sandbox", "1:sandbox.PHONE")
            yield _resolved(Home(client, f"{running.url}/matrix", *tokens, "#news:sandbox.example"))


def _resolved(home: Home) -> Home:
    answer = home.call("GET", f"/client/v3/directory/room/{quote(home.alias, safe='')}", "")
    home.room = answer.json()["room_id"]
    return home


def test_a_token_tells_whose_it_is(home: Home) -> None:
    who = home.call("GET", "/client/v3/account/whoami").json()
    assert set(who) == {"user_id", "device_id", "is_guest"}
    assert home.room in home.call("GET", "/client/v3/joined_rooms").json()["joined_rooms"]


def test_a_transaction_belongs_to_its_token(home: Home) -> None:
    first = home.send({"msgtype": "m.text", "body": "a"}, "t1").json()
    assert home.send({"msgtype": "m.text", "body": "b"}, "t1").json() == first
    assert home.send({"msgtype": "m.text", "body": "a"}, "t1", home.other).json() != first
    assert home.event(first["event_id"])["unsigned"]["transaction_id"] == "t1"
    assert "transaction_id" not in home.event(first["event_id"], home.other)["unsigned"]


@pytest.mark.parametrize(
    ("method", "path", "token", "status", "name"),
    [
        ("GET", "/client/v3/account/whoami", "wrong", 401, "M_UNKNOWN_TOKEN"),
        ("GET", "/client/v3/account/whoami", "", 401, "M_MISSING_TOKEN"),
        ("GET", "/client/v3/directory/room/news", None, 400, "M_INVALID_PARAM"),
        ("GET", "/client/v3/nothing/here", None, 404, "M_UNRECOGNIZED"),
        ("DELETE", "/client/v3/account/whoami", None, 405, "M_UNRECOGNIZED"),
    ],
)
def test_errors_have_their_names(
    home: Home, method: str, path: str, token: str | None, status: int, name: str
) -> None:
    answer = home.call(method, path, token)
    assert (answer.status_code, answer.json()["errcode"]) == (status, name)


@pytest.mark.parametrize(("size", "status"), [(64_000, 200), (65_300, 413)])
def test_an_event_has_its_limit(home: Home, size: int, status: int) -> None:
    answer = home.send({"msgtype": "m.text", "body": "a" * size})
    assert answer.status_code == status
    if status == 413:
        assert answer.json()["errcode"] == "M_TOO_LARGE"


def test_what_is_no_json_is_refused(home: Home) -> None:
    answer = home.call("PUT", home.at("send/m.room.message/x"), content=b"{")
    assert (answer.status_code, answer.json()["errcode"]) == (400, "M_NOT_JSON")


def test_an_edit_stands_beside_its_original(home: Home) -> None:
    first = home.sent("a")
    new = {"msgtype": "m.text", "body": "b"}
    edit = home.sent(
        "* b", **{"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": first}}
    )
    event = home.event(first)
    assert event["content"]["body"] == "a"
    assert event["unsigned"]["m.relations"]["m.replace"]["event_id"] == edit


def test_a_thread_is_not_begun_inside_another(home: Home) -> None:
    first = home.sent("a")
    second = home.sent("b", **{"m.relates_to": {"rel_type": "m.thread", "event_id": first}})
    inner = {"rel_type": "m.thread", "event_id": second}
    assert home.send({"msgtype": "m.text", "body": "c", "m.relates_to": inner}).status_code == 400
    path = f"/client/v1/rooms/{quote(home.room, safe='')}/relations/{quote(first)}"
    assert [one["event_id"] for one in home.call("GET", path).json()["chunk"]] == [second]


def test_a_redacted_event_is_empty_and_says_why(home: Home) -> None:
    first = home.sent("a")
    path = home.at(f"redact/{quote(first)}/t9")
    done = home.call("PUT", path, json={"reason": "typo"}).json()
    assert home.call("PUT", path, json={"reason": "typo"}).json() == done
    event = home.event(first)
    assert event["content"] == {}
    assert event["unsigned"]["redacted_because"]["content"]["reason"] == "typo"


def test_messages_come_newest_first_with_fields_of_our_own(home: Home) -> None:
    ids = [home.sent(str(number), **{"dev.smmgen.id": f"id{number}"}) for number in range(3)]
    page = home.call("GET", home.at("messages"), params={"dir": "b", "limit": 2}).json()
    assert [one["event_id"] for one in page["chunk"]] == [ids[2], ids[1]]
    assert page["chunk"][0]["content"]["dev.smmgen.id"] == "id2"
    rest = home.call("GET", home.at("messages"), params={"dir": "b", "limit": 1, "from": page["end"]}).json()
    assert rest["chunk"][0]["event_id"] == ids[0]
    assert home.call("GET", home.at("messages"), params={"dir": "up"}).status_code == 400


def test_media_goes_up_and_comes_down(home: Home) -> None:
    answer = home.call("POST", "/media/v3/upload?filename=a.jpg", content=image())
    uri = answer.json()["content_uri"]
    assert uri.startswith("mxc://")
    back = home.call("GET", f"/client/v1/media/download/{uri.removeprefix('mxc://')}")
    assert back.content == image()
    assert home.call("GET", "/client/v1/media/config").json()["m.upload.size"] == 50 * 1024 * 1024


def test_a_room_without_encryption_says_so(home: Home) -> None:
    answer = home.call("GET", home.at("state/m.room.encryption"))
    assert (answer.status_code, answer.json()["errcode"]) == (404, "M_NOT_FOUND")


@pytest.mark.parametrize("content", [{"body": "a"}, {"msgtype": "m.text"}, {"msgtype": "m.text", "body": 7}])
def test_a_message_with_parts_missing(home: Home, content: Any) -> None:
    assert home.send(content).status_code == 400
