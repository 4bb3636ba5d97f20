"""The whole of it: a brand, its content, the ledger's host, the servers, and the real publisher on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT, Ledger
from smmgen.ledger.operate import Verdict, resolve
from smmgen.ledger.state import Changes, State
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe
from smmgen.publish.run import run
from tests.crash.adapters import ADAPTERS, Wire
from tests.crash.githost import Host
from tests.crash.network import Server
from tests.crash.process import Clock, Mishap, Process
from tests.crash.s3host import Store
from tests.crash.witness import Witness
from tests.publish.stage import Killed

MINUTE = 60.0
GRACE = timedelta(days=3)
"""No simulation outruns it, unless it is to: so nothing is held for being late."""


PLACES: Mapping[str, Callable[[Clock], Any]] = {"git": Host, "s3": Store}
"""Where the ledger may be kept."""


@cache
def started(place: str) -> Any:
    """Return a host whose ledger was just made."""
    host = PLACES[place](Clock())
    host.ledger(Process("operator.anna.0", host.clock)).cas(ABSENT, Changes())
    return host


@dataclass
class World:
    """One brand's world. Everything in it follows from its arguments and `chance`."""

    brand: Brand
    bundle: Bundle
    chance: Random
    clock: Clock = field(default_factory=Clock)
    tell: Callable[[str], None] | None = None
    place: str = "git"
    runs: int = 0
    ends: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.host = started(self.place).copy(self.clock)
        self.witness = Witness(self.host, self.tell)
        self.servers = {
            name: Server(name, self.clock, self.chance, self.tell) for name in self.brand.accounts
        }
        self.host.moved = self.witness.growth
        self._seen: tuple[str, State] = ("", State())

    @property
    def is_hurried(self) -> bool:
        return self.brand.grace < GRACE

    def ledger(self, process: Process) -> Ledger:
        """Return the ledger as one sees it who never saw it before."""
        return self.host.ledger(process)  # type: ignore[no-any-return]

    def state(self) -> State:
        """Return what the ledger says now, as a fresh clone reads it."""
        if self._seen[0] != self.host.tip:
            self._seen = self.host.tip, self.read_anew()
        return self._seen[1]

    def read_anew(self) -> State:
        return self.ledger(Process("reader", self.clock)).read()[0]

    def publish(
        self,
        mishaps: Mapping[int | str, Mishap] | None = None,
        *,
        skew: float = 0.0,
        leaves_git: bool = False,
    ) -> Process:
        """Run a publisher until it ends, or until it is killed; note how it ended."""
        self.runs += 1
        process = Process(f"sim.1.{self.runs}", self.clock, skew, mishaps or {}, leaves_git, self.tell)
        try:
            self._run(process)
            self.ends.append("ended")
        except Killed as killed:
            self.ends.append(f"killed: {killed}")
        except LedgerUnsafe as fault:
            self.ends.append(f"unsafe: {fault}")
        except Exception as fault:
            self.witness.broken.append(f"the publisher fell over: {type(fault).__name__}: {fault}")
        return process

    def _run(self, process: Process, **more: Any) -> None:
        def read_file(file: object) -> bytes:
            process.step("reading")
            return b""

        def session(account: Account) -> Wire:
            return Wire(account, self.servers[account.name], process, self.witness.call)

        run(
            self.bundle,
            self.brand,
            self.ledger(process),
            session,
            read_file,
            process.now(),
            by=process.by,
            adapters=ADAPTERS.__getitem__,
            monotonic=self.clock.monotonic,
            sleep=self.clock.wait,
            chance=Random(self.runs),
            lanes=1,
            **more,
        )

    def clear(self) -> None:
        """Let all be well from now on."""
        self.host.faults.clear()
        for server in self.servers.values():
            server.faults.clear()
            server.date_shift = 0.0

    def resolve(self, delivery: DeliveryId, verdict: Verdict) -> None:
        """Let a person settle what is stuck."""
        self.runs += 1
        process = Process(f"operator.anna.{self.runs}", self.clock)
        journal = Journal(self.ledger(process), self.clock.wait, self.chance)
        resolve(journal, delivery, verdict, process.by, process.now())
