"""Slack: a channel of a workspace, through an app's bot.

Source: Slack's documentation, chat.postMessage, Block Kit, working with files; read 2026-11. What nobody
could try is named in docs/networks/slack.md.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape, unescape
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import slack
from smmgen.apis.answers import Stopped, text, told
from smmgen.apis.finding import finding
from smmgen.apis.ledger_key import named_key
from smmgen.apis.slack_error import TITLE
from smmgen.apis.slack_rich import BROADCASTS, rich_text
from smmgen.markup.html import html
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import Message, OptionValue, Variant, Written
from smmgen.pattern import pattern
from smmgen.text import hashtags

LONGEST = 4000
"""What Slack advises for a message; it refuses one with blocks from about 13,000 characters."""

OPTIONS: Mapping[str, Option] = {
    "token": Option(kind="secret", required=True, help="the bot's token, which begins with xoxb-"),
    "channel": Option(kind="text", required=True, help="the channel's ID, such as C0123456789"),
    "username": Option(kind="text", help="who speaks, in the place of the app's name"),
    "icon": Option(kind="text", help="a picture's address or an :emoji:, in the place of the app's own"),
    "ping": Option(
        kind="list", help="whom `<!here>` and the like may call: [here, channel, everyone]", per_post=True
    ),
    "preview": Option(kind="flag", help="show previews of links (as it is without this key)", per_post=True),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
}

_CHANNEL = pattern(r"[CG][A-Z0-9]{2,}")
_LINKED = frozenset({"http", "https", "mailto"})


def limits(account: Account) -> Limits:
    """Return Slack's limits, with the account's own for text.

    Source: image block (alternative texts of 2000); the rest of the pictures' are cautious ones.
    """
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=10,
        image_bytes=10_000_000,
        alt=2000,
        sizes=post_sizes("slack"),
        hashtags=3,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML, of which Slack's rich text is made when the message is sent."""
    return html(blocks, _LINKED)


def count(written: Written, account: Account) -> int:
    """Count code points of what readers see: Slack does not say what it counts."""
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find a channel that is named otherwise than by its ID, and calls of nobody."""
    for message in variant.messages:
        for code, key, what, hint in _faults(message, account):
            yield finding(code, variant, message, what, hint, about=key)


def _faults(message: Message, account: Account) -> Iterator[tuple[str, str, str, str]]:
    channel = account.text("channel")
    if message.number == 0 and not _CHANNEL.fullmatch(channel):
        hint = "Write the ID, such as C0123456789: it stands at the end of the channel's details."
        yield "SLK001", "channel", f"“{channel}” is no ID of a channel on Slack.", hint
    asked = message.options.get("ping")
    for one in asked if isinstance(asked, tuple) else ():
        if one not in BROADCASTS:
            hint = f"Write one or more of {', '.join(BROADCASTS)}."
            yield "SLK002", "ping", f"Slack cannot call “{one}”.", hint


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return who speaks, whom the text may call, and whether links are shown."""
    options: dict[str, OptionValue] = {name: account.text(name) for name in ("username", "icon")}
    shown = {name: value for name, value in {**options, "ping": account.words("ping")}.items() if value}
    return shown if account.flag("preview", default=True) else {**shown, "preview": False}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures, which nobody sees, and publish with one call."""
    who, root = slack.who(session), _root(sending)
    body = {
        "channel": session.account.text("channel"),
        **_content(session, sending),
        **_manner(sending.content.message),
        **({"thread_ts": root} if root else {}),
    }
    answer = slack.act(session, "chat.postMessage", body)
    return _sent(answer, who, root) if isinstance(answer, Mapping) else answer


def _root(sending: Sending) -> str:
    """Return the first message of the thread to write in: Slack lets nobody answer an answer."""
    before = sending.thread[0] if sending.thread else sending.reply_to
    _, _, own = before.partition("/")
    ts, _, root = own.partition("/")
    return root or ts


def _content(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Return the words, and the pictures below them; `text` is what notifications and screen readers say."""
    message = sending.content.message
    asked = message.options.get("ping")
    rich = rich_text(message.written.text, asked if isinstance(asked, tuple) else ())
    blocks: list[Mapping[str, Any]] = [{"type": "rich_text", "elements": rich}] if rich else []
    for file in sending.content.files:
        name = file.path.rpartition("/")[2]
        number = slack.upload(session, name, sending.read(file), file.alt)
        blocks.append({"type": "image", "slack_file": {"id": number}, "alt_text": file.alt[:2000] or name})
    return {"text": escape(message.written.visible, quote=False), "blocks": blocks}


