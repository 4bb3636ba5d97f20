"""Bluesky, and any server of the AT protocol.

Source: lexicons of bluesky-social/atproto, August 2026, and answers of its server; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Found,
    Limits,
    Option,
    Outcome,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import atproto
from smmgen.apis.answers import Stopped, fields, text, told
from smmgen.markup.facets import facets
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import Entity, OptionValue, Variant, Written
from smmgen.text import hashtags
from smmgen.text.count import graphemes

POSTS = "app.bsky.feed.post"
LONGEST_BYTES = 3000
"""A post's length in bytes of UTF-8; its length in graphemes has a limit of its own."""

LONGEST_TAG = (64, 640)
"""A hashtag's length in graphemes and in bytes; a longer one stays plain text."""

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
            yield Diagnostic(
                code="BSK001",
                severity="error",
                span=message.span,
                message=f"This text is {length} bytes long; Bluesky takes {LONGEST_BYTES}.",
                hint="Leave out some emoji: families and flags take up to 25 bytes each.",
                post=variant.post,
                account=variant.account,
            )


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return the language."""
    return {"language": language} if language else {}


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
    record = _record(session, sending)
    answer = atproto.put(session, POSTS, sending.key, record)
    uri = f"at://{atproto.login(session).did}/{POSTS}/{sending.key}"
    if isinstance(answer, Reply):
        if fields(answer).get("uri") == uri:
            return Sent(uri, _permalink(uri))
        answer = Ambiguous("Bluesky took the post but did not name it.", answer.status)
    if isinstance(answer, Ambiguous | Refused):
        return _seen(session, uri, record) or answer
    return answer


def _seen(session: Session, uri: str, record: Mapping[str, Any]) -> Outcome | None:
    """Look for the record; None where there is none, or where that cannot be told."""
    try:
        found = atproto.record(session, uri)
    except Stopped:
        return None
    if found is None:
        return None
    if found["value"].get("text") == record["text"]:
        return Sent(uri, _permalink(uri))
    return Refused(f"Another text stands where this post belongs: {_permalink(uri)}")


def _record(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Make the record; it is the same at every attempt, to the byte."""
    message = sending.content.message
    language = text(message.options.get("language"))
    parts = {
        "langs": [language] if language else None,
        "facets": _facets(session, message.written),
        "embed": _embed(session, sending),
        "reply": _reply(session, sending),
    }
    return {
        "$type": POSTS,
        "text": message.written.text,
        "createdAt": _stamp(sending.first_tried),
        **{name: part for name, part in parts.items() if part},
    }


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _facets(session: Session, written: Written) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for entity in written.entities:
        if feature := _feature(session, entity):
            index = {"byteStart": entity.start, "byteEnd": entity.end}
            found.append({"index": index, "features": [feature]})
    return found


def _feature(session: Session, entity: Entity) -> Mapping[str, str] | None:
    match entity.kind:
        case "link":
            return {"$type": "app.bsky.richtext.facet#link", "uri": entity.value}
        case "hashtag" if _is_tag(entity.value):
            return {"$type": "app.bsky.richtext.facet#tag", "tag": entity.value}
        case "mention" if "." in entity.value and "@" not in entity.value:
            did = atproto.resolve(session, entity.value)
            return {"$type": "app.bsky.richtext.facet#mention", "did": did} if did else None
        case _:
            return None


def _is_tag(word: str) -> bool:
    most, most_bytes = LONGEST_TAG
    return graphemes(word) <= most and len(word.encode()) <= most_bytes


def _embed(session: Session, sending: Sending) -> Mapping[str, Any] | None:
    """Return the pictures, else the link's card."""
    content = sending.content
    if content.files:
        images = [_image(session, sending, file) for file in content.files]
        return {"$type": "app.bsky.embed.images", "images": images}
    card = content.message.link_card
    if card is None:
        return None
    external: dict[str, Any] = {"uri": card.url, "title": card.title, "description": card.description}
    if content.thumbnail:
        external["thumb"] = _blob(session, sending, content.thumbnail)
    return {"$type": "app.bsky.embed.external", "external": external}


def _image(session: Session, sending: Sending, file: File) -> Mapping[str, Any]:
    shape = {"width": file.width, "height": file.height}
    return {"image": _blob(session, sending, file), "alt": file.alt, "aspectRatio": shape}


def _blob(session: Session, sending: Sending, file: File) -> Mapping[str, Any]:
    return atproto.upload(session, sending.read(file), file.media_type)


def _reply(session: Session, sending: Sending) -> Mapping[str, Any] | None:
    """Return what the message answers: the part before it, or another post, and where that began."""
    uri = sending.thread[-1] if sending.thread else sending.reply_to
    if not uri:
        return None
    parent = atproto.record(session, uri)
    if parent is None:
        raise Stopped(Refused(f"The post that this one answers is not there any more: {_permalink(uri)}"))
    reference = {"uri": uri, "cid": parent["cid"]}
    above = parent["value"].get("reply")
    root = above.get("root") if isinstance(above, dict) else None
    return {"root": root or reference, "parent": reference}


def _permalink(uri: str) -> str:
    did, _, place = uri.removeprefix("at://").partition("/")
    return f"https://bsky.app/profile/{did}/post/{place.rpartition('/')[2]}"


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
        url=_permalink(uri),
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
    abilities=frozenset({"image", "album", "thread", "reply", "link-card"}),
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
)
