"""MAX (max.ru): channels and groups of the Russian messenger, through a bot.

Source: dev.max.ru and MAX's own schema 0.0.33; read 2026-11. What nobody could try is named in
docs/networks/max.md.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from smmgen.adapter import (
    Adapter,
    Broken,
    Found,
    Identity,
    Limits,
    NotReached,
    NotSent,
    Option,
    Outcome,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
    VideoLimits,
)
from smmgen.apis import max as api
from smmgen.apis.answers import Stopped, objects, text, told
from smmgen.apis.buttons import buttons_of
from smmgen.apis.ledger_key import named_key
from smmgen.apis.max_check import ATTACHMENTS, check
from smmgen.apis.max_numbers import METRICS
from smmgen.markup.html import html
from smmgen.markup.spelled import spelled_out
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import Message, OptionValue, Written
from smmgen.text import hashtags
from smmgen.text.count import utf16

LIMITS = Limits(
    text=4000,
    text_with_media=4000,
    unit="UTF-16 units",
    images=ATTACHMENTS,
    image_bytes=50_000_000,
    alt=0,
    sizes=post_sizes("max"),
    hashtags=5,
    video=VideoLimits(bytes=250_000_000, seconds=(0.1, 86_400)),
)

OPTIONS: Mapping[str, Option] = {
    "chat": Option(kind="text", required=True, help="the channel's number, such as -70000000000000"),
    "token": Option(kind="secret", required=True, help="the bot's token, from business.max.ru"),
    "preview": Option(
        kind="flag", help="show the preview of the post's link (as it is without this key)", per_post=True
    ),
    "buttons": Option(
        kind="list", help="buttons below the message: [Order → https://northwind.example]", per_post=True
    ),
    "pin": Option(kind="flag", help="pin the post", per_post=True),
}

_LINKED = frozenset({"http", "https", "max"})


def write(blocks: Blocks, account: Account) -> Written:
    """Write MAX's HTML; links sit on words, also `max://user/ID` for people without a name there."""
    return html(blocks, _LINKED)


def count(written: Written, account: Account) -> int:
    """Count UTF-16 units of what is sent, markup included.

    MAX does not say what it counts; no reading of its limit counts more than this.
    """
    return utf16(written.text)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from MAX's habits."""
    options: dict[str, OptionValue] = {"buttons": account.words("buttons"), "pin": account.flag("pin")}
    shown = {name: value for name, value in options.items() if value}
    return shown if account.flag("preview", default=True) else {**shown, "preview": False}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the files, which nobody sees, and publish with one call; then pin it, where asked for."""
    message = sending.content.message
    if message.is_comment:
        return _comment(session, sending)
    query = {"chat_id": session.account.text("chat"), **_preview(message)}
    asked = api.request(
        session, "POST", "/messages", query=query, json=_body(session, sending), is_visible=True
    )
    outcome = api.sent(api.act(session, asked))
    if isinstance(outcome, Sent) and message.options.get("pin"):
        _pin(session, outcome.remote_id)
    return outcome


def _preview(message: Message) -> Mapping[str, bool]:
    return {"disable_link_preview": True} if message.options.get("preview") is False else {}


def _body(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Return the message. `notify` stays away: channels refuse it."""
    message = sending.content.message
    body: dict[str, Any] = {
        "text": message.written.text or None,
        "format": "html",
        "attachments": _attachments(session, sending),
    }
    before = sending.thread[-1] if sending.thread else sending.reply_to
    return body | ({"link": {"type": "reply", "mid": before}} if before else {})


def _attachments(session: Session, sending: Sending) -> list[Mapping[str, Any]]:
    content = sending.content
    message = content.message
    made = [api.upload(session, "image", _part(file, sending)) for file in content.files]
    if content.video:
        made.append(api.upload(session, "video", _part(content.video, sending)))
    if message.link and not made and message.options.get("preview") is not False:
        made.append({"type": "share", "payload": {"url": message.link}})
    buttons = buttons_of(message.options.get("buttons"))
    rows = [[{"type": "link", "text": words, "url": url}] for words, url in buttons]
    return [*made, *([{"type": "inline_keyboard", "payload": {"buttons": rows}}] if rows else [])]


def _part(file: File, sending: Sending) -> api.File:
    return file.path.rpartition("/")[2], sending.read(file), file.media_type


