"""Bluesky, as a PDS of the AT Protocol: `/xrpc/<method>`.

Source: lexicons com.atproto.* and app.bsky.feed.post, and what a PDS was seen to answer; read 2026-11.
Of the views, which are another service's, posts by address and profiles are here; all others answer 502, as a
PDS does that cannot reach it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox.bluesky_answer import error, invalid, refusal, refused, without_id
from smmgen.sandbox.bluesky_blob import upload_blob
from smmgen.sandbox.bluesky_read import get_record, list_records
from smmgen.sandbox.bluesky_repo import (
    apply_writes,
    create_record,
    delete_record,
    put_record,
)
from smmgen.sandbox.bluesky_session import create_session, get_session, refresh_session, resolve_handle
from smmgen.sandbox.bluesky_view import get_posts, get_profile
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit

ALL = Limit(3000, 300)
SIGN_INS = Limit(30, 300)
"""Calls from one address, and sign-ins of one account. Source: Bluesky, "Rate Limits"; read 2026-11."""
JSON_BYTES = 1_000_000

PROCEDURES: dict[str, Callable[[Call, World], Any]] = {
    "com.atproto.server.createSession": create_session,
    "com.atproto.server.refreshSession": refresh_session,
    "com.atproto.repo.uploadBlob": upload_blob,
    "com.atproto.repo.createRecord": create_record,
    "com.atproto.repo.putRecord": put_record,
    "com.atproto.repo.deleteRecord": delete_record,
    "com.atproto.repo.applyWrites": apply_writes,
}
QUERIES: dict[str, Callable[[Call, World], Any]] = {
    "com.atproto.server.getSession": get_session,
    "com.atproto.server.describeServer": lambda call, world: {
        "did": "did:web:127.0.0.1",
        "availableUserDomains": [".example"],
        "inviteCodeRequired": False,
    },
    "com.atproto.identity.resolveHandle": resolve_handle,
    "com.atproto.repo.getRecord": get_record,
    "com.atproto.repo.listRecords": list_records,
    "app.bsky.feed.getPosts": get_posts,
    "app.bsky.actor.getProfile": get_profile,
    "_health": lambda call, world: {"version": "sandbox"},
}


def method(call: Call) -> str:
    """Return the method's name."""
    return call.path.removeprefix("xrpc/")


def answer(call: Call, world: World) -> Answer:
    """Answer a call as a PDS does."""
    name = method(call)
    if not call.path.startswith("xrpc/"):
        raise refused(404, "NotFound", "Not Found")
    limits = _limits(call, world, name)
    try:
        return replace(_answered(call, world, name), headers=limits)
    except Refused as fault:
        raise Refused(replace(fault.answer, headers={**limits, **fault.answer.headers})) from fault


def _answered(call: Call, world: World, name: str) -> Answer:
    if name.startswith(("app.bsky.", "chat.bsky.")) and name not in QUERIES:
        return error(502)
    if name in PROCEDURES and call.method != "POST":
        raise invalid("Incorrect HTTP method (GET) expected POST")
    if name in QUERIES and call.method not in ("GET", "HEAD"):
        raise invalid("Incorrect HTTP method (POST) expected GET")
    if name in PROCEDURES and name != "com.atproto.repo.uploadBlob":
        _check_body(call, name)
    known = PROCEDURES | QUERIES
    if name not in known:
        raise refused(501, "MethodNotImplemented", "Method Not Implemented")
    return Answer(body=known[name](call, world))


def _check_body(call: Call, name: str) -> None:
    if call.problem:
        raise refused(400, "SyntaxError", call.problem)
    if len(call.body) > JSON_BYTES:
        raise refused(413)
    kind = call.headers.get("content-type", "").partition(";")[0].strip()
    if name == "com.atproto.server.refreshSession":
        if call.body:
            raise invalid("A request body was provided when none was expected")
    elif not kind:
        raise invalid("Request encoding (Content-Type) required but not provided")
    elif kind != "application/json":
        raise invalid(f"Wrong request encoding (Content-Type): {kind}")


def _limits(call: Call, world: World, name: str) -> dict[str, str]:
    is_sign_in = name == "com.atproto.server.createSession"
    limit = SIGN_INS if is_sign_in else ALL
    key = f"bluesky {call.fields.get('identifier')}" if is_sign_in else "bluesky"
    reading = world.meter.count(key, limit, world.now())
    headers = {
        "ratelimit-limit": str(limit.count),
        "ratelimit-remaining": str(reading.remaining),
        "ratelimit-reset": str(reading.resets_at),
        "ratelimit-policy": f"{limit.count};w={limit.seconds}",
    }
    if reading.is_exceeded:
        raise Refused(replace(refusal(429), headers=headers))
    return headers


FAKE = Fake(
    name="bluesky",
    title="Bluesky",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
