"""Kill real publishers, with SIGKILL, on a real git repository against the sandbox: `python -m tests.crash.kills`."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import ProxyHandler, build_opener

from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.state import Changes, State
from smmgen.ledger.verify import verify
from smmgen.model.delivery import DeliveryId
from smmgen.sandbox.server import start
from tests.crash.publisher import EACH, OPTIONS, ledger_of
from tests.ledger.repository import clone, remote
from tests.publish.stage import DUE

ROOT = Path(__file__).parents[2]
CALM = 6
"""So many runs in a row are left alone in the end."""
EXACT = ("bluesky", "wordpress")


class Time:
    """The networks' clock: it is set, and goes on from there."""

    def __init__(self) -> None:
        self.set(DUE)

    def set(self, now: datetime) -> None:
        self._now, self._set = now, time.monotonic()

    def __call__(self) -> datetime:
        return self._now + timedelta(seconds=time.monotonic() - self._set)


@dataclass
class Theatre:
    """A git server, a clone of it, the networks, and a process that publishes on demand."""

    folder: Path
    url: str
    clock: Time
    chance: Random
    publisher: "subprocess.Popen[str]"
    bucket: str = ""
    kills: int = 0
    posts: int = 0
    runs: int = 0
    longest: float = 0.5
    exits: Counter[int] = field(default_factory=Counter)

    def run(self, *, is_killed: bool) -> None:
        """Let a run begin, and kill it at any moment of the time that runs take."""
        self.runs += 1
        self.posts += is_killed
        now = DUE + self.runs * EACH
        self.clock.set(now)
        child, began = self._begin(now), time.monotonic()
        if is_killed:
            time.sleep(self.chance.uniform(0, self.longest))
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        code = int(self._line())
        self.exits[code] += 1
        self.kills += code == -signal.SIGKILL
        if code == 0:
            self.longest = time.monotonic() - began

    def _begin(self, now: datetime) -> int:
        asked = {
            "now": now.isoformat(),
            "by": f"kill.1.{self.runs}",
            "clone": str(self.folder / "clone"),
            "bucket": self.bucket,
            "posts": self.posts,
            "url": self.url,
        }
        print(json.dumps(asked), file=self.publisher.stdin, flush=True)
        return int(self._line())

    def _line(self) -> str:
        assert self.publisher.stdout
        return self.publisher.stdout.readline()

    def state(self) -> State:
        """Return what a new reader has of the ledger, after every line of its history was checked."""
        clone(self.folder / "remote.git", self.folder / "reader")
        ledger = ledger_of(str(self.folder / "reader"), self.bucket)
        verify(ledger)
        return ledger.read()[0]

    def shown(self, network: str) -> list[str]:
        address = f"{self.url}/sandbox/posts?network={network}"
        with build_opener(ProxyHandler({})).open(address) as answer:
            return [one["text"] for one in json.load(answer)["posts"]]


@contextmanager
def theatre(folder: Path, seed: int, bucket: str) -> Iterator[Theatre]:
    clock = Time()
    clone(remote(folder / "remote.git"), folder / "clone")
    ledger_of(str(folder / "clone"), bucket).cas(ABSENT, Changes())
    command = [sys.executable, "-m", "tests.crash.publisher"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with start(0, now=clock) as running, subprocess.Popen(command, cwd=ROOT, **pipes) as publisher:
        yield Theatre(folder, running.url, clock, Random(seed), publisher, bucket)
        assert publisher.stdin
        publisher.stdin.close()


@dataclass(frozen=True)
class Found:
    """How many kills there were, how the deliveries ended, and what is wrong."""

    kills: int
    ends: Counter[str]
    wrong: list[str]
    exits: Counter[int]


def kill_many(folder: Path, kills: int, seed: int = 1, bucket: str = "") -> Found:
    """Kill so many runs, let clean ones finish, and compare the ledger with what is public.

    The ledger is on a branch, or in the bucket at the address that is given.
    """
    with theatre(folder, seed, bucket) as made:
        made.posts = 1
        made.run(is_killed=False)
        while made.kills < kills:
            made.run(is_killed=True)
        for _ in range(CALM):
            made.run(is_killed=False)
        state, ends, wrong = made.state(), Counter[str](), []
        for network in OPTIONS:
            shown = Counter(made.shown(network))
            for number in range(made.posts):
                last = state.last(DeliveryId(network, f"post-{number}"))
                stage, count = (last.stage if last else ""), shown[f"Text {number}."]
                ends[stage] += 1
                if what := _wrong(network, stage, count):
                    wrong.append(f"{network} post-{number}: {what}")
        return Found(made.kills, ends, wrong, made.exits)


def _wrong(network: str, stage: str, count: int) -> str:
    if count > 1:
        return f"double: {count} times"
    if stage not in ("POSTED", "HELD"):
        return f"lost: {stage or 'unclaimed'}"
    if stage == "POSTED" and not count:
        return "false: posted, and not there"
    return "held, and its network can tell" if stage == "HELD" and network in EXACT else ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill real publishers on a real repository.")
    parser.add_argument("kills", type=int, nargs="?", default=300, help="so many (300)")
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_many(Path(folder), asked.kills)
    print("\n".join(found.wrong))
    print(
        f"{found.kills} kills in {time.monotonic() - began:.0f} s: {dict(found.ends)}; exits {dict(found.exits)}"
    )
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
