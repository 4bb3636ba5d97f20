"""One post to every network, with one faulty call on its way: shown once and noted, or left to a person.

The ordinary run takes five telling faults: all on the networks that `tests/crash/test_real.py` leaves out, and on
each of the others two, in turns. SMMGEN_WHOLE=1 takes all that the sandbox knows.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import adapter
from smmgen.cli.deliver import publish_once
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.record import Record
from smmgen.ledger.state import Changes
from smmgen.model.delivery import DeliveryId
from smmgen.pipeline import Built, build
from smmgen.publish.rehearsal import forget, hosting, pointed, secret_of
from smmgen.read.tree import Folder
from smmgen.sandbox.faults import KINDS
from smmgen.sandbox.server import start
from tests.crash.real import OTHERWISE
from tests.networks.terms import TERMS
from tests.publish.test_every_network import NETWORKS, NOW, repository
from tests.sandbox.near import Near, NearSessions

__all__ = ["repository"]

pytestmark = pytest.mark.usefixtures("hurry")

PATIENCE = 0.5
"""How long an answer is waited for, in seconds; one that is later than that is one fault more, and no harm."""

TELLING = ("timeout-after", "500-after-effect", "200-without-id", "reset-before", "refuse-429-retry-after")
POST = "fourth-advent"


def cases() -> Iterator[tuple[str, str]]:
    """Yield each network with the faults that it meets."""
    is_whole = bool(os.environ.get("SMMGEN_WHOLE"))
    for number, network in enumerate(NETWORKS):
        two = (TELLING[number % len(TELLING)], TELLING[(number + 2) % len(TELLING)])
        found = tuple(KINDS) if is_whole else TELLING if network in OTHERWISE else two
        yield from ((network, fault) for fault in found)


@dataclass
class Street:
    """A sandbox with its clock, and what a brand has ready."""

    url: str
    wire: Near
    root: Path
    built: Built
    clock: list[datetime]
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    runs: int = 0

    def ask(self, method: str, path: str, **more: Any) -> Any:
        with httpx.Client(transport=self.wire, base_url=self.url) as client:
            return client.request(method, path, **more).raise_for_status().json()

    def publish(self, network: str) -> None:
        self.runs += 1
        assert self.built.project
        opened = NearSessions(
            self.wire, secret_of, lambda: self.clock[0], timeout_seconds=PATIENCE, keep=forget
        )
        with opened as sessions:
            publish_once(
                self.built,
                pointed(self.built.project.brand, self.url),
                self.ledger,
                sessions,
                self.root / "dist",
                self.clock[0],
                by=f"local.1.{self.runs}",
                account=network,
                hosting=hosting(self.url),
                secret_of=secret_of,
            )

    def stands(self, network: str) -> Record:
        last = self.ledger.read()[0].last(DeliveryId(network, POST))
        assert last is not None
        return last

    def wait(self, network: str) -> None:
        """Let twenty minutes pass, or as many as the network asked for."""
        self.clock[0] = max(self.clock[0] + timedelta(minutes=20), self.stands(network).not_before or NOW)

    def shown(self, network: str) -> Counter[str]:
        """Return how often readers see each thing that was said."""
        posts = self.ask("GET", "/sandbox/posts", params={"network": network})["posts"]
        return Counter(
            repr((post["text"], post["poll"], [one["sha256"] for one in post["media"]]))
            for post in posts
            if post["notes"].get("privacy") != "private"
        )


@pytest.fixture(scope="module")
def place(repository: Path) -> Iterator[tuple[str, Near, Path, Built, list[datetime]]]:
    clock = [NOW]
    with start(0, now=lambda: clock[0]) as running:
        built = build(Folder(repository), repository / "dist", NOW)
        at_hand = replace(
            built.bundle, variants=dict(built.bundle.variants)
        )  # each run would write them anew
        yield running.url, Near(running), repository, replace(built, bundle=at_hand), clock


@pytest.fixture
def street(place: tuple[str, Near, Path, Built, list[datetime]]) -> Street:
    made = Street(*place)
    made.clock[0] = NOW
    made.ask("POST", "/sandbox/reset")
    made.ledger.cas(ABSENT, Changes())
    return made


@pytest.mark.parametrize(("network", "fault"), tuple(cases()))
def test_nothing_is_doubled_and_nothing_lost(street: Street, network: str, fault: str) -> None:
    for method in TERMS[network].visible:
        street.ask("POST", "/sandbox/faults", json={"network": network, "method": method, "kind": fault})
    street.publish(network)
    left = street.ask("GET", "/sandbox/faults")["waiting"]
    assert len(left) < len(TERMS[network].visible), "the fault did not happen"
    street.ask("DELETE", "/sandbox/faults")
    for _ in range(4):
        street.wait(network)
        street.publish(network)
    last, shown = street.stands(network), street.shown(network)
    assert max(shown.values(), default=0) <= 1, "a double post"
    assert last.stage in ("POSTED", "HELD", "FAILED"), "it is still open"
    assert shown or last.stage != "POSTED", "lost, though the ledger says that it is public"
    assert not shown or last.stage != "FAILED", "public, though the ledger says that it is not"
    if adapter(network).delivery_class in ("keyed", "handle") and fault != "403":
        assert last.stage == "POSTED", last.reason
    if fault in ("refuse-429", "refuse-429-retry-after", "reset-before") and last.stage != "POSTED":
        assert last.stage == "HELD", "what can be tried again is tried again, or held"
