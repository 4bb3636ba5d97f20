"""MAX's bot API for channels, with the addresses that files are sent to.

The sandbox's token is 1:sandbox, bare in the Authorization header. Source: MAX's OpenAPI schema 0.0.33
and dev.max.ru; read 2026-11. An image by its URL is taken where it lies in the sandbox's own host of files.
A video or audio is "not ready" when it is first asked for, and ready after.
"""

import re
from collections.abc import Callable
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.max_answer import (
    DONE,
    TOKEN,
    flag,
    number,
    refusal,
    refused,
    signed_in,
    undone,
    without_id,
)
from smmgen.sandbox.max_message import BOT, change, create, draft, find
from smmgen.sandbox.max_upload import NotReady, asked, lease, upload
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import followers, tally

ALL = Limit(30, 1)
PER_CHAT = Limit(2, 1)
"""Messages, edits and deletions, each. Source: dev.max.ru, POST, PUT, DELETE /messages; read 2026-11."""
RIGHTS = ("read_all_messages", "write", "edit", "delete", "pin_message", "view_stats")
GONE = ("message.not.found", "Message not found")


def _me(call: Call, world: World) -> Answer:
    return Answer(body=BOT | {"last_activity_time": int(world.now().timestamp() * 1000), "commands": []})


def _chat(call: Call, world: World) -> Answer:
    chat = _chat_of(call)
    kept = [one for one in world.store.posts("max", str(chat)) if not _is_comment(one)]
    body = {
        "chat_id": chat,
        "type": "channel" if chat < 0 else "chat",
        "status": "active",
        "title": "Sandbox",
        "last_event_time": kept[-1].state["timestamp"] if kept else 0,
        "participants_count": followers(world, "max", str(chat)),
        "is_public": True,
        "link": f"https://max.ru/c/{chat}",
        "messages_count": len(kept),
    }
    return Answer(body=body)


def _chat_of(call: Call) -> int:
    return number(call.path.split("/")[1], "chatId")


def _membership(call: Call, world: World) -> Answer:
    _chat_of(call)
    more = {"is_owner": False, "is_admin": True, "permissions": list(RIGHTS), "join_time": 0}
    return Answer(body=BOT | more | {"last_access_time": 0})


def _pinned(call: Call, world: World) -> Answer:
    mid = world.store.thing("max", "pin", str(_chat_of(call)))
    kept = find(world, mid) if mid else None
    return Answer(body={"message": kept.state if kept else None})


def _pin(call: Call, world: World) -> Answer:
    chat = str(_chat_of(call))
    kept = find(world, call.fields.get("message_id"))
    if kept is None or kept.post.account != chat:
        return undone(*GONE)
    world.store.put_thing("max", "pin", chat, kept.post.id)
    return DONE


def _unpin(call: Call, world: World) -> Answer:
    world.store.drop_thing("max", "pin", str(_chat_of(call)))
    return DONE


def _send(call: Call, world: World) -> Answer:
    chat = _recipient(call)
    flag(call.query.get("disable_link_preview"), "disable_link_preview")
    if call.fields.get("notify") is False and chat < 0:
        raise refused("errors.send-message.channel-notify", "errors.send-message.channel-notify")
    made = draft(call, world)
    message = create(call, world, chat, made, _above(call, world, chat))
    return Answer(body={"message": message})


def _recipient(call: Call) -> int:
    if "chat_id" in call.query:
        return number(call.query["chat_id"], "chat_id")
    if "user_id" in call.query:
        raise refused("The dialog was not begun by the person", "dialog.not.found", 404)
    raise refused("chat_id or user_id: one of them is required")


def _above(call: Call, world: World, chat: int) -> Kept | None:
    link = call.fields.get("link")
    if link is None:
        return None
    if not isinstance(link, dict) or link.get("type") not in ("reply", "forward"):
        raise refused("link: type must be one of forward, reply")
    kept = find(world, link.get("mid"))
    if kept is None or kept.post.account != str(chat):
        raise refused("link: the message is not found", GONE[0], 404)
    return kept


def _edit(call: Call, world: World) -> Answer:
    kept = find(world, call.query.get("message_id"))
    if kept is None:
        return undone(*GONE)
    if call.fields.get("text") is None and not call.fields.get("attachments"):
        raise refused("text or attachments: one of them is required")
    change(call, world, kept, draft(call, world))
    return DONE


def _delete(call: Call, world: World) -> Answer:
    kept = find(world, call.query.get("message_id"))
    if kept is None:
        return undone(*GONE)
    world.store.drop_post("max", kept.post.account, kept.post.id)
    return DONE


