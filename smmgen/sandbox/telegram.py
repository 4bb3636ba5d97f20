"""Telegram's Bot API for channels: `/bot<TOKEN>/<method>`.

Source: Bot API 10.1 (methods, limits) and the words of the server's errors; read 2026-11. Photos,
films and animations are taken as media and only HTML as markup; none can be given by URL, for nothing is
fetched. A channel is no forum, so there are no topics. The server
does not say how it words an album of one; the sandbox's words for it are its own.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.tally import followers
from smmgen.sandbox.telegram_album import send_media_group
from smmgen.sandbox.telegram_answer import (
    bad_request,
    good,
    number_argument,
    refusal,
    text_argument,
)
from smmgen.sandbox.telegram_change import (
    delete,
    delete_many,
    edit_buttons,
    edit_caption,
    edit_media,
    edit_text,
    forward,
    pin,
    unpin,
)
from smmgen.sandbox.telegram_chat import chat_argument
from smmgen.sandbox.telegram_film import take_film
from smmgen.sandbox.telegram_message import (
    Draft,
    caption_of,
    keep,
    options,
    text_of,
)
from smmgen.sandbox.telegram_photo import take_photo
from smmgen.sandbox.telegram_poll import send_poll, stop_poll

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
BOT = {"id": 1, "is_bot": True, "first_name": "Sandbox", "username": "sandbox_bot"}
PER_CHAT = Limit(20, 60)
"""Messages to one channel. Source: Bots FAQ, "My bot is hitting limits"; read 2026-11."""
WHOLE_BODY = 50 * 1024 * 1024


def _get_me(call: Call, world: World) -> Any:
    more = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "has_main_web_app")
    return BOT | {name: name == "can_join_groups" for name in more}


def _get_chat(call: Call, world: World) -> Any:
    _, chat = chat_argument(call, world)
    names = [chat["username"]] if "username" in chat else []
    return chat | {"active_usernames": names, "accent_color_id": 0, "max_reaction_count": 11}


def _send_message(call: Call, world: World) -> Any:
    key, chat = chat_argument(call, world)
    draft = Draft(text=text_of(call), extra=options(call, world, key))
    return keep(call, world, key, chat, draft)


def _send_photo(call: Call, world: World) -> Any:
    key, chat = chat_argument(call, world)
    text, extra = caption_of(call), options(call, world, key)
    shown, sizes = take_photo(call, world, "photo", text_argument(call, "photo"))
    shown = replace(shown, is_hidden="has_media_spoiler" in extra)
    return keep(call, world, key, chat, Draft(text=text, picture=shown, media={"photo": sizes}, extra=extra))


def _send_film(kind: str) -> Callable[[Call, World], Any]:
    def send(call: Call, world: World) -> Any:
        key, chat = chat_argument(call, world)
        text, extra = caption_of(call), options(call, world, key)
        shown, film = take_film(call, world, kind, text_argument(call, kind))
        shown = replace(shown, is_hidden="has_media_spoiler" in extra)
        return keep(call, world, key, chat, Draft(text=text, picture=shown, media={kind: film}, extra=extra))

    return send


def _get_chat_member(call: Call, world: World) -> Any:
    """Return the bot's rights, those of an administrator; the sandbox has no other members."""
    chat_argument(call, world)
    if number_argument(call, "user_id") != BOT["id"]:
        raise bad_request("user not found")
    rights = ("manage_chat", "post_messages", "edit_messages", "delete_messages", "change_info")
    others = ("invite_users", "restrict_members", "promote_members", "manage_video_chats", "post_stories")
    given = {
        f"can_{right}": right in rights for right in (*rights, *others, "edit_stories", "delete_stories")
    }
    return {"status": "administrator", "user": BOT, "can_be_edited": False, "is_anonymous": False, **given}


METHODS: dict[str, Callable[[Call, World], Any]] = {
    "getMe": _get_me,
    "getChat": _get_chat,
    "getChatMemberCount": lambda call, world: followers(world, "telegram", chat_argument(call, world)[0]),
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "getChatMember": _get_chat_member,
    "sendVideo": _send_film("video"),
    "sendAnimation": _send_film("animation"),
    "sendMediaGroup": send_media_group,
    "sendPoll": send_poll,
    "stopPoll": stop_poll,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_buttons,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "deleteMessage": delete,
    "deleteMessages": delete_many,
    "forwardMessage": forward,
}
_BY_LOWER = {name.lower(): name for name in METHODS}


def method(call: Call) -> str:
    """Return the method's name as the documents write it; Telegram does not mind its case."""
    name = call.path.rpartition("/")[2]
    return _BY_LOWER.get(name.lower(), name)


def answer(call: Call, world: World) -> Answer:
    """Answer a call as the Bot API does."""
    token = re.fullmatch(r"bot([^/]+)/[^/]+", call.path)
    if token is None or not re.fullmatch(r"\d+:[\w-]+", token[1]):
        raise Refused(refusal(404))
    if token[1] != TOKEN:
        raise Refused(refusal(401))
    if call.problem:
        raise bad_request(call.problem)
    if len(call.body) + sum(len(upload.content) for upload in call.uploads.values()) > WHOLE_BODY:
        raise Refused(refusal(413))
    name = method(call)
    if name not in METHODS:
        raise Refused(refusal(404, what="method not found"))
    if name.startswith("send"):
        _count(call, world)
    return good(METHODS[name](call, world))


def _count(call: Call, world: World) -> None:
    reading = world.meter.count(f"telegram {text_argument(call, 'chat_id')}", PER_CHAT, world.now())
    if reading.is_exceeded:
        raise Refused(refusal(429, max(reading.resets_at - int(world.now().timestamp()), 1)))


def without_id(body: Any) -> Any:
    """Take the message numbers out of a result."""
    if isinstance(body, list):
        return [without_id(item) for item in body]
    if not isinstance(body, dict):
        return body
    if "result" in body:
        return body | {"result": without_id(body["result"])}
    return {name: value for name, value in body.items() if name != "message_id"}


FAKE = Fake(
    name="telegram",
    title="Telegram",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
