"""What test_contract.py tries with pictures, tried with videos, which Pinterest is handed in a step before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, NotSent, Outcome, Prepared, Refused, Sent, Session
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.networks.pinterest import ADAPTER, prepare
from smmgen.publish.draft import inspected
from smmgen.publish.rehearsal import forget, secret_of
from smmgen.sandbox.server import Running, start
from tests.networks.script import film, picture, sending
from tests.networks.terms import TERMS
from tests.networks.test_contract import jpeg
from tests.sandbox.film import film as bytes_of_film

FILM = bytes_of_film(width=1000, height=1500)
ROAST = replace(film(), bytes=len(FILM), width=1000, height=1500)


def read(file: Any) -> bytes:
    return jpeg(file) if file.media_type == "image/jpeg" else FILM


@dataclass
class Board:
    client: httpx.Client
    session: Session

    def deliver(self, **what: Any) -> tuple[Outcome, str]:
        """Upload a video and pin it; return its handle too."""
        what = {"title": "Roast", "video": ROAST, "read": read, **what}
        ready = sending(ADAPTER, self.session.account, **what)
        made = prepare(self.session, ready, lambda seconds: None)
        assert isinstance(made, Prepared), made
        return ADAPTER.send(self.session, replace(ready, handle=made.handle)), made.handle

    def posts(self) -> list[dict[str, Any]]:
        found = self.client.get("/sandbox/posts", params={"network": "pinterest"}).json()["posts"]
        assert isinstance(found, list)
        return found


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def board(running: Running) -> Iterator[Board]:
    account = Account(
        name="pins",
        network="pinterest",
        options=TERMS["pinterest"].options,
        secrets={"app_secret": "SECRET", "refresh_token": "TOKEN"},
        base_url=f"{running.url}/pinterest",
        language="en",
    )
    session = open_session(account, ADAPTER.host, secret_of, keep=forget)
    with httpx.Client(base_url=running.url, trust_env=False, verify=False) as client:
        assert client.post("/sandbox/reset").is_success
        yield Board(client, session)
    session.close()


@pytest.mark.parametrize("cover", [None, replace(picture(), width=1000, height=1500)])
def test_a_video_arrives_with_its_words_and_its_cover(board: Board, cover: Any) -> None:
    outcome, _ = board.deliver(thumbnail=cover, link="https://example.com/sale")
    assert isinstance(outcome, Sent), outcome
    (post,) = board.posts()
    assert (post["url"], post["warnings"]) == (outcome.url, [])


FAULTS: dict[str, tuple[type[Outcome], int]] = {
    "refuse-429": (NotSent, 0),
    "403": (Refused, 0),
    "500-before": (Ambiguous, 0),
    "reset-after": (Ambiguous, 1),
    "200-without-id": (Ambiguous, 1),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_video_is_found_by_another_run_or_left_to_a_person(board: Board, kind: str) -> None:
    expected, number = FAULTS[kind]
    fault = {"network": "pinterest", "method": "POST /v5/pins", "kind": kind}
    assert board.client.post("/sandbox/faults", json=fault).is_success
    outcome, handle = board.deliver()
    assert type(outcome) is expected, outcome
    board.session.memo.clear()
    seen = inspected(ADAPTER, board.session, handle)
    assert isinstance(seen, Sent) if number else seen == "unknown"
    assert len(board.posts()) == number
