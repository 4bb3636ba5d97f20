"""What Discord is told of a message: words, pings, files with their texts, embeds, polls."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from smmgen.adapter import NotSent, Refused, Sending
from smmgen.apis.answers import Stopped
from smmgen.model.bundle import File
from smmgen.model.variant import Message

PINGS = ("everyone", "roles", "users")
"""Who may be pinged by what stands in the text. Source: Allowed Mention Types."""

REQUEST_BYTES = 25 * 1024 * 1024
"""The largest request. Source: Create Message, limitations."""

_SUPPRESS_EMBEDS = 1 << 2
_SUPPRESS_NOTIFICATIONS = 1 << 12

Part = tuple[str, tuple[str, bytes, str]]


def content(sending: Sending) -> Mapping[str, Any]:
    """Return what may be changed later too: the words, whom they ping, the files, the card of the link."""
    message = sending.content.message
    body: dict[str, Any] = {
        "content": message.written.text,
        "allowed_mentions": {"parse": list(_pings(message)), "replied_user": False},
        "attachments": [
            {"id": str(number), "filename": name(file, number), "description": file.alt[:1024]}
            for number, file in enumerate(files(sending))
        ],
        "embeds": list(_embeds(sending)),
    }
    return body


def new(sending: Sending) -> Mapping[str, Any]:
    """Return a new message; what is empty stays away."""
    message = sending.content.message
    body = {name: value for name, value in content(sending).items() if value}
    if flags := _flags(message):
        body["flags"] = flags
    if message.poll:
        body["poll"] = {
            "question": {"text": message.poll.question},
            "answers": [{"poll_media": {"text": option}} for option in message.poll.options],
            "duration": message.poll.hours,
        }
    return body


def _pings(message: Message) -> Iterator[str]:
    asked = message.options.get("ping")
    return (one for one in PINGS if isinstance(asked, tuple) and one in asked)


def _flags(message: Message) -> int:
    options = message.options
    bare = _SUPPRESS_EMBEDS if options.get("preview") is False and not message.link_card else 0
    return bare | (_SUPPRESS_NOTIFICATIONS if options.get("silent") else 0)


def _embeds(sending: Sending) -> Iterator[Mapping[str, Any]]:
    """Yield the link's card: its picture is the last of the files."""
    card, drawn = sending.content.message.link_card, sending.content.thumbnail
    if card is None:
        return
    embed: dict[str, Any] = {"title": card.title[:256], "description": card.description, "url": card.url}
    if drawn:
        embed["image"] = {"url": f"attachment://{name(drawn, len(files(sending)) - 1)}"}
    yield {key: value for key, value in embed.items() if value}


def files(sending: Sending) -> tuple[File, ...]:
    """Return the files in their order: pictures, the video, the picture of the link's card."""
    content = sending.content
    drawn = content.thumbnail if content.message.link_card else None
    return (*content.files, *filter(None, (content.video, drawn)))


def name(file: File, number: int) -> str:
    """Return a file's name; its number keeps two of one name apart."""
    return f"{number}-{file.path.rpartition('/')[2]}"


def as_asked(body: Mapping[str, Any], sending: Sending) -> Mapping[str, Any]:
    """Return the body as a request has it: JSON, or parts where there are files; raises `Stopped`."""
    parts: tuple[Part, ...] = tuple(
        (f"files[{number}]", (name(file, number), sending.read(file), file.media_type))
        for number, file in enumerate(files(sending))
    )
    if not parts:
        return {"json": body}
    size = sum(len(part[1][1]) for part in parts)
    if size > REQUEST_BYTES - 100_000:
        raise Stopped(_too_large(size))
    return {"form": {"payload_json": json.dumps(body, ensure_ascii=False)}, "files": parts}


def _too_large(size: int) -> NotSent | Refused:
    return Refused(
        f"The files have {size / 1024 / 1024:.1f} MiB; Discord takes 25 MiB in one message. Leave some out."
    )
