"""The real publisher and the real adapters, over HTTP, against the sandbox and all its faults."""

import dataclasses
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle, File
from smmgen.model.delivery import DeliveryId
from smmgen.publish.rehearsal import pointed, secret_of
from smmgen.publish.report import Report
from smmgen.publish.run import run
from smmgen.publish.sessions import Sessions
from smmgen.sandbox.faults import KINDS
from smmgen.sandbox.server import start
from tests.publish.stage import DUE, MINUTE, brand, outcomes, post

VISIBLE = {
    "telegram": "sendMessage",
    "mastodon": "POST /api/v1/statuses",
    "bluesky": "com.atproto.repo.putRecord",
}
NETWORKS = tuple(VISIBLE)
OPTIONS: dict[str, dict[str, Any]] = {
    "telegram": {"options": {"chat": "@northwind"}, "secrets": {"token": "X"}},
    "mastodon": {"secrets": {"token": "X"}},
    "bluesky": {"handle": "northwind.example", "secrets": {"password": "X"}},
}

PATIENCE, IMPATIENCE = 1.5, 0.5


@dataclass
class Clock:
    now: datetime = DUE

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Theatre:
    """A sandbox, and a brand with an account on each of its networks."""

    url: str
    clock: Clock
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    runs: int = 0

    def ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}{path}", data, {"content-type": "application/json"}, method=method)
        with build_opener(ProxyHandler({})).open(request) as answer:
            return json.load(answer)

    def brand(self, *networks: str) -> Brand:
        made = brand(*networks)
        accounts = {name: Account(name=name, network=name, **OPTIONS[name]) for name in networks}
        return pointed(replace(made, accounts=accounts), self.url)

    def run(
        self, bundle: Bundle, *networks: str, picture: bytes = b"", patience_seconds: float = PATIENCE
    ) -> Report:
        self.runs += 1
        with Sessions(secret_of, self.clock, timeout_seconds=patience_seconds) as sessions:
            return run(
                bundle,
                self.brand(*networks),
                self.ledger,
                sessions,
                lambda file: picture,
                self.clock.now,
                by=f"local.1.{self.runs}",
                is_real_time=False,
            )

    def shown(self, network: str) -> list[str]:
        return [one["text"] for one in self.ask("GET", f"/sandbox/posts?network={network}")["posts"]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[tuple[str, Clock]]:
    clock = Clock()
    with start(0, now=clock) as running:
        yield running.url, clock


@pytest.fixture
def theatre(sandbox: tuple[str, Clock]) -> Theatre:
    url, clock = sandbox
    clock.now = DUE
    made = Theatre(url, clock)
    made.ask("POST", "/sandbox/reset")
    made.ledger.cas(ABSENT, Changes())
    return made


def test_a_thread_goes_out_on_every_network_and_only_once(theatre: Theatre) -> None:
    bundle = post("sale", "One.", "Two.", "Three.", accounts=NETWORKS)
    assert outcomes(theatre.run(bundle, *NETWORKS)) == ["published"] * 9
    assert outcomes(theatre.run(bundle, *NETWORKS)) == ["already"] * 9
    for network in NETWORKS:
        assert sorted(theatre.shown(network)) == ["One.", "Three.", "Two."]


def test_a_picture_goes_with_its_text(theatre: Theatre) -> None:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "white").save(drawn, "JPEG")
    data = drawn.getvalue()
    file = File(
        path="images/a.jpg",
        alt="A bag",
        width=64,
        height=48,
        bytes=len(data),
        sha256=sha256(data).hexdigest(),
        media_type="image/jpeg",
    )
    plain = post("sale", accounts=NETWORKS).variants["sale"]
    bundle = Bundle(
        {
            "sale": {
                name: replace(
                    one, messages=tuple(replace(message, files=(file,)) for message in one.messages)
                )
                for name, one in plain.items()
            }
        }
    )
    assert outcomes(theatre.run(bundle, *NETWORKS, picture=data)) == ["published"] * 3
    posts = theatre.ask("GET", "/sandbox/posts")["posts"]
    assert [len(one["media"]) for one in posts] == [1, 1, 1]


def ends(theatre: Theatre, network: str) -> tuple[str, int]:
    """Return how the delivery stands, and how often readers see it."""
    last = theatre.ledger.read()[0].last(DeliveryId(network, "sale"))
    assert last
    return last.stage, len(theatre.shown(network))


UNSEEN = {name for name, kind in KINDS.items() if kind.end != "answer" or kind.change or kind.status >= 500}
REFUSED = {"403"}


@pytest.mark.parametrize("fault", sorted(KINDS))
@pytest.mark.parametrize("network", NETWORKS)
def test_every_fault_ends_well(theatre: Theatre, network: str, fault: str) -> None:
    """One faulty visible call, then clean runs: shown once and noted, or left to a person with a reason."""
    theatre.ask("POST", "/sandbox/faults", {"network": network, "method": VISIBLE[network], "kind": fault})
    bundle = post("sale", accounts=(network,))
    patience = IMPATIENCE if KINDS[fault].end == "hang" else PATIENCE  # all of it is waited for
    theatre.run(bundle, network, patience_seconds=patience)
    assert theatre.ask("GET", "/sandbox/faults")["waiting"] == [], "the fault did not happen"
    for _ in range(3):
        theatre.clock.now += 20 * MINUTE
        theatre.run(bundle, network)
    if fault in REFUSED:
        assert ends(theatre, network) == ("FAILED", 0)
    elif network == "telegram" and fault in UNSEEN:
        assert ends(theatre, network) == ("HELD", int(KINDS[fault].takes_effect))
    else:
        assert ends(theatre, network) == ("POSTED", 1)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_server_that_is_gone_is_retried_later(theatre: Theatre, network: str) -> None:
    bundle = post("sale", accounts=(network,))
    gone, theatre.url = theatre.url, "http://127.0.0.1:9"
    assert outcomes(theatre.run(bundle, network)) == ["failed"]
    theatre.url = gone
    theatre.clock.now += timedelta(minutes=2)
    assert outcomes(theatre.run(bundle, network)) == ["published"]


def test_no_token_is_printed_or_kept(theatre: Theatre) -> None:
    gone = dataclasses.replace(theatre, url="http://127.0.0.1:9")
    report = gone.run(post("sale", accounts=NETWORKS), *NETWORKS)
    kept = repr(theatre.ledger.read()[0])
    assert "1:sandbox" not in report.text() + json.dumps(report.data()) + kept
    assert os.linesep in report.text()
