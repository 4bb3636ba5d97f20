"""Discord's API v10: webhooks, and a bot's messages in a channel.

The sandbox's webhooks are `/webhooks/NUMBER/sandbox`, each in the channel of its number; its bot's token is
1:sandbox. Source: Discord's developer documentation and its OpenAPI description; read 2026-11.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox.discord_answer import (
    Problems,
    moment,
    refusal,
    refused,
    unknown,
    without_id,
)
from smmgen.sandbox.discord_body import body
from smmgen.sandbox.discord_message import GUILD, account, change, create, find, shown, told
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.tally import followers

BOT_TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
WEBHOOK_TOKENS = ("sandbox", BOT_TOKEN)
BOT = {"id": "80351110224678912", "username": "Sandbox", "discriminator": "0", "avatar": None, "bot": True}
VERSIONS = ("9", "10")
"""Those that are still answered. Source: Discord's API Reference, "API Versioning"; read 2026-11."""
CALLS = Limit(5, 2)
"""Of one webhook or channel, as seen in answers' headers; Discord publishes no numbers."""
NONCE_SECONDS = 300


def _webhook(number: str, token: str) -> dict[str, Any]:
    if token not in WEBHOOK_TOKENS:
        raise refused(401, 50027, "Invalid Webhook Token")
    return {
        "application_id": None,
        "avatar": None,
        "channel_id": number,
        "guild_id": GUILD,
        "id": number,
        "name": "Sandbox",
        "type": 1,
        "token": token,
    }


def _get_webhook(call: Call, world: World, number: str, token: str) -> Any:
    return _webhook(number, token) | {"url": f"https://discord.com/api/webhooks/{number}/{token}"}


def _execute(call: Call, world: World, number: str, token: str) -> Any:
    hook = _webhook(number, token)
    thread = str(call.query.get("thread_id", ""))
    if thread and world.store.thing("discord", "thread", thread) != number:
        raise unknown("channel")
    draft = body(call)
    if draft.fields.get("thread_name"):
        raise refused(400, 220003, "Webhooks can only create threads in forum channels")
    name = str(draft.fields.get("username") or hook["name"]).strip()
    author = {"id": number, "username": name, "discriminator": "0000", "avatar": None, "bot": True}
    more = {"webhook_id": number, **({"thread": thread} if thread else {})}
    made = create(call, world, number, draft, author, more)
    is_waited = str(call.query.get("wait", "")).lower() in ("true", "1")
    return made if is_waited else Answer(status=204, body=b"")


def _hook_message(call: Call, world: World, number: str, token: str, message_id: str) -> Any:
    _webhook(number, token)
    return told(world, find(world, number, message_id, number))


def _change_by_hook(call: Call, world: World, number: str, token: str, message_id: str) -> Any:
    _webhook(number, token)
    return change(call, world, find(world, number, message_id, number), body(call, is_edit=True))


def _drop_by_hook(call: Call, world: World, number: str, token: str, message_id: str) -> Answer:
    _webhook(number, token)
    kept = find(world, number, message_id, number)
    world.store.drop_post("discord", kept.post.account, message_id)
    return Answer(status=204, body=b"")


def _bot(call: Call) -> None:
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    if (scheme, token.strip()) != ("Bot", BOT_TOKEN):
        raise Refused(refusal(401))


def _me(call: Call, world: World) -> Any:
    _bot(call)
    return BOT | {"global_name": None, "mfa_enabled": False, "verified": True, "flags": 0}


def _channel(call: Call, world: World, channel: str) -> Any:
    _bot(call)
    name = account(channel).removeprefix("#")
    return {"id": channel, "type": 0, "guild_id": GUILD, "name": name, "nsfw": False, "parent_id": None}


