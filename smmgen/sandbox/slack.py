"""Slack's Web API with a bot token, and incoming webhooks.

The sandbox's bot token is 1:sandbox; its webhooks are `/services/T…/B…/sandbox`. Source: Slack's
documentation, "Methods", "Sending messages using incoming webhooks"; read 2026-11.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.slack_answer import (
    BOT,
    TEAM,
    TOKEN,
    USER,
    argument,
    channel,
    decoded,
    flag,
    refusal,
    refused,
    signed_in,
    text,
    without_id,
)
from smmgen.sandbox.slack_block import check
from smmgen.sandbox.slack_file import info, lease, share, shown, upload, uploaded
from smmgen.sandbox.slack_message import Draft, change, create, draft, find, permalink
from smmgen.sandbox.store import Kept

PER_CHANNEL = Limit(60, 60)
"""Messages: about one a second. Source: Slack's documentation, "Rate limits"; read 2026-11."""
SCOPES = "chat:write,channels:history,files:write,files:read,channels:read"
HOOKS = ("sandbox", TOKEN)


def _post_message(call: Call, world: World) -> Any:
    place = _place(call, world)
    said = draft(call, world)
    message = create(call, world, place, said, [])
    return _good(place[0], message, said)


def _place(call: Call, world: World) -> tuple[str, str]:
    signed_in(call)
    if not text(call, "channel"):
        raise refused("channel_not_found")
    return channel(call, world)


def _good(found: str, message: dict[str, Any], said: Draft) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": True, "channel": found, "ts": message["ts"], "message": message}
    if said.is_cut:
        what = "[WARN] Your message was truncated but still posted."
        body["response_metadata"] = {"warnings": ["message_truncated"], "messages": [what]}
    return body


def _update(call: Call, world: World) -> Any:
    place = _place(call, world)
    kept = find(world, place[1], text(call, "ts"))
    said = draft(call, world)
    message = change(call, world, place, kept, said)
    return {"ok": True, "channel": place[0], "ts": message["ts"], "text": message["text"], "message": message}


def _delete(call: Call, world: World) -> Any:
    found, name = _place(call, world)
    kept = find(world, name, text(call, "ts"))
    world.store.drop_post("slack", name, kept.post.id)
    return {"ok": True, "channel": found, "ts": kept.post.id}


def _permalink(call: Call, world: World) -> Any:
    found, name = _place(call, world)
    kept = find(world, name, text(call, "message_ts"))
    return {"ok": True, "channel": found, "permalink": permalink(found, kept.post.id, kept.post.reply_to)}


def _history(call: Call, world: World) -> Any:
    _, name = _place(call, world)
    kept = [one for one in world.store.posts("slack", name) if not one.post.reply_to]
    return _page(call, kept[::-1])


def _replies(call: Call, world: World) -> Any:
    _, name = _place(call, world)
    above = text(call, "ts")
    if world.store.post("slack", name, above) is None:
        raise refused("thread_not_found")
    kept = [one for one in world.store.posts("slack", name) if above in (one.post.id, one.post.reply_to)]
    return _page(call, kept)


def _page(call: Call, kept: list[Kept]) -> dict[str, Any]:
    size = text(call, "limit") or "100"
    if not size.isdecimal() or not 1 <= int(size) <= 999:
        raise refused("invalid_limit")
    is_inclusive = flag(call, "inclusive")
    least, most = float(text(call, "oldest") or 0), float(text(call, "latest") or "inf")
    found = [
        one
        for one in kept
        if least < float(one.post.id) < most or (is_inclusive and float(one.post.id) in (least, most))
    ]
    start = int(text(call, "cursor") or 0) if text(call, "cursor").isdecimal() else 0
    after = start + int(size)
    is_metadata = flag(call, "include_all_metadata")
    rows = [
        {name: value for name, value in one.state.items() if is_metadata or name != "metadata"}
        for one in found[start:after]
    ]
    more = {"response_metadata": {"next_cursor": str(after)}} if after < len(found) else {}
    return {"ok": True, "messages": rows, "has_more": after < len(found), "pin_count": 0, **more}


