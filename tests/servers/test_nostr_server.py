"""One script of messages, against a real relay and against the sandbox's: each must answer as the other.

A real relay pauses after a refusal, so each test has a connection of its own.
"""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytest.importorskip("coincurve", reason="signing needs coincurve, which has no build for this Python")

from websockets.sync.client import ClientConnection, connect

from smmgen.sandbox.server import start
from tests.sandbox.sign import signed


@pytest.fixture(params=["nostr-relay", "sandbox"])
def line(request: pytest.FixtureRequest) -> Iterator[ClientConnection]:
    if request.param == "sandbox":
        with start() as running, connect(f"{running.url.replace('http', 'ws')}/nostr", proxy=None) as found:
            yield found
        return
    with connect(request.getfixturevalue("nostr"), proxy=None) as found:
        yield found


def say(line: ClientConnection, *message: Any) -> Any:
    line.send(json.dumps(message))
    return json.loads(line.recv(timeout=20))


def test_an_event_is_taken_once_and_found_by_its_id(line: ClientConnection) -> None:
    event = signed(f"Good morning {uuid4()}")
    assert say(line, "EVENT", event)[:3] == ["OK", event["id"], True]
    again = say(line, "EVENT", event)
    assert again[:2] == ["OK", event["id"]]
    assert again[3].startswith("duplicate:")
    assert say(line, "REQ", "one", {"ids": [event["id"]]}) == ["EVENT", "one", event]
    assert json.loads(line.recv(timeout=20)) == ["EOSE", "one"]


@pytest.mark.parametrize(
    "wrong",
    [{"content": "changed"}, {"sig": "00" * 64}, {"created_at": 1}],
    ids=["another text", "no signature", "long ago"],
)
def test_a_false_event_is_not_taken(line: ClientConnection, wrong: dict[str, Any]) -> None:
    event = signed(**wrong) if "created_at" in wrong else signed() | wrong
    kind, _, is_taken, why = say(line, "EVENT", event)
    assert (kind, is_taken, bool(why)) == ("OK", False, True)


def test_a_note_of_ten_thousand_letters_is_taken(line: ClientConnection) -> None:
    assert say(line, "EVENT", signed("é" * 10_000, created_at=int(time.time())))[2] is True


def test_a_relay_tells_of_itself(line: ClientConnection) -> None:
    host, port = line.remote_address[:2]
    answers = [
        httpx.get(
            f"http://{host}:{port}{path}", headers={"accept": "application/nostr+json"}, trust_env=False
        )
        for path in ("/", "/nostr")
    ]
    told = [answer.json() for answer in answers if "json" in answer.headers.get("content-type", "")]
    assert 1 in told[0]["supported_nips"]
