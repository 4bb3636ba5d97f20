"""Faults put in on purpose: what goes wrong, in which call, how often. A kind is a row of a table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from smmgen.sandbox.exchange import Answer, Call, Fake

WAIT_SECONDS = 7
"""What a refusal asks to wait, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a fault does: whether the call takes effect, and what the client gets.

    `answer` sends an answer, `hang` none until the client gives up, `reset` breaks the connection. An
    answer is the network's own error of `status`, or the true one, changed by `change`.
    """

    help: str
    takes_effect: bool = False
    end: Literal["answer", "hang", "reset"] = "answer"
    status: int = 0
    retry_after: int | None = None
    change: Literal["", "without id", "malformed", "empty", "redirect"] = ""
    date_shift: timedelta = timedelta()


KINDS: Mapping[str, Kind] = {
    "refuse-429": Kind(help="too many calls, without a word on how long", status=429),
    "refuse-429-retry-after": Kind(
        help=f"too many calls; wait {WAIT_SECONDS} seconds", status=429, retry_after=WAIT_SECONDS
    ),
    "401": Kind(help="the token is refused, though it is right", status=401),
    "403": Kind(help="not allowed", status=403),
    "500-before": Kind(help="the server fails and did nothing", status=500),
    "500-after-effect": Kind(help="the server fails after it did it", status=500, takes_effect=True),
    "502-before": Kind(help="the gateway fails before the server", status=502),
    "503-before": Kind(help="the server is not there for now", status=503),
    "timeout-before": Kind(help="no answer, nothing was done", end="hang"),
    "timeout-after": Kind(help="no answer, it was done", end="hang", takes_effect=True),
    "reset-before": Kind(help="the connection breaks, nothing was done", end="reset"),
    "reset-after": Kind(help="the connection breaks, it was done", end="reset", takes_effect=True),
    "200-without-id": Kind(help="good, but nothing names the post", takes_effect=True, change="without id"),
    "malformed": Kind(help="done, and the answer is cut off", takes_effect=True, change="malformed"),
    "empty": Kind(help="done, and the answer is empty", takes_effect=True, change="empty"),
    "redirect": Kind(help="the answer leads elsewhere, nothing was done", change="redirect"),
    "wrong-date": Kind(
        help="the answer's Date is an hour ahead", takes_effect=True, date_shift=timedelta(hours=1)
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that waits: for `times` calls of a method ("*" is any), after letting `skip` pass."""

    network: str
    method: str
    kind: str
    times: int = 1
    skip: int = 0

    def fits(self, network: str, method: str) -> bool:
        """Tell whether a call is one of those."""
        return self.network in (network, "*") and self.method in (method, method.partition(" ")[2], "*")


class UnknownFault(ValueError):  # noqa: N818
    """What was asked for is no fault; the message says what may be asked for."""


def read_fault(given: Any, networks: tuple[str, ...]) -> Fault:
    """Read `{network, method, kind, times, skip}`; raise `UnknownFault` with what is allowed."""
    if not isinstance(given, Mapping):
        raise UnknownFault("a fault is an object with network, method, kind, times and skip")
    unknown = sorted(set(given) - {"network", "method", "kind", "times", "skip"})
    if unknown:
        raise UnknownFault(f"unknown key {unknown[0]!r}; known: network, method, kind, times, skip")
    kind, network = str(given.get("kind")), str(given.get("network", "*"))
    if kind not in KINDS:
        raise UnknownFault(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    if network not in (*networks, "*"):
        raise UnknownFault(f"unknown network {network!r}; known: {', '.join(networks)}, *")
    times, skip = given.get("times", 1), given.get("skip", 0)
    if not all(isinstance(number, int) and number >= 0 for number in (times, skip)):
        raise UnknownFault("times and skip are whole numbers from 0")
    return Fault(network=network, method=str(given.get("method", "*")), kind=kind, times=times, skip=skip)


class Faults:
    """The faults that wait, first in, first out."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault behind the others."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Take all faults out."""
        self._waiting.clear()

    def waiting(self) -> tuple[Fault, ...]:
        """Return the faults that are still to come."""
        return tuple(fault for fault in self._waiting if fault.times)

    def take(self, network: str, method: str) -> str:
        """Return the kind of fault for a call, "" for none; the first that fits is used up by one."""
        for place, fault in enumerate(self._waiting):
            if not fault.times or not fault.fits(network, method):
                continue
            if fault.skip:
                self._waiting[place] = replace(fault, skip=fault.skip - 1)
                return ""
            self._waiting[place] = replace(fault, times=fault.times - 1)
            return fault.kind
        return ""


def changed(kind: Kind, fake: Fake, call: Call, true: Answer, now: datetime) -> Answer:
    """Return what the client gets in the place of the true answer."""
    if kind.status:
        return _refused(kind.status, kind.retry_after, fake, now)
    if kind.change in ("without id", "malformed", "empty"):  # a header must not name what is to be lost
        true = replace(true, headers={n: v for n, v in true.headers.items() if n not in fake.id_headers})
    match kind.change:
        case "without id":
            return replace(true, body=fake.without_id(true.body))
        case "malformed":
            whole = true.body if isinstance(true.body, bytes) else json.dumps(true.body).encode()
            return replace(true, body=whole[: max(len(whole) // 2, 1)])
        case "empty":
            return replace(true, body=b"")
        case "redirect":
            return Answer(status=302, body=b"", headers={"location": f"/{fake.name}/elsewhere/{call.path}"})
        case _:
            return true


def _refused(status: int, wait: int | None, fake: Fake, now: datetime) -> Answer:
    answer = fake.refusal(status, wait)
    if wait is None or not fake.until_header:
        return answer
    until = str(int(now.timestamp()) + wait)
    return replace(answer, headers={**answer.headers, fake.until_header: until})
