"""Ten thousand posts that are due, on networks that keep asking to wait: `python -m tests.crash.storm`."""

import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes
from smmgen.model.brand import Account
from smmgen.publish.run import run
from tests.crash.adapters import ADAPTERS, Wire
from tests.crash.network import Server
from tests.crash.process import Clock, Process
from tests.crash.world import GRACE, MINUTE
from tests.publish.stage import brand, post, together

ACCOUNTS = tuple(
    f"{kind}-{number}" for kind in ("blind", "windowed", "keyed", "handle") for number in range(4)
)
EVERY = 15 * MINUTE
BURST = 120
"""So many calls a network takes at most before it asks to wait; it may ask sooner."""
WAITS = ("60", "300", "900", "1700")


class Busy(Server):
    """A server that takes a few posts, and asks to wait then."""

    left = 0

    def _fault(self, *names: str) -> str:
        if names or self.left > 0:
            self.left -= not names
            return ""
        self.left = self.chance.randint(40, BURST)
        return f"429:{self.chance.choice(WAITS)}"


@dataclass
class Storm:
    """How the deliveries ended, and how it went."""

    ends: Counter[str] = field(default_factory=Counter)
    public: Counter[int] = field(default_factory=Counter)
    runs: int = 0
    refusals: int = 0
    hasty: int = 0
    seconds: float = 0.0

    @property
    def megabytes(self) -> int:
        """Return the most that this process has used; `ru_maxrss` would count what its parent had, too."""
        status = Path("/proc/self/status").read_text("utf-8")
        found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
        assert found
        return int(found[1]) // 1024


def weather(posts: int, seed: int = 1) -> Storm:
    """Publish so many posts on each of sixteen accounts, with a run every fifteen minutes."""
    began, clock, chance = time.monotonic(), Clock(), Random(seed)
    bundle = together(*(post(f"post-{number}", accounts=ACCOUNTS) for number in range(posts)))
    servers = {name: Busy(name, clock, chance) for name in ACCOUNTS}
    ledger, found = MemoryLedger(), Storm()
    ledger.cas(ABSENT, Changes())
    while found.runs < 400 and not _is_over(ledger, posts):
        _publish(bundle, ledger, servers, Process(f"storm.1.{found.runs}", clock))
        found.runs += 1
        clock.wait(EVERY)
    found.ends = Counter(history[-1].stage for history in ledger.read()[0].histories.values())
    found.public = Counter(
        Counter(one.delivery for server in servers.values() for one in server.posts).values()
    )
    found.hasty = sum(server.hasty for server in servers.values())
    found.refusals = sum(
        one.stage == "RETRY" for history in ledger.read()[0].histories.values() for one in history
    )
    found.seconds = time.monotonic() - began
    return found


def _is_over(ledger: MemoryLedger, posts: int) -> bool:
    histories = ledger.read()[0].histories
    settled = ("POSTED", "HELD", "FAILED")
    return len(histories) == posts * len(ACCOUNTS) and all(
        one[-1].stage in settled for one in histories.values()
    )


def _publish(bundle: Any, ledger: MemoryLedger, servers: dict[str, Busy], process: Process) -> None:
    def session(account: Account) -> Wire:
        return Wire(account, servers[account.name], process, lambda process, body: None)

    run(
        bundle,
        brand(*ACCOUNTS, grace=GRACE),
        ledger,
        session,
        lambda file: b"",
        process.now(),
        by=process.by,
        adapters=ADAPTERS.__getitem__,
        monotonic=process.clock.monotonic,
        sleep=process.clock.wait,
        chance=Random(process.by),
        lanes=1,
    )


def main() -> int:
    found = weather(625)
    print(
        f"{found.ends.total()} deliveries in {found.runs} runs and {found.seconds:.0f} s, {found.megabytes} MB: "
        f"{dict(found.ends)}; {found.refusals} times asked to wait, {found.hasty} requests came before that"
    )
    return 1 if found.hasty or set(found.ends) - {"POSTED", "HELD"} or set(found.public) - {1} else 0


if __name__ == "__main__":
    sys.exit(main())
