"""Matrix' events: keep them in a room's order, redact them, and show them as clients do.

Source: Matrix specification, "Size limits", "Event replacements", "Rich replies", "Threading", "Redactions";
read 2026-11.
"""

import json
from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.matrix_answer import SERVER, USER, new_name, refused

EVENT_BYTES = 65_536
"""Of a whole event as servers exchange it, signature included; from "Size limits"."""


def put(
    world: World, room: str, kind: str, content: Mapping[str, Any], device: str, txn: str, **more: Any
) -> dict[str, Any]:
    """Keep a new event; return it as clients get it."""
    event: dict[str, Any] = {
        "type": kind,
        "room_id": room,
        "sender": USER,
        "content": dict(content),
        "origin_server_ts": int(world.now().timestamp() * 1000),
        "event_id": f"${new_name(world, 'event')}",
        **more,
    }
    if _size(event) > EVENT_BYTES:
        raise refused(413)
    number = world.store.next_number("matrix", f"order {room}")
    kept: dict[str, Any] = {"event": event, "device": device, "txn": txn, "key": f"{room} {number:012d}"}
    world.store.put_thing("matrix", "event", kept["key"], kept)
    world.store.put_thing("matrix", "place", event["event_id"], kept["key"])
    return event


def _size(event: Mapping[str, Any]) -> int:
    """Return the length of the event in bytes, as signed canonical JSON with its place in the room."""
    whole = {name: value for name, value in event.items() if name != "event_id"}
    whole |= {
        "auth_events": ["$" + "a" * 43] * 3,
        "prev_events": ["$" + "a" * 43],
        "depth": 1000,
        "hashes": {"sha256": "a" * 43},
        "signatures": {SERVER: {"ed25519:a_aaaa": "a" * 86}},
        "unsigned": {"age_ts": event["origin_server_ts"]},
    }
    return len(json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def find(world: World, room: str, event_id: str) -> dict[str, Any]:
    """Return the record of an event of a room."""
    key = world.store.thing("matrix", "place", event_id)
    if key is None or not key.startswith(f"{room} "):
        raise refused(404, "M_NOT_FOUND", "Event not found.")
    kept: dict[str, Any] = world.store.thing("matrix", "event", key)
    return kept


def everything(world: World, room: str) -> list[dict[str, Any]]:
    """Return the records of a room's events, first to last."""
    return list(world.store.things("matrix", "event", f"{room} ").values())


def relation(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an event says of another, empty for nothing."""
    found = content.get("m.relates_to")
    return found if isinstance(found, dict) else {}


def redact(world: World, kept: Mapping[str, Any], because: Mapping[str, Any]) -> None:
    """Empty an event."""
    event = kept["event"] | {"content": {}, "redacted_because": dict(because)}
    world.store.put_thing("matrix", "event", kept["key"], {**kept, "event": event})


def shown(world: World, kept: Mapping[str, Any], device: str) -> dict[str, Any]:
    """Return an event as a client of a device gets it: with its transaction, if it was its own."""
    event = dict(kept["event"])
    unsigned: dict[str, Any] = {"age": int(world.now().timestamp() * 1000) - event["origin_server_ts"]}
    if kept["txn"] and kept["device"] == device:
        unsigned["transaction_id"] = kept["txn"]
    if because := event.pop("redacted_because", None):
        unsigned["redacted_because"] = because
    if edits := edits_of(world, event):
        unsigned["m.relations"] = {"m.replace": edits[-1]}
    return event | {"unsigned": unsigned}


def edits_of(world: World, event: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the valid replacements of an event, first to last."""
    if relation(event["content"]).get("rel_type") == "m.replace":
        return []
    found = []
    for kept in everything(world, event["room_id"]):
        other = kept["event"]
        above = relation(other["content"])
        is_edit = above.get("rel_type") == "m.replace" and above.get("event_id") == event["event_id"]
        if is_edit and "m.new_content" in other["content"] and other["type"] == event["type"]:
            found.append(other)
    return found
