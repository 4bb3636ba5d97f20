"""A bucket in memory, and calls to it that go wrong.

The real `BucketLedger` runs on it, so that thousands of schedules take seconds. The contract tests of the
ledger run on it too; those of a real server are in tests/servers/.
"""

import json
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Any

from smmgen.adapter import Broken, NotReached, Reply, Request
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.objects import Objects
from smmgen.ledger.path import amended_path, named, path_of
from smmgen.model.brand import Account
from smmgen.model.bucket import Bucket
from tests.crash.githost import LATE, Tree
from tests.crash.process import Clock, Process
from tests.publish.stage import Killed

PUT_FAULTS = ("412", "409", "500", "500-stored", "lost", "unstored", "late", "unreachable", "stale", "slow")
"""412, 409, 500: not stored. 500-stored: stored, and told as failed. lost: stored, and the answer is cut off.
unstored: told as done, and not stored. late: given up after 30 s, and stored some time later where its condition
holds then. unreachable: stored, and nobody can read it for a while. stale: stored, and readers see the old object
for a while. slow: stored, and answered after 29 s. They befall writes of the newest object."""
DARK = 60.0
STALE = 20.0
BUCKET = Bucket(endpoint="https://s3.example", name="northwind", prefix="smm")
ACCOUNT = Account(name="ledger", network="ledger")
ROOT = "https://s3.example/northwind/smm/"


@dataclass
class Store:
    """The server: every object by its name. `faults` are those of the next writes of the newest object.

    `ignores` are conditions that it does not know.
    """

    clock: Clock = field(default_factory=Clock)
    faults: list[str] = field(default_factory=list)
    ignores: tuple[str, ...] = ()
    kept: dict[str, bytes] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=lambda: {"": {}})
    coming: list[tuple[float, Request]] = field(default_factory=list)
    dark_until: float = 0.0
    stale: tuple[float, bytes | None] = (0.0, None)
    lock: Any = field(default_factory=Lock)
    moved: Callable[[Tree, Tree], None] = lambda before, after: None
    asked: list[str] = field(default_factory=list)

    def copy(self, clock: Clock) -> "Store":
        return Store(clock, kept=dict(self.kept), objects=dict(self.objects), trees=dict(self.trees))

    @property
    def tip(self) -> str:
        return tag_of(self.kept.get("HEAD"))

    def tree_of(self, tip: str) -> Tree:
        return self.trees[tip]

    def ledger(self, process: Process) -> BucketLedger:
        return BucketLedger(Objects(Line(self, process), BUCKET, self.clock.wait))

    def get(self, request: Request) -> Reply:
        self.land()
        name = request.url.removeprefix(ROOT)
        content = self.kept.get(name)
        if name == "HEAD" and self.clock.seconds < self.stale[0]:
            content = self.stale[1]
        if content is None:
            return Reply(404, {}, b"<Code>NoSuchKey</Code>")
        tag = tag_of(content)
        known = request.headers.get("If-None-Match") == tag
        return Reply(304 if known else 200, {"etag": tag}, b"" if known else content)

    def put(self, request: Request) -> Reply:
        """Take a write; what goes wrong with one of the newest object goes wrong now."""
        self.land()
        fault = self.faults.pop(0) if self.faults and request.url == f"{ROOT}HEAD" else ""
        if fault in ("412", "409", "500"):
            return Reply(int(fault), {}, b"")
        if fault == "unstored":
            return Reply(200, {"etag": tag_of(request.content)}, b"")
        if fault == "late":
            self.clock.wait(30)
            later = LATE[len(self.trees) % len(LATE)]
            self.coming.append((self.clock.seconds + later, request))
            raise Broken("no answer in time")
        before = self.kept.get("HEAD")
        reply = self.store(request)
        if reply.status == 200 and fault:
            self._suffer(fault, before)
        return Reply(500, {}, b"") if fault == "500-stored" else reply

    def _suffer(self, fault: str, before: bytes | None) -> None:
        now = self.clock.seconds
        self.dark_until = now + DARK if fault == "unreachable" else 0.0
        self.stale = (now + STALE, before) if fault == "stale" else self.stale
        self.clock.wait(29.0 if fault == "slow" else 0.0)
        if fault in ("lost", "unreachable"):
            raise Broken("the connection was cut")

    def store(self, request: Request) -> Reply:
        """Store an object where the condition of the write holds."""
        name, data = request.url.removeprefix(ROOT), request.content or b""
        with self.lock:
            there = self.kept.get(name)
            seen, is_first = request.headers.get("If-Match"), "If-None-Match" in request.headers
            assert bool(seen) != is_first, "a write without a condition"
            if seen and "If-Match" not in self.ignores and seen != tag_of(there):
                return Reply(412, {}, b"<Code>PreconditionFailed</Code>")
            if is_first and "If-None-Match" not in self.ignores and there is not None:
                return Reply(412, {}, b"<Code>PreconditionFailed</Code>")
            before = self.tip
            self.kept[name] = data
            if name == "HEAD":
                self.trees[self.tip] = self.planted(data)
                self.moved(self.tree_of(before), self.tree_of(self.tip))
        return Reply(200, {"etag": tag_of(data)}, b"")

    def land(self) -> None:
        """Let those writes arrive that nobody waits for any more."""
        arrived = [one for one in self.coming if one[0] <= self.clock.seconds]
        self.coming = [one for one in self.coming if one not in arrived]
        for _, request in sorted(arrived, key=lambda one: one[0]):
            self.store(request)

    def planted(self, data: bytes) -> Tree:
        """Return the files that a git branch would have; read with none of the ledger's own code."""
        first, _, tail = data.partition(b"\n")
        log = b"".join(self.kept[f"log/{name}"] for name in map(_name, json.loads(first)["log"])) + tail
        files: dict[str, bytes] = {}
        for line in log.splitlines(keepends=True):
            kind, _, rest = line.partition(b" ")
            owner, _, record = rest.partition(b" ")
            if kind == b"control":
                files["v1/CONTROL.json"] = rest
            else:
                of = {b"record": path_of, b"amended": amended_path}[kind]
                path = of(named(owner.decode()))  # type: ignore[arg-type]
                files[path] = files.get(path, b"") + record
        names = {path: sha256(content).hexdigest() for path, content in files.items()}
        self.objects |= {names[path]: content for path, content in files.items()}
        return names


