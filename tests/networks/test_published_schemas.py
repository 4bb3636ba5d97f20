"""What is sent to a network is what its published schema knows, for a post with all that a post may have."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from smmgen.adapter import Reply, Request, Session
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes
from smmgen.model.brand import Account
from smmgen.pipeline import build
from smmgen.publish.rehearsal import pointed, secret_of
from smmgen.publish.run import run
from smmgen.publish.sessions import Sessions
from smmgen.read.tree import Folder
from smmgen.sandbox.server import start
from tests.publish.test_every_network import NOW, repository
from tests.servers import install

__all__ = ["repository"]

HERE = Path(__file__).parent
NETWORKS = ("telegram", "vk", "x")
POSTING = {"x": "/2/tweets", "vk": "/method/", "telegram": ""}
"""What is in the addresses of the calls that have a schema."""

Call = tuple[str, str, dict[str, Any]]


class Recorded:
    """A session that also keeps what was asked."""

    def __init__(self, session: Session, calls: list[Call]) -> None:
        self._session = session
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def call(self, request: Request) -> Reply:
        network = self._session.account.network
        method = request.url.removeprefix(self._session.base_url).rpartition("/")[2]
        if request.method == "POST" and POSTING[network] in request.url:
            given = dict(request.json or {}) | dict(request.form or {}) | dict(request.query)
            named = str(given)  # a file that a parameter names is no parameter itself
            files = {name: "a file" for name, _ in request.files if f"attach://{name}" not in named}
            self._calls.append((network, method, files | given))
        return self._session.call(request)


@pytest.fixture(scope="module")
def calls(repository: Path) -> list[Call]:
    made: list[Call] = []
    built = build(Folder(repository), repository / "dist", NOW)
    assert built.project
    ledger = MemoryLedger()
    ledger.cas(ABSENT, Changes())
    with start(0, now=lambda: NOW) as running, Sessions(secret_of, lambda: NOW) as sessions:

        def opened(account: Account) -> Session:
            return Recorded(sessions(account), made)

        for network in NETWORKS:
            run(
                built.bundle,
                pointed(built.project.brand, running.url),
                ledger,
                opened,
                lambda file: (repository / "dist" / file.path).read_bytes(),
                NOW,
                by=f"local.1.{network}",
                only_account=network,
                is_real_time=False,
            )
    return made


def judged(calls: list[Call]) -> list[str]:
    try:
        python = install.python_server("schemas")
    except install.Missing as missing:
        pytest.skip(str(missing))
    done = subprocess.run(
        [str(python), str(HERE / "schemas/judge.py")],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("network", NETWORKS)
def test_the_published_schema_knows_what_is_sent(calls: list[Call], network: str) -> None:
    own = [call for call in calls if call[0] == network]
    assert own
    assert judged(own) == []


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (("telegram", "sendMessage", {"chat_id": "@a", "txet": "Hi"}), "there is no txet"),
        (("telegram", "sendPoll", {"chat_id": "@a", "question": "?", "options": 3}), "options"),
        (("telegram", "sendNothing", {}), "no such method"),
        (("vk", "wall.post", {"owner": "-1"}), "there is no owner"),
        (("vk", "wall.post", {"owner_id": "northwind"}), "owner_id is a number"),
        (("vk", "wall.publish", {}), "no such method"),
        (("x", "tweets", {"text": "Hi", "media_ids": ["1"]}), "there is no media_ids"),
        (("x", "tweets", {"text": "Hi", "poll": 3}), "poll"),
    ],
)
def test_the_judge_notices(call: Call, fault: str) -> None:
    assert any(fault in one for one in judged([call]))
