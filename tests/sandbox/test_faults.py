"""Faults on demand, and what the client and the reader see of them."""

from typing import Any

import httpx
import pytest

from smmgen.sandbox.faults import KINDS
from tests.sandbox.speak import Bluesky, Mastodon, Telegram, record, shown
from tests.sandbox.speak_x import X

BRIEF = httpx.Timeout(0.3)
SEEN: dict[str, tuple[int | type[Exception], int]] = {
    "refuse-429": (429, 0),
    "refuse-429-retry-after": (429, 0),
    "401": (401, 0),
    "403": (403, 0),
    "500-before": (500, 0),
    "500-after-effect": (500, 1),
    "502-before": (502, 0),
    "503-before": (503, 0),
    "timeout-before": (httpx.ReadTimeout, 0),
    "timeout-after": (httpx.ReadTimeout, 1),
    "reset-before": (httpx.ReadError, 0),
    "reset-after": (httpx.ReadError, 1),
    "200-without-id": (200, 1),
    "malformed": (200, 1),
    "empty": (200, 1),
    "redirect": (302, 0),
    "wrong-date": (200, 1),
}
"""Kind: what the client gets, and how many posts there are afterwards."""


@pytest.fixture
def client(client: httpx.Client, far: httpx.Client) -> httpx.Client:
    """Return a client with a connection that can break."""
    return far


def put(client: httpx.Client, **fault: Any) -> httpx.Response:
    return client.post("/sandbox/faults", json=fault)


def test_every_kind_is_known_here() -> None:
    assert set(SEEN) == set(KINDS)


@pytest.mark.parametrize("kind", SEEN)
def test_telegram_goes_wrong_as_asked(telegram: Telegram, kind: str) -> None:
    put(telegram.client, network="telegram", method="sendMessage", kind=kind)
    got: int | type[Exception]
    try:
        answer = telegram.client.post(
            "/telegram/bot1:sandbox/sendMessage", json={"chat_id": "@a", "text": "b"}, timeout=BRIEF
        )
        got = answer.status_code
    except httpx.TransportError as fault:
        got = type(fault)
    assert (got, len(shown(telegram.client))) == SEEN[kind]


@pytest.mark.parametrize("kind", SEEN)
def test_mastodon_goes_wrong_as_asked(mastodon: Mastodon, kind: str) -> None:
    put(mastodon.client, network="mastodon", method="POST /api/v1/statuses", kind=kind)
    got: int | type[Exception]
    try:
        got = mastodon.call("POST", "/api/v1/statuses", json={"status": "b"}, timeout=BRIEF).status_code
    except httpx.TransportError as fault:
        got = type(fault)
    assert (got, len(shown(mastodon.client))) == SEEN[kind]


@pytest.mark.parametrize("kind", [kind for kind, seen in SEEN.items() if isinstance(seen[0], int)])
def test_bluesky_goes_wrong_as_asked(bluesky: Bluesky, kind: str) -> None:
    put(bluesky.client, network="bluesky", method="com.atproto.repo.putRecord", kind=kind)
    answer = bluesky.repo("putRecord", record=record(), rkey="3lc2a4bqw3s2a")
    assert (answer.status_code, len(shown(bluesky.client))) == SEEN[kind]


@pytest.mark.parametrize("kind", [kind for kind, seen in SEEN.items() if isinstance(seen[0], int)])
def test_x_goes_wrong_as_asked(x: X, kind: str) -> None:
    put(x.client, network="x", method="POST /2/tweets", kind=kind)
    status, posts = SEEN[kind]
    assert (x.post().status_code, len(shown(x.client))) == (201 if posts and status == 200 else status, posts)


def test_a_wait_is_told_as_each_network_tells_it(telegram: Telegram, mastodon: Mastodon) -> None:
    put(telegram.client, method="*", kind="refuse-429-retry-after", times=2)
    answer = telegram.call("sendMessage", text="a")
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert mastodon.post(status="a").headers["retry-after"] == answer.headers["retry-after"] == "7"


def test_without_id_leaves_nothing_that_names_the_post(
    telegram: Telegram, mastodon: Mastodon, bluesky: Bluesky, x: X
) -> None:
    bluesky.token()
    put(telegram.client, method="*", kind="200-without-id", times=4)
    assert "message_id" not in telegram.good("sendMessage", text="a")
    assert not {"id", "url", "uri"} & set(mastodon.good(status="a"))
    assert not {"uri", "cid"} & set(bluesky.good())
    assert set(x.good()) == {"text"}


def test_a_malformed_answer_is_no_json(telegram: Telegram) -> None:
    put(telegram.client, method="*", kind="malformed")
    with pytest.raises(ValueError):
        telegram.call("sendMessage", text="a").json()


def test_a_fault_is_used_up_and_lets_the_first_calls_pass(telegram: Telegram) -> None:
    put(telegram.client, network="telegram", method="sendMessage", kind="500-before", times=2, skip=1)
    assert telegram.call("getMe").status_code == 200
    got = [telegram.call("sendMessage", text="a").status_code for _ in range(4)]
    assert got == [200, 500, 500, 200]


def test_faults_wait_in_a_row(telegram: Telegram) -> None:
    for kind in ("500-before", "401"):
        put(telegram.client, network="telegram", kind=kind)
    got = [telegram.call("sendMessage", text="a").status_code for _ in range(3)]
    assert got == [500, 401, 200]


def test_a_fault_of_one_network_leaves_the_others_alone(telegram: Telegram, mastodon: Mastodon) -> None:
    put(telegram.client, network="telegram", kind="500-before")
    assert mastodon.post(status="a").status_code == 200
    assert telegram.client.delete("/sandbox/faults").json()["waiting"] == []
    assert telegram.call("sendMessage", text="a").status_code == 200


@pytest.mark.parametrize(
    ("fault", "part"),
    [
        ({"kind": "flood"}, "unknown kind 'flood'; known: refuse-429,"),
        ({"kind": "401", "network": "icq"}, "unknown network 'icq'; known: telegram,"),
        ({"kind": "401", "times": "2"}, "whole numbers"),
        ({"kind": "401", "after": 2}, "unknown key 'after'"),
        ([], "a fault is an object"),
    ],
)
def test_what_is_no_fault_is_refused(client: httpx.Client, fault: Any, part: str) -> None:
    answer = client.post("/sandbox/faults", json=fault)
    assert answer.status_code == 400
    assert part in answer.json()["error"]


def test_all_calls_are_told_with_their_faults(telegram: Telegram) -> None:
    put(telegram.client, method="*", kind="500-after-effect")
    telegram.call("sendMessage", text="a")
    telegram.call("sendMessage", text="")
    calls = telegram.client.get("/sandbox/calls").json()["calls"]
    assert [(call["method"], call["status"], call["fault"]) for call in calls] == [
        ("sendMessage", 500, "500-after-effect"),
        ("sendMessage", 400, ""),
    ]
