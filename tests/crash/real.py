"""The real adapters and the real door to the network, on the sandbox in this very process: `python -m tests.crash.real`.

What an adapter takes for sent, not sent, refused or unknown is tried with a crash at every step of a run × what can
go wrong in its visible call. Networks that take no text alone, or speak no HTTP, are left out.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote

import httpx
from msgspec.structs import replace

from smmgen.adapter import Broken, NotReached, Reply, Request, adapter, adapter_names
from smmgen.http import HttpSession, open_session
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes, State
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe
from smmgen.publish.rehearsal import forget, pointed, secret_of
from smmgen.publish.run import run
from smmgen.sandbox import exchange
from smmgen.sandbox.app import Site, build
from smmgen.sandbox.faults import KINDS, Fault, Faults
from smmgen.sandbox.guard import Guard
from smmgen.sandbox.networks import FAKES
from smmgen.sandbox.rate import Meter
from smmgen.sandbox.store import Store
from tests.crash.process import Clock, Mishap, Process, kill
from tests.crash.world import MINUTE
from tests.networks.terms import TERMS
from tests.publish.stage import Killed, brand, post

HOST = "127.0.0.1:1"
OTHERWISE = {"instagram", "youtube", "tiktok", "pinterest", "newsletter", "nostr"}
"""They take pictures or videos only, or speak something else than HTTP."""
NETWORKS = tuple(name for name in adapter_names() if name in FAKES and name not in OTHERWISE)
OURS = ("", "not-reached", "reset-before", "reset-after", "late")
"""What befalls a call on its way; the rest are answers of the network, in its own form."""
ANSWERS = tuple(name for name, kind in KINDS.items() if kind.end == "answer")
FAULTS = (*OURS, *ANSWERS)
DUE_AGAIN = (21, 21, 80, 80, 80, 80)


class Theatre(httpx.BaseTransport):
    """The sandbox, without a server: a request is answered before the next one is read."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.faults = Faults()
        clock = exchange.Clock(lambda: self.clock.now())
        self.store = Store(folder)
        world = exchange.World(
            store=self.store, clock=clock, meter=Meter(is_strict=False), url=f"http://{HOST}"
        )
        site = Site(world=world, faults=self.faults, stopping=asyncio.Event(), reset=lambda line: None)
        self._app = Guard(build(site), (HOST,), clock)

    def clear(self) -> None:
        self.clock.seconds = 0.0
        self.faults.clear()
        self.store.clear()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; nothing in the sandbox waits, so its coroutine ends without a loop."""
        body, told = request.read(), []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        path, _, query = request.url.raw_path.partition(b"?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(path.decode()),
            "raw_path": path,
            "query_string": query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("127.0.0.1", 2),
            "server": ("127.0.0.1", 1),
        }
        try:
            self._app(scope, receive, send).send(None)
        except StopIteration:
            start, content = told[0], b"".join(one.get("body", b"") for one in told[1:])
            return httpx.Response(start["status"], headers=start["headers"], content=content)
        raise AssertionError(f"the sandbox waits for something at {request.url}")


@cache
def theatre() -> Theatre:
    """Return this process's sandbox."""
    folder = tempfile.TemporaryDirectory(prefix="smmgen-real-")
    made = Theatre(Path(folder.name))
    made.folder = folder  # type: ignore[attr-defined]
    return made


@dataclass
class Line:
    """A session with the sandbox, on which things go wrong. `coming` are calls that are still on their way."""

    inner: HttpSession
    process: Process
    world: "RealWorld"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def call(self, request: Request) -> Reply:
        self.process.step("call" if request.is_visible else "hidden call")
        try:
            self.process.clock.wait(0.3)
            self.world.land()
            return self._visible(request) if request.is_visible else self.inner.call(request)
        finally:
            self.process.step("called")

    def _visible(self, request: Request) -> Reply:
        fault, self.world.fault = self.world.fault, ""
        match fault:
            case "not-reached":
                raise NotReached("127.0.0.1 cannot be reached: no connection")
            case "reset-before":
                raise Broken("the call broke off")
            case "reset-after":
                self.inner.call(request)
                raise Broken("the call broke off")
            case "late":
                at = self.process.clock.seconds + 500
                self.world.coming.append((at, lambda: self.inner.call(request)))
                raise Broken("the call broke off")
        if fault:
            theatre().faults.add(Fault(network=self.account.network, method="*", kind=fault))
        return self.inner.call(request)


def account_of(network: str) -> Account:
    """Return an account with all that its network asks for."""
    wanted, given = adapter(network).options, TERMS[network].options
    secrets = {
        name: "X"
        for name, what in wanted.items()
        if what.kind == "secret" and name not in TERMS[network].instead
    }
    options = {name: value for name, value in given.items() if name != "handle"}
    return Account(
        name=network, network=network, handle="northwind.example", options=options, secrets=secrets
    )


