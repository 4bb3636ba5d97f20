"""A Nostr relay, and beside it a Blossom server for pictures.

The relay speaks over a WebSocket at `/nostr` and tells of itself there over HTTP; a file is put to
`/nostr/upload` with a signed permission and is then at `/nostr/SHA-256`. Source: NIP-01, NIP-11,
Blossom BUD-01 and BUD-02; read 2026-11.
"""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.image import look
from smmgen.sandbox.nostr_event import (
    EVENT_BYTES,
    NEWEST_SECONDS,
    OLDEST_SECONDS,
    TAGS,
    Unfit,
    check,
    first,
    found,
    is_filter,
    keep,
)
from smmgen.sandbox.nostr_shown import SEEN, account, show

MOST = 500
"""Events that one REQ brings."""
WORDS = {
    401: "auth-required: sign in first",
    403: "blocked: you may not write here",
    429: "rate-limited: slow down",
}
"""What a refusal of a status says in a relay's words; NIP-01 and NIP-42; read 2026-11."""

Subscriptions = dict[str, list[Mapping[str, Any]]]


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return an error of the HTTP side: its reason stands in a header."""
    headers = {"x-reason": WORDS.get(status, "error: the server failed")}
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    return Answer(status=status, body={"message": headers["x-reason"]}, headers=headers)


def refused(message: Any, status: int) -> list[list[Any]]:
    """Return what the relay says instead of taking a message."""
    words = WORDS.get(status, "error: could not connect to the database")
    if kind_of(message) == "EVENT":
        return [["OK", _id(message), False, words]]
    if kind_of(message) in ("REQ", "COUNT"):
        return [["CLOSED", str(message[1]) if len(message) > 1 else "", words]]
    return [["NOTICE", words]]


def _id(message: Any) -> str:
    event = message[1] if len(message) > 1 else {}
    return str(event.get("id", "")) if isinstance(event, dict) else ""


def kind_of(message: Any) -> str:
    """Return a client's message's kind: EVENT, REQ, CLOSE, or what stands in its place."""
    return str(message[0]) if isinstance(message, list) and message else "?"


def received(world: World, message: Any, open_now: Subscriptions) -> list[list[Any]]:
    """Return what the relay answers to one message; `open_now` are the connection's subscriptions."""
    match message:
        case ["EVENT", event]:
            return [_event(world, event)]
        case ["REQ", str(name), *filters]:
            return _request(world, name, filters, open_now)
        case ["CLOSE", str(name)]:
            open_now.pop(name, None)
            return []
        case [str(kind), *_]:
            return [["NOTICE", f"error: bad or unknown message {kind[:20]}"]]
        case _:
            return [["NOTICE", "error: a message is a JSON array"]]


def _event(world: World, event: Any) -> list[Any]:
    name = _id(["EVENT", event])
    if world.store.thing("nostr", "event", name) is not None:
        return ["OK", name, True, "duplicate: already have this event"]
    try:
        check(world, event)
    except Unfit as fault:
        return ["OK", name, False, str(fault)]
    gone = keep(world, event)
    if name in gone:
        return ["OK", name, True, "replaced: have newer event"]
    for one in gone:
        world.store.drop_post("nostr", account(event), one)
    if event["kind"] in SEEN:
        show(world, event)
    return ["OK", name, True, ""]


def _request(world: World, name: str, filters: list[Any], open_now: Subscriptions) -> list[list[Any]]:
    if not 1 <= len(name) <= 64:
        return [["NOTICE", "error: a subscription's name has 1 to 64 characters"]]
    if not filters or not all(is_filter(wanted) for wanted in filters):
        return [["CLOSED", name, "error: bad filter"]]
    open_now[name] = filters
    return [*(["EVENT", name, event] for event in found(world, filters, MOST)), ["EOSE", name]]


def _about() -> dict[str, Any]:
    limits = {
        "max_message_length": 131_072,
        "max_subid_length": 64,
        "max_limit": MOST,
        "max_event_tags": TAGS,
        "max_content_length": EVENT_BYTES,
        "created_at_lower_limit": OLDEST_SECONDS,
        "created_at_upper_limit": NEWEST_SECONDS,
        "auth_required": False,
        "payment_required": False,
        "restricted_writes": False,
    }
    kept = {"name": "Sandbox", "description": "A relay on this machine.", "software": "smmgen"}
    return {**kept, "supported_nips": [1, 9, 11, 23, 36, 88, 92], "limitation": limits}


def _put_file(call: Call, world: World) -> Answer:
    digest = world.store.put_media(call.body)
    _permitted(call, world, digest)
    seen = look(call.body)
    if seen is None:
        raise Refused(Answer(status=415, body={}, headers={"x-reason": "only pictures are taken here"}))
    url = f"{world.url}/nostr/{digest}.{seen.media_type.partition('/')[2].replace('jpeg', 'jpg')}"
    told = {"url": url, "sha256": digest, "size": len(call.body), "type": seen.media_type}
    return Answer(body=told | {"uploaded": int(world.now().timestamp())})


def _permitted(call: Call, world: World, digest: str) -> None:
    """Refuse an upload without a signed, unexpired permission for these bytes."""
    scheme, _, given = call.headers.get("authorization", "").partition(" ")
    try:
        event = json.loads(
            b64decode(given + "=" * (-len(given) % 4), altchars=b"-_" if set("-_") & set(given) else None)
        )
        check(world, event)
    except (ValueError, Unfit) as fault:
        raise Refused(refusal(401)) from fault
    until = first(event, "expiration")
    is_young = until.isdecimal() and int(until) > world.now().timestamp()
    is_for_it = first(event, "t") == "upload" and ["x", digest] in [tag[:2] for tag in event["tags"]]
    if scheme != "Nostr" or event["kind"] != 24_242 or not is_young or not is_for_it:
        raise Refused(refusal(401))


def _get_file(call: Call, world: World) -> Answer:
    match = re.fullmatch(r"([0-9a-f]{64})(\.\w+)?", call.path)
    content = world.store.media(match[1]) if match else None
    seen = look(content, decode=False) if content else None
    if content is None or seen is None:
        raise Refused(refusal(404))
    return Answer(body=content, headers={"content-type": seen.media_type})


def method(call: Call) -> str:
    """Return `information`, `PUT upload` or `GET file`."""
    if not call.path:
        return "information"
    return "PUT upload" if call.path == "upload" else "GET file"


def answer(call: Call, world: World) -> Answer:
    """Answer the HTTP side: the relay's information, files."""
    if call.path == "upload" and call.method == "PUT":
        return _put_file(call, world)
    if call.path:
        return _get_file(call, world)
    return Answer(
        body=_about(), headers={"content-type": "application/nostr+json", "access-control-allow-origin": "*"}
    )


def without_id(body: Any) -> Any:
    """Take the event's id out of an answer."""
    return ["OK", "", *body[2:]] if isinstance(body, list) and body[:1] == ["OK"] else body


FAKE = Fake(
    name="nostr",
    title="Nostr",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