def _pin(session: Session, mid: str) -> None:
    """Pin a post that is public already; one that stays unpinned is no reason to publish it again."""
    path = f"/chats/{session.account.text('chat')}/pin"
    with suppress(NotReached, Broken):
        session.call(api.request(session, "PUT", path, json={"message_id": mid, "notify": False}))


def _comment(session: Session, sending: Sending) -> Outcome:
    """Comment below the first message: plain words, as comments have no markup."""
    post = sending.thread[0]
    body = {"text": spelled_out(sending.content.message.written.text)}
    asked = api.request(session, "POST", f"/messages/{post}/comments", json=body, is_visible=True)
    outcome = api.sent(api.act(session, asked))
    return Sent(f"{post}/{outcome.remote_id}", outcome.url) if isinstance(outcome, Sent) else outcome


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change a message: its words, its buttons, and its pictures, which are uploaded anew."""
    if "/" in remote_id:
        return Refused("smmgen cannot change comments on MAX. Change it there by hand.")
    query = {"message_id": remote_id, **_preview(sending.content.message)}
    body = _body(session, sending)
    answer = api.act(
        session, api.request(session, "PUT", "/messages", query=query, json=body, is_visible=True)
    )
    if not isinstance(answer, Reply):
        return answer
    outcome = api.sent(answer)
    return Sent(remote_id, outcome.url if isinstance(outcome, Sent) else "")


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a message, or a comment; one that is gone already is deleted."""
    post, _, comment = remote_id.partition("/")
    path = f"/messages/{post}/comments" if comment else "/messages"
    query = {"comment_id": comment} if comment else {"message_id": post}
    answer = api.act(session, api.request(session, "DELETE", path, query=query, is_visible=True))
    if isinstance(answer, Refused) and (answer.status == 404 or "not.found" in answer.why):
        return Sent(remote_id, "")
    return Sent(remote_id, "") if isinstance(answer, Reply) else answer


NEEDED: Mapping[str, str] = {
    "write": "`write`: make the bot an administrator of the channel who may write posts",
    "read_all_messages": "`read_all_messages`: without it smmgen cannot look whether a post has arrived",
}


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask who the bot is, and what it may do in the channel."""
    chat = session.account.text("chat")
    bot, place = api.ask(session, "/me"), api.ask(session, f"/chats/{chat}")
    member = api.ask(session, f"/chats/{chat}/members/me")
    found = member.get("permissions")
    rights = tuple(text(one) for one in found) if isinstance(found, list) else ()
    lacks = [] if member.get("is_owner") else [name for name in NEEDED if name not in rights]
    return Identity(
        name=f"{text(bot.get('username')) or text(bot.get('first_name'))} in “{text(place.get('title'))}”",
        url=text(place.get("link")),
        rights=rights,
        missing=tuple(NEEDED[name] for name in lacks),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the channel's latest messages; raises `Broken`, also where the bot may not read."""
    try:
        answer = api.ask(
            session, "/messages", chat_id=session.account.text("chat"), count=max(1, min(most, 100))
        )
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    messages = answer.get("messages")
    if not isinstance(messages, list):
        raise Broken("MAX did not list the channel's messages.")
    return tuple(found for one in messages if isinstance(one, dict) and (found := _found(one)))


def _found(message: Mapping[str, Any]) -> Found | None:
    mid, made, body = api.mid(message), message.get("timestamp"), message.get("body")
    if not mid or not isinstance(made, int) or not isinstance(body, dict):
        return None
    shown = body.get("attachments")
    attachments = objects(shown)
    return Found(
        remote_id=mid,
        url=text(message.get("url")),
        text=text(body.get("text")),
        at=datetime.fromtimestamp(made / 1000, UTC),
        images=sum(one.get("type") == "image" for one in attachments),
    )


ADAPTER = Adapter(
    name="max",
    title=api.TITLE,
    host="https://platform-api2.max.ru",
    options=OPTIONS,
    limits=lambda account: LIMITS,
    abilities=frozenset({"image", "album", "thread", "reply", "video", "first-comment"}),
    delivery_class="blind",
    offsets="utf-16",
    write=write,
    count=count,
    hashtag=hashtags.snake,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "A bot's token lives until it is made anew at business.max.ru. The bot has to be an administrator of "
        "the channel who may write posts and read all messages."
    ),
)
