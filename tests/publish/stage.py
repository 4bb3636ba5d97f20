"""A brand, a bundle and networks that do what a test tells them, for the real publisher."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Draft,
    Found,
    Limits,
    NotReached,
    NotSent,
    Outcome,
    Prepared,
    Refused,
    Reply,
    Request,
    Sending,
    Sent,
    Session,
    Talk,
)
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT, Ledger
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.record import Record
from smmgen.ledger.state import Changes
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle, File, FinishedMessage, FinishedVariant
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import ConfigError
from smmgen.model.source import Span, Spans
from smmgen.model.variant import Message, Variant, Written
from smmgen.publish.desk import Desk
from smmgen.publish.line import Pen
from smmgen.publish.report import Line, Report
from smmgen.publish.run import policy_of, run

DUE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SPANS = Spans({}, Span("smmgen.yaml"))
MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """The publisher's process is no more."""


def brand(*accounts: str, **changes: Any) -> Brand:
    """Return a brand; an account is named for its class, such as "blind" or "keyed-2"."""
    made = {
        name: Account(name=name, network=name.partition("-")[0], secrets={"token": f"{name.upper()}_TOKEN"})
        for name in accounts
    }
    return Brand(name="Northwind", timezone=ZoneInfo("Europe/Berlin"), accounts=made, spans=SPANS, **changes)


def post(post_id: str, *texts: str, accounts: tuple[str, ...], at: datetime = DUE, **changes: Any) -> Bundle:
    """Return a bundle of one post with a message for each text."""
    found = {}
    for account in accounts:
        messages = tuple(
            _message(number, text) for number, text in enumerate(texts or (f"Text of {post_id}.",))
        )
        values = {"reply_to": "", "status": "ready", **changes}
        variant = Variant(
            post=post_id,
            account=account,
            network=account.partition("-")[0],
            publish_at=at,
            messages=messages,
            **values,
        )
        found[account] = FinishedVariant(variant, tuple(FinishedMessage(one) for one in messages), "")
    return Bundle({post_id: found})


def _message(number: int, text: str) -> Message:
    return Message(
        number=number, written=Written(text, text), length=len(text), limit=500, span=Span("post.md")
    )


def together(*bundles: Bundle) -> Bundle:
    return Bundle({name: of for bundle in bundles for name, of in bundle.variants.items()})


def with_picture(bundle: Bundle, data: bytes) -> Bundle:
    file = File(
        path="images/a.jpg",
        alt="",
        width=1,
        height=1,
        bytes=len(data),
        sha256=sha256(data).hexdigest(),
        media_type="image/jpeg",
    )
    return Bundle(
        {
            name: {
                account: replace(
                    variant, messages=tuple(replace(one, files=(file,)) for one in variant.messages)
                )
                for account, variant in of.items()
            }
            for name, of in bundle.variants.items()
        }
    )


@dataclass
class Shown:
    """A post that readers see."""

    remote_id: str
    text: str
    key: str
    at: datetime
    reply_to: str
    images: int = 0


