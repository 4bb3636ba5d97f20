"""Calls of Discord's API: by a webhook or a bot, in which channel, and what its errors mean.

Source: Discord's developer documentation, webhooks, messages, opcodes and status codes, August 2026; read
2026-11.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Literal

from msgspec import Struct

from smmgen import __version__
from smmgen.adapter import NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible
from smmgen.apis.coded import BUSY, CodedError, Codes
from smmgen.pattern import pattern

TITLE = "Discord"
VERSION = "/api/v10"
"""The version that every call names. Discord has not said when it ends; read 2026-11."""

FORUMS = frozenset({15, 16})
"""Types of channels that have posts instead of messages. Source: Channel Types."""
ANNOUNCEMENTS = 5
"""The type of a channel that others can follow."""

HAS_THREAD = 160004
"""A thread hangs on the message already."""

_WEBHOOK = pattern(r"/webhooks/(\d+)/([\w.-]+)")
_MINUTE = timedelta(minutes=1)

_FORUM = "The channel is a forum, where a message belongs to a post: set `thread` to a post's number"
_RIGHTS = (
    "The bot lacks a right in the channel: it needs View Channel, Send Messages, Embed Links, Attach Files "
    "and Read Message History, and for first comments Create Public Threads and Send Messages in Threads"
)
_CHANNEL = "Discord does not know the channel. Look at `channel` and `thread` in smmgen.yaml"

CODES = Codes(
    title=TITLE,
    later={
        20016: _MINUTE,
        20022: timedelta(hours=1),
        20028: _MINUTE,
        20029: _MINUTE,
        30046: timedelta(hours=1),
        40062: _MINUTE,
        130000: _MINUTE,
    },
    token=frozenset({40001, 50014, 50027}),
    account={
        10003: _CHANNEL,
        10004: _CHANNEL,
        10015: "The webhook is deleted: make a new one in the channel's settings and put its address in",
        40006: "Discord has switched this off for now",
        40007: "The bot is banned from the server",
        40058: _FORUM,
        50001: "The bot does not see the channel: invite it to the server, and let it view the channel",
        50008: "The channel takes no messages. Look at `channel` in smmgen.yaml",
        50013: _RIGHTS,
        160002: _RIGHTS,
        220001: _FORUM,
        400001: "The server may not upload files for now",
    },
    refused={
        40005: "The message is too large for Discord",
        50005: "The message is another's",
        50006: "The message is empty",
        50035: "Discord does not take a part of the message",
        50045: "A file is too large for the server",
        50046: "Discord does not take a file",
        50083: "The thread is archived",
        160005: "The thread is locked",
        160006: "The server has too many open threads",
        160007: "The server has too many open threads in announcement channels",
        200000: "The server's own moderation refuses the text",
        200001: "The server's own moderation refuses the title",
        240000: "Discord takes a link for harmful",
    },
)


def _said(reply: Reply) -> str:
    """Return Discord's words, with those on each part of the message that it does not take."""
    answer = fields(reply)
    parts = "; ".join(_parts(answer.get("errors"), ""))
    return ": ".join(filter(None, (text(answer.get("message")), parts)))


def _parts(found: Any, path: str) -> Iterator[str]:
    if not isinstance(found, dict):
        return
    own = found.get("_errors")
    for fault in own if isinstance(own, list) else ():
        if isinstance(fault, dict):
            yield f"{path} {text(fault.get('message'))}".strip()
    for name, inner in found.items():
        yield from _parts(inner, f"{path}.{name}".lstrip("."))


def _pause(reply: Reply) -> float | None:
    seconds = fields(reply).get("retry_after")
    return float(seconds) if isinstance(seconds, int | float) else None


VOICE = Voice(TITLE, _said, _pause)


class Place(Struct, frozen=True, kw_only=True):
    """The channel that an account publishes in; `webhook` is that one's number, empty for a bot."""

    guild: str
    channel: str
    kind: int
    name: str
    webhook: str = ""

    def permalink(self, channel: str, number: str = "") -> str:
        """Return the address of a message, or of a channel."""
        return "/".join(filter(None, ("https://discord.com/channels", self.guild or "@me", channel, number)))


def has_webhook(session: Session) -> bool:
    """Tell whether the account publishes by a webhook: it goes before the bot."""
    return "webhook" in session.account.secrets


def has_bot(session: Session) -> bool:
    """Tell whether the account has a bot, and the channel that it reads and writes."""
    return "token" in session.account.secrets and bool(session.account.text("channel"))


def webhook_path(session: Session) -> str:
    """Return where the webhook is called; raises `Stopped` where the secret is no webhook's address."""
    found = _WEBHOOK.search(session.secret("webhook"))
    if found is None:
        why = (
            f"The webhook of “{session.account.name}” is no address of one. Copy it anew from the channel's "
            "settings, Integrations; it has /webhooks/ in it."
        )
        raise Stopped(NotSent(why, is_account_wide=True))
    return f"/webhooks/{found[1]}/{found[2]}"


