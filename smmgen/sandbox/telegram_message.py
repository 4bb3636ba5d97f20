"""Build, keep and change Telegram's messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Card, Picture, Poll, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.telegram_answer import (
    argument,
    bad_request,
    flag_argument,
    json_argument,
    text_argument,
)
from smmgen.sandbox.telegram_chat import find_chat, permalink
from smmgen.sandbox.telegram_html import Unreadable
from smmgen.sandbox.telegram_text import CAPTION, RAW_BYTES, TEXT, Text, read_text

_ACTS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_BUTTON_URL = re.compile(
    r"https?://[^\s/?#.]+[^\s/?#]*\.[^\s/?#]+|https?://(?:localhost|[\d.]+)|tg://\S", re.I
)
_PREVIEW = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
MEDIA = ("photo", "video", "animation", "document", "has_media_spoiler", "poll")
"""What of a message is neither its text nor its buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message that is allowed and not yet kept."""

    text: Text
    picture: Picture | None = None
    media: Mapping[str, Any] = field(default_factory=dict)
    poll: Poll | None = None
    group: str = ""
    extra: Mapping[str, Any]


def message_text(raw: str, mode: str, entities: Any) -> Text:
    """Return the text of a message; refuse what is empty, too long or badly marked."""
    if not raw:
        raise bad_request("message text is empty")
    text = _read(raw, mode, entities, TEXT)
    if not text.text:
        raise bad_request("text must be non-empty")
    if len(text.text) > TEXT:
        raise bad_request("message is too long")
    return text


def caption_text(raw: str, mode: str, entities: Any) -> Text:
    """Return a caption, which may be empty; refuse what is too long or badly marked."""
    text = _read(raw, mode, entities, CAPTION)
    if len(text.text) > CAPTION:
        raise bad_request("message caption is too long")
    return text


def _read(raw: str, mode: str, entities: Any, limit: int) -> Text:
    if len(raw.encode("utf-8", "replace")) > RAW_BYTES:
        raise bad_request("text is too long")
    try:
        return read_text(raw, mode, entities, limit)
    except Unreadable as fault:
        raise bad_request(f"can't parse entities: {fault}") from fault


def options(call: Call, world: World, key: str) -> dict[str, Any]:
    """Return what a message carries beside its content: the preview, the reply, the buttons, silence."""
    extra: dict[str, Any] = {}
    preview = json_argument(call, "link_preview_options", "link preview options") or {}
    if not isinstance(preview, dict):
        raise bad_request("object expected as link preview options")
    if kept := {name: preview[name] for name in _PREVIEW if preview.get(name)}:
        extra["link_preview_options"] = kept
    if markup := json_argument(call, "reply_markup", "reply markup"):
        extra["reply_markup"] = _buttons(markup)
    if reply := _reply(call, world, key):
        extra["reply_to_message"] = reply
    for name in ("disable_notification", "protect_content", "show_caption_above_media"):
        if flag_argument(call, name):
            extra[name] = True
    if argument(call, "message_thread_id") is not None:  # a channel is no forum
        raise bad_request("message thread not found")
    if flag_argument(call, "has_spoiler"):
        extra["has_media_spoiler"] = True
    return extra


def _buttons(markup: Any) -> dict[str, Any]:
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    for button in (button for row in rows for button in row):
        _guard_button(button)
    return {"inline_keyboard": rows}


def _guard_button(button: Any) -> None:
    """Refuse a button without a label, without exactly one thing to do, or with a bad address.

    Source: Bot API 10.1, InlineKeyboardButton; read 2026-11.
    """
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    acts = [name for name in _ACTS if name in button]
    if not acts:
        what = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {what}")
    if len(acts) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one optional field must be used")
    if "url" in button and not _BUTTON_URL.match(str(button["url"])):
        raise bad_request("BUTTON_URL_INVALID")
    if not 1 <= len(str(button.get("callback_data", "a")).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def _reply(call: Call, world: World, key: str) -> dict[str, Any] | None:
    given = json_argument(call, "reply_parameters", "reply parameters")
    if given is None and (old := argument(call, "reply_to_message_id")):
        given = {
            "message_id": old,
            "allow_sending_without_reply": flag_argument(call, "allow_sending_without_reply"),
        }
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if given.get("chat_id") is not None:
        key, _ = find_chat(world, str(given["chat_id"]))
    found = world.store.post("telegram", key, str(given.get("message_id", "")))
    if found is None:
        if given.get("allow_sending_without_reply") in (True, "true"):
            return None
        raise bad_request("message to be replied not found")
    return {name: value for name, value in found.state.items() if name != "reply_to_message"}


def keep(call: Call, world: World, key: str, chat: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Give a new message its number and keep it; return its Message object."""
    now = world.now()
    number = world.store.next_number("telegram", key)
    extra = dict(draft.extra)
    silent = extra.pop("disable_notification", False)
    message: dict[str, Any] = {
        "message_id": number,
        "sender_chat": chat,
        "chat": chat,
        "date": int(now.timestamp()),
        **({"media_group_id": draft.group} if draft.group else {}),
        **content_of(draft),
        **({"has_protected_content": True} if extra.pop("protect_content", False) else {}),
        **extra,
    }
    notes = {"sound": "silent"} if silent else {}
    notes |= {"caption": "above"} if draft.picture and "show_caption_above_media" in extra else {}
    notes |= {"content": "protected"} if "has_protected_content" in message else {}
    post = _post(call, key, message, draft.text, draft.picture, now, None, notes)
    world.store.put_post(replace(post, poll=draft.poll), message)
    return message


