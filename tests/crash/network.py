"""The other side: servers of every class that take effect late, answer wrong, or show nothing for a while."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

from smmgen.adapter import Broken, NotReached, Reply, Request
from tests.crash.process import Clock

KINDS = ("blind", "reading", "windowed", "keyed", "named", "handle")
"""Blind; blind, and shows its latest posts; knows an idempotency key for an hour; the key is the post's name
and a repeat shows it again; the same, but a repeat is refused; publishes drafts."""
EXACT = ("keyed", "named", "handle")
KEY_LIVES = 3600.0

FAULTS = (
    "not-reached",
    "reset-before",
    "reset-after",
    "timeout-before",
    "timeout-after",
    "timeout-late",
    "reset-late",
    "429",
    "429:120",
    "429:1500",
    "401",
    "500-before",
    "500-after",
    "500-late",
    "without-id",
    "malformed",
    "duplicate",
    "refused",
    "wrong-date",
    "lagging",
    "draft-lost",
    "draft-unnamed",
    "draft-500",
    "draft-429",
    "pending",
    "reads-500",
    "reads-cut",
    "reads-malformed",
)
"""What goes wrong in the next call that it can befall: a visible one, but for the last of the list."""
OF_DRAFTS = ("draft-lost", "draft-unnamed", "draft-500", "draft-429", "pending")
OF_READS = ("reads-500", "reads-cut", "reads-malformed")
LATE = (30.0, 240.0, 570.0)
"""So many seconds after its call an effect may come: up to ten minutes, the call included."""
LAGS = (60.0, 1200.0, 5400.0)
"""So long readers may not see a post that is public."""


Effect = Callable[[float], object]
"""What a call does, at a time in seconds."""


@dataclass(frozen=True)
class Post:
    """What is public. `lag` is how many seconds later those who read it are shown it."""

    remote_id: str
    delivery: str
    key: str
    text: str
    reply_to: str
    at: float
    lag: float = 0.0


@dataclass
class Server:
    """One account's server. `faults` befall its next calls; `date_shift` is how wrong its clock is."""

    account: str
    clock: Clock
    chance: Random
    tell: Callable[[str], None] | None = None
    faults: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    drafts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    coming: list[tuple[float, Effect]] = field(default_factory=list)
    date_shift: float = 0.0
    lag: float = 0.0
    quiet_until: float = 0.0
    hasty: int = 0
    taken: int = 0

    @property
    def kind(self) -> str:
        return self.account.partition("-")[0]

    def call(self, request: Request) -> Reply:
        """Take a call and answer it; raise what a client would see."""
        self.clock.wait(self.chance.choice((0.1, 0.5, 2.0)))
        self.land()
        self.taken += 1
        self.hasty += self.clock.seconds < self.quiet_until
        if request.is_visible:
            return self._published(request.json, self._fault())
        match request.method, request.url.rpartition("/")[2]:
            case "POST", "drafts":
                return self._drafted(request.json, self._fault(*OF_DRAFTS[:-1]))
            case "POST", "media":
                return self._reply(200, {"id": "media"})
            case "GET", "posts":
                return self._read(self._shown, self._fault(*OF_READS))
            case "GET", name if "/drafts/" in request.url:
                return self._read(lambda: self._inspected(name), self._fault("pending", *OF_READS))
            case "GET", "keys":
                return self._read(lambda: self._named(request.query["key"]), self._fault(*OF_READS))
        date = self.clock.now() + timedelta(seconds=self.date_shift)
        return self._reply(200, {}, {"date": format_datetime(date)})

    def land(self) -> None:
        """Let those effects come that were on their way."""
        ready = [one for one in self.coming if one[0] <= self.clock.seconds]
        self.coming = [one for one in self.coming if one not in ready]
        for at, effect in sorted(ready, key=lambda one: one[0]):
            effect(at)

    def _fault(self, *names: str) -> str:
        """Take the next fault, where it can befall this call: a visible one, unless names are given."""
        if not self.faults:
            return ""
        first = self.faults[0]
        fits = first in names if names else first not in (*OF_DRAFTS, *OF_READS)
        if self.tell and fits and first:
            self.tell(f"          {self.account} answers with {first}")
        return self.faults.pop(0) if fits else ""

    def _published(self, asked: Mapping[str, Any], fault: str) -> Reply:
        if refusal := self._refusal(asked, fault):
            return refusal
        kind, _, when = fault.partition("-")
        if when == "before":
            return self._silence(kind)
        self.lag = self.chance.choice(LAGS) if fault == "lagging" else 0.0
        effect, name = self._effect(asked)
        if effect is None:
            return self._reply(409, {})
        if when == "late":
            self.coming.append((self.clock.seconds + self.chance.choice(LATE), effect))
            return self._silence(kind)
        effect(self.clock.seconds)
        if when == "after" or fault == "lagging":
            return self._silence(kind)
        return self._told(fault, name)

    def _told(self, fault: str, name: str) -> Reply:
        match fault:
            case "without-id":
                return self._reply(200, {})
            case "malformed":
                return Reply(200, {}, b'{"id": "')
            case "wrong-date":
                self.date_shift = 3600.0
        return self._reply(200, {"id": name})

    def _refusal(self, asked: Mapping[str, Any], fault: str) -> Reply | None:
        if fault == "not-reached":
            raise NotReached("social.example cannot be reached: no connection")
        if fault == "duplicate" and any(one.text == self._body(asked)["text"] for one in self.posts):
            return self._reply(403, {"error": "duplicate content"})
        if fault == "refused":
            return self._reply(400, {"error": "chat not found"})
        if fault == "401":
            return self._reply(401, {})
        if fault.startswith("429"):
            return self._busy(fault.partition(":")[2])
        return None

    def _busy(self, seconds: str) -> Reply:
        self.quiet_until = self.clock.seconds + int(seconds or 0)
        return self._reply(429, {}, {"retry-after": seconds} if seconds else {})

    def _silence(self, kind: str) -> Reply:
        if kind == "500":
            return self._reply(500, {})
        if kind == "timeout":
            self.clock.wait(30)
        raise Broken(f"the call to social.example broke off: {kind}")

    def _effect(self, asked: Mapping[str, Any]) -> tuple[Effect | None, str]:
        """Return what a call does, and the id that it tells; no act where it is refused.

        A key is looked up when the call comes in; the effect of a late one is not compared with it again,
        unless the key is the post's very name.
        """
        known = self._known(asked)
        if known is not None:
            return (None, "known") if self.kind == "named" else ((lambda at: None), known.remote_id)
        name = f"{self.account}:{self.taken}"
        return (lambda at: self._show(name, at, self._key(asked), self._body(asked))), name

    def _body(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.drafts[asked["handle"]] if self.kind == "handle" else asked

    def _known(self, asked: Mapping[str, Any]) -> Post | None:
        key = self._key(asked)
        since = self.clock.seconds - KEY_LIVES if self.kind == "windowed" else -1e9
        if self.kind in ("blind", "reading"):
            return None
        return next((one for one in self.posts if one.key == key and one.at > since), None)

    def _key(self, asked: Mapping[str, Any]) -> str:
        return str(asked["handle"] if self.kind == "handle" else asked["key"])

    def _show(self, name: str, at: float, key: str, body: Mapping[str, Any]) -> None:
        if self.kind in EXACT and any(one.key == key for one in self.posts):
            return
        made = Post(name, body["delivery"], key, body["text"], body["reply_to"], at, self.lag)
        self.posts.append(made)
        if self.tell:
            self.tell(f"          {self.account} shows {made.delivery} as {name}")

    def _drafted(self, body: Mapping[str, Any], fault: str) -> Reply:
        if fault == "draft-500":
            return self._reply(500, {})
        if fault == "draft-429":
            return self._busy("120")
        handle = f"draft-{self.taken}"
        self.drafts[handle] = body
        if fault == "draft-lost":
            raise Broken("the connection was cut")
        return self._reply(201, {} if fault == "draft-unnamed" else {"id": handle})

    def _read(self, look: Callable[[], object], fault: str) -> Reply:
        match fault:
            case "reads-500":
                return self._reply(500, {})
            case "reads-cut":
                raise Broken("the connection was cut")
            case "reads-malformed":
                return Reply(200, {}, b'[{"id"')
            case "pending":
                return self._reply(200, {"state": "pending"})
        return self._reply(200, look())

    def _seen(self) -> list[Post]:
        return [one for one in self.posts if one.at + one.lag <= self.clock.seconds]

    def _shown(self) -> object:
        return [{"id": one.remote_id, "text": one.text, "at": one.at} for one in self._seen()[::-1]]

    def _inspected(self, handle: str) -> object:
        found = next((one for one in self._seen() if one.key == handle), None)
        return {"id": found.remote_id} if found else {"state": "unpublished"}

    def _named(self, key: object) -> object:
        found = next((one for one in self.posts if one.key == key), None)
        return {"id": found.remote_id, "delivery": found.delivery} if found else {}

    def _reply(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> Reply:
        return Reply(status, headers or {}, json.dumps(body).encode())
