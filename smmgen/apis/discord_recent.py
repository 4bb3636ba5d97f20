"""The latest messages of a Discord channel that are our own."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.adapter import Broken, Found, Session
from smmgen.apis import discord
from smmgen.apis.answers import Stopped, objects, text

Shown = Callable[[str], str]
"""Return what readers see of a text with markup."""


def latest(session: Session, most: int, shown: Shown) -> tuple[Found, ...]:
    """List our latest messages in the channel; raises `NotReached` or `Broken`: only a bot can read."""
    try:
        place = discord.place(session)
        channel = session.account.text("thread") or place.channel
        speaker = place.webhook or text(discord.own(session).get("id"))
        query = {"limit": max(1, min(most, 100))}
        asked = discord.by_bot(session, "GET", f"/channels/{channel}/messages", query=query)
        messages = discord.ask(session, asked).json()
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    if not isinstance(messages, list):
        raise Broken("Discord did not list the channel's messages.")
    ours = [one for one in messages if isinstance(one, dict) and _author(one) == speaker]
    if any(map(_is_hidden, ours)):
        raise Broken("Discord hides what messages say: give the bot the Message Content Intent.")
    return tuple(found for one in ours if (found := _found(one, channel, place, shown)))


def _author(message: Mapping[str, Any]) -> str:
    author = message.get("author")
    return text(message.get("webhook_id")) or (text(author.get("id")) if isinstance(author, dict) else "")


def _is_hidden(message: Mapping[str, Any]) -> bool:
    """Tell whether a message says nothing, which none does of itself. Source: Message Content Intent."""
    return not any(message.get(name) for name in ("content", "attachments", "embeds", "poll"))


def _found(message: Mapping[str, Any], channel: str, place: discord.Place, shown: Shown) -> Found | None:
    try:
        at = datetime.fromisoformat(text(message.get("timestamp"))).astimezone(UTC)
    except ValueError:
        return None
    attached = message.get("attachments")
    files = objects(attached)
    number = text(message.get("id"))
    return Found(
        remote_id=f"{channel}/{number}",
        url=place.permalink(channel, number),
        text=shown(text(message.get("content"))),
        at=at,
        images=sum(text(one.get("content_type")).startswith("image/") for one in files),
    )