def _guild(call: Call, world: World, guild: str) -> Any:
    _bot(call)
    if guild != GUILD:
        raise unknown("guild")
    found = {"id": guild, "name": "Sandbox", "premium_tier": 0, "features": []}
    if str(call.query.get("with_counts", "")).lower() not in ("true", "1"):
        return found
    names = {one.post.account for one in world.store.posts("discord")}
    count = sum(followers(world, "discord", name) for name in names)
    return found | {"approximate_member_count": count, "approximate_presence_count": 0}


def _send(call: Call, world: World, channel: str) -> Any:
    _bot(call)
    draft = body(call)
    nonce = draft.fields.get("nonce")
    _nonce(nonce)
    key = f"{channel} {nonce}"
    known = world.store.thing("discord", "nonce", key) if draft.fields.get("enforce_nonce") else None
    if known and world.now().timestamp() - known["at"] < NONCE_SECONDS:
        return shown(find(world, channel, known["id"]).state)
    more: dict[str, Any] = {} if nonce is None else {"nonce": nonce}
    made = create(call, world, channel, draft, BOT, more | _reference(world, channel, draft.fields))
    if nonce is not None:
        world.store.put_thing("discord", "nonce", key, {"id": made["id"], "at": world.now().timestamp()})
    return made


def _nonce(given: Any) -> None:
    problems = Problems()
    if isinstance(given, str):
        problems.length("nonce", given, 25)
    elif given is not None and not isinstance(given, int):
        problems.add("nonce", "NONCE_TYPE_INVALID", "Only strings and integers may be used.")
    problems.settle()


def _reference(world: World, channel: str, fields: Any) -> dict[str, Any]:
    asked = fields.get("message_reference")
    if not isinstance(asked, dict):
        return {}
    message_id = str(asked.get("message_id", ""))
    if world.store.post("discord", account(channel), message_id) is None:
        if asked.get("fail_if_not_exists", True) is False:
            return {}
        problems = Problems()
        problems.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        problems.settle()
    reference = {"type": 0, "channel_id": channel, "guild_id": GUILD, "message_id": message_id}
    return {"type": 19, "message_reference": reference}


def _messages(call: Call, world: World, channel: str) -> Any:
    _bot(call)
    size = str(call.query.get("limit", "50"))
    if not size.isdecimal() or not 1 <= int(size) <= 100:
        problems = Problems()
        problems.add("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        problems.settle()
    least, most = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 80))
    kept = [one for one in world.store.posts("discord", account(channel)) if least < int(one.post.id) < most]
    found = sorted(kept, key=lambda one: int(one.post.id), reverse=True)
    return [shown(one.state) for one in found[: int(size)]]


def _message(call: Call, world: World, channel: str, message_id: str) -> Any:
    _bot(call)
    return told(world, find(world, channel, message_id))


def _change(call: Call, world: World, channel: str, message_id: str) -> Any:
    _bot(call)
    kept = find(world, channel, message_id)
    if kept.state["author"]["id"] != BOT["id"]:
        raise refused(403, 50005, "Cannot edit a message authored by another user")
    return change(call, world, kept, body(call, is_edit=True))


def _drop(call: Call, world: World, channel: str, message_id: str) -> Answer:
    _bot(call)
    find(world, channel, message_id)
    world.store.drop_post("discord", account(channel), message_id)
    return Answer(status=204, body=b"")


def _crosspost(call: Call, world: World, channel: str, message_id: str) -> Any:
    _bot(call)
    kept = find(world, channel, message_id)
    if kept.state["flags"] & 1:
        raise refused(400, 40033, "This message was already crossposted")
    message = kept.state | {"flags": kept.state["flags"] | 1}
    world.store.put_post(replace(kept.post, notes={**kept.post.notes, "crossposted": "yes"}), message)
    return shown(message)


def _end_poll(call: Call, world: World, channel: str, message_id: str) -> Any:
    _bot(call)
    kept = find(world, channel, message_id)
    if "poll" not in kept.state:
        raise refused(400, 520001, "Can't expire a message that is not a poll")
    ended = kept.state["poll"] | {"expiry": moment(world.now())}
    ended["results"] = ended["results"] | {"is_finalized": True}
    post = replace(kept.post, poll=kept.post.poll and replace(kept.post.poll, ends_at=world.now()))
    world.store.put_post(post, kept.state | {"poll": ended})
    return shown(kept.state | {"poll": ended})


