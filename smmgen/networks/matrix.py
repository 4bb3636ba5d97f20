"""Matrix: a room that is not encrypted, on any homeserver.

Source: Matrix specification 1.18, client-server API; a Synapse that was driven; read 2026-11.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

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
    VideoLimits,
)
from smmgen.apis import matrix
from smmgen.apis.answers import Stopped, told
from smmgen.apis.finding import finding
from smmgen.apis.matrix_event import PINGS, file_content, related, text_content
from smmgen.apis.matrix_read import grouped, missing
from smmgen.apis.matrix_text import formatted
from smmgen.hashes import sha256
from smmgen.markup.html import html
from smmgen.markup.spelled import spelled_out
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.pattern import pattern
from smmgen.text import hashtags

LONGEST = 60_000
"""An event has 65,536 bytes; the rest is for what stands beside the text. Source: size limits of events."""

FRESH = timedelta(minutes=2)
"""An attempt within this time of the first is the first: later ones look for their own events before."""

OPTIONS: Mapping[str, Option] = {
    "token": Option(kind="secret", required=True, help="an access token of an account made for this"),
    "room": Option(kind="text", required=True, help="the room: #news:northwind.example, or its number (!…)"),
    "notice": Option(kind="flag", help="send notices, as bots do: most clients make no sound", per_post=True),
    "ping": Option(
        kind="list",
        help="who is notified: [room] everybody, [people] whom the text's links name",
        per_post=True,
    ),
}

_ROOM = pattern(r"[#!][^\s:]+(?::\S+)?")
_LINKED = frozenset({"http", "https", "mailto"})
_as_json = json.JSONEncoder(ensure_ascii=False).encode

LIMITS = Limits(
    text=LONGEST,
    text_with_media=LONGEST,
    unit="bytes",
    images=10,
    image_bytes=10_000_000,
    alt=1000,
    sizes=post_sizes("matrix"),
    hashtags=3,
    video=VideoLimits(bytes=50_000_000, seconds=(0.1, 86_400), alt=1000, has_pictures=True),
)


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML; links sit on words."""
    return html(blocks, _LINKED)


def count(written: Written, account: Account) -> int:
    """Count the bytes of the words and of their HTML, as they stand in an event."""
    return sum(len(_as_json(one).encode()) - 2 for one in _bodies(written))


def _bodies(written: Written) -> tuple[str, str]:
    return spelled_out(written.text), formatted(written.text)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find a room that is named as none is, and pings of nobody."""
    for message in variant.messages:
        asked, room = message.options.get("ping"), account.text("room")
        odd = [one for one in asked if one not in PINGS] if isinstance(asked, tuple) else []
        for one in odd:
            what, hint = f"Matrix cannot notify “{one}”.", f"Write one or more of {', '.join(PINGS)}."
            yield finding("MTX002", variant, message, what, hint, about="ping")
        if message.number == 0 and not _ROOM.fullmatch(room):
            hint = "Write its alias, such as #news:northwind.example, or its number, which begins with “!”."
            yield finding("MTX001", variant, message, f"“{room}” is no room on Matrix.", hint, about="room")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return how loud the message is, where it is not as usual."""
    options: dict[str, OptionValue] = {"notice": account.flag("notice"), "ping": account.words("ping")}
    return {name: value for name, value in options.items() if value}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Name the delivery's events: the same at every attempt, whenever the delivery is due."""
    return sha256(str(delivery).encode()).hexdigest()[:32]


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Send the pictures, then the text, each under a name of ours: what is there already is left alone."""
    try:
        known = _known(session, sending)
    except Stopped as stop:
        return Ambiguous(stop.outcome.why, stop.outcome.status)
    if known == "unknown":
        return Ambiguous("The room has too many new messages to see whether this one is among them.")
    made: list[str] = []
    for name, content in tuple(_contents(session, sending, known)):
        event = known.get(name) or matrix.put(session, name.replace("/", "-"), content)
        if isinstance(event, Ambiguous):
            event = _seen(session, sending, name) or event
        if made and isinstance(event, NotSent | Refused):
            return Ambiguous(f"A part of the message is public, the rest is not: {event.why}")
        if not isinstance(event, str):
            return event
        made.append(event)
    return Sent(",".join(made), _permalink(session, made[-1]))


def _known(session: Session, sending: Sending) -> matrix.Known:
    """Look for what earlier attempts have made: a homeserver forgets transactions, some within the hour."""
    if session.now() - sending.first_tried < FRESH:
        return {}
    return matrix.ours(session, sending.key, sending.first_tried - FRESH)


def _seen(session: Session, sending: Sending, name: str) -> str:
    """Return the event of an unclear answer where the room shows it, else nothing."""
    try:
        found = matrix.ours(session, sending.key, sending.first_tried - FRESH)
    except Stopped:
        return ""
    return "" if found == "unknown" else found.get(name, "")


def _contents(
    session: Session, sending: Sending, known: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each event's name and content; files of events that are there already are not uploaded again."""
    content, before = sending.content, related(sending)
    files = (*content.files, *((content.video,) if content.video else ()))
    for number, file in enumerate(files):
        name = f"{sending.key}/{number}"
        yield (
            name,
            {} if name in known else {**file_content(session, sending, file), **before, matrix.MARK: name},
        )
    if content.message.written.text or not files:
        name = f"{sending.key}/{len(files)}"
        yield name, {**_text(sending), **before, matrix.MARK: name}


