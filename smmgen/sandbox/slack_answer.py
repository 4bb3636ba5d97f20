"""Slack's answers: status 200 whatever happened, and in the body whether it was good.

Source: Slack's documentation, "Web API", "Rate limits" and the error lists of its methods; read 2026-11.
"""

import hashlib
import json
import re
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
TEAM, USER, BOT = "T0SANDBOX", "U0SANDBOX", "B0SANDBOX"
USUAL = {
    400: "invalid_arguments",
    401: "invalid_auth",
    403: "restricted_action",
    404: "unknown_method",
    413: "file_upload_size_restricted",
    429: "ratelimited",
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status: only too many calls and failures have another than 200."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    told = status if status == 429 or status >= 500 else 200
    return Answer(
        status=told, body={"ok": False, "error": USUAL.get(status, "internal_error")}, headers=headers
    )


def refused(error: str, *messages: str) -> Refused:
    """Return the exception that refuses a call by one of Slack's words."""
    body: dict[str, Any] = {"ok": False, "error": error}
    if messages:
        body |= {"errors": list(messages)}
        body["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in messages]}
    return Refused(Answer(body=body))


def signed_in(call: Call) -> None:
    """Refuse a call without the sandbox's token, which stands in the header or in a form."""
    is_form = not call.headers.get("content-type", "").startswith("application/json")
    given = call.bearer() or (call.fields.get("token") if is_form else None) or call.query.get("token")
    if not given:
        raise refused("not_authed")
    if given != TOKEN:
        raise refused("invalid_auth")


def argument(call: Call, name: str) -> Any:
    """Return an argument from the body or the query, or None."""
    return call.fields.get(name, call.query.get(name))


def text(call: Call, name: str) -> str:
    """Return an argument as text, "" where it is not given."""
    value = argument(call, name)
    return "" if value is None else str(value)


def flag(call: Call, name: str) -> bool:
    """Return a yes or no, however the body says it."""
    return text(call, name).lower() in ("true", "1")


def decoded(call: Call, name: str, error: str) -> Any:
    """Return a JSON argument, which a form carries as text; None where it is not given."""
    value = argument(call, name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError as fault:
        raise refused(error) from fault


def channel(call: Call, world: World, name: str = "channel") -> tuple[str, str]:
    """Return a channel's id and its name on the page; any channel of the right shape is there."""
    given = text(call, name)
    if re.fullmatch(r"[CG][A-Z0-9]{6,}", given):
        known = world.store.thing("slack", "channel", given)
        return given, f"#{known or given.lower()}"
    if not re.fullmatch(r"#?[a-z0-9][a-z0-9._-]{0,79}", given):
        raise refused("channel_not_found")
    plain = given.removeprefix("#")
    found = "C" + hashlib.sha256(plain.encode()).hexdigest()[:10].upper()
    world.store.put_thing("slack", "channel", found, plain)
    return found, f"#{plain}"


def new_ts(world: World) -> str:
    """Return a new message's name: a time that no other message of the workspace has."""
    number = world.store.next_number("slack", "ts", int(world.now().timestamp() * 1_000_000))
    return f"{number // 1_000_000}.{number % 1_000_000:06d}"


def without_id(body: Any) -> Any:
    """Take what names the new message or its files out of an answer."""
    if not isinstance(body, dict):
        return body
    kept = {name: value for name, value in body.items() if name not in ("ts", "files")}
    if isinstance(kept.get("message"), dict):
        kept["message"] = without_id(kept["message"])
    return kept
