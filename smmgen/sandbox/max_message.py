"""Messages of a channel: what a body may hold, what is kept of it, how it is told.

Source: MAX's OpenAPI schema 0.0.33, NewMessageBody, Message; dev.max.ru; read 2026-11.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.max_answer import refused
from smmgen.sandbox.max_text import found, markup, take
from smmgen.sandbox.max_upload import attachment, shown, tokens, use
from smmgen.sandbox.post import Card, Picture, Post
from smmgen.sandbox.rich import Rich
from smmgen.sandbox.store import Kept

ATTACHMENTS = 12
ROWS, COLUMNS, WIDE_COLUMNS = 30, 7, 3
WIDE = ("link", "open_app", "request_geo_location", "request_contact")
BUTTONS = {
    "callback": ("payload", 1024),
    "link": ("url", 2048),
    "clipboard": ("payload", 1024),
    "open_app": ("web_app", 512),
    "message": ("text", 128),
    "request_contact": ("text", 128),
    "request_geo_location": ("text", 128),
}
ALONE = ("audio", "file")
BOT = {
    "user_id": 1,
    "first_name": "Sandbox",
    "name": "Sandbox",
    "username": "sandbox_bot",
    "is_bot": True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a body asks for: the text, the attachments as told, and what the page shows of them."""

    text: Rich
    attachments: tuple[Mapping[str, Any], ...] = ()
    pictures: tuple[Picture, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    shared: str = ""
    videos: int = 0


def draft(call: Call, world: World, *, is_comment: bool = False) -> Draft:
    """Read a body; refuse what MAX refuses."""
    given = call.fields
    text = take(given["text"], given.get("format")) if given.get("text") is not None else Rich()
    rows = [] if given.get("attachments") is None else given["attachments"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refused("attachments: must be an array of objects")
    if is_comment and rows:
        raise refused("attachments: not allowed in comments")
    if len(rows) > ATTACHMENTS:
        raise refused(f"attachments: at most {ATTACHMENTS}")
    kinds = [row.get("type") for row in rows]
    beside = [kind for kind in kinds if kind != "inline_keyboard"]
    if kinds.count("inline_keyboard") > 1 or (set(ALONE) & set(beside) and len(beside) > 1):
        raise refused("attachments: must be the only attachment in the message")
    made = Draft(text=text)
    for row in rows:
        made = _attached(made, row, world)
    if not text.text and not beside:
        raise refused("text or attachments: one of them is required")
    return made


def _attached(made: Draft, row: Mapping[str, Any], world: World) -> Draft:
    kind, payload = row.get("type"), row.get("payload")
    match kind:
        case "image" | "video" | "audio" | "file":
            return _files(made, kind, payload, world)
        case "inline_keyboard":
            rows = _keyboard(payload)
            flat = tuple((str(one["text"]), str(one.get("url", ""))) for line in rows for one in line)
            told = {"type": kind, "payload": {"buttons": rows}}
            return replace(made, buttons=flat, attachments=(*made.attachments, told))
        case "share":
            url = payload.get("url") if isinstance(payload, dict) else None
            if not isinstance(url, str) or not url.startswith(("https://", "http://")):
                raise refused("attachments: share needs a url")
            told = {"type": kind, "payload": {"url": url}}
            return replace(made, shared=url, attachments=(*made.attachments, told))
        case _:
            raise refused(f"attachments: unknown or unsupported type {kind!r}")


def _files(made: Draft, kind: str, payload: Any, world: World) -> Draft:
    for token in tokens(world, kind, payload):
        known = use(world, kind, token)
        seen = shown(world, known) if kind == "image" else None
        told = attachment(kind, token, known, world.url)
        made = replace(
            made,
            attachments=(*made.attachments, told),
            pictures=(*made.pictures, seen) if seen else made.pictures,
            videos=made.videos + (kind == "video"),
        )
    return made


def _keyboard(payload: Any) -> list[list[Mapping[str, Any]]]:
    rows = payload.get("buttons") if isinstance(payload, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise refused("buttons: must be a two-dimensional array")
    if len(rows) > ROWS:
        raise refused(f"buttons: at most {ROWS} rows")
    for row in rows:
        _check_row(row)
    return rows


def _check_row(row: list[Any]) -> None:
    for button in row:
        kind = button.get("type") if isinstance(button, dict) else None
        if kind not in BUTTONS:
            raise refused(f"buttons: unknown type {kind!r}")
        name, limit = BUTTONS[kind]
        if not isinstance(button.get("text"), str) or not 1 <= len(button["text"]) <= 128:
            raise refused("buttons: text must have 1 to 128 characters")
        if not isinstance(button.get(name), str) or not 1 <= len(button[name]) <= limit:
            raise refused(f"buttons: {name} must have 1 to {limit} characters")
    is_wide = any(button["type"] in WIDE for button in row)
    if len(row) > (WIDE_COLUMNS if is_wide else COLUMNS):
        raise refused(f"buttons: at most {WIDE_COLUMNS if is_wide else COLUMNS} in a row of this kind")


def create(call: Call, world: World, chat: int, made: Draft, above: Kept | None) -> dict[str, Any]:
    """Keep a new message and return it as MAX tells it."""
    now = int(world.now().timestamp() * 1000)
    seq = world.store.next_number("max", "seq", now << 16)
    mid = f"mid.{chat % 2**64:016x}{seq:016x}"
    message: dict[str, Any] = {
        "recipient": {"chat_id": chat, "chat_type": "channel" if chat < 0 else "chat"},
        "timestamp": now,
        "sender": BOT,
        "body": {"mid": mid, "seq": seq, **_content(made)},
        "url": permalink(chat, seq),
    }
    if above is not None:
        message["link"] = {"type": "reply", "chat_id": chat, "message": above.state["body"]}
    keep(call, world, message, made, None)
    return message


def permalink(chat: int, seq: int) -> str:
    """Return a message's address."""
    return f"https://max.ru/c/{chat}/{base64.urlsafe_b64encode(seq.to_bytes(8, 'big')).decode().rstrip('=')}"


def _content(made: Draft) -> dict[str, Any]:
    content: dict[str, Any] = {"text": made.text.text}
    if made.attachments:
        content["attachments"] = list(made.attachments)
    if rows := markup(made.text):
        content["markup"] = rows
    return content


def change(call: Call, world: World, kept: Kept, made: Draft) -> None:
    """Put another text, other attachments or both into a message."""
    old = kept.state
    content = _content(made)
    if call.fields.get("text") is None:
        content |= {name: old["body"][name] for name in ("text", "markup") if name in old["body"]}
    if call.fields.get("attachments") is None and "attachments" in old["body"]:
        content["attachments"] = old["body"]["attachments"]
        made = replace(made, pictures=kept.post.media, buttons=kept.post.buttons)
    if call.fields.get("text") is None:
        made = replace(made, text=found(Rich(kept.post.text, kept.post.marks)))
    body = {"mid": old["body"]["mid"], "seq": old["body"]["seq"], **content}
    keep(call, world, old | {"body": body}, made, kept)


def keep(call: Call, world: World, message: dict[str, Any], made: Draft, old: Kept | None) -> None:
    """Keep a message, new or changed."""
    now = world.now()
    notes = {"videos": str(made.videos)} if made.videos else {}
    is_preview = str(call.query.get("disable_link_preview", "")).lower() != "true" and not made.pictures
    url = made.shared or (
        next((m.href for m in made.text.marks if m.kind == "link"), "") if is_preview else ""
    )
    post = Post(
        network="max",
        account=str(message["recipient"]["chat_id"]),
        id=message["body"]["mid"],
        at=old.post.at if old else now,
        text=made.text.text,
        url=message.get("url") or "",
        marks=made.text.marks,
        entities=tuple(message["body"].get("markup", ())),
        media=made.pictures,
        card=Card(url=url) if url.startswith(("https://", "http://")) else None,
        reply_to=message.get("link", {}).get("message", {}).get("mid", ""),
        buttons=made.buttons,
        notes=notes,
        edited_at=now if old else None,
        request=dict(call.fields),
    )
    world.store.put_post(post, message)


def find(world: World, mid: Any) -> Kept | None:
    """Return a message by its id, which names its chat."""
    text = str(mid)
    hexadecimal = text.removeprefix("mid.")
    if len(hexadecimal) != 32 or not all(sign in "0123456789abcdef" for sign in hexadecimal):
        return None
    chat = int(hexadecimal[:16], 16)
    return world.store.post("max", str(chat - 2**64 if chat >= 2**63 else chat), f"mid.{hexadecimal}")
