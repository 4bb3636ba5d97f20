"""Discord: a channel of a server, through a webhook or a bot.

Source: Discord's developer documentation, webhooks, messages, polls, uploading files, August 2026; read
2026-11. What nobody could try is named in docs/networks/discord.md.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    PollLimits,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
    VideoLimits,
)
from smmgen.apis import discord, discord_post
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.discord_check import ATTACHMENTS, check
from smmgen.apis.discord_numbers import METRICS
from smmgen.apis.discord_recent import latest
from smmgen.hashes import sha256
from smmgen.markup.markdown import DISCORD, markdown
from smmgen.markup.unmarked import unmarked
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags
from smmgen.text.count import utf16

MEGABYTES = 10
"""A file's largest size, in MiB, in a server without boosts. Source: uploading files."""

OPTIONS: Mapping[str, Option] = {
    "webhook": Option(kind="secret", help="the whole address of a webhook of the channel"),
    "token": Option(kind="secret", help="a bot's token, in the webhook's place or beside it"),
    "channel": Option(kind="text", help="the channel's number, where there is a bot"),
    "thread": Option(
        kind="text", help="the number of a thread to publish in, or of a forum's post", per_post=True
    ),
    "username": Option(kind="text", help="who speaks, in the place of the webhook's own name"),
    "avatar": Option(kind="text", help="the address of a picture, in the place of the webhook's own"),
    "ping": Option(
        kind="list",
        help="who may be pinged by the text: [everyone, roles, users]; nobody without",
        per_post=True,
    ),
    "silent": Option(kind="flag", help="publish without a notification", per_post=True),
    "preview": Option(kind="flag", help="show previews of links (as it is without this key)", per_post=True),
    "crosspost": Option(
        kind="flag", help="pass it on to the channels that follow an announcement channel", per_post=True
    ),
    "max_megabytes": Option(kind="number", help=f"a file's largest size, where it is not {MEGABYTES}"),
}


