"""Adapters of every class, and the session that they talk through: each call is two steps of the process."""

import json
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Draft,
    Found,
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
)
from smmgen.model.brand import Account
from tests.crash.network import KINDS, Server
from tests.crash.process import Process
from tests.publish.stage import BLIND, DUE


@dataclass
class Wire:
    """A session of one process with one server. `watch` is shown every visible call before it is made."""

    account: Account
    server: Server
    process: Process
    watch: Callable[[Process, Any], None]
    base_url: str = "https://social.example"
    memo: MutableMapping[str, Any] = field(default_factory=dict)

    def secret(self, option: str) -> str:
        return "s"

    def now(self) -> datetime:
        return self.process.now()

    def renewed(self, option: str, value: str) -> None:
        raise AssertionError("no network here replaces secrets")

    def call(self, request: Request) -> Reply:
        if request.is_visible:
            self.watch(self.process, request.json)
        self.process.step("call" if request.is_visible else "hidden call")
        try:
            return self.server.call(request)
        finally:
            self.process.step("called")


def body_of(sending: Sending) -> dict[str, Any]:
    return {
        "delivery": str(sending.delivery.id),
        "key": sending.key,
        "text": sending.content.message.written.text,
        "reply_to": sending.thread[-1] if sending.thread else sending.reply_to,
    }


def ask(session: Session, path: str, query: Mapping[str, str] = MappingProxyType({})) -> Reply:
    return session.call(Request(method="GET", url=f"{session.base_url}/{path}", query=query))


def post(session: Session, path: str, body: Any, *, is_visible: bool = False) -> Reply:
    url = f"{session.base_url}/{path}"
    return session.call(Request(method="POST", url=url, json=body, is_visible=is_visible))


def send(session: Session, sending: Sending) -> Outcome:
    """Upload what there is, then make the one visible call."""
    for file in sending.content.files:
        post(session, "media", {"length": len(sending.read(file))})
    body = {"delivery": str(sending.delivery.id), "handle": sending.handle} if sending.handle else None
    try:
        reply = post(session, "posts", body or body_of(sending), is_visible=True)
    except NotReached as fault:
        return NotSent(str(fault))
    except Broken as fault:
        return Ambiguous(str(fault))
    if reply.status == 409:
        return _known(session, sending)
    return told(session, reply)


def told(session: Session, reply: Reply) -> Outcome:
    """Say what an answer to a visible call means; what is not listed is ambiguous."""
    match reply.status:
        case 200 | 201 if name := _field(reply, "id"):
            return Sent(name, f"https://social.example/{name}")
        case 429:
            seconds = reply.headers.get("retry-after")
            until = session.now() + timedelta(seconds=int(seconds)) if seconds else None
            return NotSent("Wait.", until, 429)
        case 401:
            return NotSent("The token is refused.", None, 401, is_account_wide=True)
        case 400 | 403:
            return Refused(_field(reply, "error") or "refused", reply.status)
    return Ambiguous(f"answered {reply.status}", reply.status)


def _field(reply: Reply, name: str) -> str:
    try:
        return str(json.loads(reply.body).get(name, ""))
    except ValueError:
        return ""


def _known(session: Session, sending: Sending) -> Outcome:
    """Ask for the post of our own name: whatever the call said, that decides."""
    reply = ask(session, "keys", {"key": sending.key})
    name = _field(reply, "id")
    return Sent(name, "") if name else Ambiguous("the post of our name is not shown")


def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    reply = post(session, "drafts", body_of(sending))
    if reply.status == 201:
        return Prepared(_field(reply, "id"))
    outcome = told(session, reply)
    return outcome if isinstance(outcome, NotSent | Refused) else NotSent(f"answered {reply.status}")


def inspect(session: Session, handle: str) -> Sent | Draft:
    reply = ask(session, f"drafts/{handle}")
    name, state = _field(reply, "id"), _field(reply, "state")
    if name:
        return Sent(name, "")
    return "unpublished" if state == "unpublished" else "pending" if state == "pending" else "unknown"


def recent(session: Session, most: int) -> tuple[Found, ...]:
    return tuple(
        Found(
            remote_id=one["id"],
            url="",
            text=one["text"],
            at=DUE + timedelta(seconds=one["at"]),
            images=0,
        )
        for one in json.loads(ask(session, "posts").body)[:most]
    )


PARTS: dict[str, dict[str, Any]] = {
    "blind": {"recent": None},
    "reading": {},
    "windowed": {"delivery_class": "windowed"},
    "keyed": {"delivery_class": "keyed"},
    "named": {"delivery_class": "keyed"},
    "handle": {"delivery_class": "handle", "recent": None, "prepare": prepare, "inspect": inspect},
}
ADAPTERS: dict[str, Adapter] = {
    kind: replace(BLIND, name=kind, **{"send": send, "recent": recent, **PARTS[kind]}) for kind in KINDS
}