def content_of(draft: Draft) -> dict[str, Any]:
    """Return what a Message object says of its content."""
    body, entities = ("caption", "caption_entities") if draft.picture else ("text", "entities")
    found = dict(draft.media)
    if draft.poll:
        return found
    if draft.text.text:
        found[body] = draft.text.text
    if draft.text.entities:
        found[entities] = draft.text.json()
    return found


def change(call: Call, world: World, kept: Kept, text: Text, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Put another text into a message; refuse one that is the same."""
    old = kept.state
    picture = kept.post.media[0] if kept.post.media else None
    media = {name: old[name] for name in MEDIA if name in old}
    content = content_of(Draft(text=text, picture=picture, media=media, extra={}))
    return put_anew(call, world, kept, text, picture, content | dict(extra))


def put_anew(
    call: Call, world: World, kept: Kept, text: Text, picture: Picture | None, content: Mapping[str, Any]
) -> dict[str, Any]:
    """Put new content in the place of a message's; refuse what is the same. Its buttons go unless given."""
    old = kept.state
    gone = (
        "text",
        "entities",
        "caption",
        "caption_entities",
        "link_preview_options",
        "reply_markup",
        "edit_date",
        *MEDIA,
    )
    message = {name: value for name, value in old.items() if name not in gone} | dict(content)
    if message == {name: value for name, value in old.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    now = world.now()
    message["edit_date"] = int(now.timestamp())
    post = _post(call, kept.post.account, message, text, picture, kept.post.at, now, kept.post.notes)
    world.store.put_post(replace(post, poll=kept.post.poll), message)
    return message


def _post(
    call: Call,
    key: str,
    message: dict[str, Any],
    text: Text,
    picture: Picture | None,
    at: datetime,
    edited_at: datetime | None,
    notes: Mapping[str, str],
) -> Post:
    return Post(
        network="telegram",
        account=key,
        id=str(message["message_id"]),
        at=at.astimezone(UTC),
        text=text.text,
        url=permalink(message["chat"], message["message_id"]),
        marks=text.marks(),
        entities=tuple(text.json()),
        media=(picture,) if picture else (),
        card=None if picture else _card(message, text),
        reply_to=str(message.get("reply_to_message", {}).get("message_id", "")),
        group=message.get("media_group_id", ""),
        buttons=button_rows(message),
        notes=notes,
        warnings=text.warnings,
        edited_at=edited_at,
        request=dict(call.fields) or dict(call.query),
    )


def button_rows(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the buttons of a message: label and address, which is empty where it does something else."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple((button["text"], str(button.get("url", ""))) for row in rows for button in row)


def _card(message: dict[str, Any], text: Text) -> Card | None:
    preview = message.get("link_preview_options", {})
    url = preview.get("url") or text.first_link()
    return Card(url=url) if url and not preview.get("is_disabled") else None


def text_of(call: Call) -> Text:
    """Return the text that a call gives."""
    return message_text(
        text_argument(call, "text"), text_argument(call, "parse_mode"), argument(call, "entities")
    )


def caption_of(call: Call) -> Text:
    """Return the caption that a call gives."""
    return caption_text(
        text_argument(call, "caption"), text_argument(call, "parse_mode"), argument(call, "caption_entities")
    )
