"""Telegram channels and groups, through a bot.

Source: Telegram Bot API 10.1 (June 2026) and the sources of its server; read 2026-11.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Broken,
    Identity,
    Limits,
    Metrics,
    NotReached,
    NotSent,
    Option,
    Outcome,
    PollLimits,
    Refused,
    Reply,
    Request,
    Sending,
    Sent,
    Session,
    VideoLimits,
)
from smmgen.apis.answers import Stopped, fields, hidden, number, reads, text, told, unaccepted, visible
from smmgen.apis.ledger_key import named_key
from smmgen.apis.telegram import call_for, changes_for
from smmgen.apis.telegram_answer import TITLE, VOICE, sent
from smmgen.apis.telegram_check import check
from smmgen.markup.html import html
from smmgen.model.brand import Account
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags

LIMITS = Limits(
    text=4096,
    text_with_media=1024,
    unit="characters",
    images=10,
    image_bytes=10_000_000,
    alt=0,
    sizes=post_sizes("telegram"),
    hashtags=3,
    poll=PollLimits(question=300, options=12, option=100, hours=730),
    video=VideoLimits(bytes=50_000_000, seconds=(0.1, 86_400), ratio=(1 / 20, 20)),
    video_cover=(1280, 720),
)

OPTIONS: Mapping[str, Option] = {
    "chat": Option(kind="text", required=True, help="the channel: @name, or its number (-100…)"),
    "token": Option(kind="secret", required=True, help="the bot's token, from @BotFather"),
    "topic": Option(kind="number", help="the number of a topic, in a group that has topics", per_post=True),
    "silent": Option(kind="flag", help="publish without a sound", per_post=True),
    "protect": Option(kind="flag", help="do not let people forward or save", per_post=True),
    "preview": Option(
        kind="flag", help="show the preview of the post's link (as it is without this key)", per_post=True
    ),
    "preview_shape": Option(
        kind="choice",
        choices=("large", "small", "above"),
        help="how the preview looks; `above` is large and above the text",
        per_post=True,
    ),
    "buttons": Option(
        kind="list", help="buttons below the message: [Order → https://northwind.example]", per_post=True
    ),
    "pin": Option(kind="flag", help="pin the post, without a sound", per_post=True),
}


def write(blocks: Blocks, account: Account) -> Written:
    """Write Telegram's HTML; links sit on words."""
    return html(blocks)


def count(written: Written, account: Account) -> int:
    """Count code points after the markup is read, as Telegram's own library does for bots.

    Source: tdlib/td, checks of text length, July 2026.
    """
    return len(written.visible)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from Telegram's habits."""
    flags = {name: True for name in ("silent", "protect", "pin") if account.flag(name)}
    shape, topic = account.text("preview_shape"), account.number("topic", 0)
    options: dict[str, OptionValue] = {
        **flags,
        "topic": topic,
        "buttons": account.words("buttons"),
        "preview_shape": shape if shape != "large" else "",
    }
    shown = {name: value for name, value in options.items() if value}
    return shown if account.flag("preview", default=True) else {**shown, "preview": False}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish with a single call: text, photo, album, video or poll; then pin it, where that is asked for."""
    outcome = _published(session, call_for(_common(session.account, sending), sending))
    if isinstance(outcome, Sent) and sending.content.message.options.get("pin"):
        _pin(session, outcome)
    return outcome


def _published(session: Session, request: Request) -> Outcome:
    answer = visible(session, _addressed(session, request), VOICE)
    if isinstance(answer, Reply):
        return sent(answer)
    if isinstance(answer, Refused) and answer.status == 404:  # the path names nothing but the token
        return unaccepted(session.account, TITLE, "", 404)
    return answer


def _addressed(session: Session, request: Request) -> Request:
    return replace(request, url=f"{session.base_url}/bot{session.secret('token')}{request.url}")


def _pin(session: Session, sent: Sent) -> None:
    """Pin a post that is public already; one that stays unpinned is no reason to publish it again."""
    body = {"chat_id": session.account.text("chat"), "message_id": _first(sent.remote_id)}
    request = Request(method="POST", url="/pinChatMessage", json={**body, "disable_notification": True})
    with suppress(NotReached, Broken):
        session.call(_addressed(session, request))


def _first(remote_id: str) -> int:
    return int(remote_id.partition(",")[0])


def _common(account: Account, sending: Sending) -> dict[str, Any]:
    """Return what every kind of message is told."""
    options = sending.content.message.options
    common: dict[str, Any] = {"chat_id": account.text("chat")}
    if options.get("silent"):
        common["disable_notification"] = True
    if options.get("protect"):
        common["protect_content"] = True
    if topic := options.get("topic"):
        common["message_thread_id"] = topic
    before = sending.thread[-1] if sending.thread else sending.reply_to
    first = before.partition(",")[0]
    if first.isdigit():
        common["reply_parameters"] = {"message_id": int(first)}
    return common


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change a message's words; its pictures stay. Telegram calls it an error where nothing differs."""
    content = sending.content
    if content.message.poll:
        return Refused("Telegram has no way to change a poll.")
    has_media = bool(content.files or content.video)
    common = _common(session.account, sending)
    request = changes_for(common, content.message, _first(remote_id), has_media=has_media)
    reply = visible(session, _addressed(session, request), VOICE)
    if isinstance(reply, Reply):
        return replace_id(sent(reply), remote_id)
    if isinstance(reply, Refused) and "not modified" in reply.why:
        return Sent(remote_id, "")
    return reply


