"""Say in 64 letters what something is: the same content gives the same digest, anywhere."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256

from msgspec import Struct

from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.variant import LinkCard, Variant

_ELSEWHERE = frozenset({"span", "spans", "open"})
"""Fields that say where something was written or how to read it."""


def digest(value: object) -> str:
    """Return the SHA-256 (hex) of a value's canonical JSON: sorted keys, no spaces, UTF-8.

    Dataclasses and structs become objects without their places in files, bytes their own SHA-256.
    """
    return sha256(_written(_plain(value)).encode("utf-8", "surrogatepass")).hexdigest()


_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_SAME: frozenset[type] = frozenset({str, int, float, bool, type(None)})
"""What is the same in JSON; nearly all values are of these types or in the next two."""


def _plain(value: object) -> object:
    if type(value) is dict:
        return {str(key): one if type(one) in _SAME else _plain(one) for key, one in value.items()}
    if type(value) in (tuple, list):
        return [one if type(one) in _SAME else _plain(one) for one in value]  # type: ignore[attr-defined]
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return sha256(value).hexdigest()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case Struct():
            names = (name for name in value.__struct_fields__ if name not in _ELSEWHERE)
            return {name: _plain(getattr(value, name)) for name in names}
        case _ if is_dataclass(value):
            own = (field.name for field in fields(value) if field.name not in _ELSEWHERE)
            return {name: _plain(getattr(value, name)) for name in own}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def variant_digest(variant: Variant, messages: tuple[FinishedMessage, ...]) -> str:
    """Return the digest of all that would be sent; when and to which account is no part of it."""
    return digest(
        {
            "network": variant.network,
            "reply_to": variant.reply_to,
            **({"repost": variant.repost} if variant.repost else {}),
            "messages": [_sent(message) for message in messages],
        }
    )


def _sent(finished: FinishedMessage) -> dict[str, object]:
    message = finished.message
    return {
        "text": message.written.text,
        "format": message.written.format,
        "entities": message.written.entities,
        "link": message.link,
        "link_card": _card(message.link_card, finished.thumbnail),
        "options": message.options,
        "media": [_file(file) for file in finished.files],
        **_more(finished),
    }


def _more(finished: FinishedMessage) -> dict[str, object]:
    """Return what not every message has; one without it keeps the digest that it had before."""
    message = finished.message
    has_cover = message.video_cover and finished.thumbnail
    more: dict[str, object] = {
        "cover": _file(finished.thumbnail) if has_cover and finished.thumbnail else None,
        "poll": message.poll,
        "video": _file(finished.video) if finished.video else None,
        "title": message.title,
        "tags": message.tags,
        "is_comment": message.is_comment,
    }
    return {name: value for name, value in more.items() if value}


def _card(card: LinkCard | None, thumbnail: File | None) -> dict[str, object] | None:
    if card is None:
        return None
    picture = thumbnail.sha256 if thumbnail else ""
    return {"url": card.url, "title": card.title, "description": card.description, "picture": picture}


def _file(file: File) -> dict[str, object]:
    return {"sha256": file.sha256, "alt": file.alt, "focus": file.focus}