def _manner(message: Message) -> Mapping[str, Any]:
    options = message.options
    is_shown, icon = options.get("preview") is not False, str(options.get("icon") or "")
    body = {
        "unfurl_links": is_shown,
        "unfurl_media": is_shown,
        "username": options.get("username"),
        "icon_emoji" if icon.startswith(":") else "icon_url": icon,
    }
    return {name: value for name, value in body.items() if value not in (None, "")}


def _sent(answer: Mapping[str, Any], who: slack.Who, root: str) -> Outcome:
    channel, ts = text(answer.get("channel")), text(answer.get("ts"))
    if not channel or not ts:
        return Ambiguous("Slack took the message but did not name it.", 200)
    return Sent("/".join(filter(None, (channel, ts, root))), who.permalink(channel, ts, root))


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change a message: its words, and its pictures, which are uploaded anew."""
    who = slack.who(session)
    channel, ts, *root = remote_id.split("/")
    body = {"channel": channel, "ts": ts, **_content(session, sending)}
    answer = slack.act(session, "chat.update", body)
    return _sent(answer, who, "".join(root)) if isinstance(answer, Mapping) else answer


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a message; one that is gone already is deleted."""
    channel, ts, *_ = remote_id.split("/")
    answer = slack.act(session, "chat.delete", {"channel": channel, "ts": ts})
    return Sent(remote_id, "") if isinstance(answer, Mapping) or slack.is_gone(answer) else answer


NEEDED: Mapping[str, str] = {
    "chat:write": "`chat:write`: to publish",
    "files:write": "`files:write`: to upload pictures",
    "files:read": "`files:read`: to see when a picture is ready",
    "channels:history": "`channels:history`: to look whether a post has arrived",
}


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask who the bot is, and which scopes its token has."""
    who, channel = slack.who(session), session.account.text("channel")
    lacks = [
        one for one in NEEDED if who.scopes and not {one, one.replace("channels", "groups")} & {*who.scopes}
    ]
    return Identity(
        name=f"{who.name} in “{who.team}”",
        url=f"{who.url.rstrip('/')}/archives/{channel}",
        rights=who.scopes,
        missing=tuple(f"{NEEDED[one]}; add it and install the app anew" for one in lacks),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the bot's latest messages in the channel; raises `NotReached` or `Broken`."""
    channel = session.account.text("channel")
    try:
        who, messages = slack.who(session), slack.history(session, channel, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    ours = [one for one in messages if {one.get("bot_id"), one.get("user")} & {who.bot, who.user} - {""}]
    return tuple(found for one in ours if (found := _found(one, channel, who)))


def _found(message: Mapping[str, Any], channel: str, who: slack.Who) -> Found | None:
    ts, blocks = text(message.get("ts")), message.get("blocks")
    try:
        at = datetime.fromtimestamp(float(ts), UTC)
    except ValueError:
        return None
    shown = blocks if isinstance(blocks, list) else []
    return Found(
        remote_id=f"{channel}/{ts}",
        url=who.permalink(channel, ts),
        text=unescape(text(message.get("text"))),
        at=at,
        images=sum(isinstance(one, dict) and one.get("type") == "image" for one in shown),
    )


ADAPTER = Adapter(
    name="slack",
    title=TITLE,
    host="https://slack.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "thread", "reply", "first-comment"}),
    delivery_class="blind",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    edit=edit,
    retract=retract,
    identify=identify,
    no_metrics="Slack counts no views, and a webhook may read nothing.",
    secret_facts=(
        "A bot's token lives until it is revoked or the app is removed, unless token rotation was switched "
        "on for the app: leave that off."
    ),
)
