"""Matrix' answers: errors with a name, tokens, rooms.

Source: Matrix specification, client-server API v1.16, "API Standards"; read 2026-11.
"""

import hashlib
import re
from base64 import urlsafe_b64encode
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
SERVER = "sandbox.example"
USER = f"@sandbox:{SERVER}"
USUAL = {
    400: ("M_BAD_JSON", "Bad request"),
    401: ("M_UNKNOWN_TOKEN", "Invalid access token passed."),
    403: ("M_FORBIDDEN", "You are not allowed to do this"),
    404: ("M_NOT_FOUND", "Not found"),
    405: ("M_UNRECOGNIZED", "Unrecognized request"),
    413: ("M_TOO_LARGE", "event too large"),
    429: ("M_LIMIT_EXCEEDED", "Too Many Requests"),
    500: ("M_UNKNOWN", "Internal server error"),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status; seconds to wait stand in the body, as milliseconds."""
    name, text = USUAL.get(status, ("M_UNKNOWN", "Error"))
    body: dict[str, Any] = {"errcode": name, "error": text}
    if status == 401:
        body["soft_logout"] = False
    if retry_after is None:
        return Answer(status=status, body=body)
    body["retry_after_ms"] = retry_after * 1000
    return Answer(status=status, body=body, headers={"retry-after": str(retry_after)})


def refused(status: int, name: str = "", text: str = "") -> Refused:
    """Return the exception that refuses a call."""
    usual = USUAL.get(status, ("M_UNKNOWN", "Error"))
    return Refused(Answer(status=status, body={"errcode": name or usual[0], "error": text or usual[1]}))


def device(call: Call) -> str:
    """Return the device of a call's token; refuse a call without one, or with a wrong one."""
    token = call.bearer() or str(call.query.get("access_token") or "")
    if not token:
        raise refused(401, "M_MISSING_TOKEN", "Missing access token")
    match = re.fullmatch(rf"{TOKEN}(?:\.([A-Z0-9]{{1,30}}))?", token)
    if match is None:
        raise Refused(refusal(401))
    return match[1] or "SANDBOX"


def new_name(world: World, kind: str) -> str:
    """Return a new opaque name of 43 signs, as of events and rooms."""
    number = world.store.next_number("matrix", kind)
    return hashed(f"{kind} {number} {world.now().timestamp()}")


def hashed(text: str) -> str:
    """Return 43 URL-safe signs that stand for a text."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def room_of(alias: str, world: World) -> str:
    """Return the id of the room that an alias names; any alias of the right shape has one."""
    if not re.fullmatch(r"#[^:\s]+:[^\s]+", alias):
        raise refused(400, "M_INVALID_PARAM", f"Room alias {alias} invalid")
    found = f"!{hashed(alias)[:18]}:{alias.partition(':')[2]}"
    world.store.put_thing("matrix", "room", found, alias)
    return found


def account(world: World, room: str) -> str:
    """Return a room's name on the page: its alias where it was asked for."""
    if not re.fullmatch(r"![^\s/]+", room):
        raise refused(403, "M_FORBIDDEN", f"User {USER} not in room {room}")
    return str(world.store.thing("matrix", "room", room) or room)


def without_id(body: Any) -> Any:
    """Take the event's id out of an answer."""
    return (
        {name: value for name, value in body.items() if name != "event_id"}
        if isinstance(body, dict)
        else body
    )