def limits(account: Account) -> Limits:
    """Return Discord's limits; a boosted server takes larger files.

    Source: Execute Webhook (2000 characters), attachments (alternative texts of 1024), polls (300 and 55
    characters, 10 answers, 32 days).
    """
    size = account.number("max_megabytes", MEGABYTES) * 1024 * 1024
    return Limits(
        text=2000,
        text_with_media=2000,
        unit="UTF-16 units",
        images=ATTACHMENTS,
        image_bytes=size,
        alt=1024,
        sizes=post_sizes("discord"),
        hashtags=3,
        poll=PollLimits(question=300, options=10, option=55, hours=768),
        video=VideoLimits(
            bytes=size,
            seconds=(0.1, 86_400),
            types=frozenset({"video/mp4", "video/quicktime", "video/webm"}),
            alt=1024,
            has_pictures=True,
        ),
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write Discord's Markdown; its own mentions and times, `<@1>` and `<t:1>`, are left as they are."""
    return markdown(blocks, DISCORD)


def count(written: Written, account: Account) -> int:
    """Count UTF-16 units of what is sent, markup included.

    Discord says "characters"; code points are never more than this.
    """
    return utf16(written.text)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from Discord's habits, and who may be pinged."""
    options: dict[str, OptionValue] = {name: account.text(name) for name in ("thread", "username", "avatar")}
    options |= {name: account.flag(name) for name in ("silent", "crosspost")}
    shown = {name: value for name, value in {**options, "ping": account.words("ping")}.items() if value}
    return shown if account.flag("preview", default=True) else {**shown, "preview": False}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the nonce, which Discord keeps for a few minutes; webhooks know none."""
    return sha256(str(delivery).encode()).hexdigest()[:25]


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish words and files with one call; then pass the message on, where asked for."""
    place = discord.place(session)
    channel, body = (
        _channel(session, sending, place),
        {**discord_post.new(sending), **_of_sender(session, sending)},
    )
    asked = discord.message_call(session, "POST", channel, **discord_post.as_asked(body, sending))
    outcome = _sent(discord.act(session, asked), place)
    if isinstance(outcome, Sent) and sending.content.message.options.get("crosspost"):
        return replace(outcome, note=_pass_on(session, outcome.remote_id))
    return outcome


def _channel(session: Session, sending: Sending, place: discord.Place) -> str:
    """Return where it goes: to what it answers, into the thread below the post, or to the channel."""
    message = sending.content.message
    if message.is_comment:
        channel, _, first = sending.thread[0].partition("/")
        words = " ".join(message.written.visible.split())
        return discord.opened_thread(session, channel, first, words or "…")
    before = _before(sending).partition("/")[0]
    return before or str(message.options.get("thread") or "") or place.channel


def _before(sending: Sending) -> str:
    """Return what the message answers or goes on from, empty if nothing."""
    if sending.content.message.is_comment:
        return ""
    return sending.thread[-1] if sending.thread else sending.reply_to


def _of_sender(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Return what only a webhook is told, or only a bot."""
    options = sending.content.message.options
    if discord.has_webhook(session):
        own = {"username": options.get("username"), "avatar_url": options.get("avatar")}
        return {name: value for name, value in own.items() if value}
    _, _, before = _before(sending).partition("/")
    nonce = {"nonce": sending.key, "enforce_nonce": True}
    return nonce | ({"message_reference": {"message_id": before}} if before else {})


def _sent(answer: Reply | Outcome, place: discord.Place) -> Outcome:
    if not isinstance(answer, Reply):
        return answer
    made = fields(answer)
    number, channel = text(made.get("id")), text(made.get("channel_id")) or place.channel
    if not number:
        return Ambiguous("Discord took the message but did not name it.", answer.status)
    return Sent(f"{channel}/{number}", place.permalink(channel, number))


def _pass_on(session: Session, remote_id: str) -> str:
    """Pass on what is public already; return why not, which is no reason to publish it again."""
    channel, _, number = remote_id.partition("/")
    try:
        asked = discord.by_bot(session, "POST", f"/channels/{channel}/messages/{number}/crosspost")
        discord.ask(session, asked)
    except Stopped as stop:
        return f"It is public, but was not passed on to the channels that follow: {stop.outcome.why}"
    return ""


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change a message: its words, and its files, which are uploaded anew."""
    if sending.content.message.poll:
        return Refused("Discord has no way to change a poll.")
    place = discord.place(session)
    channel, _, number = remote_id.partition("/")
    body = discord_post.as_asked(discord_post.content(sending), sending)
    return _sent(discord.act(session, discord.message_call(session, "PATCH", channel, number, **body)), place)


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a message; one that is gone already is deleted."""
    channel, _, number = remote_id.partition("/")
    return deleted(discord.act(session, discord.message_call(session, "DELETE", channel, number)), remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask who speaks, and where."""
    place = discord.place(session)
    bot = text(discord.own(session).get("username")) if discord.has_bot(session) else ""
    is_forum = place.kind in discord.FORUMS and not session.account.text("thread")
    is_followed = place.kind == discord.ANNOUNCEMENTS and not session.account.flag("crosspost")
    speaker = f"the webhook “{place.name}”" if place.webhook else f"{bot} in #{place.name}"
    return Identity(
        name=f"{speaker}, with the bot {bot}" if place.webhook and bot else speaker,
        url=place.permalink(place.channel),
        missing=("The channel is a forum: set `thread` to the number of one of its posts",)
        if is_forum
        else (),
        notes=("Posts reach the channels that follow this one only with crosspost: true.",)
        if is_followed
        else (),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List our latest messages in the channel; raises `NotReached` or `Broken`: only a bot can read."""
    return latest(session, most, unmarked)


ADAPTER = Adapter(
    name="discord",
    title=discord.TITLE,
    host="https://discord.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "thread", "reply", "link-card", "poll", "video", "first-comment"}),
    delivery_class="blind",
    offsets="utf-16",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=recent,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "A webhook's address lives until the webhook is deleted; whoever knows it may write there. A bot's "
        "token lives until it is reset on the application's page."
    ),
)
