"""One call of a client and the answer to it, free of any web framework, and what a fake network is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.rate import Meter
from smmgen.sandbox.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file of a multipart body."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request below a network's root.

    `path` has no leading slash. `query` is flat, `name[]` a list. `fields` are those of the JSON object,
    the form or the multipart body; `body` is the body as it came where it is none of these. `problem` says
    why the body could not be read. Header names are in lower case. `target` is the path and query as they
    came, for networks that care what is percent-encoded.
    """

    method: str
    path: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    fields: Mapping[str, Any]
    uploads: Mapping[str, Upload]
    body: bytes
    problem: str = ""
    target: str = ""

    def bearer(self) -> str | None:
        """Return the token of the Authorization header, or None where there is none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" and token.strip() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the network says: a JSON value, or None for an empty body, or bytes as they are."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818  (it reads as what happened)
    """The network refuses the call: nothing of it is kept, and `answer` is sent."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.status} {answer.body}")
        self.answer = answer


class Clock:
    """The time of the networks: that of this machine, or shifted to where a person put it."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self._shift = timedelta()

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return self._now().astimezone(UTC) + self._shift

    def set(self, moment: datetime | None) -> None:
        """Go on from `moment`; None returns to the machine's own time."""
        self._shift = timedelta() if moment is None else moment - self._now()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a fake answers from. `url` is the server's own, without a slash at its end; `smtp` its mail's."""

    store: Store
    clock: Clock
    meter: Meter
    url: str
    smtp: str = ""

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return self.clock.now()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fake:
    """A network, as a value of functions.

    `answer` does what the network would; it raises `Refused` where the network would refuse. `method`
    names a call as the network's documents do, for faults and the journal. `refusal` builds the
    network's own error of a status, with seconds to wait where given. `without_id` takes what names the
    new post out of a good answer, and `id_headers` are the headers that name it. `until_header` is the one
    that tells in Unix seconds when calls are taken again, for networks that tell no seconds to wait.
    """

    name: str
    title: str
    answer: Callable[[Call, World], Answer]
    method: Callable[[Call], str]
    refusal: Callable[[int, int | None], Answer]
    without_id: Callable[[Any], Any]
    id_headers: tuple[str, ...] = ()
    until_header: str = ""
