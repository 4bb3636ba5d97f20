"""The relay, spoken to over a true WebSocket with truly signed events."""

import base64
import hashlib
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

pytest.importorskip("coincurve", reason="signing needs coincurve, which has no build for this Python")

from coincurve import PrivateKey
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from smmgen.sandbox.bech32 import encoded
from smmgen.sandbox.schnorr import is_signed
from tests.sandbox.sign import signed
from tests.sandbox.speak import image, shown


class Relay:
    def __init__(self, client: httpx.Client, line: ClientConnection) -> None:
        self.client, self.line = client, line

    def say(self, *message: Any) -> Any:
        self.line.send(json.dumps(message, ensure_ascii=False))
        return self.hear()

    def hear(self) -> Any:
        return json.loads(self.line.recv(timeout=10))

    def publish(self, event: dict[str, Any]) -> tuple[bool, str]:
        kind, name, is_taken, why = self.say("EVENT", event)
        assert (kind, name) == ("OK", event.get("id", ""))
        return is_taken, why

    def ask(self, *filters: Any) -> list[str]:
        found, told = [], self.say("REQ", "sub", *filters)
        while told[0] == "EVENT":
            found.append(told[2]["content"])
            told = self.hear()
        assert told == ["EOSE", "sub"]
        return found


def open_line(client: httpx.Client) -> ClientConnection:
    return connect(f"ws{str(client.base_url).removeprefix('http').rstrip('/')}/nostr", proxy=None)


@pytest.fixture
def relay(client: httpx.Client) -> Iterator[Relay]:
    with open_line(client) as line:
        yield Relay(client, line)


def test_a_note_and_how_it_looks(relay: Relay) -> None:
    event = signed("All beans: https://a.example/b #coffee nostr:npub1abc", tags=[["t", "coffee"]])
    assert relay.publish(event) == (True, "")
    (post,) = shown(relay.client)
    assert (post["text"], post["id"]) == (event["content"], event["id"])
    assert [mark["kind"] for mark in post["marks"]] == ["link", "hashtag", "mention"]
    assert post["url"].startswith("https://njump.me/nevent1")
    assert post["account"].startswith("npub1")
    assert post["warnings"] == []


def test_a_repeat_is_told_and_changes_nothing(relay: Relay) -> None:
    event = signed()
    assert relay.publish(event) == (True, "")
    assert relay.publish(event) == (True, "duplicate: already have this event")
    assert len(shown(relay.client)) == 1


NOW = int(time.time())
WRONG: list[tuple[dict[str, Any], str]] = [
    (signed() | {"content": "changed"}, "invalid: bad event id"),
    (signed() | {"sig": signed("other")["sig"]}, "invalid: bad signature"),
    (signed() | {"sig": "00" * 64}, "invalid: bad signature"),
    (signed(created_at=NOW + 3600), "invalid: created_at too late"),
    (signed(created_at=NOW - 4 * 365 * 86_400), "invalid: created_at too early"),
    (signed("é" * 33_000), "invalid: event too large"),
    (signed(tags=[["t", "a"]] * 2001), "invalid: too many tags"),
    (signed() | {"kind": "1"}, "invalid: event is missing fields"),
    (signed() | {"tags": ["t"]}, "invalid: event is missing fields"),
    ({}, "invalid: event is missing fields"),
]


@pytest.mark.parametrize(("event", "why"), WRONG)
def test_an_event_that_the_relay_does_not_take(relay: Relay, event: dict[str, Any], why: str) -> None:
    is_taken, told = relay.publish(event)
    assert (is_taken, told[: len(why)]) == (False, why)
    assert shown(relay.client) == []


@pytest.mark.parametrize("message", [["PING"], {}, ["REQ", ""], ["REQ", "a" * 65, {}]])
def test_what_is_no_message_is_noticed(relay: Relay, message: Any) -> None:
    relay.line.send(json.dumps(message))
    assert relay.hear()[0] in ("NOTICE", "CLOSED")