class Network:
    """All fake networks. `faults` holds, for each account, what goes wrong in its next visible calls.

    reached, refused, limited, unauthorised, killed: nothing is shown. broken-before and broken-after: the
    connection breaks before or after it is shown; 500-before and 500-after, killed-after alike.
    """

    def __init__(self) -> None:
        self.shown: dict[str, list[Shown]] = defaultdict(list)
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.calls: list[tuple[str, datetime]] = []
        self.is_readable = True
        self.drafts: dict[str, dict[str, Any]] = {}
        self.draft_state = ""
        self.now = DUE

    def texts(self, account: str) -> list[str]:
        return [one.text for one in self.shown[account]]

    def take(self, account: str, request: Request) -> Reply:
        """Do what the server does with a visible call."""
        self.calls.append((account, self.now))
        return self._answer(account, self.faults[account], request)

    def draft(self, account: str, body: Mapping[str, Any]) -> str:
        """Keep a draft that nobody sees, and name it."""
        if self.faults[account][:1] == ["killed-in-draft"]:
            self.faults[account].pop(0)
            raise Killed
        handle = f"draft-{len(self.drafts) + 1}"
        self.drafts[handle] = dict(body)
        return handle

    def state_of(self, account: str, handle: str) -> str:
        """Return the id of the post that a draft became, else what became of the draft."""
        key = self.drafts[handle]["key"]
        shown = [one.remote_id for one in self.shown[account] if one.key == key]
        return self.draft_state or next(iter(shown), "unpublished")

    def _answer(self, account: str, waiting: list[str], request: Request) -> Reply:
        fault = waiting.pop(0) if waiting else "ok"
        match fault:
            case "not-reached":
                raise NotReached("social.example cannot be reached: no connection")
            case "killed":
                raise Killed
            case "broken-before":
                raise Broken("the connection was cut")
            case "refused":
                return Reply(400, {}, b"")
            case "unauthorised":
                return Reply(401, {}, b"")
            case "500-before":
                return Reply(500, {}, b"")
            case _ if fault.startswith("limited"):
                return Reply(429, {"retry-after": fault.partition(":")[2] or "600"}, b"")
        shown = self._show(account, request.json)
        match fault:
            case "killed-after":
                raise Killed
            case "broken-after":
                raise Broken("the connection was cut")
            case "500-after":
                return Reply(500, {}, b"")
            case "without-id":
                return Reply(200, {}, b"")
        return Reply(200, {}, shown.remote_id.encode())

    def _show(self, account: str, asked: Mapping[str, Any]) -> Shown:
        """Show a post; a keyed network knows its key for good, a windowed one for an hour."""
        network = account.partition("-")[0]
        if handle := asked.get("handle"):
            asked = self.drafts[handle]
        for known in self.shown[account]:
            age = self.now - known.at
            if known.key == asked["key"] and (
                network in ("keyed", "handle") or (network == "windowed" and age < 60 * MINUTE)
            ):
                return known
        made = Shown(
            f"{account}:{len(self.shown[account]) + 1}",
            asked["text"],
            asked["key"],
            self.now,
            asked["reply_to"],
            asked["images"],
        )
        self.shown[account].append(made)
        return made


@dataclass
class Wire:
    """A session with the fake network."""

    account: Account
    network: Network
    secrets: Mapping[str, str]
    base_url: str = "https://social.example"
    memo: dict[str, Any] = field(default_factory=dict)
    date: str = ""

    def secret(self, option: str) -> str:
        name = self.account.secrets[option]
        if name not in self.secrets:
            raise ConfigError(f"The environment variable {name} is not set")
        return self.secrets[name]

    def call(self, request: Request) -> Reply:
        if request.is_visible:
            return self.network.take(self.account.name, request)
        if request.url.endswith("/drafts"):
            return Reply(201, {}, self.network.draft(self.account.name, request.json).encode())
        if "/drafts/" in request.url:
            state = self.network.state_of(self.account.name, request.url.rpartition("/")[2])
            return Reply(200, {}, state.encode())
        return Reply(200, {"date": self.date} if self.date else {}, b"")

    def talk(self, talk: Talk) -> tuple[str, ...]:
        raise NotReached("this network is not talked to")

    def now(self) -> datetime:
        return self.network.now

    def renewed(self, option: str, value: str) -> None:
        raise ConfigError("there is no place for it")


def body_of(sending: Sending) -> dict[str, Any]:
    return {
        "key": sending.key,
        "text": sending.content.message.written.text,
        "reply_to": sending.thread[-1] if sending.thread else sending.reply_to,
        "images": len(sending.content.files),
    }


def prepare(session: Session, sending: Sending) -> Prepared:
    request = Request(method="POST", url=f"{session.base_url}/drafts", json=body_of(sending))
    return Prepared(session.call(request).body.decode())


def inspect(session: Session, handle: str) -> Sent | Draft:
    state = session.call(Request(method="GET", url=f"{session.base_url}/drafts/{handle}")).body.decode()
    if state.startswith("handle"):
        return Sent(state, f"https://social.example/{state}")
    return cast("Draft", state)


def send(session: Session, sending: Sending) -> Outcome:
    """Publish as an adapter would: upload, then make the one visible call."""
    for file in sending.content.files:
        sending.read(file)
    body = {"handle": sending.handle} if sending.handle else body_of(sending)
    try:
        reply = session.call(Request(method="POST", url=session.base_url, json=body, is_visible=True))
    except NotReached as fault:
        return NotSent(str(fault))
    except Broken as fault:
        return Ambiguous(str(fault))
    match reply.status:
        case 200 if reply.body:
            return Sent(reply.body.decode(), f"https://social.example/{reply.body.decode()}")
        case 429:
            wait = timedelta(seconds=int(reply.headers["retry-after"]))
            return NotSent("Wait.", session.now() + wait, 429)
        case 401:
            return NotSent("The token is refused.", None, 401, is_account_wide=True)
        case 400:
            return Refused("Bad Request: chat not found", 400)
        case status:
            return Ambiguous(f"answered {status}", status)


