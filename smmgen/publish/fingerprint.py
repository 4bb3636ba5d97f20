"""Know a message again: by all that is sent, and by what a reader sees of it."""

import json
import re
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from msgspec.structs import asdict

from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.variant import Message, Picture

_IGNORED = re.compile("[\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u00ad]+")


def digest(content: FinishedMessage, total: int, reply_to: str, repost: str = "") -> str:
    """Return the SHA-256 (hex) of everything that is sent; where the message stands in its file is not."""
    message = content.message
    payload = {
        "text": message.written.text,
        "format": message.written.format,
        "entities": [asdict(entity) for entity in message.written.entities],
        "options": dict(message.options),
        "link": message.link,
        "card": _card(content),
        "files": [_file(file) for file in content.files],
        "number": message.number,
        "total": total,
        "reply_to": reply_to,
    }
    payload |= _more(content) | ({"repost": repost} if repost else {})
    return sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _more(content: FinishedMessage) -> dict[str, Any]:
    """Return what not every message has; one without it keeps the digest that it had before there was any."""
    message, video = content.message, content.video
    more: dict[str, Any] = {
        "poll": asdict(message.poll) if message.poll else None,
        "title": message.title,
        "tags": list(message.tags),
        "video": _file(video) if video else None,
        "cover": _file(content.thumbnail) if message.video_cover and content.thumbnail else None,
        "is_comment": message.is_comment,
    }
    return {name: value for name, value in more.items() if value}


def _card(content: FinishedMessage) -> Any:
    card = content.message.link_card
    if card is None:
        return None
    thumbnail = _file(content.thumbnail) if content.thumbnail else None
    return [card.url, card.title, card.description, thumbnail]


def _file(file: File) -> list[Any]:
    return [file.sha256, file.alt, file.media_type, list(file.focus)]


def asked(message: Message, media: Callable[[str], str]) -> str:
    """Return a hash (16 hexadecimal digits) of what a message's author asks for: words, pictures, options.

    `media` names the bytes of photos and videos by their paths. How the brand's theme looks and how large
    a network wants its pictures is no part of it: neither is a change of what was said.
    """
    card, cover, video = message.link_card, message.video_cover, message.video
    payload = {
        "text": message.written.text,
        "entities": [asdict(entity) for entity in message.written.entities],
        "options": dict(message.options),
        "link": message.link,
        "card": [card.url, card.title, card.description, _wish(card.picture, media)] if card else None,
        "pictures": [_wish(picture, media) for picture in message.pictures],
        "cover": _wish(cover, media),
        "video": [media(video.path), video.alt] if video else None,
        "poll": asdict(message.poll) if message.poll else None,
        "title": message.title,
        "tags": list(message.tags),
        "is_comment": message.is_comment,
    }
    return sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _wish(picture: Picture | None, media: Callable[[str], str]) -> list[Any] | None:
    if picture is None:
        return None
    image = picture.image
    photos = [media(path) for path in image.photos]
    look = [picture.card, image.headline, dict(image.fields), image.table, image.focus, image.size]
    return [photos, *look, picture.alt, picture.link, picture.mark]


def fingerprint(text: str) -> str:
    """Return the SHA-256 (hex) of a visible text, whatever a network did to its spaces and letters' forms."""
    plain = unicodedata.normalize("NFKC", _IGNORED.sub("", text))
    return sha256("".join(plain.casefold().split()).encode()).hexdigest()


EMPTY = fingerprint("")
"""The fingerprint of a message without text: it is like every other of its kind."""
