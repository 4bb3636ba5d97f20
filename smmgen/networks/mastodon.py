"""Mastodon and servers with its API.

Source: Mastodon documentation, July 2026, and the server's source; read 2026-11.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    DeliveryClass,
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
from smmgen.apis import mastodon
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.mastodon_numbers import METRICS
from smmgen.hashes import sha256
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags, mentions
from smmgen.text.count import graphemes
from smmgen.text.links import find_urls

URL_LENGTH = 23
"""What every URL counts, however long it is. Source: Mastodon documentation, instance configuration."""

OPTIONS: Mapping[str, Option] = {
    "token": Option(kind="secret", required=True, help="the access token, from Preferences, Development"),
    "visibility": Option(
        kind="choice",
        choices=("public", "unlisted", "private"),
        help="who sees posts; public without this key",
        per_post=True,
    ),
    "thread_visibility": Option(
        kind="choice",
        choices=("public", "unlisted", "private"),
        help="who sees a thread's parts after the first; unlisted where the first is public",
    ),
    "max_characters": Option(kind="number", help="the server's limit, where it is not 500"),
    "counting": Option(
        kind="choice",
        choices=("mastodon", "whole"),
        help="`whole` for servers that count URLs and mentions in full, such as GoToSocial",
    ),
    "content_warning": Option(
        kind="text", help="a warning that hides every post until it is opened", per_post=True
    ),
    "idempotency": Option(
        kind="choice",
        choices=("ask", "trust"),
        help="`trust` where the server keeps the Idempotency-Key though it is not Mastodon itself",
    ),
}


def limits(account: Account) -> Limits:
    """Return Mastodon's limits, with the server's own for text."""
    most = account.number("max_characters", 500)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=4,
        image_bytes=16_000_000,
        alt=1500,
        sizes=post_sizes("mastodon"),
        hashtags=5,
        poll=PollLimits(question=0, options=4, option=50, hours=730),
        video=VideoLimits(bytes=99_000_000, seconds=(0, 86_400), alt=1500),
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; the server finds links, mentions and hashtags."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count as Mastodon does: graphemes, a URL is 23, a remote mention only its local part.

    The content warning counts too. With `counting: whole`, code points without any discount.
    Source: Mastodon API, statuses, and its validator's source; GoToSocial 0.20, observed.
    """
    warning = account.text("content_warning")
    if account.text("counting") == "whole":
        return len(written.visible) + len(warning)
    length, last = graphemes(warning), 0
    for start, end in find_urls(written.visible):
        length += _length(written.visible[last:start]) + URL_LENGTH
        last = end
    return length + _length(written.visible[last:])


def _length(words: str) -> int:
    """Count text without URLs; of `@user@host` only `@user`."""
    discount = 0
    for start, end in mentions.find(words):
        host = words.find("@", start + 1, end)
        discount += end - host if host > 0 else 0
    return graphemes(words) - discount


def check(variant: Variant, account: Account) -> Iterable[Diagnostic]:
    """Find nothing more: what Mastodon minds, others mind too."""
    return ()


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return who sees the message, its language, and its content warning."""
    visibility = account.text("visibility") or "public"
    later = account.text("thread_visibility") or ("unlisted" if visibility == "public" else visibility)
    options = {
        "visibility": visibility,
        "thread_visibility": later,
        "language": language.partition("-")[0].lower(),
        "content_warning": account.text("content_warning"),
    }
    return {name: value for name, value in options.items() if value}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the Idempotency-Key: the same at every attempt, whenever the delivery is due."""
    return sha256(str(delivery).encode()).hexdigest()


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures, which nobody sees, and publish with one call; or boost another post of ours."""
    if sending.repost:
        return _read(mastodon.boost(session, sending.repost))
    return _read(mastodon.publish(session, _body(sending, _uploaded(session, sending)), sending.key))


def _uploaded(session: Session, sending: Sending) -> list[str]:
    content = sending.content
    return [
        mastodon.upload(
            session,
            (file.path.rpartition("/")[2], sending.read(file), file.media_type),
            file.alt,
            file.focus,
        )
        for file in (*content.files, *([content.video] if content.video else []))
    ]


def _read(answer: Reply | Outcome) -> Outcome:
    if not isinstance(answer, Reply):
        return answer
    status = fields(answer)
    if not text(status.get("id")):
        return Ambiguous("Mastodon took the post but did not name it.", answer.status)
    return Sent(text(status.get("id")), text(status.get("url")) or text(status.get("uri")))


def _body(sending: Sending, media: list[str]) -> Mapping[str, Any]:
    message = sending.content.message
    options = message.options
    name = "thread_visibility" if message.number else "visibility"
    poll = message.poll
    before = sending.thread[0 if message.is_comment else -1] if sending.thread else sending.reply_to
    body = {
        "status": message.written.text,
        "media_ids": media,
        "poll": {"options": list(poll.options), "expires_in": poll.hours * 3600} if poll else None,
        "visibility": options.get(name, "public"),
        "language": options.get("language"),
        "spoiler_text": options.get("content_warning"),
        "in_reply_to_id": before,
    }
    return {name: value for name, value in body.items() if value}


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change a status; its pictures are uploaded anew, with their texts."""
    body = _body(sending, _uploaded(session, sending))
    kept = {name: value for name, value in body.items() if name in mastodon.CHANGEABLE}
    return _read(mastodon.change(session, remote_id, kept))


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a status; one that is gone already is deleted."""
    answer = mastodon.delete(session, remote_id)
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is, which rights it has, and how long texts may be on this server."""
    who, scopes = mastodon.own_account(session), mastodon.scopes(session)
    most, told_most = mastodon.longest_text(session), session.account.number("max_characters", 500)
    notes = []
    if most and most != told_most:
        notes.append(f"This server takes {most} characters; set max_characters: {most}.")
    return Identity(
        name=f"@{text(who.get('acct'))}",
        url=text(who.get("url")),
        rights=scopes,
        missing=tuple(
            f"`{right}`: make a new application with it" for right in mastodon.missing_rights(scopes)
        ),
        notes=tuple(notes),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest posts; raises `NotReached` or `Broken`."""
    try:
        statuses = mastodon.own_statuses(session, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for status in statuses if (found := _found(status)))


def _found(status: Mapping[str, Any]) -> Found | None:
    try:
        at = datetime.fromisoformat(text(status.get("created_at")))
    except ValueError:
        return None

    from smmgen.apis.visible_text import visible_text  # checking needs no parser of HTML: 5 ms

    names = {text(one.get("url")): text(one.get("acct")) for one in status.get("mentions") or ()}
    return Found(
        remote_id=text(status.get("id")),
        url=text(status.get("url")) or text(status.get("uri")),
        text=visible_text(text(status.get("content")), names),
        at=at,
        images=len(status.get("media_attachments") or ()),
    )


def class_now(session: Session) -> DeliveryClass:
    """Trust the idempotency key only where the server is Mastodon or a fork: others ignore it."""
    if session.account.text("idempotency") == "trust":
        return "windowed"
    try:
        name = mastodon.software(session)
    except Stopped:
        return "blind"
    return "windowed" if name in mastodon.MASTODONS else "blind"


ADAPTER = Adapter(
    name="mastodon",
    title="Mastodon",
    host="",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "thread", "reply", "poll", "video", "first-comment", "repost"}),
    delivery_class="windowed",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=recent,
    class_now=class_now,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts="An access token lives until its application is deleted under Preferences, Development.",
)