def recent(session: Session, most: int) -> tuple[Found, ...]:
    assert isinstance(session, Wire)
    if not session.network.is_readable:
        raise ValueError("no list of posts")
    shown = session.network.shown[session.account.name][::-1][:most]
    return tuple(
        Found(
            remote_id=one.remote_id,
            url=f"https://social.example/{one.remote_id}",
            text=one.text,
            at=one.at,
            images=one.images,
        )
        for one in shown
    )


BLIND = Adapter(
    name="blind",
    title="Blind",
    host="https://social.example",
    options={},
    limits=lambda account: Limits(
        text=500, text_with_media=500, unit="characters", images=4, image_bytes=1, alt=1, sizes={}, hashtags=1
    ),
    abilities=frozenset(),
    delivery_class="blind",
    offsets="code points",
    write=lambda blocks, account: Written("", ""),
    count=lambda written, account: 0,
    hashtag=str,
    message_options=lambda account, language: {},
    check=lambda variant, account: (),
    key=lambda delivery, due: f"{delivery} {due:%d %H:%M}",
    send=send,
    recent=None,
)
ADAPTERS = {
    "blind": BLIND,
    "reading": replace(BLIND, name="reading", recent=recent),
    "windowed": replace(BLIND, name="windowed", delivery_class="windowed", recent=recent),
    "keyed": replace(BLIND, name="keyed", delivery_class="keyed", recent=recent),
    "handle": replace(BLIND, name="handle", delivery_class="handle", prepare=prepare, inspect=inspect),
}


@dataclass
class Stage:
    """A brand's accounts, its content, its ledger and the networks, with a clock that a test moves."""

    brand: Brand
    bundle: Bundle
    network: Network = field(default_factory=Network)
    ledger: Ledger = field(default_factory=MemoryLedger)
    adapters: dict[str, Adapter] = field(default_factory=lambda: dict(ADAPTERS))
    secrets: dict[str, str] | None = None
    dates: dict[str, str] = field(default_factory=dict)
    runs: int = 0

    def __post_init__(self) -> None:
        if not self.ledger.exists():
            self.ledger.cas(ABSENT, Changes())

    def open_session(self, account: Account) -> Wire:
        known = {name: "s" for one in self.brand.accounts.values() for name in one.secrets.values()}
        secrets = known if self.secrets is None else self.secrets
        return Wire(account, self.network, secrets, date=self.dates.get(account.name, ""))

    def run(self, at: datetime | None = None, **more: Any) -> Report:
        """Run the publisher at a time; the networks' clock moves with it."""
        self.network.now = at or self.network.now
        self.runs += 1
        asked: dict[str, Any] = {
            "by": f"local.1.{self.runs}",
            "adapters": self.adapters.__getitem__,
            "monotonic": lambda: 0.0,
            "sleep": lambda seconds: None,
            "chance": Random(self.runs),
            "lanes": 1,
            **more,
        }
        read_file = asked.pop("read_file", lambda file: b"")
        return run(
            self.bundle, self.brand, self.ledger, self.open_session, read_file, self.network.now, **asked
        )

    def kill(self, at: datetime) -> None:
        """Run the publisher until it is killed."""
        try:
            self.run(at)
        except Killed:
            return
        raise AssertionError("nothing killed the publisher")

    def history(self, account: str, post_id: str, number: int = 0) -> tuple[Record, ...]:
        return self.ledger.read()[0].history(DeliveryId(account, post_id, number))

    def stages(self, account: str, post_id: str, number: int = 0) -> list[str]:
        return [record.stage for record in self.history(account, post_id, number)]


def desk_of(made: Stage, at: datetime) -> Desk:
    """Return the desk of a stage, for what is done outside a run."""
    made.network.now = at
    state = made.ledger.read()[0]
    return Desk(
        journal=Journal(made.ledger, lambda seconds: None, Random(1)),
        pen=Pen("operator.anna.1"),
        brand=made.brand,
        policy=policy_of(made.brand, state, None),
        adapters=made.adapters.__getitem__,
        open_session=made.open_session,
        read_file=lambda file: b"",
        started=at,
        began=0.0,
        monotonic=lambda: 0.0,
        chance=Random(1),
        redact=str,
        is_real_time=False,
    )


def stage(*accounts: str, texts: tuple[str, ...] = (), **changes: Any) -> Stage:
    """Return a stage with one post for these accounts."""
    return Stage(brand(*accounts), post("sale", *texts, accounts=accounts, **changes))


def outcomes(report: Report) -> list[str]:
    return [one.outcome for one in report.lines]


def only(report: Report) -> Line:
    (one,) = report.lines
    return one
