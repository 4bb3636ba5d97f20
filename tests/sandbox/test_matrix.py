from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.sandbox.speak import Moment, image, shown

ROOT = "/matrix/_matrix"


@dataclass
class Matrix:
    client: httpx.Client
    token: str = "1:sandbox"
    room: str = ""
    transactions: list[str] = field(default_factory=list)

    def call(self, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {token or self.token}"}
        return self.client.request(method, f"{ROOT}{path}", headers=headers, **more)

    def at(self, path: str) -> str:
        return f"/client/v3/rooms/{quote(self.room, safe='')}/{path}"

    def put(
        self, content: Any, txn: str = "", kind: str = "m.room.message", token: str = ""
    ) -> httpx.Response:
        self.transactions.append(txn)
        return self.call("PUT", self.at(f"send/{kind}/{txn or len(self.transactions)}"), token, json=content)

    def good(self, body: str = "a", **more: Any) -> str:
        answer = self.put({"msgtype": "m.text", "body": body, **more})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["event_id"])

    def upload(self, content: bytes) -> str:
        answer = self.call("POST", "/media/v3/upload?filename=a.jpg", content=content)
        return str(answer.json()["content_uri"])

    def messages(self, **asked: Any) -> Any:
        return self.call("GET", self.at("messages"), params={"dir": "b", **asked}).json()


@pytest.fixture
def matrix(client: httpx.Client) -> Matrix:
    found = Matrix(client)
    alias = quote("#news:northwind.example", safe="")
    found.room = found.call("GET", f"/client/v3/directory/room/{alias}").json()["room_id"]
    return found


HTML = "org.matrix.custom.html"


def test_a_message_and_how_it_looks(matrix: Matrix) -> None:
    made = matrix.good(
        "Sale",
        format=HTML,
        formatted_body="<h1>Sale</h1><p><b>All</b> <em>must</em> go,<br>see <a href='https://a.example/b'>here</a></p>"
        "<ul><li>one</li><li>two</li></ul><blockquote><p>Good.</p></blockquote><span data-mx-spoiler>soon</span>",
    )
    (post,) = shown(matrix.client)
    assert post["text"] == "Sale\n\nAll must go,\nsee here\n\n• one\n• two\n\nGood.\n\nsoon"
    assert [mark["kind"] for mark in post["marks"]] == ["bold", "bold", "italic", "link", "quote", "spoiler"]
    assert (post["account"], post["id"]) == ("#news:northwind.example", made)
    assert post["url"].startswith("https://matrix.to/#/!")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a  b\n c&amp;d", "a b c&d"),
        ("<pre><code>a\n  b</code></pre>c", "a\n  b\n\nc"),
        ("<ol start=3><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "3. a\n  • b\n4. c"),
        ("<mx-reply>old</mx-reply>new<script>x()</script>", "new"),
        ("<p>a</p><hr><p>b</p>", "a\n\nb"),
        ("<ul><li><p>a</p></li></ul>", "• a"),
        ("a <b>b </b>c</i>", "a b c"),
    ],
)
def test_html_is_read_as_clients_do(matrix: Matrix, source: str, text: str) -> None:
    matrix.good("a", format=HTML, formatted_body=source)
    assert shown(matrix.client)[0]["text"] == text


def test_a_transaction_is_kept_for_its_token(matrix: Matrix) -> None:
    first = matrix.put({"msgtype": "m.text", "body": "a"}, "k1").json()
    assert matrix.put({"msgtype": "m.text", "body": "another"}, "k1").json() == first
    other = matrix.put({"msgtype": "m.text", "body": "a"}, "k1", token="1:sandbox.PHONE").json()
    assert other != first
    assert [post["text"] for post in shown(matrix.client)] == ["a", "a"]


def test_a_transaction_is_forgotten_after_a_day(matrix: Matrix, moment: Moment) -> None:
    first = matrix.put({"msgtype": "m.text", "body": "a"}, "k1").json()
    moment.shift += timedelta(hours=25)
    assert matrix.put({"msgtype": "m.text", "body": "a"}, "k1").json() != first