def by_webhook(session: Session, method: Any, path: str = "", **asked: Any) -> Request:
    """Return a call of the webhook, whose address says all."""
    url = session.base_url + VERSION + webhook_path(session) + path
    return Request(method=method, url=url, **asked)


def by_bot(session: Session, method: Any, path: str, **asked: Any) -> Request:
    """Return a call of the bot."""
    if not has_bot(session):
        why = (
            f"“{session.account.name}” needs a bot for this: add `token` and `channel` to it in smmgen.yaml."
        )
        raise Stopped(NotSent(why, is_account_wide=True))
    headers = {
        "Authorization": f"Bot {session.secret('token')}",
        "User-Agent": f"DiscordBot (smmgen, {__version__})",
    }
    return Request(method=method, url=session.base_url + VERSION + path, headers=headers, **asked)


def place(session: Session) -> Place:
    """Return the account's channel, asked for once in a run; raises `Stopped`."""
    kept = session.memo.get("place")
    if not isinstance(kept, Place):
        kept = session.memo["place"] = _asked_place(session)
    return kept


def _asked_place(session: Session) -> Place:
    if not has_webhook(session):
        found = fields(ask(session, by_bot(session, "GET", f"/channels/{session.account.text('channel')}")))
        return _place(found, text(found.get("id")), "")
    found = fields(ask(session, by_webhook(session, "GET")))
    return _place(found, text(found.get("channel_id")), text(found.get("id")))


def _place(found: Mapping[str, Any], channel: str, webhook: str) -> Place:
    kind = found.get("type")
    return Place(
        guild=text(found.get("guild_id")),
        channel=channel,
        kind=kind if isinstance(kind, int) and not webhook else 0,
        name=text(found.get("name")),
        webhook=webhook,
    )


def own(session: Session) -> Mapping[str, Any]:
    """Return who the bot is; raises `Stopped`."""
    return fields(ask(session, by_bot(session, "GET", "/users/@me")))


def ask(session: Session, asked: Request) -> Reply:
    """Make a call that shows nothing to anybody; raises `Stopped`."""
    seen: list[Reply] = []
    try:
        return hidden(session, asked, VOICE, _noting(session, seen))
    except Stopped as stop:
        meant = _meaning(session, stop.outcome, seen)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def act(session: Session, asked: Request) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    seen: list[Reply] = []
    answer = visible(session, asked, VOICE, _noting(session, seen))
    return answer if isinstance(answer, Reply) else _meaning(session, answer, seen)


def _noting(session: Session, seen: list[Reply]) -> Callable[[Request], Reply]:
    def call(asked: Request) -> Reply:
        seen.append(session.call(asked))
        return seen[-1]

    return call


def _meaning(session: Session, outcome: Outcome, seen: list[Reply]) -> Outcome:
    """Say what Discord's own number means; a server that fails says nothing for sure, but that it is full."""
    code = error_code(seen)
    if not code or (isinstance(outcome, NotSent) and outcome.status in (401, BUSY)):
        return outcome
    if seen[0].status >= 500 and code not in CODES.later:
        return outcome
    return CODES.meaning(session, CodedError(code, _said(seen[0]))) or outcome


def error_code(seen: list[Reply]) -> int:
    """Return Discord's own number of an error, 0 where there is none."""
    code = fields(seen[0]).get("code") if seen else None
    return code if isinstance(code, int) else 0


def opened_thread(session: Session, channel: str, message: str, name: str) -> str:
    """Open a thread on a message, empty as yet, and return its number, which is the message's.

    One that hangs there already is as good. Raises `Stopped`.
    """
    seen: list[Reply] = []
    asked = by_bot(
        session, "POST", f"/channels/{channel}/messages/{message}/threads", json={"name": name[:100]}
    )
    try:
        hidden(session, asked, VOICE, _noting(session, seen))
    except Stopped as stop:
        if error_code(seen) != HAS_THREAD:
            meant = _meaning(session, stop.outcome, seen)
            raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None
    return message


Way = Literal["POST", "PATCH", "DELETE"]


def message_call(session: Session, method: Way, channel: str, message: str = "", **asked: Any) -> Request:
    """Return the visible call that makes, changes or deletes a message in a channel or a thread.

    A webhook's answer names the message only where it is told to wait for it.
    """
    where = f"/messages/{message}" if message else ""
    if not has_webhook(session):
        path = f"/channels/{channel}{where or '/messages'}"
        return by_bot(session, method, path, is_visible=True, **asked)
    query: dict[str, str | bool] = {} if message else {"wait": True}
    if channel != place(session).channel:
        query["thread_id"] = channel
    return by_webhook(session, method, where, query=query, is_visible=True, **asked)
