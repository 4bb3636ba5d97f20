"""The server itself: only this machine, one clock, one folder."""

import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from smmgen.loopback import listen
from smmgen.sandbox.server import start
from tests.sandbox.speak import Bluesky, Mastodon, Telegram, image, record, shown


@pytest.fixture
def client(client: httpx.Client, far: httpx.Client) -> httpx.Client:
    """Return a client with a connection that can break."""
    return far


class Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """Return what Uvicorn logs, and its loggers with their own handlers."""
    kept = Kept()
    logging.getLogger("uvicorn.error").addHandler(kept)
    yield kept.records
    logging.getLogger("uvicorn.error").removeHandler(kept)


def test_only_its_own_name_is_answered(client: httpx.Client) -> None:
    port = client.base_url.port
    for host, status in (
        (f"127.0.0.1:{port}", 200),
        (f"localhost:{port}", 200),
        ("evil.example", 403),
        (f"evil.example:{port}", 403),
        ("127.0.0.1", 403),
    ):
        assert client.get("/", headers={"host": host}).status_code == status, host


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_other_sites_are_refused(client: httpx.Client, origin: str) -> None:
    assert client.post("/sandbox/reset", headers={"origin": origin}).status_code == 403


def test_its_own_page_may_ask(client: httpx.Client) -> None:
    headers = {"origin": f"http://127.0.0.1:{client.base_url.port}", "accept": "text/html"}
    answer = client.post("/sandbox/reset", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_nothing_is_changed_by_looking(client: httpx.Client) -> None:
    assert client.get("/sandbox/reset").status_code == 405


def test_what_arrived_is_there_after_a_restart(tmp_path: Path) -> None:
    for number in (1, 2):
        with (
            start(folder=tmp_path) as running,
            httpx.Client(base_url=running.url, trust_env=False, verify=False) as client,
        ):
            telegram, mastodon, bluesky = Telegram(client), Mastodon(client), Bluesky(client)
            assert telegram.good("sendPhoto", {"photo": image()})["message_id"] == number
            assert mastodon.post("key", status="a").status_code == 200
            assert (
                bluesky.repo("putRecord", record=record(), rkey="3lc2a4bqw3s2a", swapRecord=None).status_code
                == 200
            )
            assert len(shown(client)) == number + 2


def test_the_same_key_holds_over_a_restart(tmp_path: Path) -> None:
    ids = set()
    for _ in range(2):
        with (
            start(folder=tmp_path) as running,
            httpx.Client(base_url=running.url, trust_env=False, verify=False) as client,
        ):
            ids.add(Mastodon(client).post("key", status="a").json()["id"])
    assert len(ids) == 1


def test_a_temporary_folder_is_removed() -> None:
    with start() as running:
        assert running.folder.is_dir()
    assert not running.folder.exists()
    running.stop()


def test_a_taken_port_is_said_at_once() -> None:
    with start() as running, pytest.raises(OSError):
        start(int(running.url.rpartition(":")[2]))


def test_stopping_lets_go_of_those_who_wait() -> None:
    got: list[object] = []

    def wait() -> None:
        try:
            got.append(
                httpx.post(f"{running.url}/telegram/bot1:sandbox/getMe", timeout=60, verify=False).status_code
            )
        except httpx.TransportError as fault:
            got.append(type(fault))

    with start() as running, httpx.Client(base_url=running.url, trust_env=False, verify=False) as client:
        client.post("/sandbox/faults", json={"method": "getMe", "kind": "timeout-before"})
        waiting = threading.Thread(target=wait)
        waiting.start()
        while not client.get("/sandbox/calls").json()["calls"]:
            pass
    waiting.join(30)
    assert got


def test_many_at_once_get_numbers_of_their_own(telegram: Telegram) -> None:
    def send(number: int) -> int:
        with httpx.Client(base_url=telegram.client.base_url, trust_env=False, verify=False) as client:
            message_id: int = Telegram(client).good("sendMessage", text=str(number))["message_id"]
            return message_id

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(send, range(24))) == list(range(1, 25))


def test_the_clock_can_be_put_to_another_day(mastodon: Mastodon) -> None:
    answer = mastodon.client.post("/sandbox/clock", json={"now": "2026-12-01T10:00:00+01:00"})
    assert answer.json()["now"].startswith("2026-12-01T09:00:0")
    made = mastodon.post(status="a")
    assert made.json()["created_at"].startswith("2026-12-01T09:00:")
    assert parsedate_to_datetime(made.headers["date"]).isoformat().startswith("2026-12-01T09:00:")
    assert (
        not mastodon.client.post("/sandbox/clock", json={"now": None})
        .json()["now"]
        .startswith("2026-12-01T09:00:")
    )


@pytest.mark.parametrize("given", [{"now": "tomorrow"}, {"now": "2026-12-01T10:00:00"}, {"now": 7}, []])
def test_a_time_needs_its_zone(client: httpx.Client, given: object) -> None:
    answer = client.post("/sandbox/clock", json=given)
    assert answer.status_code == 400
    assert "2026-12-01T10:00:00Z" in answer.json()["error"]


def test_limits_are_enforced_where_asked() -> None:
    with (
        start(is_strict=True) as running,
        httpx.Client(base_url=running.url, trust_env=False, verify=False) as client,
    ):
        assert [Bluesky(client).sign_in().status_code for _ in range(31)][-2:] == [200, 429]
        got = [Telegram(client).call("sendMessage", text="a") for _ in range(21)]
        assert got[-1].status_code == 429
        assert got[-1].json()["parameters"]["retry_after"] > 0


def test_too_large_a_body_is_refused_unread(client: httpx.Client) -> None:
    port = client.base_url.port or 0
    head = f"POST /mastodon/api/v1/statuses HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {10**9}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_client_that_goes_away_in_a_request_changes_nothing(
    client: httpx.Client, logged: list[logging.LogRecord]
) -> None:
    port = client.base_url.port or 0
    head = f"POST /mastodon/api/v1/statuses HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n\r\nstatus"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.encode())
    assert client.get("/sandbox/posts").json()["posts"] == []
    assert [one.getMessage() for one in logged] == []


def test_the_networks_take_their_time_where_that_is_asked_for() -> None:
    with (
        start(latency_seconds=0.2) as running,
        httpx.Client(base_url=running.url, trust_env=False, verify=False) as client,
    ):
        assert client.get("/telegram/bot1:sandbox/getMe").elapsed.total_seconds() >= 0.2


def test_no_answer_waits_for_more_to_send() -> None:
    listening = listen(0)
    assert listening.proto == socket.IPPROTO_TCP  # what asyncio goes by when it sets TCP_NODELAY
    listening.close()