def test_signing_in_gives_another_device(matrix: Matrix) -> None:
    who = {"type": "m.id.user", "user": "sandbox"}
    given = {"type": "m.login.password", "identifier": who, "password": "1:sandbox"}
    made = matrix.call("POST", "/client/v3/login", json=given).json()
    assert matrix.call("GET", "/client/v3/account/whoami", made["access_token"]).json() == {
        "user_id": made["user_id"],
        "device_id": made["device_id"],
        "is_guest": False,
    }
    assert matrix.call("POST", "/client/v3/login", json=given | {"password": "no"}).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "token", "status", "name"),
    [
        ("GET", "/client/v3/account/whoami", "2:wrong", 401, "M_UNKNOWN_TOKEN"),
        ("GET", "/client/v3/directory/room/news", "", 400, "M_INVALID_PARAM"),
        ("GET", "/client/v3/rooms/!a:b/messages", "", 400, "M_MISSING_PARAM"),
        ("GET", "/client/v3/rooms/!a:b/event/$c", "", 404, "M_NOT_FOUND"),
        ("GET", "/client/v3/rooms/!a:b/state/m.room.encryption", "", 404, "M_NOT_FOUND"),
        ("GET", "/client/v3/rooms/nowhere/messages?dir=b", "", 403, "M_FORBIDDEN"),
        ("GET", "/client/r0/sync", "", 404, "M_UNRECOGNIZED"),
        ("DELETE", "/client/v3/account/whoami", "", 405, "M_UNRECOGNIZED"),
    ],
)
def test_what_is_refused(matrix: Matrix, method: str, path: str, token: str, status: int, name: str) -> None:
    answer = matrix.call(method, path, token)
    assert (answer.status_code, answer.json()["errcode"]) == (status, name)


def test_a_missing_token_has_a_name_of_its_own(matrix: Matrix) -> None:
    answer = matrix.client.get(f"{ROOT}/client/v3/account/whoami")
    assert (answer.status_code, answer.json()["errcode"]) == (401, "M_MISSING_TOKEN")


@pytest.mark.parametrize("content", [{"body": "a"}, {"msgtype": "m.text"}, {"msgtype": "m.text", "body": 7}])
def test_a_message_needs_its_parts(matrix: Matrix, content: Any) -> None:
    answer = matrix.put(content)
    assert (answer.status_code, answer.json()["errcode"]) == (400, "M_BAD_JSON")


def test_an_event_is_at_most_64_kilobytes_with_all_that_is_around(matrix: Matrix) -> None:
    matrix.good("é" * 32_000)
    answer = matrix.put({"msgtype": "m.text", "body": "é" * 32_600})
    assert (answer.status_code, answer.json()["errcode"]) == (413, "M_TOO_LARGE")


def test_a_picture_with_its_description_or_its_caption(matrix: Matrix) -> None:
    url = matrix.upload(image(61))
    matrix.put({"msgtype": "m.image", "body": "A bag", "url": url})
    matrix.put({"msgtype": "m.image", "body": "Sale", "filename": "a.jpg", "url": url})
    first, second = shown(matrix.client)
    assert (first["text"], first["media"][0]["alt"], first["media"][0]["width"]) == ("", "A bag", 61)
    assert (second["text"], second["media"][0]["alt"]) == ("Sale", "")
    name = url.removeprefix("mxc://")
    assert matrix.call("GET", f"/client/v1/media/download/{name}").content == image(61)


def test_a_picture_that_was_never_uploaded_is_warned_of(matrix: Matrix) -> None:
    matrix.put({"msgtype": "m.image", "body": "A bag", "url": "mxc://sandbox.example/none"})
    assert "leads to nothing" in shown(matrix.client)[0]["warnings"][0]


def test_uploads_have_a_limit_that_is_told(matrix: Matrix) -> None:
    assert matrix.call("GET", "/client/v1/media/config").json()["m.upload.size"] == 50 * 1024 * 1024


def test_an_edit_changes_what_is_seen(matrix: Matrix) -> None:
    first = matrix.good("a")
    new = {"msgtype": "m.text", "body": "b"}
    edit = matrix.good(
        "* b", **{"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": first}}
    )
    (post,) = shown(matrix.client)
    assert (post["id"], post["text"]) == (first, "b")
    assert post["edited_at"]
    event = matrix.call("GET", matrix.at(f"event/{quote(first)}")).json()
    assert event["unsigned"]["m.relations"]["m.replace"]["event_id"] == edit