@dataclass
class RealWorld:
    """One network, one post, and the real publisher. `fault` befalls the next visible call."""

    network: str
    fault: str = ""
    runs: int = 0
    coming: list[tuple[float, Any]] = field(default_factory=list)
    ledger: MemoryLedger = field(default_factory=MemoryLedger)

    def __post_init__(self) -> None:
        theatre().clear()
        self.ledger.cas(ABSENT, Changes())
        account = account_of(self.network)
        plain = replace(brand(), accounts={self.network: account})
        self.brand: Brand = pointed(plain, f"http://{HOST}")
        self.content = _content(account)

    @property
    def clock(self) -> Clock:
        return theatre().clock

    def land(self) -> None:
        ready = [call for at, call in self.coming if at <= self.clock.seconds]
        self.coming = [one for one in self.coming if one[0] > self.clock.seconds]
        for call in ready:
            call()

    def publish(self, mishaps: Mapping[int | str, Mishap]) -> Process:
        self.runs += 1
        process = Process(f"real.1.{self.runs}", self.clock, mishaps=mishaps)

        def session(account: Account) -> Line:
            host = adapter(account.network).host
            inner = open_session(account, host, secret_of, wire=theatre(), now=process.now, keep=forget)
            return Line(inner, process, self)

        with suppress(Killed, LedgerUnsafe):
            run(
                self.content,
                self.brand,
                Watched(self.ledger, process),
                session,  # type: ignore[arg-type]
                lambda file: b"",
                process.now(),
                by=process.by,
                monotonic=self.clock.monotonic,
                sleep=self.clock.wait,
                chance=Random(self.runs),
                lanes=1,
            )
        return process

    def judged(self) -> str:
        """Return what is wrong when all is quiet, empty where nothing is."""
        self.land()
        last = self.ledger.read()[0].last(DeliveryId(self.network, "sale"))
        stage, kind = (last.stage, last.kind) if last else ("", "")
        public = len(theatre().store.posts(self.network, ""))
        if public > 1:
            return f"double: it is public {public} times"
        if stage not in ("POSTED", "HELD", "FAILED"):
            return f"lost: it stays {stage or 'unclaimed'}, {kind}"
        if (stage == "POSTED") != bool(public) and not (stage == "HELD" and kind == "unknown"):
            return f"false: {stage} {kind}, and it is public {public} times"
        if stage == "HELD" and adapter(self.network).delivery_class in ("keyed", "handle"):
            return f"held: {kind}, and its network can tell"
        return ""


def _content(account: Account) -> Bundle:
    """Return a post with all that its network's messages have: a title, as articles do, and options."""
    (variant,) = post("sale", "Our beans cost less.", accounts=(account.network,)).variants["sale"].values()
    options = adapter(account.network).message_options(account, "en")
    messages = tuple(
        replace(one, message=replace(one.message, title="Beans", options=options)) for one in variant.messages
    )
    return Bundle({"sale": {account.name: replace(variant, messages=messages)}})


class Watched:
    """The ledger in memory, each use of it a step of the process."""

    def __init__(self, inner: MemoryLedger, process: Process) -> None:
        self._inner, self._process = inner, process

    def exists(self) -> bool:
        return self._inner.exists()

    def read(self) -> tuple[State, str]:
        self._process.step("read")
        return self._inner.read()

    def known(self) -> tuple[State, str] | None:
        return self._inner.known()

    def cas(self, version: str, changes: Changes) -> bool:
        self._process.step("push")
        stands = self._inner.cas(version, changes)
        self._process.step("pushed")
        return stands


def tried(case: tuple[str, str], share: int = 1, first: int = 0) -> tuple[int, list[str]]:
    """Kill the publisher at every step of a network's run with a fault; return how many, and what is wrong.

    With a `share`, every so-manieth step is tried, from the one that is `first` on.
    """
    network, fault = case
    steps = RealWorld(network, fault).publish({}).steps
    chosen = range(1, steps + 1)[first % share :: share]
    found = [(step, ending(network, fault, step)) for step in chosen]
    return steps, [
        f"{network} {fault or 'well'}, killed at step {step}: {what}" for step, what in found if what
    ]


def ending(network: str, fault: str, step: int) -> str:
    world = RealWorld(network, fault)
    world.publish({step: kill})
    world.fault = ""
    theatre().faults.clear()
    for wait in DUE_AGAIN:
        world.clock.wait(wait * MINUTE)
        world.publish({})
    return world.judged()


def cases() -> Iterator[tuple[str, str]]:
    return ((network, fault) for network in NETWORKS for fault in FAULTS)


def main() -> int:
    began, cells, wrong = time.monotonic(), 0, 0
    with Pool() as pool:
        for count, found in pool.imap_unordered(tried, cases()):
            cells, wrong = cells + count, wrong + len(found)
            print("".join(f"{text}\n" for text in found), end="", flush=True)
    print(f"{len(NETWORKS)} networks, {cells} cells in {time.monotonic() - began:.0f} s; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
