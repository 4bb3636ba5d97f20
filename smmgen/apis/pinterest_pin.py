"""What Pinterest is told of a Pin, and what it tells of one.

Source: Pinterest API v5, OpenAPI description 5.23.0 (December 2025), PinCreate, PinUpdate, Pin; read 2026-11.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from smmgen.adapter import Found, Sending, Sent
from smmgen.apis.answers import text
from smmgen.apis.pinterest import permalink
from smmgen.hashes import sha256
from smmgen.model.bundle import File
from smmgen.model.variant import Message

SLACK = timedelta(minutes=5)
"""How far Pinterest's clock and ours may lie apart."""


class Handle(Struct, frozen=True):
    """What the ledger keeps of a video: its id, a short hash of its words, when it was uploaded (UTC)."""

    media: str
    mark: str
    made: datetime

    def __str__(self) -> str:
        """Write it for the ledger."""
        return f"{self.media}.{self.mark}.{int(self.made.timestamp())}"


def handle_of(written: str) -> Handle:
    """Read a handle; raises `ValueError`."""
    media, mark, made = written.split(".")
    return Handle(media, mark, datetime.fromtimestamp(int(made), UTC))


def mark(title: str, description: str) -> str:
    """Return a short hash of a Pin's words that stays the same when white space is trimmed or joined."""
    words = " ".join([*title.split(), "/", *description.split()])
    return sha256(words.encode()).hexdigest()[:16]


def words(sending: Sending) -> dict[str, Any]:
    """Return what is told of a new Pin beside its picture: its board, words, link and alternative text."""
    return {name: value for name, value in changes(sending).items() if value}


def changes(sending: Sending) -> dict[str, Any]:
    """Return all that can be changed of a Pin; what is empty is taken away."""
    message = sending.content.message
    section = text(message.options.get("section"))
    return {
        "board_id": text(message.options.get("board")),
        **({"board_section_id": section} if section else {}),
        "title": message.title or None,
        "description": message.written.text or None,
        "link": message.link or None,
        "alt_text": _alt(sending) or None,
    }


def _alt(sending: Sending) -> str:
    """Return the alternative text: a carousel has one for all its pictures, that of the first."""
    video, files = sending.content.video, sending.content.files
    return video.alt if video else files[0].alt if files else ""


def pictures(sending: Sending) -> Mapping[str, Any]:
    """Return the source of one picture or of a carousel."""
    shown = [_encoded(sending, file) for file in sending.content.files]
    if len(shown) == 1:
        return {"source_type": "image_base64", **shown[0]}
    extra = _slot(sending.content.message)
    return {
        "source_type": "multiple_image_base64",
        "items": [{**one, **extra} for one in shown],
        "index": 0,
    }


def _slot(message: Message) -> Mapping[str, str]:
    """Return what each picture of a carousel leads to: it has a link of its own."""
    return {"link": message.link} if message.link else {}


def _encoded(sending: Sending, file: File) -> dict[str, str]:
    return {"content_type": file.media_type, "data": b64encode(sending.read(file)).decode()}


def film(sending: Sending, media: str) -> Mapping[str, Any]:
    """Return the source of a video, with its cover or its first second."""
    source: dict[str, Any] = {"source_type": "video_id", "media_id": media}
    cover = sending.content.thumbnail
    if cover is None:
        return {**source, "cover_image_key_frame_time": 1}
    shown = _encoded(sending, cover)
    return {
        **source,
        "cover_image_content_type": shown["content_type"],
        "cover_image_data": shown["data"],
    }


def found_pin(pin: Mapping[str, Any]) -> Found | None:
    """Return a Pin as it is seen; None where it says too little of itself."""
    name, at = text(pin.get("id")), moment(pin.get("created_at"))
    if not name or at is None:
        return None
    seen = text(pin.get("description"))
    return Found(remote_id=name, url=permalink(name), text=seen, at=at, images=_images(pin))


def moment(value: Any) -> datetime | None:
    """Read a time; one without a zone is UTC."""
    try:
        at = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _images(pin: Mapping[str, Any]) -> int | None:
    found = pin.get("media")
    media = found if isinstance(found, dict) else {}
    inside = media.get("items")
    match media.get("media_type"):
        case "image":
            return 1
        case "video":
            return 0
        case "multiple_images" if isinstance(inside, list):
            return len(inside)
    return None


def same(handle: Handle, pins: list[Mapping[str, Any]]) -> Sent | None:
    """Return the one video Pin that an upload can have become; None where none or several can."""
    names = [
        text(pin.get("id"))
        for pin in pins
        if _images(pin) in (0, None)
        and mark(text(pin.get("title")), text(pin.get("description"))) == handle.mark
        and (at := moment(pin.get("created_at")))
        and at >= handle.made - SLACK
    ]
    return Sent(names[0], permalink(names[0])) if len(names) == 1 else None