def test_an_answer_and_a_thread(matrix: Matrix) -> None:
    first = matrix.good("a")
    second = matrix.good("b", **{"m.relates_to": {"m.in_reply_to": {"event_id": first}}})
    thread = {"rel_type": "m.thread", "event_id": first}
    third = matrix.good("c", **{"m.relates_to": thread | {"m.in_reply_to": {"event_id": second}}})
    assert [post["reply_to"] for post in shown(matrix.client)] == ["", first, second]
    path = f"/client/v1/rooms/{quote(matrix.room, safe='')}/relations/{quote(first)}/m.thread"
    assert [one["event_id"] for one in matrix.call("GET", path).json()["chunk"]] == [third]
    nested = {"msgtype": "m.text", "body": "d", "m.relates_to": thread | {"event_id": third}}
    assert matrix.put(nested).status_code == 400


def test_a_redacted_message_is_gone_and_its_place_stays(matrix: Matrix) -> None:
    first = matrix.good("a")
    done = matrix.call("PUT", matrix.at(f"redact/{quote(first)}/t1"), json={"reason": "typo"}).json()
    assert matrix.call("PUT", matrix.at(f"redact/{quote(first)}/t1"), json={}).json() == done
    assert shown(matrix.client) == []
    event = matrix.call("GET", matrix.at(f"event/{quote(first)}")).json()
    assert event["content"] == {}
    assert event["unsigned"]["redacted_because"]["content"]["reason"] == "typo"


def test_messages_are_listed_with_own_transactions(matrix: Matrix) -> None:
    for number in range(3):
        matrix.put({"msgtype": "m.text", "body": str(number), "dev.smmgen.id": f"id{number}"}, f"t{number}")
    page = matrix.messages(limit=2)
    assert [one["content"]["dev.smmgen.id"] for one in page["chunk"]] == ["id2", "id1"]
    assert page["chunk"][0]["unsigned"]["transaction_id"] == "t2"
    last = matrix.messages(**{"from": page["end"]})
    assert ([one["content"]["body"] for one in last["chunk"]], "end" in last) == (["0"], False)
    assert [one["content"]["body"] for one in matrix.messages(dir="f")["chunk"]] == ["0", "1", "2"]
    other = matrix.call("GET", matrix.at("messages?dir=b"), "1:sandbox.PHONE").json()["chunk"][0]
    assert "transaction_id" not in other["unsigned"]


def test_a_poll(matrix: Matrix) -> None:
    answers = [{"id": "1", "org.matrix.msc1767.text": "Beans"}, {"id": "2", "org.matrix.msc1767.text": "Tea"}]
    asked = {"question": {"org.matrix.msc1767.text": "Which?"}, "answers": answers, "max_selections": 1}
    kind = "org.matrix.msc3381.poll.start"
    assert matrix.put({kind: asked}, kind=kind).status_code == 200
    assert shown(matrix.client)[0]["poll"]["options"] == ["Beans", "Tea"]


def test_rooms_are_joined_and_tell_whether_they_are_encrypted(matrix: Matrix) -> None:
    assert matrix.room in matrix.call("GET", "/client/v3/joined_rooms").json()["joined_rooms"]
    secret = matrix.call("POST", f"/client/v3/join/{quote('#encrypted:a.example')}").json()["room_id"]
    answer = matrix.call("GET", f"/client/v3/rooms/{secret}/state/m.room.encryption")
    assert answer.json() == {"algorithm": "m.megolm.v1.aes-sha2"}


def test_a_wait_is_told_in_milliseconds(matrix: Matrix) -> None:
    matrix.client.post("/sandbox/faults", json={"network": "matrix", "kind": "refuse-429-retry-after"})
    answer = matrix.put({"msgtype": "m.text", "body": "a"})
    assert (answer.status_code, answer.json()["retry_after_ms"], answer.headers["retry-after"]) == (
        429,
        7000,
        "7",
    )