def _start_thread(call: Call, world: World, channel: str, message_id: str) -> Any:
    _bot(call)
    find(world, channel, message_id)
    problems = Problems()
    name = problems.length("name", call.fields.get("name", ""), 100, 1)
    problems.settle()
    if world.store.thing("discord", "thread", message_id):
        raise refused(400, 160004, "A thread has already been created for this message")
    world.store.put_thing("discord", "thread", message_id, channel)
    return {"id": message_id, "type": 11, "guild_id": GUILD, "parent_id": channel, "name": name}


_HOOK = r"webhooks/(\d+)/([^/]+)"
_CHANNEL = r"channels/(\d+)"
_ID = r"messages/(\d+)"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", _HOOK, _get_webhook),
    ("POST", _HOOK, _execute),
    ("GET", f"{_HOOK}/{_ID}", _hook_message),
    ("PATCH", f"{_HOOK}/{_ID}", _change_by_hook),
    ("DELETE", f"{_HOOK}/{_ID}", _drop_by_hook),
    ("GET", r"users/@me", _me),
    ("GET", _CHANNEL, _channel),
    ("GET", r"guilds/(\d+)", _guild),
    ("GET", f"{_CHANNEL}/messages", _messages),
    ("POST", f"{_CHANNEL}/messages", _send),
    ("GET", f"{_CHANNEL}/{_ID}", _message),
    ("PATCH", f"{_CHANNEL}/{_ID}", _change),
    ("DELETE", f"{_CHANNEL}/{_ID}", _drop),
    ("POST", f"{_CHANNEL}/{_ID}/crosspost", _crosspost),
    ("POST", f"{_CHANNEL}/{_ID}/threads", _start_thread),
    ("POST", rf"{_CHANNEL}/polls/(\d+)/expire", _end_poll),
)


def _path(call: Call) -> str:
    return re.sub(r"^api/(v\d+/)?", "", call.path)


def method(call: Call) -> str:
    """Return the call as `POST /webhooks/:id/:token` or `POST /channels/:id/messages`."""
    path = re.sub(r"(?<=/)\d+(?=/|$)", ":id", _path(call))
    return f"{call.method} /" + re.sub(r"^webhooks/:id/[^/]+", "webhooks/:id/:token", path)


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Discord does."""
    top = "/".join(_path(call).split("/")[:2])
    reading = world.meter.count(f"discord {top}", CALLS, world.now())
    after = reading.resets_at - world.now().timestamp()
    headers = {
        "x-ratelimit-limit": str(CALLS.count),
        "x-ratelimit-remaining": str(reading.remaining),
        "x-ratelimit-reset": str(reading.resets_at),
        "x-ratelimit-reset-after": f"{after:.3f}",
        "x-ratelimit-bucket": hashlib.sha256(method(call).encode()).hexdigest()[:32],
    }
    try:
        if reading.is_exceeded:
            raise Refused(refusal(429, max(round(after), 1)))
        found = _answered(call, world)
    except Refused as fault:
        raise Refused(replace(fault.answer, headers={**headers, **fault.answer.headers})) from fault
    return replace(found, headers={**headers, **found.headers})


def _answered(call: Call, world: World) -> Answer:
    version = re.match(r"api/v(\d+)/", call.path)
    if version and version[1] not in VERSIONS:
        raise refused(400, 50041, "Invalid API version provided")
    for verb, pattern, act in ROUTES:
        match = re.fullmatch(pattern, _path(call))
        if match and verb == call.method:
            found = act(call, world, *match.groups())
            return found if isinstance(found, Answer) else Answer(body=found)
    raise Refused(refusal(404))


FAKE = Fake(
    name="discord",
    title="Discord",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
