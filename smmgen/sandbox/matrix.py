"""Matrix' client-server API v3, as a homeserver with one user.

Rooms are made when they are first spoken of; one whose alias contains "encrypted" is. The token is 1:sandbox;
1:sandbox.DEVICE is that of another device. Source: Matrix specification v1.16, client-server API; read
2026-11.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.matrix_answer import (
    SERVER,
    TOKEN,
    USER,
    account,
    device,
    new_name,
    refusal,
    refused,
    room_of,
    without_id,
)
from smmgen.sandbox.matrix_event import everything, find, put, redact, relation, shown
from smmgen.sandbox.matrix_shown import TYPES, show
from smmgen.sandbox.rate import Limit

MESSAGES = Limit(10, 50)
"""A burst of 10, then one in 5 seconds. Source: Synapse, configuration manual, rc_message; read 2026-11."""
UPLOAD_BYTES = 50 * 1024 * 1024
"""Source: Synapse, configuration manual, max_upload_size; read 2026-11."""
KEPT_SECONDS = 24 * 3600
"""How long a transaction is remembered; the specification names no time, Synapse keeps it about a day."""


def _versions(call: Call, world: World) -> Any:
    return {"versions": [f"v1.{number}" for number in range(1, 17)], "unstable_features": {}}


def _flows(call: Call, world: World) -> Any:
    return {"flows": [{"type": "m.login.password"}]}


def _login(call: Call, world: World) -> Any:
    if call.fields.get("type") != "m.login.password":
        raise refused(400, "M_UNKNOWN", f"Unknown login type {call.fields.get('type')}")
    if call.fields.get("password") != TOKEN:
        raise refused(403, "M_FORBIDDEN", "Invalid username or password")
    made = str(call.fields.get("device_id") or f"D{world.store.next_number('matrix', 'device')}")
    return {"user_id": USER, "access_token": f"{TOKEN}.{made}", "home_server": SERVER, "device_id": made}


def _whoami(call: Call, world: World) -> Any:
    return {"user_id": USER, "is_guest": False, "device_id": device(call)}


def _joined_rooms(call: Call, world: World) -> Any:
    device(call)
    return {"joined_rooms": list(world.store.things("matrix", "room"))}


def _directory(call: Call, world: World, alias: str) -> Any:
    return {"room_id": room_of(alias, world), "servers": [SERVER]}


def _join(call: Call, world: World, given: str) -> Any:
    device(call)
    return {"room_id": room_of(given, world) if given.startswith("#") else _room(world, given)}


def _room(world: World, room: str) -> str:
    name = account(world, room)
    world.store.put_thing("matrix", "room", room, name)
    return room


def _members(call: Call, world: World, room: str) -> Any:
    device(call)
    _room(world, room)
    return {"joined": {USER: {"display_name": "Sandbox", "avatar_url": None}}}


def _state(call: Call, world: World, room: str, kind: str) -> Any:
    device(call)
    name = account(world, _room(world, room))
    if kind == "m.room.encryption" and "encrypted" in name:
        return {"algorithm": "m.megolm.v1.aes-sha2"}
    if kind == "m.room.canonical_alias" and name.startswith("#"):
        return {"alias": name}
    raise refused(404, "M_NOT_FOUND", "Event not found.")


def _known(call: Call, world: World, txn: str) -> dict[str, Any] | None:
    kept = world.store.thing("matrix", "txn", f"{device(call)} {call.path} {txn}")
    is_young = kept is not None and world.now().timestamp() - kept["at"] < KEPT_SECONDS
    return {"event_id": kept["event_id"]} if is_young else None


def _remember(call: Call, world: World, txn: str, event_id: str) -> dict[str, Any]:
    kept = {"event_id": event_id, "at": world.now().timestamp()}
    world.store.put_thing("matrix", "txn", f"{device(call)} {call.path} {txn}", kept)
    return {"event_id": event_id}


def _send(call: Call, world: World, room: str, kind: str, txn: str) -> Any:
    known = _known(call, world, txn)
    if known:
        return known
    _count(call, world)
    content = _content(call)
    _room(world, room)
    if kind == "m.room.message" and not all(isinstance(content.get(one), str) for one in ("msgtype", "body")):
        raise refused(400, "M_BAD_JSON", "'msgtype' and 'body' must be strings")
    above = relation(content)
    if above.get("rel_type") == "m.thread":
        _thread(world, room, str(above.get("event_id", "")))
    event = put(world, room, kind, content, device(call), txn)
    if above.get("rel_type") == "m.replace":
        _replace(call, world, room, str(above.get("event_id", "")))
    elif kind in TYPES:
        show(call, world, event)
    return _remember(call, world, txn, event["event_id"])


def _content(call: Call) -> dict[str, Any]:
    """Return the body's object, whatever its type is said to be."""
    try:
        found = json.loads(call.body)
    except ValueError as fault:
        raise refused(400, "M_NOT_JSON", "Content not JSON.") from fault
    if not isinstance(found, dict):
        raise refused(400, "M_BAD_JSON", "Content must be a JSON object.")
    return found


def _thread(world: World, room: str, root: str) -> None:
    above = find(world, room, root)["event"]
    if relation(above["content"]).get("rel_type"):
        raise refused(400, "M_UNKNOWN", "Cannot start threads from an event with a relation")


def _replace(call: Call, world: World, room: str, event_id: str) -> None:
    """Show the edited text; an edit of nothing, or of an edit, changes nothing."""
    try:
        above = find(world, room, event_id)["event"]
    except Refused:
        return
    if above["type"] in TYPES and relation(above["content"]).get("rel_type") != "m.replace":
        show(call, world, above)


