"""Telegram's channels: each exists as soon as it is written to."""

import hashlib
import re
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.telegram_answer import bad_request, text_argument

_NAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{0,31}")
_ID = re.compile(r"-100[1-9][0-9]{0,12}")


def find_chat(world: World, given: str) -> tuple[str, dict[str, Any]]:
    """Return a chat's short name (as it was first called) and its Chat object.

    `@name` and `-100…` exist at once; of any other shape there is none.
    """
    if not given:
        raise bad_request("chat_id is empty")
    key = given.lower()
    known = world.store.thing("telegram", "chat", key)
    if known:
        return known["key"], known["chat"]
    chat: dict[str, Any]
    if _NAME.fullmatch(given):
        number = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 9_000_000_000 + 1_000_000_000
        chat = {"id": int(f"-100{number}"), "title": given[1:], "username": given[1:], "type": "channel"}
    elif _ID.fullmatch(given):
        chat = {"id": int(given), "title": f"Channel {given[4:]}", "type": "channel"}
    else:
        raise bad_request("chat not found")
    for name in {key, str(chat["id"])}:
        world.store.put_thing("telegram", "chat", name, {"key": given, "chat": chat})
    return given, chat


def chat_argument(call: Call, world: World, name: str = "chat_id") -> tuple[str, dict[str, Any]]:
    """Return the chat that an argument names."""
    return find_chat(world, text_argument(call, name).strip('"'))


def permalink(chat: dict[str, Any], message_id: int) -> str:
    """Return a message's address; that of a private channel leaves the -100 out."""
    place = chat.get("username") or "c/" + str(chat["id"])[4:]
    return f"https://t.me/{place}/{message_id}"
