"""Mastodon's API: `/api/v1`, `/api/v2`, NodeInfo.

Source: Mastodon API and its server's services; read 2026-11. The idempotency key is kept for an hour for
each account, without regard to the body; a status that is gone answers 404 to its key.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.mastodon_account import (
    account_by_id,
    lookup,
    name_of,
    signed_in,
    verify_app,
    verify_credentials,
    visitor,
)
from smmgen.sandbox.mastodon_answer import (
    given,
    invalid,
    moment,
    new_id,
    refusal,
    refused,
    text,
    without_id,
)
from smmgen.sandbox.mastodon_instance import instance_v1, instance_v2, node_info, node_links, rules
from smmgen.sandbox.mastodon_media import get_media, put_media, upload
from smmgen.sandbox.mastodon_pin import boost, pin, unboost, unpin
from smmgen.sandbox.mastodon_status import change, create, find_status, status
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.store import Kept

CALLS = Limit(300, 300)
"""Of one token. Source: Mastodon API, "Rate limits"; read 2026-11."""
KEY_SECONDS = 3600


def _post_status(call: Call, world: World) -> Any:
    owner = signed_in(call, world)
    key = call.headers.get("idempotency-key", "")
    known = world.store.thing("mastodon", "key", f"{owner} {key}") if key else None
    if known and world.now().timestamp() - known["at"] < KEY_SECONDS:
        return status(world, find_status(world, known["status"], owner))
    made = _schedule(call, world, owner) or create(call, world, owner)
    if key and "scheduled_at" not in made:
        kept = {"status": made["id"], "at": world.now().timestamp()}
        world.store.put_thing("mastodon", "key", f"{owner} {key}", kept)
    return made


def _schedule(call: Call, world: World, owner: str) -> dict[str, Any] | None:
    asked = text(call, "scheduled_at")
    if not asked:
        return None
    try:
        due = datetime.fromisoformat(asked)
    except ValueError as fault:
        raise refused(422, "Record invalid") from fault
    due = due if due.tzinfo else due.replace(tzinfo=UTC)
    if due <= world.now():
        return None
    if due < world.now() + timedelta(minutes=5):
        raise invalid("Scheduled at The scheduled date must be in the future")
    made: dict[str, Any] = {
        "id": new_id(world),
        "scheduled_at": moment(due),
        "params": {**call.fields, "text": text(call, "status")},
        "media_attachments": [],
    }
    world.store.put_thing("mastodon", "scheduled", made["id"], {"owner": owner, **made})
    return made


def _seen(call: Call, world: World, status_id: str) -> Kept:
    kept = find_status(world, status_id)
    if kept.state["visibility"] in ("private", "direct") and visitor(call, world) != kept.post.account:
        raise refused(404)
    return kept


def _get_status(call: Call, world: World, status_id: str) -> Any:
    return status(world, _seen(call, world, status_id))


def _put_status(call: Call, world: World, status_id: str) -> Any:
    return change(call, world, find_status(world, status_id, signed_in(call, world)))


def _delete_status(call: Call, world: World, status_id: str) -> Any:
    kept = find_status(world, status_id, signed_in(call, world))
    shown = status(world, kept) | {"text": kept.state["text"]}
    world.store.drop_post("mastodon", kept.post.account, status_id)
    for media_id in kept.state["media"]:
        media = world.store.thing("mastodon", "media", media_id)
        world.store.put_thing("mastodon", "media", media_id, media | {"status": None})
    return shown


def _source(call: Call, world: World, status_id: str) -> Any:
    kept = find_status(world, status_id, signed_in(call, world))
    return {"id": status_id, "text": kept.state["text"], "spoiler_text": kept.state["spoiler_text"]}


def _context(call: Call, world: World, status_id: str) -> Any:
    kept = _seen(call, world, status_id)
    everything = {other.post.id: other for other in world.store.posts("mastodon")}
    before: list[Kept] = []
    above = everything.get(kept.post.reply_to)
    while above:
        before.insert(0, above)
        above = everything.get(above.post.reply_to)
    ids, after = {status_id}, []
    for other in everything.values():
        if other.post.reply_to in ids:
            ids.add(other.post.id)
            after.append(other)
    return {
        "ancestors": [status(world, other) for other in before],
        "descendants": [status(world, other) for other in after],
    }


def _many(call: Call, world: World) -> Any:
    ids = call.query.get("id", [])
    everything = {other.post.id: other for other in world.store.posts("mastodon")}
    return [status(world, everything[one]) for one in ids if one in everything]


def _statuses_of(call: Call, world: World, account_id: str) -> Answer:
    owner = name_of(world, account_id)
    allowed = (
        ("public", "unlisted")
        if visitor(call, world) != owner
        else ("public", "unlisted", "private", "direct")
    )
    found = [kept for kept in world.store.posts("mastodon", owner) if kept.state["visibility"] in allowed]
    if str(given(call, "exclude_replies")) == "true":
        found = [kept for kept in found if not kept.post.reply_to]
    if str(given(call, "only_media")) == "true":
        found = [kept for kept in found if kept.post.media]
    if str(given(call, "pinned")) == "true":
        found = [kept for kept in found if kept.state.get("pinned")]
    page = _page(call, sorted(found, key=lambda kept: int(kept.post.id)))
    if not page:
        return Answer(body=[])
    root = f"{world.url}/mastodon/{call.path}"
    link = f'<{root}?max_id={page[-1].post.id}>; rel="next", <{root}?min_id={page[0].post.id}>; rel="prev"'
    return Answer(body=[status(world, kept) for kept in page], headers={"link": link})


def _page(call: Call, found: list[Kept]) -> list[Kept]:
    """Return a page, newest first; `found` is oldest first. `min_id` takes those next above it."""
    limits = {
        name: int(text(call, name))
        for name in ("max_id", "min_id", "since_id")
        if text(call, name).isdecimal()
    }
    size = min(int(text(call, "limit")) if text(call, "limit").isdecimal() else 20, 40)
    least = max(limits.get("min_id", 0), limits.get("since_id", 0))
    found = [kept for kept in found if least < int(kept.post.id) < limits.get("max_id", 1 << 80)]
    page = found[:size] if "min_id" in limits else found[-size:] if size else []
    return page[::-1]


_ID = r"(\d+)"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", r"\.well-known/nodeinfo", node_links),
    ("GET", r"nodeinfo/2\.0", node_info),
    ("GET", r"api/v2/instance", instance_v2),
    ("GET", r"api/v1/instance", instance_v1),
    ("GET", r"api/v1/instance/rules", rules),
    ("GET", r"api/v1/accounts/verify_credentials", verify_credentials),
    ("GET", r"api/v1/accounts/lookup", lookup),
    ("GET", rf"api/v1/accounts/{_ID}/statuses", _statuses_of),
    ("GET", rf"api/v1/accounts/{_ID}", account_by_id),
    ("POST", r"api/v2/media", upload),
    ("POST", r"api/v1/media", upload),
    ("GET", rf"api/v1/media/{_ID}", get_media),
    ("PUT", rf"api/v1/media/{_ID}", put_media),
    ("POST", r"api/v1/statuses", _post_status),
    ("GET", r"api/v1/statuses", _many),
    ("GET", rf"api/v1/statuses/{_ID}", _get_status),
    ("PUT", rf"api/v1/statuses/{_ID}", _put_status),
    ("DELETE", rf"api/v1/statuses/{_ID}", _delete_status),
    ("GET", rf"api/v1/statuses/{_ID}/source", _source),
    ("GET", rf"api/v1/statuses/{_ID}/context", _context),
    ("POST", rf"api/v1/statuses/{_ID}/pin", pin),
    ("POST", rf"api/v1/statuses/{_ID}/unpin", unpin),
    ("POST", rf"api/v1/statuses/{_ID}/reblog", boost),
    ("POST", rf"api/v1/statuses/{_ID}/unreblog", unboost),
    ("GET", r"api/v1/apps/verify_credentials", verify_app),
)


def method(call: Call) -> str:
    """Return the call as the documents write it: `POST /api/v1/statuses`, `PUT /api/v1/media/:id`."""
    return f"{call.method} /" + re.sub(r"(?<=/)\d+(?=/|$)", ":id", call.path)


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Mastodon does."""
    reading = world.meter.count(f"mastodon {call.bearer()}", CALLS, world.now())
    headers = {
        "x-ratelimit-limit": str(CALLS.count),
        "x-ratelimit-remaining": str(reading.remaining),
        "x-ratelimit-reset": moment(datetime.fromtimestamp(reading.resets_at, UTC)),
    }
    try:
        if reading.is_exceeded:
            raise Refused(refusal(429))
        found = _answered(call, world)
    except Refused as fault:
        raise Refused(replace(fault.answer, headers={**headers, **fault.answer.headers})) from fault
    return replace(found, headers={**headers, **found.headers})


def _answered(call: Call, world: World) -> Answer:
    if call.problem:
        raise refused(400, call.problem)
    for verb, pattern, act in ROUTES:
        match = re.fullmatch(pattern, call.path)
        if match and verb == call.method:
            found = act(call, world, *match.groups())
            return found if isinstance(found, Answer) else Answer(body=found)
    raise refused(404, "Not Found")


FAKE = Fake(
    name="mastodon",
    title="Mastodon",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
