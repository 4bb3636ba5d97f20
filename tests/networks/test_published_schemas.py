"""What is sent to a network is what its published schema knows, for a post with all that a post may have."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Reply, Request, Session
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes
from smmgen.model.brand import Brand
from smmgen.pipeline import Built, build
from smmgen.publish.rehearsal import forget, pointed, secret_of
from smmgen.publish.run import run
from smmgen.read.tree import Folder
from smmgen.sandbox.server import start
from tests.networks.script import film, picture
from tests.networks.test_pinterest import HANDLE, MADE, sent
from tests.publish.test_every_network import NOW, repository, with_poll
from tests.sandbox.near import Near, NearSessions
from tests.servers import install

__all__ = ["repository"]

HERE = Path(__file__).parent
NETWORKS = ("discord", "pinterest", "telegram", "vk", "x")
POSTING = {
    "discord": r"/(?:(webhooks)/.*|(messages|threads))$",
    "pinterest": r"/v5/(pins)$",
    "telegram": r"/(\w+)$",
    "vk": r"/method/([\w.]+)$",
    "x": r"/2/(tweets)$",
}
"""The addresses of the calls that have a schema, and what in them names it."""

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
        named = re.search(POSTING[network], request.url)
        if request.method == "POST" and named:
            self._calls.append((network, next(filter(None, named.groups())), _given(request)))
        return self._session.call(request)


def _given(request: Request) -> dict[str, Any]:
    given = dict(request.json or {}) | dict(request.form or {})
    mentioned = str(given)  # a file that a parameter names is no parameter itself
    files = {name: "a file" for name, _ in request.files if f"attach://{name}" not in mentioned}
    return files | given


def by_webhook(brand: Brand) -> Brand:
    """Return the brand with a webhook in the place of Discord's bot."""
    account = replace(brand.accounts["discord"], secrets={"webhook": "WEBHOOK"})
    return replace(brand, accounts={**brand.accounts, "discord": account})


def publish(built: Built, brand: Brand, network: str, folder: Path) -> list[Call]:
    """Publish to one network; return what it was told."""
    made: list[Call] = []
    ledger = MemoryLedger()
    ledger.cas(ABSENT, Changes())
    with (
        start(0, now=lambda: NOW) as running,
        NearSessions(Near(running), secret_of, lambda: NOW, keep=forget) as sessions,
    ):
        run(
            built.bundle,
            pointed(brand, running.url),
            ledger,
            lambda account: Recorded(sessions(account), made),
            lambda file: (folder / file.path).read_bytes(),
            NOW,
            by="local.1.a",
            only_account=network,
            is_real_time=False,
        )
    return made


@pytest.fixture(scope="module")
def calls(repository: Path) -> list[Call]:
    folder = repository / "dist"
    built = build(Folder(with_poll(repository)), folder, NOW)
    assert built.project
    brand = built.project.brand
    own = [call for network in NETWORKS for call in publish(built, brand, network, folder)]
    return own + publish(built, by_webhook(brand), "discord", folder)


Judged = Callable[[list[Call]], list[str]]


@pytest.fixture(scope="module")
def judged() -> Iterator[Judged]:
    """Ask a judge of the networks' language what is wrong with calls to one of them; each is started once."""
    with ExitStack() as stack:

        @cache
        def judge(command: Callable[[], list[str]]) -> "subprocess.Popen[str]":
            try:
                asked = subprocess.Popen(command(), stdin=PIPE, stdout=PIPE, text=True)
            except install.Missing as missing:
                pytest.skip(str(missing))
            stack.enter_context(asked)
            stack.callback(asked.kill)  # to tidy up all that was imported takes it seconds
            return asked

        def ask(calls: list[Call]) -> list[str]:
            asked = judge(javascript if calls[0][0] == "discord" else python)
            assert asked.stdin
            assert asked.stdout
            print(json.dumps(calls), file=asked.stdin, flush=True)
            found: list[str] = json.loads(asked.stdout.readline())
            return found

        yield ask


def javascript() -> list[str]:
    schemas = install.discord()
    return [schemas.node, str(HERE / "schemas/discord/judge.mjs"), str(schemas.modules)]


def python() -> list[str]:
    return [str(install.python_server("schemas")), str(HERE / "schemas/judge.py")]


@pytest.mark.parametrize("network", NETWORKS)
def test_the_published_schema_knows_what_is_sent(calls: list[Call], judged: Judged, network: str) -> None:
    own = [call for call in calls if call[0] == network]
    assert own
    assert judged(own) == []


def test_each_of_discords_ways_is_tried(calls: list[Call]) -> None:
    ways = {method for network, method, _ in calls if network == "discord"}
    assert ways == {"messages", "threads", "webhooks"}


@pytest.mark.parametrize(
    "what", [{"files": (picture(),)}, {"video": film(), "thumbnail": picture(), "handle": HANDLE}]
)
def test_pinterests_schema_knows_a_picture_and_a_video(what: dict[str, Any], judged: Judged) -> None:
    _, script = sent(MADE, **what)
    assert judged([("pinterest", "pins", dict(script.requests[-1].json or {}))]) == []


SLOT = {"content_type": "image/jpeg", "data": "AAAA", "alt_text": "Beans"}
CAROUSEL = {"source_type": "multiple_image_base64", "items": [SLOT, SLOT]}


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (("discord", "messages", {"content": "Hi", "poll": {"answers": []}}), "poll.question"),
        (("discord", "messages", {"contents": "Hi"}), "there is no contents"),
        (("discord", "messages", {"attachments": [{"id": "0", "alt": "Beans"}]}), "no attachments.0.alt"),
        (("discord", "webhooks", {"payload_json": "{}", "files[0]": "a file"}), "no attachment is files[0]"),
        (("discord", "posts", {}), "no such method"),
        (("pinterest", "pins", {"board_id": "coffee"}), "board_id"),
        (("pinterest", "pins", {"board": "42"}), "there is no board"),
        (("pinterest", "pins", {"media_source": {"source_type": "image"}}), "no such media_source"),
        (("pinterest", "pins", {"media_source": CAROUSEL}), "there is no alt_text"),
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
def test_the_judge_notices(call: Call, fault: str, judged: Judged) -> None:
    assert any(fault in one for one in judged([call]))