def _channel_info(call: Call, world: World) -> Any:
    found, name = _place(call, world)
    kept = {"id": found, "name": name.removeprefix("#"), "is_channel": True, "is_archived": False}
    return {"ok": True, "channel": kept | {"is_private": False, "is_member": True}}


def _auth_test(call: Call, world: World) -> Any:
    signed_in(call)
    names = {"team": "Sandbox", "user": "sandbox", "team_id": TEAM, "user_id": USER, "bot_id": BOT}
    return {"ok": True, "url": "https://sandbox.slack.com/", **names, "is_enterprise_install": False}


def _complete(call: Call, world: World) -> Any:
    signed_in(call)
    files = uploaded(call, world)
    place: dict[str, str] = {}
    if argument(call, "channel_id"):
        found = channel(call, world, "channel_id")
        comment = text(call, "initial_comment")
        blocks = [] if comment else check(decoded(call, "blocks", "invalid_blocks_format"))
        said = Draft(text=comment, blocks=blocks, media=())
        place = {"channel": found[0], "ts": create(call, world, found, said, files)["ts"]}
    for kept in files:
        share(world, kept, place)
    return {"ok": True, "files": [shown(kept) for kept in files]}


METHODS: dict[str, Callable[[Call, World], Any]] = {
    "auth.test": _auth_test,
    "chat.postMessage": _post_message,
    "chat.update": _update,
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "conversations.history": _history,
    "conversations.replies": _replies,
    "conversations.info": _channel_info,
    "files.getUploadURLExternal": lease,
    "files.completeUploadExternal": _complete,
    "files.info": info,
}
_HOOK = re.compile(r"services/(T\w+)/(B\w+)/([^/]+)")
_UPLOAD = re.compile(r"upload/v1/(F\w+)\.(\w+)")


def _hook(call: Call, world: World, team: str, app: str, secret: str) -> Answer:
    """Answer an incoming webhook: in plain words, with a status."""
    if secret not in HOOKS:
        return _said(403, "invalid_token")
    if "payload" in call.fields:
        try:
            call = replace(call, fields=json.loads(str(call.fields["payload"])))
        except ValueError:
            return _said(400, "invalid_payload")
    if call.problem or not isinstance(call.fields, dict) or call.method != "POST":
        return _said(400, "invalid_payload")
    place = (f"C{app[1:]}", f"#{app.lower()}")
    try:
        create(call, world, place, draft(call, world), [])
    except Refused as fault:
        return _said(400, fault.answer.body["error"])
    return _said(200, "ok")


def _said(status: int, word: str) -> Answer:
    return Answer(status=status, body=word.encode(), headers={"content-type": "text/html"})


def method(call: Call) -> str:
    """Return the method's name, `incoming webhook` or `upload`."""
    if _HOOK.fullmatch(call.path):
        return "incoming webhook"
    return "upload" if _UPLOAD.fullmatch(call.path) else call.path.removeprefix("api/")


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Slack does."""
    if hook := _HOOK.fullmatch(call.path):
        return _hook(call, world, *hook.groups())
    if place := _UPLOAD.fullmatch(call.path):
        return upload(call, world, *place.groups())
    if call.problem:
        raise refused("invalid_json")
    name = method(call)
    if name not in METHODS:
        raise Refused(
            replace(refusal(404), body={"ok": False, "error": "unknown_method", "req_method": name})
        )
    if name == "chat.postMessage":
        _count(call, world)
    return Answer(body=METHODS[name](call, world), headers={"x-oauth-scopes": SCOPES})


def _count(call: Call, world: World) -> None:
    reading = world.meter.count(f"slack {text(call, 'channel')}", PER_CHANNEL, world.now())
    if reading.is_exceeded:
        raise Refused(refusal(429, max(reading.resets_at - int(world.now().timestamp()), 1)))


FAKE = Fake(
    name="slack",
    title="Slack",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