def _name(segment: Mapping[str, Any]) -> str:
    return str(segment["name"])


def tag_of(content: bytes | None) -> str:
    return "" if content is None else f'"{sha256(content).hexdigest()[:32]}"'


@dataclass
class Line:
    """A session of one process with the store. A write of a killed process may arrive, or not."""

    host: Store
    process: Process
    account: Account = ACCOUNT
    base_url: str = "https://s3.example"
    memo: MutableMapping[str, Any] = field(default_factory=dict)

    def secret(self, option: str) -> str:
        return "s"

    def now(self) -> datetime:
        return self.process.now()

    def renewed(self, option: str, value: str) -> None:
        raise AssertionError("no secret of a bucket is replaced")

    def talk(self, talk: object) -> tuple[str, ...]:
        raise AssertionError("nobody talks with a bucket")

    def call(self, request: Request) -> Reply:
        self.host.asked.append(f"{request.method} {request.url.removeprefix(ROOT)}")
        if request.method == "GET":
            self.process.step("read")
            self.process.clock.wait(0.2)
            self._reach()
            return self.host.get(request)
        self._reach()
        if request.url != f"{ROOT}HEAD":
            self.process.step("aside")
            return self.host.put(request)
        return self._push(request)

    def _reach(self) -> None:
        if self.process.clock.seconds < self.host.dark_until:
            raise NotReached("s3.example cannot be reached: no connection")

    def _push(self, request: Request) -> Reply:
        try:
            self.process.step("push")
        except Killed:
            if self.process.leaves_git:
                self.host.coming.append((self.process.clock.seconds + 1, request))
            raise
        try:
            return self.host.put(request)
        finally:
            self.process.clock.wait(0.5)
            self.process.step("pushed")
