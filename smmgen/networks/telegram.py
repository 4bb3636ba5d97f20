"""Telegram channels and groups, through a bot.

Source: Telegram Bot API 10.1 (June 2026) and the sources of its server; read 2026-11.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Limits,
    Option,
    Outcome,
    Refused,
    Reply,
    Request,
    Sending,
    Sent,
    Session,
)
from smmgen.apis.answers import Voice, fields, text, told, unaccepted, visible
from smmgen.markup.html import html
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import Message, OptionValue, Variant, Written
from smmgen.text import hashtags
from smmgen.text.count import utf16

TITLE = "Telegram"
LIMITS = Limits(
    text=4096,
    text_with_media=1024,
    unit="characters",
    images=10,
    image_bytes=10_000_000,
    alt=0,
    sizes=post_sizes("telegram"),
    hashtags=3,
)
ENTITIES = 100
"""Of more entities in one message Telegram shows only the first. Source: seen in several clients."""

OPTIONS: Mapping[str, Option] = {
    "chat": Option(kind="text", required=True, help="the channel: @name, or its number (-100…)"),
    "token": Option(kind="secret", required=True, help="the bot's token, from @BotFather"),
    "silent": Option(kind="flag", help="publish without a sound"),
    "protect": Option(kind="flag", help="do not let people forward or save"),
    "preview": Option(kind="flag", help="show the preview of the post's link (as it is without this key)"),
}


def write(blocks: Blocks, account: Account) -> Written:
    """Write Telegram's HTML; links sit on words."""
    return html(blocks)


def count(written: Written, account: Account) -> int:
    """Count code points after the markup is read, as Telegram's own library does for bots.

    Source: tdlib/td, checks of text length, July 2026.
    """
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what Telegram may still refuse, or would show without its look."""
    for message in variant.messages:
        length = utf16(message.written.visible)
        if message.length <= message.limit < length:
            yield _warning(
                "TGM001",
                variant,
                message,
                f"With its emoji this text is {length} UTF-16 units long, and some of Telegram's programs "
                f"count these: {message.limit} are safe.",
                f"Cut {length - message.limit}, or leave out some emoji.",
            )
        entities = message.written.text.count("</")
        if entities > ENTITIES:
            yield _warning(
                "TGM002",
                variant,
                message,
                f"This text has {entities} stretches of bold, links and the like; Telegram shows {ENTITIES}.",
                "Mark less, or part the text into messages with a line `---`.",
            )


def _warning(code: str, variant: Variant, message: Message, what: str, hint: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity="warning",
        span=message.span,
        message=what,
        hint=hint,
        post=variant.post,
        account=variant.account,
    )


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from Telegram's habits."""
    options = {"silent": account.flag("silent"), "protect": account.flag("protect")}
    shown = {name: True for name, is_set in options.items() if is_set}
    return shown if account.flag("preview", default=True) else {**shown, "preview": False}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Name the delivery in the ledger; Telegram itself knows no such key."""
    return sha256(str(delivery).encode()).hexdigest()


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish with a single call: text, photo with caption, or album with the caption on its first photo."""
    common = _common(session.account, sending)
    if len(sending.content.files) > 1:
        request = _album(common, sending)
    elif sending.content.files:
        request = _photo(common, sending)
    else:
        request = _text(common, sending.content.message)
    url = f"{session.base_url}/bot{session.secret('token')}{request.url}"
    answer = visible(session, replace(request, url=url), VOICE)
    if isinstance(answer, Reply):
        return _sent(answer)
    if isinstance(answer, Refused) and answer.status == 404:  # the path names nothing but the token
        return unaccepted(session.account, TITLE, "", 404)
    return answer


def _common(account: Account, sending: Sending) -> dict[str, Any]:
    """Return what every kind of message is told."""
    options = sending.content.message.options
    common: dict[str, Any] = {"chat_id": account.text("chat")}
    if options.get("silent"):
        common["disable_notification"] = True
    if options.get("protect"):
        common["protect_content"] = True
    before = sending.thread[-1] if sending.thread else sending.reply_to
    first = before.partition(",")[0]
    if first.isdigit():
        common["reply_parameters"] = {"message_id": int(first)}
    return common


def _text(common: Mapping[str, Any], message: Message) -> Request:
    body = {
        **common,
        "text": message.written.text,
        "parse_mode": "HTML",
        "link_preview_options": _preview(message),
    }
    return Request(method="POST", url="/sendMessage", json=body, is_visible=True)


def _preview(message: Message) -> Mapping[str, Any]:
    if message.options.get("preview") is False:
        return {"is_disabled": True}
    if message.link:
        return {"url": message.link, "prefer_large_media": True}
    return {"prefer_large_media": True}


def _photo(common: Mapping[str, Any], sending: Sending) -> Request:
    (file,) = sending.content.files
    form = _form({**common, **_caption(sending.content.message)})
    photo = (_name(file.path), sending.read(file), file.media_type)
    return Request(method="POST", url="/sendPhoto", form=form, files=(("photo", photo),), is_visible=True)


def _album(common: Mapping[str, Any], sending: Sending) -> Request:
    files = sending.content.files
    media: list[dict[str, Any]] = [
        {"type": "photo", "media": f"attach://f{number}"} for number in range(len(files))
    ]
    media[0] |= _caption(sending.content.message)
    parts = tuple(
        (f"f{number}", (_name(file.path), sending.read(file), file.media_type))
        for number, file in enumerate(files)
    )
    form = _form({**common, "media": media})
    return Request(method="POST", url="/sendMediaGroup", form=form, files=parts, is_visible=True)


def _caption(message: Message) -> dict[str, str]:
    caption = message.written.text
    return {"caption": caption, "parse_mode": "HTML"} if caption else {}


def _form(values: Mapping[str, Any]) -> Mapping[str, str]:
    """Write values as form fields: text as it is, anything else as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
    }


def _name(path: str) -> str:
    return path.rpartition("/")[2]


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


def _sent(reply: Reply) -> Outcome:
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


ADAPTER = Adapter(
    name="telegram",
    title=TITLE,
    host="https://api.telegram.org",
    options=OPTIONS,
    limits=lambda account: LIMITS,
    abilities=frozenset({"image", "album", "thread", "reply"}),
    delivery_class="blind",
    offsets="utf-16",
    write=write,
    count=count,
    hashtag=hashtags.snake,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=None,
)
