"""Bluesky, and any server of the AT protocol.

Source: lexicons of bluesky-social/atproto, August 2026, and answers of its server; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
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
    Reply,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import atproto
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.bluesky import GATES, POSTS, REPOSTS, gate_record, permalink, post_record, repost_record
from smmgen.apis.bluesky_numbers import METRICS
from smmgen.apis.finding import finding
from smmgen.hashes import sha256
from smmgen.markup.facets import facets
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags
from smmgen.text.count import graphemes

LONGEST_BYTES = 3000
"""A post's length in bytes of UTF-8; its length in graphemes has a limit of its own."""

LIMITS = Limits(
    text=300,
    text_with_media=300,
    unit="characters",
    images=4,
    image_bytes=976_000,
    alt=2000,
    sizes=post_sizes("bluesky"),
    hashtags=3,
)

OPTIONS: Mapping[str, Option] = {
    "handle": Option(kind="text", required=True, help="the account's handle, such as northwind.example"),
    "password": Option(kind="secret", required=True, help="an app password, from Settings, App passwords"),
    "replies": Option(
        kind="choice",
        choices=("everyone", "nobody", "mentioned", "following", "followers"),
        help="who may answer; everyone without this key",
        per_post=True,
    ),
    "label": Option(
        kind="choice",
        choices=("graphic-media", "nudity", "sexual", "porn"),
        help="a warning that covers the post's pictures",
        per_post=True,
    ),
}


def write(blocks: Blocks, account: Account) -> Written:
    """Write text with links on words, and addresses in their short form."""
    return facets(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count graphemes; a link counts only what is shown of it."""
    return graphemes(written.text)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find texts that fit in characters but not in bytes: some emoji take 25 of them."""
    for message in variant.messages:
        length = len(message.written.text.encode())
        if length > LONGEST_BYTES:
            what = f"This text is {length} bytes long; Bluesky takes {LONGEST_BYTES}."
            hint = "Leave out some emoji: families and flags take up to 25 bytes each."
            yield finding("BSK001", variant, message, what, hint)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return the language, who may answer, and the warning."""
    replies = account.text("replies")
    options = {
        "language": language,
        "replies": replies if replies != "everyone" else "",
        "label": account.text("label"),
    }
    return {name: value for name, value in options.items() if value}


_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the record's key, a TID: 53 bits of microseconds and 10 bits of chance, in sortable digits.

    The microseconds are the due time's, moved by less than a second that the post's id decides, and by
    the message's number, so that a thread's parts are in order. The 10 bits come from the delivery's id.
    Source: AT protocol, record keys.
    """
    post = int.from_bytes(sha256(f"{delivery.account}/{delivery.post}".encode()).digest()[:8])
    chance = int.from_bytes(sha256(str(delivery).encode()).digest()[:2]) & 0x3FF
    moment = (due - _EPOCH) // timedelta(microseconds=1) + post % 900_000 + delivery.number
    value = (moment & (1 << 53) - 1) << 10 | chance
    return "".join(_DIGITS[value >> shift & 31] for shift in range(60, -1, -5))


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload, then write the post's record under a key of our own: a repeat changes nothing.

    Whatever the call said, the record itself decides whether the post is public.
    """
    if sending.repost:
        return _reposted(session, sending)
    record = post_record(session, sending)
    _gated(session, sending)
    answer = atproto.put(session, POSTS, sending.key, record)
    uri = f"at://{atproto.login(session).did}/{POSTS}/{sending.key}"
    if isinstance(answer, Reply):
        if fields(answer).get("uri") == uri:
            return Sent(uri, permalink(uri))
        answer = Ambiguous("Bluesky took the post but did not name it.", answer.status)
    if isinstance(answer, Ambiguous | Refused):
        return _seen(session, uri, record) or answer
    return answer


def _gated(session: Session, sending: Sending) -> None:
    """Say who may answer before there is anything to answer: the gate has the key of the post to come."""
    who = text(sending.content.message.options.get("replies"))
    if not who or sending.content.message.number:
        return
    uri = f"at://{atproto.login(session).did}/{POSTS}/{sending.key}"
    atproto.keep(session, GATES, sending.key, gate_record(uri, who, sending))


def _reposted(session: Session, sending: Sending) -> Outcome:
    answer = atproto.put(session, REPOSTS, sending.key, repost_record(session, sending))
    if isinstance(answer, Reply):
        uri = text(fields(answer).get("uri"))
        return Sent(uri, permalink(sending.repost)) if uri else Ambiguous("Bluesky did not name the repost.")
    return answer


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a record; deleting what is not there is no error to Bluesky."""
    answer = atproto.delete(session, remote_id)
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Sign in, which tells who it is for."""
    handle = session.account.handle.removeprefix("@")
    signed = atproto.login(session)
    return Identity(
        name=f"@{handle} ({signed.did})", url=f"https://bsky.app/profile/{handle}", rights=("post",)
    )


def _seen(session: Session, uri: str, record: Mapping[str, Any]) -> Outcome | None:
    """Look for the record; None where there is none, or where that cannot be told."""
    try:
        found = atproto.record(session, uri)
    except Stopped:
        return None
    if found is None:
        return None
    if found["value"].get("text") == record["text"]:
        return Sent(uri, permalink(uri))
    return Refused(f"Another text stands where this post belongs: {permalink(uri)}")


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest posts; raises `NotReached` or `Broken`."""
    try:
        records = atproto.records(session, POSTS, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for record in records if (found := _found(record)))


def _found(record: Mapping[str, Any]) -> Found | None:
    uri, value = text(record.get("uri")), record.get("value")
    if not isinstance(value, dict) or uri.count("/") != 4:
        return None
    try:
        at = datetime.fromisoformat(text(value.get("createdAt")))
    except ValueError:
        return None
    embed = value.get("embed")
    images = embed.get("images") if isinstance(embed, dict) else None
    return Found(
        remote_id=uri,
        url=permalink(uri),
        text=text(value.get("text")),
        at=at,
        images=len(images) if isinstance(images, list) else 0,
    )


ADAPTER = Adapter(
    name="bluesky",
    title="Bluesky",
    host="https://bsky.social",
    options=OPTIONS,
    limits=lambda account: LIMITS,
    abilities=frozenset({"image", "album", "thread", "reply", "link-card", "first-comment", "repost"}),
    delivery_class="keyed",
    offsets="bytes",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=recent,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts="An app password lives until it is deleted under Settings, App passwords.",
)
