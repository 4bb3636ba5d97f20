"""What Telegram's answers mean.

Source: Telegram Bot API 10.1 (June 2026) and the sources of its server; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Ambiguous, Outcome, Reply, Sent
from smmgen.apis.answers import Voice, fields, text

TITLE = "Telegram"


def _said(reply: Reply) -> str:
    """Return Telegram's words; a group that became a supergroup has a new number, which it names."""
    answer = fields(reply)
    words, new = text(answer.get("description")), _parameters(answer).get("migrate_to_chat_id")
    return f"{words}; the chat's number is now {new}" if new else words


def _pause(reply: Reply) -> float | None:
    seconds = _parameters(fields(reply)).get("retry_after")
    return seconds if isinstance(seconds, int | float) else None


def _parameters(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    found = answer.get("parameters")
    return found if isinstance(found, dict) else {}


VOICE = Voice(TITLE, _said, _pause)


def sent(reply: Reply) -> Outcome:
    """Read the new message or messages; ids of an album are joined with commas."""
    result = fields(reply).get("result")
    messages: list[Any] = result if isinstance(result, list) else [result]
    ids = [message.get("message_id") if isinstance(message, dict) else None for message in messages]
    if not ids or not all(type(one) is int and one > 0 for one in ids):
        return Ambiguous("Telegram took the message but did not name it.", reply.status)
    return Sent(",".join(map(str, ids)), _permalink(messages[0].get("chat"), str(ids[0])))


def _permalink(chat: Any, number: str) -> str:
    """Return a message's address; a group that is neither public nor large has none."""
    if not isinstance(chat, dict):
        return ""
    if name := text(chat.get("username")):
        return f"https://t.me/{name}/{number}"
    inner = str(chat.get("id", ""))
    return f"https://t.me/c/{inner[4:]}/{number}" if inner.startswith("-100") else ""
