"""Bluesky's records: posts, reposts and gates, as its lexicons have them.

Source: lexicons of bluesky-social/atproto, August 2026, and answers of its server; read 2026-11.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.adapter import Refused, Sending, Session
from smmgen.apis import atproto
from smmgen.apis.answers import Stopped, text
from smmgen.model.bundle import File
from smmgen.model.variant import Entity, Written
from smmgen.text.count import graphemes

POSTS = "app.bsky.feed.post"
REPOSTS = "app.bsky.feed.repost"
GATES = "app.bsky.feed.threadgate"
LONGEST_TAG = (64, 640)
"""A hashtag's length in graphemes and in bytes; a longer one stays plain text."""


def post_record(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Make a post's record; it is the same at every attempt, to the byte."""
    message = sending.content.message
    language = text(message.options.get("language"))
    parts = {
        "langs": [language] if language else None,
        "facets": _facets(session, message.written),
        "embed": _embed(session, sending),
        "reply": _reply(session, sending),
        "labels": _labels(text(message.options.get("label"))),
    }
    return {
        "$type": POSTS,
        "text": message.written.text,
        "createdAt": stamp(sending.first_tried),
        **{name: part for name, part in parts.items() if part},
    }


def stamp(moment: datetime) -> str:
    """Write a moment as records have it: UTC, to the millisecond."""
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
    is_comment = sending.content.message.is_comment
    uri = sending.thread[0 if is_comment else -1] if sending.thread else sending.reply_to
    if not uri:
        return None
    parent = atproto.record(session, uri)
    if parent is None:
        raise Stopped(Refused(f"The post that this one answers is not there any more: {permalink(uri)}"))
    reference = {"uri": uri, "cid": parent["cid"]}
    above = parent["value"].get("reply")
    root = above.get("root") if isinstance(above, dict) else None
    return {"root": root or reference, "parent": reference}


def _labels(value: str) -> Mapping[str, Any] | None:
    if not value:
        return None
    return {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": value}]}


def repost_record(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Make the record that shows one of our posts again; raises `Stopped` where that is gone."""
    shown = atproto.record(session, sending.repost)
    if shown is None:
        raise Stopped(Refused(f"The post to show again is not there any more: {permalink(sending.repost)}"))
    subject = {"uri": sending.repost, "cid": shown["cid"]}
    return {"$type": REPOSTS, "subject": subject, "createdAt": stamp(sending.first_tried)}


_RULES: Mapping[str, tuple[str, ...]] = {
    "nobody": (),
    "mentioned": ("app.bsky.feed.threadgate#mentionRule",),
    "following": ("app.bsky.feed.threadgate#followingRule",),
    "followers": ("app.bsky.feed.threadgate#followerRule",),
}


def gate_record(uri: str, who: str, sending: Sending) -> Mapping[str, Any]:
    """Make the record that tells who may answer a post; it has the post's own key."""
    allow = [{"$type": rule} for rule in _RULES[who]]
    return {"$type": GATES, "post": uri, "allow": allow, "createdAt": stamp(sending.first_tried)}


def permalink(uri: str) -> str:
    """Return the address at which people see a post."""
    did, _, place = uri.removeprefix("at://").partition("/")
    return f"https://bsky.app/profile/{did}/post/{place.rpartition('/')[2]}"