def replace_id(outcome: Outcome, remote_id: str) -> Outcome:
    """Keep all the ids of what was edited: the answer names the one message that changed."""
    return Sent(remote_id, outcome.url) if isinstance(outcome, Sent) else outcome


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a message, or all of an album."""
    numbers = [int(one) for one in remote_id.split(",")]
    body = {"chat_id": session.account.text("chat"), "message_ids": numbers}
    request = Request(method="POST", url="/deleteMessages", json=body, is_visible=True)
    reply = visible(session, _addressed(session, request), VOICE)
    if isinstance(reply, Refused) and "not found" in reply.why:
        return Sent(remote_id, "")
    return Sent(remote_id, "") if isinstance(reply, Reply) else reply


RIGHTS = {
    "can_post_messages": "the right to post messages: make the bot an administrator of the channel with it",
}
_USEFUL = {"can_edit_messages": "pin", "can_delete_messages": "delete others' posts"}


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask who the bot is, and what it may do in the chat."""
    bot = _asked(session, "/getMe", {})
    chat = session.account.text("chat")
    member = _asked(session, "/getChatMember", {"chat_id": chat, "user_id": bot.get("id", 0)})
    is_owner = member.get("status") == "creator"
    is_channel = _asked(session, "/getChat", {"chat_id": chat}).get("type") == "channel"
    lacks = [] if is_owner or not is_channel else [name for name in RIGHTS if not member.get(name)]
    rights = [words for name, words in _USEFUL.items() if is_owner or member.get(name)]
    return Identity(
        name=f"@{text(bot.get('username'))} in {chat}",
        url=f"https://t.me/{chat[1:]}" if chat.startswith("@") else "",
        rights=() if lacks else ("post", *rights),
        missing=tuple(RIGHTS[name] for name in lacks),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    """Return how many are in the chat. Source: Bot API, getChatMemberCount; read 2026-11."""
    body = {"chat_id": session.account.text("chat")}
    request = Request(method="POST", url="/getChatMemberCount", json=body)
    return number(fields(hidden(session, _addressed(session, request), VOICE)).get("result"))


METRICS = Metrics(
    gives=(),
    posts=None,
    followers=_followers,
    source="Bot API 10.1, Message (without views) and getChatMemberCount, read 2026-11",
)


def _asked(session: Session, method: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    request = Request(method="POST", url=method, json=dict(body))
    try:
        found = fields(hidden(session, _addressed(session, request), VOICE)).get("result")
    except Stopped as stop:
        if stop.outcome.status == 404:
            raise Stopped(unaccepted(session.account, TITLE, "", 404)) from None
        raise
    return found if isinstance(found, dict) else {}


ADAPTER = Adapter(
    name="telegram",
    title=TITLE,
    host="https://api.telegram.org",
    options=OPTIONS,
    limits=lambda account: LIMITS,
    abilities=frozenset({"image", "album", "thread", "reply", "poll", "video"}),
    delivery_class="blind",
    offsets="utf-16",
    write=write,
    count=count,
    hashtag=hashtags.snake,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=None,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    no_metrics=(
        "The Bot API tells no views, forwards or reactions of a channel's "
        "posts; they are seen in the app alone."
    ),
    secret_facts=(
        "A bot's token lives until @BotFather is told /revoke. The bot has to be an administrator of the "
        "channel, with the right to post messages."
    ),
)
