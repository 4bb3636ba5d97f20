"""What Discord counts of a message: reactions, and who is on the server. Nobody counts views.

Source: Discord's developer documentation, Message (`reactions` is left out where there is none), Get Channel
Message, Get Webhook Message, Get Guild with counts; read 2026-11.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Request, Session
from smmgen.apis import discord
from smmgen.apis.answers import fields, number, reads, summed, text, there


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    return {one: found for one in ids if (found := _message(session, one))}


def _message(session: Session, name: str) -> Numbers | None:
    """Return the reactions to a message; None where it is gone."""
    reply = there(partial(discord.ask, session, _asked(session, *name.split("/"))))
    message = fields(reply) if reply else {}
    if not text(message.get("id")):
        return None
    rows = message.get("reactions") or []
    counts: list[Any] = [row.get("count") for row in rows if isinstance(row, dict)]
    return Numbers(reactions=summed(0, *counts))


def _asked(session: Session, channel: str, message: str) -> Request:
    """Ask as whoever published: the webhook knows its own messages, the bot those of its channel."""
    if not discord.has_webhook(session):
        return discord.by_bot(session, "GET", f"/channels/{channel}/messages/{message}")
    is_thread = channel != discord.place(session).channel
    return discord.by_webhook(
        session, "GET", f"/messages/{message}", query={"thread_id": channel} if is_thread else {}
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    """Return how many are on the server, about; only a bot may ask."""
    guild = discord.place(session).guild if discord.has_bot(session) else ""
    if not guild:
        return None
    asked = discord.by_bot(session, "GET", f"/guilds/{guild}", query={"with_counts": True})
    reply = there(partial(discord.ask, session, asked))
    return number(fields(reply).get("approximate_member_count")) if reply else None


METRICS = Metrics(
    gives=("reactions",),
    posts=_posts,
    followers=_followers,
    needs="the number of members: a bot beside a webhook",
    source="Discord's developer documentation, Message and Get Guild, read 2026-11",
)
