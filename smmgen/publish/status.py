"""Tell what went, what is next, and what is stuck with the command that frees it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import nlargest
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.ledger.record import Record
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.publish.decision import decide, explain
from smmgen.publish.health import endings
from smmgen.publish.report import command
from smmgen.publish.run import policy_of

SHOWN = 10
"""So many of what went and of what is next are shown to people."""


class Entry(Struct, frozen=True):
    """One delivery: when it went or is due (UTC), its state in a word, what to know, and how to free it."""

    id: DeliveryId
    at: datetime | None
    state: str
    text: str = ""
    command: str = ""


class Status(Struct, frozen=True):
    """What went (newest first), what is due now, what is next (earliest first), what is stuck.

    `went` may be the newest of what went only; `went_count` is how many went.
    """

    now: datetime
    went: tuple[Entry, ...]
    due: tuple[Entry, ...]
    next: tuple[Entry, ...]
    stuck: tuple[Entry, ...]
    paused: tuple[str, ...]
    notes: tuple[str, ...] = ()
    went_count: int = 0

    def data(self) -> dict[str, Any]:
        """Return the status for `--format json`."""
        parts = {"went": self.went, "due": self.due, "next": self.next, "stuck": self.stuck}
        listed = {name: [_data(entry) for entry in entries] for name, entries in parts.items()}
        return {
            "version": 1,
            "now": _moment(self.now),
            **listed,
            "paused": list(self.paused),
            "notes": list(self.notes),
        }

    def text(self, zone: ZoneInfo) -> str:
        """Return the status for people, with times of the brand's zone."""
        parts = [
            _part("Stuck, a person must say", self.stuck, zone),
            _part("Due now", self.due, zone),
            _part("Next", self.next[:SHOWN], zone, len(self.next)),
            _part("Went", self.went[:SHOWN], zone, self.went_count),
            [f"Paused: {name}" for name in self.paused],
            [f"Note: {note}" for note in self.notes],
        ]
        lines = [line for part in parts if part for line in (*part, "")][:-1]
        return "\n".join(lines or ["Nothing was published and nothing is planned."]) + "\n"


def status(
    deliveries: Iterable[Delivery],
    brand: Brand,
    state: State,
    now: datetime,
    posts: Mapping[str, bool] | None = None,
    newest: int | None = None,
) -> Status:
    """Return where everything stands at `now` (UTC); of what went the `newest` only, if that is given."""
    policy = policy_of(brand, state, posts)
    found: dict[str, list[Entry]] = {"due": [], "next": [], "stuck": []}
    seen = set()
    for delivery in deliveries:
        seen.add(delivery.id)
        decision = decide(delivery, state, policy, now)
        if part := _PARTS.get(decision.act):
            free = command(delivery.id) if decision.act == "stuck" else ""
            found[part].append(Entry(delivery.id, delivery.due, _STATES[decision.act], decision.why, free))
    ends = tuple(state.ends())
    left = sorted(name for name, stage, _ in ends if stage not in ("POSTED", "SKIPPED"))
    found["stuck"] += [_lost(name, state.history(name)[-1]) for name in left if name not in seen]
    went = [(at, name) for name, stage, at in ends if stage == "POSTED"]
    return Status(
        now=now,
        went=_went(state, went, newest),
        went_count=len(went),
        due=tuple(found["due"]),
        next=tuple(found["next"]),
        stuck=tuple(found["stuck"]),
        paused=_paused(brand, state),
        notes=endings(brand, now),
    )


_PARTS = {
    "send": "due",
    "wait": "due",
    "recover": "due",
    "block": "due",
    "paused": "due",
    "early": "next",
    "hold": "stuck",
    "stuck": "stuck",
    "renamed": "stuck",
}
_STATES = {
    "send": "ready",
    "wait": "waits",
    "recover": "unknown",
    "block": "waits",
    "paused": "paused",
    "early": "planned",
    "hold": "too late",
    "stuck": "held",
    "renamed": "held",
}


def _lost(name: DeliveryId, last: Record) -> Entry:
    """Return an entry for what the ledger has open though no post asks for it any more."""
    free = command(name) if last.stage in ("HELD", "FAILED") else ""
    return Entry(name, last.due, last.stage.lower(), f"{explain(last)}; no post asks for it any more", free)


def _went(state: State, went: list[tuple[datetime, DeliveryId]], newest: int | None) -> tuple[Entry, ...]:
    ordered = sorted(went, reverse=True) if newest is None else nlargest(newest, went)
    return tuple(_public(state, name) for _, name in ordered)


def _public(state: State, name: DeliveryId) -> Entry:
    last = state.histories[name][-1]
    word = "retracted" if state.is_retracted(name) else "published"
    return Entry(name, last.at, word, last.url or last.remote_id)


def _paused(brand: Brand, state: State) -> tuple[str, ...]:
    names = {name: "in smmgen.yaml" for name, account in brand.accounts.items() if account.is_paused}
    if state.control.paused:
        names["everything"] = state.control.why or "smmgen ledger resume frees it"
    for name, pause in sorted(state.control.accounts.items()):
        if pause.paused:
            names[name] = pause.why or f"smmgen ledger resume {name} frees it"
    return tuple(f"{name} ({why})" for name, why in names.items())


def _part(title: str, entries: tuple[Entry, ...], zone: ZoneInfo, total: int = 0) -> list[str]:
    if not entries:
        return []
    more = f" ({total}, {len(entries)} shown)" if total > len(entries) else ""
    lines = [f"{title}{more}:"]
    for entry in entries:
        at = f"{entry.at.astimezone(zone):%a %d %b %H:%M}" if entry.at else "no time"
        lines.append(f"  {at}  {entry.id}  {entry.state}{f': {entry.text}' if entry.text else ''}")
        lines += [f"    {entry.command}"] if entry.command else []
    return lines


def _data(entry: Entry) -> dict[str, Any]:
    account, post, number = entry.id
    at = _moment(entry.at) if entry.at else ""
    return {
        "account": account,
        "post": post,
        "number": number,
        "at": at,
        "state": entry.state,
        "text": entry.text,
        "command": entry.command,
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
