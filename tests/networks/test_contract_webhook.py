"""What test_contract.py tries with a bot on Discord, tried with a webhook, alone and beside a bot."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import Outcome, Sending, Sent
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.networks.discord import ADAPTER
from smmgen.publish.fingerprint import fingerprint
from smmgen.publish.rehearsal import secret_of
from smmgen.sandbox.server import start
from tests.networks.script import sending
from tests.networks.test_contract import SMALL, jpeg


class Hook:
    """A channel of the sandbox, with a webhook and perhaps a bot."""

    def __init__(self, client: httpx.Client, secrets: dict[str, str], channel: str = "") -> None:
        url = f"{client.base_url}".rstrip("/") + "/discord"
        options = {"channel": channel} if channel else {}
        self.account = Account(
            name="hook", network="discord", options=options, secrets=secrets, base_url=url, language="en"
        )
        self.session = open_session(self.account, ADAPTER.host, secret_of)
        self.client = client

    def ready(self, markdown: str = "All **beans** must go.", **what: Any) -> Sending:
        return sending(ADAPTER, self.account, markdown, read=jpeg, **what)

    def send(self, *told: str, **what: Any) -> Sent:
        outcome: Outcome = ADAPTER.send(self.session, self.ready(*told, **what))
        assert isinstance(outcome, Sent), outcome
        return outcome

    def posts(self) -> list[dict[str, Any]]:
        found = self.client.get("/sandbox/posts", params={"network": "discord"}).json()["posts"]
        return sorted(found, key=lambda post: datetime.fromisoformat(post["at"]))


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with start() as running, httpx.Client(base_url=running.url, trust_env=False, verify=False) as one:
        yield one


@pytest.fixture
def hook(client: httpx.Client) -> Iterator[Hook]:
    made = Hook(client, {"webhook": "W"})
    yield made
    made.session.close()


def test_a_message_with_pictures_is_named_and_seen(hook: Hook) -> None:
    outcome = hook.send(files=(SMALL, replace(SMALL, alt="Another.")))
    (post,) = hook.posts()
    assert (post["text"], post["url"]) == ("All beans must go.", outcome.url)
    assert [one["alt"] for one in post["media"]] == [SMALL.alt, "Another."]


def test_an_edit_and_a_deletion(hook: Hook) -> None:
    made = hook.send(files=(SMALL,) * 2)
    assert ADAPTER.edit
    assert ADAPTER.retract
    assert ADAPTER.edit(hook.session, hook.ready("All gone.", files=(SMALL,)), made.remote_id) == made
    (post,) = hook.posts()
    assert (post["text"], len(post["media"])) == ("All gone.", 1)
    assert isinstance(ADAPTER.retract(hook.session, made.remote_id), Sent)
    assert isinstance(ADAPTER.retract(hook.session, made.remote_id), Sent)
    assert hook.posts() == []


def test_a_bot_beside_it_reads_and_opens_the_thread(client: httpx.Client, hook: Hook) -> None:
    channel = hook.send(post="first").remote_id.partition("/")[0]
    both = Hook(client, {"webhook": "W", "token": "T"}, channel)
    made = both.send("See [here](https://example.com).", post="second", files=(SMALL,))
    both.send("Order **here**.", post="second", number=1, thread=(made.remote_id,), is_comment=True)
    assert [post["reply_to"] for post in both.posts()] == ["", "", made.remote_id.partition("/")[2]]
    assert ADAPTER.recent
    found = {one.remote_id: one for one in ADAPTER.recent(both.session, 10)}[made.remote_id]
    assert (fingerprint(found.text), found.images) == (fingerprint("See here."), 1)
    both.session.close()
