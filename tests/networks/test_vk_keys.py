"""VK's adapter with a community's key, and with a service token beside it, against the sandbox."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import Found, NotSent, Sent
from smmgen.http import HttpSession, open_session
from smmgen.model.brand import Account
from smmgen.networks.vk import ADAPTER
from smmgen.sandbox.server import Running, start
from tests.networks.script import picture, sending
from tests.networks.test_contract import jpeg

SECRETS = {"token": "1:sandbox.club42", "service_token": "1:sandbox.service"}
Open = Callable[..., HttpSession]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def opened(running: Running) -> Iterator[Open]:
    sessions: list[HttpSession] = []

    def open_one(*secrets: str, **options: str) -> HttpSession:
        account = Account(
            name="vk",
            network="vk",
            options={"group": 42, **options},
            secrets=dict.fromkeys(secrets, "SECRET"),
            base_url=f"{running.url}/vk",
            language="en",
        )
        sessions.append(open_session(account, ADAPTER.host, lambda account, option: SECRETS[option]))
        return sessions[-1]

    assert httpx.post(f"{running.url}/sandbox/reset", trust_env=False, verify=False).is_success
    yield open_one
    for session in sessions:
        session.close()


def test_a_communitys_key_publishes_and_cannot_look(opened: Open) -> None:
    session = opened("token", photos="messages")
    files = (replace(picture(), width=80, height=100),)
    assert isinstance(ADAPTER.send(session, sending(ADAPTER, session.account, files=files, read=jpeg)), Sent)
    assert ADAPTER.class_now
    assert ADAPTER.class_now(session) == "blind"


def test_a_service_token_looks_for_it(opened: Open) -> None:
    session = opened("token", "service_token")
    outcome = ADAPTER.send(session, sending(ADAPTER, session.account))
    assert ADAPTER.class_now
    assert ADAPTER.recent
    assert ADAPTER.class_now(session) == "windowed"
    (found,) = ADAPTER.recent(session, 10)
    assert isinstance(found, Found)
    assert outcome == Sent(found.remote_id, found.url)


def test_a_key_that_may_not_upload_to_the_wall_says_what_to_set(opened: Open) -> None:
    session = opened("token")
    files = (replace(picture(), width=80, height=100),)
    outcome = ADAPTER.send(session, sending(ADAPTER, session.account, files=files, read=jpeg))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "photos: messages" in outcome.why
