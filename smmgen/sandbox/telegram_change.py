"""Change, delete and forward Telegram's messages. Source: Bot API, "Updating messages"; read 2026-11."""

from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.store import Kept
from smmgen.sandbox.telegram_album import input_media
from smmgen.sandbox.telegram_answer import bad_request, json_argument, number_argument
from smmgen.sandbox.telegram_chat import chat_argument, permalink
from smmgen.sandbox.telegram_message import (
    NOT_MODIFIED,
    button_rows,
    caption_of,
    change,
    content_of,
    options,
    put_anew,
    text_of,
)


def _to_change(call: Call, world: World, what: str) -> Kept:
    key, _ = chat_argument(call, world)
    number = number_argument(call, "message_id")
    if number is None:
        raise bad_request("message identifier is not specified")
    kept = world.store.post("telegram", key, str(number))
    if kept is None:
        raise bad_request(f"message to {what} not found")
    return kept


def edit_text(call: Call, world: World) -> Any:
    """Put another text into a text message."""
    kept = _to_change(call, world, "edit")
    text = text_of(call)
    if kept.post.media or kept.post.poll:
        raise bad_request("there is no text in the message to edit")
    return change(call, world, kept, text, _changed_options(call, world, kept.post.account))


def edit_caption(call: Call, world: World) -> Any:
    """Put another caption under a photo."""
    kept = _to_change(call, world, "edit")
    text = caption_of(call)
    if not kept.post.media:
        raise bad_request("there is no caption in the message to edit")
    return change(call, world, kept, text, _changed_options(call, world, kept.post.account))


def edit_media(call: Call, world: World) -> Any:
    """Put another photo, film or animation in the place of one; in an album only of the album's kinds."""
    kept = _to_change(call, world, "edit")
    if not kept.post.media:
        raise bad_request("there is no media in the message to edit")
    item = json_argument(call, "media", "media")
    kinds = ("photo", "video") if kept.post.group else ("photo", "video", "animation")
    draft = input_media(call, world, item, kinds, _changed_options(call, world, kept.post.account))
    return put_anew(call, world, kept, draft.text, draft.picture, {**content_of(draft), **draft.extra})


def edit_buttons(call: Call, world: World) -> Any:
    """Put other buttons under a message, or none; its content stays."""
    kept = _to_change(call, world, "edit")
    extra = _changed_options(call, world, kept.post.account)
    if kept.post.group and extra.get("reply_markup"):
        raise bad_request("reply markup is not allowed in an album")
    same = {name: value for name, value in kept.state.items() if name not in ("reply_markup", "edit_date")}
    rows = extra.get("reply_markup", {}).get("inline_keyboard", [])
    message = same | ({"reply_markup": extra["reply_markup"]} if rows else {})
    if message.get("reply_markup") == kept.state.get("reply_markup"):
        raise bad_request(NOT_MODIFIED)
    post = replace(kept.post, buttons=button_rows(message), edited_at=world.now())
    message["edit_date"] = int(world.now().timestamp())
    world.store.put_post(post, message)
    return message


def pin(call: Call, world: World) -> Any:
    """Pin a message; that of a channel makes no sound."""
    kept = _to_change(call, world, "pin")
    world.store.put_post(replace(kept.post, notes={**kept.post.notes, "pinned": "yes"}), kept.state)
    return True


def unpin(call: Call, world: World) -> Any:
    """Unpin a message."""
    kept = _to_change(call, world, "unpin")
    notes = {name: value for name, value in kept.post.notes.items() if name != "pinned"}
    world.store.put_post(replace(kept.post, notes=notes), kept.state)
    return True


def _changed_options(call: Call, world: World, key: str) -> dict[str, Any]:
    extra = options(call, world, key)
    return {name: extra[name] for name in ("link_preview_options", "reply_markup") if name in extra}


def delete(call: Call, world: World) -> Any:
    """Remove a message."""
    kept = _to_change(call, world, "delete")
    return world.store.drop_post("telegram", kept.post.account, kept.post.id)


def delete_many(call: Call, world: World) -> Any:
    """Remove up to 100 messages; those that are not there are no error."""
    key, _ = chat_argument(call, world)
    numbers = json_argument(call, "message_ids", "message_ids")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if len(numbers) > 100:
        raise bad_request("too many message identifiers specified")
    for number in numbers:
        world.store.drop_post("telegram", key, str(number))
    return True


def forward(call: Call, world: World) -> Any:
    """Copy a message into another chat, with its origin."""
    key, chat = chat_argument(call, world)
    source, origin = chat_argument(call, world, "from_chat_id")
    number = number_argument(call, "message_id")
    kept = world.store.post("telegram", source, str(number))
    if kept is None:
        raise bad_request("message to forward not found")
    now = world.now()
    copied = world.store.next_number("telegram", key)
    forwarded = {"type": "channel", "chat": origin, "message_id": number, "date": kept.state["date"]}
    gone = ("edit_date", "reply_to_message", "media_group_id")
    message = {name: value for name, value in kept.state.items() if name not in gone}
    message |= {"message_id": copied, "chat": chat, "sender_chat": chat, "date": int(now.timestamp())}
    message["forward_origin"] = forwarded
    post = replace(
        kept.post,
        account=key,
        id=str(copied),
        at=now,
        url=permalink(chat, copied),
        reply_to="",
        group="",
        edited_at=None,
        notes={"forwarded from": source},
        request=dict(call.fields),
    )
    world.store.put_post(post, message)
    return message