def test_notes_are_found_by_what_they_are(relay: Relay) -> None:
    other = PrivateKey(b"\x08" * 32)
    notes = [signed("a", created_at=NOW - 30), signed("b", created_at=NOW - 20, tags=[["t", "tea"]])]
    notes.append(signed("c", other, created_at=NOW - 10))
    for note in notes:
        relay.publish(note)
    assert relay.ask({"ids": [notes[0]["id"]]}) == ["a"]
    assert relay.ask({"authors": [notes[0]["pubkey"]]}) == ["b", "a"]
    assert relay.ask({"#t": ["tea"]}, {"since": NOW - 10}) == ["c", "b"]
    assert relay.ask({"until": NOW - 20, "limit": 1}) == ["b"]
    assert relay.ask({"kinds": [7]}) == []
    assert relay.say("REQ", "sub", {"ids": ["short"]}) == ["CLOSED", "sub", "error: bad filter"]


def test_new_notes_are_sent_to_those_who_asked(relay: Relay) -> None:
    event = signed()
    with open_line(relay.client) as second:
        other = Relay(relay.client, second)
        assert other.ask({"kinds": [1]}) == []
        relay.publish(event)
        assert other.hear() == ["EVENT", "sub", event]
        second.send(json.dumps(["CLOSE", "sub"]))
        assert other.ask({"kinds": [7]}) == []


def test_an_article_is_replaced_by_its_newer_self(relay: Relay) -> None:
    tags = [["d", "sale"], ["title", "Sale"]]
    first = signed("**Old**", kind=30_023, tags=tags, created_at=NOW - 9)
    relay.publish(first)
    relay.publish(signed("**New**", kind=30_023, tags=tags))
    (post,) = shown(relay.client)
    assert (post["title"], post["text"]) == ("Sale", "New")
    assert relay.ask({"kinds": [30_023]}) == ["**New**"]
    assert relay.publish(signed("late", kind=30_023, tags=tags, created_at=NOW - 99))[1].startswith(
        "replaced:"
    )
    assert relay.ask({"kinds": [30_023]}) == ["**New**"]


def test_an_author_deletes_only_what_is_its_own(relay: Relay) -> None:
    event = signed()
    relay.publish(event)
    relay.publish(signed("", PrivateKey(b"\x08" * 32), kind=5, tags=[["e", event["id"]]]))
    assert len(shown(relay.client)) == 1
    relay.publish(signed("", kind=5, tags=[["e", event["id"]]]))
    assert shown(relay.client) == []
    assert relay.publish(event)[1].startswith("blocked:")


def test_answers_warnings_and_polls(relay: Relay) -> None:
    first = signed("a")
    relay.publish(first)
    relay.publish(signed("b", tags=[["e", first["id"], "", "root"]]))
    relay.publish(signed("Dark", tags=[["content-warning", "caffeine"]]))
    relay.publish(signed("Which?", kind=1068, tags=[["option", "1", "Beans"], ["option", "2", "Tea"]]))
    posts = shown(relay.client)
    assert posts[1]["reply_to"] == first["id"]
    assert posts[2]["content_warning"] == "caffeine"
    assert posts[3]["poll"]["options"] == ["Beans", "Tea"]


def test_a_hashtag_without_its_tag_is_warned_of(relay: Relay) -> None:
    relay.publish(signed("#Coffee #tea", tags=[["t", "coffee"], ["t", "Beans"]]))
    told = shown(relay.client)[0]["warnings"]
    assert [one.split("”")[0] for one in told] == ["“#tea", "The t tag “Beans"]


def permission(content: bytes, **more: Any) -> str:
    digest = hashlib.sha256(content).hexdigest()
    tags = [["t", "upload"], ["x", digest], ["expiration", str(int(time.time()) + 600)]]
    event = signed("Upload", **{"kind": 24_242, "tags": tags, **more})
    return "Nostr " + base64.b64encode(json.dumps(event).encode()).decode()


def test_a_picture_is_put_beside_the_relay_and_described_in_the_note(relay: Relay) -> None:
    content = image(61)
    headers = {"authorization": permission(content)}
    blob = relay.client.put("/nostr/upload", content=content, headers=headers).json()
    assert relay.client.get(blob["url"]).content == content
    imeta = ["imeta", f"url {blob['url']}", "m image/jpeg", "alt A bag"]
    relay.publish(signed(f"Fresh\n\n{blob['url']}", tags=[imeta]))
    (post,) = shown(relay.client)
    assert post["text"] == "Fresh"
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(61, "A bag")]