def _list(call: Call, world: World) -> Answer:
    if named := call.query.get("message_ids"):
        found = [find(world, mid) for mid in str(named).split(",")]
        return Answer(body={"messages": [_counted(world, one) for one in found if one]})
    if "chat_id" not in call.query:
        raise refused("chat_id or message_ids: one of them is required")
    kept = world.store.posts("max", str(number(call.query["chat_id"], "chat_id")))
    return Answer(body={"messages": _page(call, world, [one for one in kept if not _is_comment(one)])})


def _page(call: Call, world: World, kept: list[Kept]) -> list[dict[str, Any]]:
    count = number(call.query.get("count", 50), "count")
    if not 1 <= count <= 100:
        raise refused("count: must be between 1 and 100")
    after = number(call.query.get("after", call.query.get("to", 0)), "after")
    before = number(call.query.get("before", call.query.get("from", 2**62)), "before")
    rows = [one for one in reversed(kept) if after <= one.state["timestamp"] <= before]
    return [_counted(world, one) for one in rows[:count]]


def _counted(world: World, kept: Kept) -> dict[str, Any]:
    """Return a message; that of a channel with how often it was seen."""
    is_seen = not _is_comment(kept) and int(kept.post.account) < 0
    stat = {"stat": {"views": tally(world, kept.post, "views")}} if is_seen else {}
    return dict(kept.state) | stat


def _is_comment(kept: Kept) -> bool:
    return "post_id" in kept.state["recipient"]


def _get(call: Call, world: World) -> Answer:
    return Answer(body=_named(call, world).state)


def _named(call: Call, world: World) -> Kept:
    kept = find(world, call.path.split("/")[1])
    if kept is None:
        raise refused(GONE[1], GONE[0], 404)
    return kept


def _comments(call: Call, world: World) -> Answer:
    above = _named(call, world)
    kept = world.store.posts("max", above.post.account)
    mine = [one for one in kept if one.state["recipient"].get("post_id") == above.post.id]
    return Answer(body={"messages": _page(call, world, mine)})


def _comment(call: Call, world: World) -> Answer:
    above = _named(call, world)
    made = draft(call, world, is_comment=True)
    message = create(call, world, int(above.post.account), made, above)
    message["recipient"] |= {"post_id": above.post.id}
    message.pop("url")
    message.pop("link")
    kept = find(world, message["body"]["mid"])
    if kept is not None:
        world.store.put_post(kept.post, message)
    return Answer(body={"message": message})


def _uncomment(call: Call, world: World) -> Answer:
    kept = find(world, call.query.get("comment_id"))
    if kept is None or kept.state["recipient"].get("post_id") != _named(call, world).post.id:
        return undone(*GONE)
    world.store.drop_post("max", kept.post.account, kept.post.id)
    return DONE


METHODS: dict[str, Callable[[Call, World], Answer]] = {
    "GET /me": _me,
    "GET /chats/{chatId}": _chat,
    "GET /chats/{chatId}/members/me": _membership,
    "GET /chats/{chatId}/pin": _pinned,
    "PUT /chats/{chatId}/pin": _pin,
    "DELETE /chats/{chatId}/pin": _unpin,
    "POST /uploads": lease,
    "POST /messages": _send,
    "PUT /messages": _edit,
    "DELETE /messages": _delete,
    "GET /messages": _list,
    "GET /messages/{messageId}": _get,
    "GET /messages/{messageId}/comments": _comments,
    "POST /messages/{messageId}/comments": _comment,
    "DELETE /messages/{messageId}/comments": _uncomment,
}
_UPLOAD = re.compile(r"upload/(\w+)")


def method(call: Call) -> str:
    """Return the verb and the path as the documents write them; `upload` for the bytes of a file."""
    if _UPLOAD.fullmatch(call.path):
        return "upload"
    path = re.sub(r"^chats/[^/]+", "chats/{chatId}", call.path)
    path = re.sub(r"^messages/[^/]+", "messages/{messageId}", path)
    return f"{call.method} /{path}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as MAX does."""
    if place := _UPLOAD.fullmatch(call.path):
        return upload(call, world, place[1])
    signed_in(call)
    name = method(call)
    if name not in METHODS:
        is_known = name.partition(" ")[2] in {one.partition(" ")[2] for one in METHODS}
        raise Refused(refusal(405 if is_known else 404))
    if call.problem:
        raise refused(call.problem)
    _count(call, world, name)
    try:
        return METHODS[name](call, world)
    except NotReady as fault:
        return asked(world, fault.token)


def _count(call: Call, world: World, name: str) -> None:
    limits = [(f"max {TOKEN}", ALL)]
    if name in ("POST /messages", "PUT /messages", "DELETE /messages"):
        limits.append((f"max {name} {call.query.get('chat_id', '')}", PER_CHAT))
    if any(world.meter.count(key, limit, world.now()).is_exceeded for key, limit in limits):
        raise Refused(refusal(429))


FAKE = Fake(
    name="max",
    title="MAX",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