def _redact(call: Call, world: World, room: str, event_id: str, txn: str) -> Any:
    known = _known(call, world, txn)
    if known:
        return known
    kept = find(world, room, event_id)
    reason = {"reason": call.fields["reason"]} if call.fields.get("reason") else {}
    made = put(world, room, "m.room.redaction", {"redacts": event_id, **reason}, device(call), txn)
    redact(world, kept, made)
    world.store.drop_post("matrix", account(world, room), event_id)
    return _remember(call, world, txn, made["event_id"])


def _messages(call: Call, world: World, room: str) -> Any:
    who = device(call)
    direction, size = str(call.query.get("dir", "")), str(call.query.get("limit", "10"))
    if direction not in ("b", "f"):
        raise refused(400, "M_MISSING_PARAM" if not direction else "M_INVALID_PARAM", "dir must be b or f")
    kept = everything(world, _room(world, room))
    if direction == "b":
        kept = kept[::-1]
    start = int(call.query.get("from", "t0")[1:]) if str(call.query.get("from", "t0"))[1:].isdecimal() else 0
    after = start + min(int(size) if size.isdecimal() else 10, 1000)
    found: dict[str, Any] = {
        "start": f"t{start}",
        "chunk": [shown(world, one, who) for one in kept[start:after]],
    }
    return found | ({"end": f"t{after}"} if after < len(kept) else {})


def _event(call: Call, world: World, room: str, event_id: str) -> Any:
    return shown(world, find(world, room, event_id), device(call))


def _relations(call: Call, world: World, room: str, event_id: str, kind: str | None = None) -> Any:
    who = device(call)
    find(world, room, event_id)
    found = [
        shown(world, one, who)
        for one in everything(world, room)[::-1]
        if (above := relation(one["event"]["content"])).get("event_id") == event_id
        and kind in (None, above.get("rel_type"))
    ]
    return {"chunk": found}


def _config(call: Call, world: World) -> Any:
    device(call)
    return {"m.upload.size": UPLOAD_BYTES}


def _upload(call: Call, world: World) -> Any:
    device(call)
    if len(call.body) > UPLOAD_BYTES:
        raise refused(413, "M_TOO_LARGE", "Upload request body is too large")
    if not call.body:
        raise refused(400, "M_UNKNOWN", "Request must specify a Content-Length")
    made = new_name(world, "media")[:24]
    kept = {"sha256": world.store.put_media(call.body), "type": call.headers.get("content-type", "")}
    world.store.put_thing("matrix", "media", f"{SERVER}/{made}", kept)
    return {"content_uri": f"mxc://{SERVER}/{made}"}


def _download(call: Call, world: World, name: str) -> Answer:
    device(call)
    kept = world.store.thing("matrix", "media", name)
    if kept is None:
        raise refused(404)
    headers = {"content-type": kept["type"] or "application/octet-stream"}
    return Answer(body=world.store.media(kept["sha256"]) or b"", headers=headers)


_C = r"_matrix/client/v3"
_ROOM = rf"{_C}/rooms/([^/]+)"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", r"_matrix/client/versions", _versions),
    ("GET", rf"{_C}/login", _flows),
    ("POST", rf"{_C}/login", _login),
    ("GET", rf"{_C}/account/whoami", _whoami),
    ("GET", rf"{_C}/joined_rooms", _joined_rooms),
    ("GET", rf"{_C}/directory/room/(.+)", _directory),
    ("POST", rf"{_C}/join/(.+)", _join),
    ("POST", rf"{_ROOM}/join", _join),
    ("GET", rf"{_ROOM}/joined_members", _members),
    ("GET", rf"{_ROOM}/state/([^/]+)/?", _state),
    ("PUT", rf"{_ROOM}/send/([^/]+)/([^/]+)", _send),
    ("PUT", rf"{_ROOM}/redact/([^/]+)/([^/]+)", _redact),
    ("GET", rf"{_ROOM}/messages", _messages),
    ("GET", rf"{_ROOM}/event/([^/]+)", _event),
    ("GET", r"_matrix/client/v1/rooms/([^/]+)/relations/([^/]+)(?:/([^/]+))?", _relations),
    ("GET", r"_matrix/client/v1/media/config", _config),
    ("GET", r"_matrix/media/v3/config", _config),
    ("POST", r"_matrix/media/v3/upload", _upload),
    ("GET", r"_matrix/client/v1/media/download/([^/]+/[^/]+)(?:/[^/]*)?", _download),
)


def method(call: Call) -> str:
    """Return the call as `PUT rooms/send/m.room.message`, `POST upload` and the like."""
    if match := re.fullmatch(rf"{_ROOM}/send/([^/]+)/[^/]+", call.path):
        return f"{call.method} rooms/send/{match[2]}"
    if match := re.fullmatch(rf"{_ROOM}/(\w+)(?:/.*)?", call.path):
        return f"{call.method} rooms/{match[2]}"
    return f"{call.method} " + re.sub(r"^_matrix/(client/|media/)?(v\d/)?", "", call.path).partition("/!")[0]


def answer(call: Call, world: World) -> Answer:
    """Answer a call as a homeserver does."""
    verbs = set()
    for verb, pattern, act in ROUTES:
        match = re.fullmatch(pattern, call.path)
        if match and verb == call.method:
            found = act(call, world, *match.groups())
            return found if isinstance(found, Answer) else Answer(body=found)
        verbs |= {verb} if match else set()
    raise refused(405 if verbs else 404, "M_UNRECOGNIZED", "Unrecognized request")


def _count(call: Call, world: World) -> None:
    reading = world.meter.count(f"matrix {device(call)}", MESSAGES, world.now())
    if reading.is_exceeded:
        raise Refused(refusal(429, max(reading.resets_at - int(world.now().timestamp()), 1)))


FAKE = Fake(
    name="matrix",
    title="Matrix",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
