"""Nostr's events: what is one, which the relay takes, what it keeps, what a filter finds.

Bounds as strfry's, the most used relay: an event of 65,536 bytes, at most 3 years old and 15 minutes ahead,
2,000 tags. Source: NIP-01, NIP-09, NIP-11, and strfry's default configuration; read 2026-11.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.schnorr import is_signed

EVENT_BYTES = 65_536
OLDEST_SECONDS = 3 * 365 * 86_400
NEWEST_SECONDS = 900
TAGS = 2000
_HEX = re.compile(r"[0-9a-f]{64}")

Event = Mapping[str, Any]


class Unfit(Exception):  # noqa: N818  (it reads as what happened)
    """The relay does not take an event; the message begins with a word for programs."""


def check(world: World, event: Any) -> None:
    """Raise `Unfit` where the relay does not take an event."""
    if not _is_shaped(event):
        raise Unfit("invalid: event is missing fields or has them of another type")
    if len(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()) > EVENT_BYTES:
        raise Unfit(f"invalid: event too large, at most {EVENT_BYTES} bytes")
    if len(event["tags"]) > TAGS:
        raise Unfit(f"invalid: too many tags, at most {TAGS}")
    if name_of(event) != event["id"]:
        raise Unfit("invalid: bad event id")
    if not is_signed(*(bytes.fromhex(event[name]) for name in ("id", "pubkey", "sig"))):
        raise Unfit("invalid: bad signature")
    age = int(world.now().timestamp()) - event["created_at"]
    if age > OLDEST_SECONDS:
        raise Unfit("invalid: created_at too early")
    if age < -NEWEST_SECONDS:
        raise Unfit("invalid: created_at too late")
    if world.store.thing("nostr", "gone", event["id"]):
        raise Unfit("blocked: this event was deleted by its author")


def _is_shaped(event: Any) -> bool:
    return (
        isinstance(event, dict)
        and all(_HEX.fullmatch(str(event.get(name))) for name in ("id", "pubkey"))
        and re.fullmatch(r"[0-9a-f]{128}", str(event.get("sig"))) is not None
        and all(type(event.get(name)) is int and event[name] >= 0 for name in ("created_at", "kind"))
        and event["kind"] <= 65_535
        and isinstance(event.get("content"), str)
        and isinstance(event.get("tags"), list)
        and all(isinstance(tag, list) and all(isinstance(one, str) for one in tag) for tag in event["tags"])
    )


def name_of(event: Event) -> str:
    """Return the id that an event must have: the digest of its other parts."""
    parts = [0, *(event[name] for name in ("pubkey", "created_at", "kind", "tags", "content"))]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first(event: Event, name: str) -> str:
    """Return the value of an event's first tag of a name, "" where it has none."""
    return next((tag[1] for tag in event["tags"] if len(tag) > 1 and tag[0] == name), "")


def place(event: Event) -> str:
    """Return what a later event replaces this one by, "" for one that stays."""
    kind = event["kind"]
    if kind in (0, 3) or 10_000 <= kind < 20_000:
        return f"{kind}:{event['pubkey']}:"
    return f"{kind}:{event['pubkey']}:{first(event, 'd')}" if 30_000 <= kind < 40_000 else ""


def keep(world: World, event: Event) -> list[str]:
    """Keep an event that was checked; return the ids that are gone for it, or its own where it comes late."""
    if 20_000 <= event["kind"] < 30_000:
        return []
    gone = _replaced(world, event)
    if event["id"] in gone:
        return [event["id"]]
    if event["kind"] == 5:
        gone += _deleted(world, event)
    for one in gone:
        world.store.drop_thing("nostr", "event", one)
    world.store.put_thing("nostr", "event", event["id"], dict(event))
    return gone


def _replaced(world: World, event: Event) -> list[str]:
    """Return the ids of the older ones in an event's place, or its own where there is a newer one."""
    if not place(event):
        return []
    others = [one for one in world.store.things("nostr", "event").values() if place(one) == place(event)]
    ranked = sorted([*others, event], key=lambda one: (-one["created_at"], one["id"]))
    return [one["id"] for one in ranked[1:]]


def _deleted(world: World, event: Event) -> list[str]:
    asked = {tag[1] for tag in event["tags"] if len(tag) > 1 and tag[0] in ("e", "a")}
    found = [
        one["id"]
        for one in world.store.things("nostr", "event").values()
        if one["pubkey"] == event["pubkey"] and one["kind"] != 5 and asked & {one["id"], place(one)}
    ]
    for one in found:
        world.store.put_thing("nostr", "gone", one, event["id"])
    return found


def fits(event: Event, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a filter finds an event."""
    for name, value in wanted.items():
        if name in ("ids", "authors", "kinds"):
            if event[{"ids": "id", "authors": "pubkey", "kinds": "kind"}[name]] not in value:
                return False
        elif name.startswith("#") and not any(
            tag[0] == name[1:] and tag[1] in value for tag in event["tags"] if len(tag) > 1
        ):
            return False
    since, until = wanted.get("since", 0), wanted.get("until", 1 << 62)
    return bool(since <= event["created_at"] <= until)


def is_filter(wanted: Any) -> bool:
    """Tell whether a filter is one, of known parts."""
    if not isinstance(wanted, dict):
        return False
    for name, value in wanted.items():
        if name in ("since", "until", "limit"):
            if type(value) is not int or value < 0:
                return False
        elif name in ("ids", "authors", "#e", "#p"):
            if not isinstance(value, list) or not all(_HEX.fullmatch(str(one)) for one in value):
                return False
        elif not isinstance(value, list) or (name != "kinds" and not re.fullmatch("#[a-zA-Z]", name)):
            return False
    return True


def found(world: World, filters: list[Mapping[str, Any]], most: int) -> list[Event]:
    """Return the kept events that any of the filters finds, newest first, each once."""
    everything = sorted(
        world.store.things("nostr", "event").values(), key=lambda one: (-one["created_at"], one["id"])
    )
    chosen: dict[str, Event] = {}
    for wanted in filters:
        fitting = [event for event in everything if fits(event, wanted)]
        chosen |= {event["id"]: event for event in fitting[: min(wanted.get("limit", most), most)]}
    return [event for event in everything if event["id"] in chosen]