def _text(sending: Sending) -> Mapping[str, Any]:
    message = sending.content.message
    return text_content(message, *_bodies(message.written))


def _permalink(session: Session, event: str) -> str:
    """Return an event's address: by the room's number, as an alias may move, and a server that knows it."""
    room = matrix.room(session)
    server = room.partition(":")[2] or session.account.text("room").partition(":")[2]
    via = f"?via={quote(server, safe=':')}" if server else ""
    return f"https://matrix.to/#/{quote(room, safe='!:')}/{quote(event, safe='$')}{via}"


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Replace the words of a message; its pictures stay."""
    if not sending.content.message.written.text:
        return Refused("smmgen cannot change pictures on Matrix. Take the message back and send it anew.")
    event, new = remote_id.rpartition(",")[2], _text(sending)
    content = {
        **new,
        "body": f"* {new['body']}",
        "formatted_body": f"* {new['formatted_body']}",
        "m.new_content": new,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
    }
    digest = sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
    made = matrix.put(session, f"{sending.key}-edit-{digest}", content)
    return Sent(remote_id, _permalink(session, event)) if isinstance(made, str) else made


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete the text and the pictures; what is gone already is deleted."""
    for event in reversed(remote_id.split(",")):
        gone = matrix.redact(session, event)
        if not isinstance(gone, str) and not (isinstance(gone, Refused) and gone.status == 404):
            return gone
    return Sent(remote_id, "")


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token it is, and whether the account may write in the room."""
    name, room = matrix.own_name(session), session.account.text("room")
    return Identity(
        name=f"{name} in {room}",
        url=f"https://matrix.to/#/{quote(room, safe='!:')}",
        missing=tuple(missing(session, name)),
        notes=(
            "Keep this token: another one of the same account makes the homeserver forget what was sent.",
        ),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest messages in the room; raises `NotReached` or `Broken`."""
    try:
        name = matrix.own_name(session)
        events, _ = matrix.latest(session, 100)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(
        Found(
            remote_id=",".join(one.events),
            url=_permalink(session, one.events[-1]),
            text=one.text,
            at=datetime.fromtimestamp(one.moment, UTC),
            images=one.images,
        )
        for one in grouped(events, name)[:most]
    )


ADAPTER = Adapter(
    name="matrix",
    title=matrix.TITLE,
    host="",
    options=OPTIONS,
    limits=lambda account: LIMITS,
    abilities=frozenset({"image", "album", "thread", "reply", "video", "first-comment"}),
    delivery_class="keyed",
    offsets="code points",
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
    no_metrics="Matrix counts no views; reactions are messages of their own, and encrypted in many rooms.",
    secret_facts="An access token lives until its session is signed out, or the password is changed.",
)
