"""What an event of Matrix says: files, words, what it answers.

Source: Matrix specification 1.18, m.room.message, rich replies, threading, mentions; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Sending, Session
from smmgen.apis import matrix
from smmgen.apis.matrix_text import people
from smmgen.model.bundle import File
from smmgen.model.variant import Message

PINGS = ("room", "people")
"""Who may be notified: everybody in the room, or those whom the text's links name."""

Content = Mapping[str, Any]


def file_content(session: Session, sending: Sending, file: File) -> Content:
    """Upload a picture or a video and return its event; raises `Stopped`.

    Its text stands where clients look for one, in the place of its name.
    """
    name = file.path.rpartition("/")[2]
    is_video = file.media_type.startswith("video/")
    info = {"mimetype": file.media_type, "size": file.bytes, "w": file.width, "h": file.height}
    return {
        "msgtype": "m.video" if is_video else "m.image",
        "body": file.alt or name,
        "url": matrix.upload(session, name, sending.read(file), file.media_type),
        "info": info | ({"duration": round(file.seconds * 1000)} if is_video else {}),
        "m.mentions": {},
    }


def text_content(message: Message, body: str, rich: str) -> Content:
    """Return the words as plain text and as HTML.

    `m.mentions` is always there: without it some rooms notify everybody at each “@room”.
    """
    asked = message.options.get("ping")
    pings = asked if isinstance(asked, tuple) else ()
    named = people(message.written.text) if "people" in pings else []
    return {
        "msgtype": "m.notice" if message.options.get("notice") else "m.text",
        "body": body,
        "format": "org.matrix.custom.html",
        "formatted_body": rich,
        "m.mentions": ({"room": True} if "room" in pings else {}) | ({"user_ids": named} if named else {}),
    }


def related(sending: Sending) -> Content:
    """Return what the message answers; a first comment opens a thread below the post."""
    before = sending.thread[-1] if sending.thread else sending.reply_to
    if not before:
        return {}
    if sending.content.message.is_comment:
        root = sending.thread[0].rpartition(",")[2]
        fallback = {"m.in_reply_to": {"event_id": root}, "is_falling_back": True}
        return {"m.relates_to": {"rel_type": "m.thread", "event_id": root, **fallback}}
    return {"m.relates_to": {"m.in_reply_to": {"event_id": before.rpartition(",")[2]}}}
