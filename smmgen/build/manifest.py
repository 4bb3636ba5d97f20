"""`manifest.json`: all that is ready to be sent, for people and programs."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import json

from smmgen.model.brand import Brand
from smmgen.model.bundle import File, FinishedMessage, FinishedVariant
from smmgen.model.draft import Draft
from smmgen.model.post import Poll
from smmgen.model.variant import Entity, LinkCard

VERSION = 1
"""Fields are only ever added; whoever reads the file may rely on those of this version."""


BETWEEN, END = b",", b'\n  },\n  "version": %d\n}\n' % VERSION
"""What stands between the posts, and behind them. The manifest is sorted, and of no time."""

_BEFORE, _BEHIND = len(b'{\n  "posts": {'), len(b"\n  }\n}")


def head(brand: Brand) -> bytes:
    """Return what stands before the posts, as UTF-8 JSON."""
    return b'{\n  "brand": ' + json.encode(brand.name) + b',\n  "posts": {'


def part(draft: Draft, ready: Iterable[FinishedVariant]) -> bytes:
    """Return what the manifest says of a post: with the variants that are ready to be sent."""
    variants = tuple(ready)
    value = {
        "source": draft.source.path,
        "title": draft.title,
        "publish_at": _first(variants),
        "status": draft.status,
        "rubric": draft.rubric,
        "variants": {one.variant.account: _variant(one) for one in variants},
    }
    written = json.encode({"posts": {draft.id: value}}, order="sorted")
    return json.format(written, indent=2)[_BEFORE:-_BEHIND]


def _first(variants: Iterable[FinishedVariant]) -> str | None:
    times = [variant.variant.publish_at for variant in variants]
    return _time(min((time for time in times if time), default=None))


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _variant(finished: FinishedVariant) -> Mapping[str, Any]:
    return {
        "network": finished.variant.network,
        "publish_at": _time(finished.variant.publish_at),
        "digest": finished.digest,
        "messages": [_message(message) for message in finished.messages],
        "status": finished.variant.status,
        "reply_to": finished.variant.reply_to,
    }


def _message(finished: FinishedMessage) -> Mapping[str, Any]:
    message = finished.message
    return {
        "number": message.number,
        "text": message.written.text,
        "format": message.written.format,
        "entities": [_entity(entity) for entity in message.written.entities],
        "link": message.link,
        "link_card": _card(message.link_card, finished.thumbnail),
        "poll": _poll(message.poll),
        "length": message.length,
        "limit": message.limit,
        "media": [_media(file) for file in finished.files],
        "options": dict(message.options),
        **_more(finished),
    }


def _more(finished: FinishedMessage) -> Mapping[str, Any]:
    """Return what only some messages have: a title, tags, a video with its cover, being a first comment."""
    message, cover = finished.message, finished.thumbnail if finished.message.video_cover else None
    more = {
        "title": message.title,
        "tags": list(message.tags),
        "video": _media(finished.video) if finished.video else None,
        "video_cover": _media(cover) if cover else None,
        "is_comment": message.is_comment,
    }
    return {name: value for name, value in more.items() if value}


def _entity(entity: Entity) -> Mapping[str, Any]:
    return {"kind": entity.kind, "start": entity.start, "end": entity.end, "value": entity.value}


def _card(card: LinkCard | None, thumbnail: File | None) -> Mapping[str, Any] | None:
    if card is None:
        return None
    media = _media(thumbnail) if thumbnail else None
    return {"url": card.url, "title": card.title, "description": card.description, "media": media}


def _poll(poll: Poll | None) -> Mapping[str, Any] | None:
    if poll is None:
        return None
    return {"question": poll.question, "options": list(poll.options), "hours": poll.hours}


def _media(file: File) -> Mapping[str, Any]:
    return {
        "path": file.path,
        "alt": file.alt,
        "width": file.width,
        "height": file.height,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "focus": list(file.focus),
        **({"seconds": file.seconds} if file.seconds else {}),
    }
