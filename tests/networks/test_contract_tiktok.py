"""What test_contract.py tries with pictures, tried with videos, which TikTok is handed in two steps, and drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, NotSent, Outcome, Prepared, Sending, Sent, Session
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.networks.tiktok import ADAPTER, send
from smmgen.publish.draft import drafted
from smmgen.publish.rehearsal import forget, secret_of
from smmgen.sandbox.server import Running, start
from tests.networks.script import film, picture, sending, with_options
from tests.networks.terms import TERMS
from tests.networks.test_contract import jpeg
from tests.sandbox.film import film as bytes_of_film

FILM = bytes_of_film(width=1080, height=1920)
LAST_PIECE = "PUT /upload/"


@dataclass
class Phone:
    account: Account
    client: httpx.Client
    session: Session

    def ready(self, markdown: str = "All beans must go.", **what: Any) -> Sending:
        what = {"video": replace(film(), bytes=len(FILM)), "read": lambda file: FILM, **what}
        return sending(ADAPTER, self.session.account, markdown, **what)

    def deliver(self, ready: Sending, handle: str = "") -> tuple[Outcome, str]:
        """Do what the publisher does; return the draft too."""
        draft = drafted(ADAPTER, self.session, replace(ready, handle=handle))
        if not isinstance(draft, Prepared):
            return draft, handle
        ready = replace(ready, handle=draft.handle)
        return send(self.session, ready, lambda seconds: None), draft.handle

    def posts(self) -> list[dict[str, Any]]:
        found = self.client.get("/sandbox/posts", params={"network": "tiktok"}).json()["posts"]
        assert isinstance(found, list)
        return found

    def break_next(self, kind: str) -> None:
        fault = {"network": "tiktok", "method": LAST_PIECE, "kind": kind}
        assert self.client.post("/sandbox/faults", json=fault).is_success


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture(params=["direct", "inbox"])
def phone(request: pytest.FixtureRequest, running: Running) -> Iterator[Phone]:
    account = Account(
        name="tt",
        network="tiktok",
        options=TERMS["tiktok"].options,
        secrets={"client_secret": "SECRET", "refresh_token": "TOKEN"},
        base_url=f"{running.url}/tiktok",
        language="en",
        handle="@northwind",
    )
    account = with_options(account, mode=request.param)
    session = open_session(account, ADAPTER.host, secret_of, keep=forget)
    with httpx.Client(base_url=running.url, trust_env=False, verify=False) as client:
        assert client.post("/sandbox/reset").is_success
        yield Phone(account, client, session)
    session.close()


def test_a_video_arrives_whole(phone: Phone) -> None:
    outcome, _ = phone.deliver(phone.ready())
    assert isinstance(outcome, Sent), outcome
    (post,) = phone.posts()
    assert post["text"] == ("All beans must go." if phone.account.text("mode") == "direct" else "")
    assert len(post["media"]) == 1


FAULTS: dict[str, tuple[type[Outcome], int]] = {
    "refuse-429": (NotSent, 0),
    "403": (NotSent, 0),
    "500-before": (Ambiguous, 0),
    "reset-before": (Ambiguous, 0),
    "500-after-effect": (Ambiguous, 1),
    "reset-after": (Ambiguous, 1),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_repeat_publishes_the_same_upload(phone: Phone, kind: str) -> None:
    expected, number = FAULTS[kind]
    phone.break_next(kind)
    outcome, handle = phone.deliver(phone.ready())
    assert type(outcome) is expected, outcome
    assert len(phone.posts()) == number
    again = [phone.deliver(phone.ready(), handle) for _ in range(4)]  # it is at work for a while
    assert isinstance(again[-1][0], Sent), again
    assert {same for _, same in again} == {handle}
    assert len(phone.posts()) == 1


def test_another_run_waits_for_an_upload_whose_address_it_does_not_know(phone: Phone) -> None:
    phone.break_next("500-before")
    _, handle = phone.deliver(phone.ready())
    phone.session.memo.clear()
    outcome, _ = phone.deliver(phone.ready(), handle)
    assert isinstance(outcome, NotSent)
    assert phone.posts() == []


@pytest.mark.parametrize("phone", ["direct"], indirect=True)
def test_own_videos_are_found(phone: Phone) -> None:
    outcome, _ = phone.deliver(phone.ready("All beans."))
    assert isinstance(outcome, Sent)
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(phone.session, 10)
    assert (found.remote_id, found.url, found.text) == (outcome.remote_id, outcome.url, "All beans.")


@pytest.mark.parametrize("phone", ["inbox"], indirect=True)
def test_pictures_wait_in_the_inbox(phone: Phone) -> None:
    def hosted(file: Any) -> str:
        url = f"/hosted/{file.path}"
        kind = {"Content-Type": file.media_type}
        return str(phone.client.put(url, content=jpeg(file), headers=kind).headers["location"])

    ready = phone.ready(video=None, files=(picture(),), title="Sale", public_url=hosted)
    outcome = send(phone.session, ready, lambda seconds: None)
    assert isinstance(outcome, Sent), outcome
    assert "inbox" in outcome.note
    assert len(phone.posts()) == 1