def test_a_picture_at_another_place_of_this_machine_is_seen_too(relay: Relay) -> None:
    url = f"{relay.client.base_url}".rstrip("/") + "/hosted/bag.jpg"
    relay.client.put(url, content=image(61), headers={"content-type": "image/jpeg"})
    relay.publish(signed(f"Fresh\n{url}", tags=[["imeta", f"url {url}", "alt A bag"]]))
    (post,) = shown(relay.client)
    assert (post["text"], [one["alt"] for one in post["media"]]) == ("Fresh", ["A bag"])


@pytest.mark.parametrize("more", [{"kind": 1}, {"tags": [["t", "upload"]]}, {"tags": [["t", "get"]]}])
def test_an_upload_needs_a_permission_for_its_bytes(relay: Relay, more: dict[str, Any]) -> None:
    headers = {"authorization": permission(image(), **more)}
    assert relay.client.put("/nostr/upload", content=image(), headers=headers).status_code == 401
    assert relay.client.put("/nostr/upload", content=image()).status_code == 401


def test_the_relay_tells_its_limits(client: httpx.Client) -> None:
    answer = client.get("/nostr", headers={"accept": "application/nostr+json"})
    assert answer.headers["content-type"] == "application/nostr+json"
    assert answer.json()["limitation"]["created_at_upper_limit"] == 900


FAULTS: list[tuple[str, Any, int]] = [
    ("refuse-429", [False, "rate-limited: slow down"], 0),
    ("403", [False, "blocked: you may not write here"], 0),
    ("500-before", [False, "error: could not connect to the database"], 0),
    ("500-after-effect", [False, "error: could not connect to the database"], 1),
    ("200-without-id", [True, ""], 1),
    ("malformed", ValueError, 1),
    ("empty", ValueError, 1),
    ("reset-before", ConnectionClosed, 0),
    ("reset-after", ConnectionClosed, 1),
    ("timeout-after", TimeoutError, 1),
]


@pytest.mark.parametrize(("kind", "expected", "number"), FAULTS)
def test_the_relay_goes_wrong_as_asked(relay: Relay, kind: str, expected: Any, number: int) -> None:
    fault = {"network": "nostr", "method": "EVENT", "kind": kind}
    assert relay.client.post("/sandbox/faults", json=fault).is_success
    relay.line.send(json.dumps(["EVENT", signed()]))
    got: Any
    try:
        got = json.loads(relay.line.recv(timeout=0.5 if "timeout" in kind else 10))[2:]
    except (ValueError, ConnectionClosed, TimeoutError) as fault_seen:
        got = expected if isinstance(fault_seen, expected) else fault_seen
    assert (got, len(shown(relay.client))) == (expected, number)


@pytest.mark.parametrize(("host", "origin"), [("a.example", None), ("", "https://a.example")])
def test_a_foreign_page_may_not_open_the_relay(client: httpx.Client, host: str, origin: str | None) -> None:
    here = (client.base_url.host, client.base_url.port or 0)
    name = host or f"{here[0]}:{here[1]}"
    with socket.create_connection(here) as line, pytest.raises(InvalidStatus, match="403"):
        connect(f"ws://{name}/nostr", sock=line, origin=origin and Origin(origin), proxy=None)


def test_signatures_are_verified_as_the_library_makes_them() -> None:
    for number in range(1, 20):
        key, message = PrivateKey.from_int(number**9), hashlib.sha256(bytes([number])).digest()
        public, signature = key.public_key_xonly.format(), key.sign_schnorr(message)
        assert is_signed(message, public, signature)
        assert not is_signed(
            message, public, signature[:32] + (int.from_bytes(signature[32:]) ^ 1).to_bytes(32)
        )
        assert not is_signed(hashlib.sha256(message).digest(), public, signature)


@pytest.mark.parametrize(("public", "length"), [(b"\xff" * 32, 64), (b"\x00" * 31, 64), (b"\x02" * 32, 63)])
def test_what_is_no_key_or_signature_verifies_nothing(public: bytes, length: int) -> None:
    assert not is_signed(b"\x00" * 32, public, b"\x01" * length)


def test_names_are_written_as_the_documents_do() -> None:
    """The example of NIP-19."""
    key = bytes.fromhex("7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e")
    assert encoded("npub", key) == "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg"
