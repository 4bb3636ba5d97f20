"""What a member of a Matrix room sees: text, picture, poll, answers, edits."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.html_text import read as read_html
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.matrix_answer import SERVER, account
from smmgen.sandbox.matrix_event import edits_of, relation
from smmgen.sandbox.post import Picture, Poll, Post
from smmgen.sandbox.rich import Rich, Rule, plain, scanned

POLLS = ("m.poll.start", "org.matrix.msc3381.poll.start")
TYPES = ("m.room.message", "m.sticker", *POLLS)
_LINK: Rule = (
    re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?'\")\]]"),
    lambda match: plain(match[0], "link", match[0]),
)


def show(call: Call, world: World, event: Mapping[str, Any]) -> None:
    """Keep, or renew, the post of a visible event."""
    edits = edits_of(world, event)
    content = edits[-1]["content"]["m.new_content"] if edits else event["content"]
    text, media, warnings = _said(world, event["type"], content)
    room = event["room_id"]
    post = Post(
        network="matrix",
        account=account(world, room),
        id=event["event_id"],
        at=datetime.fromtimestamp(event["origin_server_ts"] / 1000, UTC),
        text=text.text,
        url=f"https://matrix.to/#/{quote(room, safe='!:')}/{quote(event['event_id'], safe='$')}?via={SERVER}",
        marks=text.marks,
        media=media,
        poll=_poll(content),
        reply_to=_above(event["content"]),
        notes={"kind": str(content.get("msgtype", event["type"]))},
        warnings=warnings,
        edited_at=world.now() if edits else None,
        request=dict(call.fields),
    )
    world.store.put_post(post, dict(event))


def _above(content: Mapping[str, Any]) -> str:
    found = relation(content)
    answered = found.get("m.in_reply_to", {}).get("event_id", "")
    return str(answered or (found.get("event_id", "") if found.get("rel_type") == "m.thread" else ""))


def _said(
    world: World, kind: str, content: Mapping[str, Any]
) -> tuple[Rich, tuple[Picture, ...], tuple[str, ...]]:
    """Return the text, the pictures, and what a member would stumble over."""
    if kind in POLLS:
        return Rich(), (), ()
    if content.get("msgtype") not in ("m.image", "m.video"):
        return _text(content), (), _doubts(content)
    has_caption = content.get("filename") not in (None, content.get("body"))
    alt = "" if has_caption else str(content.get("body", ""))
    seen = _picture(world, str(content.get("url", "")), alt)
    missing = () if seen else ("The file's address leads to nothing that this server could show.",)
    return _text(content) if has_caption else Rich(), (seen,) if seen else (), missing


def _text(content: Mapping[str, Any]) -> Rich:
    if content.get("format") == "org.matrix.custom.html":
        return read_html(str(content.get("formatted_body", "")))
    return scanned(str(content.get("body", "")).strip(), [_LINK])


def _doubts(content: Mapping[str, Any]) -> tuple[str, ...]:
    if content.get("format") == "org.matrix.custom.html" and not str(content.get("body", "")).strip():
        return ("The body is empty: clients without HTML and notifications show nothing.",)
    return ()


def _picture(world: World, url: str, alt: str) -> Picture | None:
    kept = world.store.thing("matrix", "media", url.removeprefix("mxc://"))
    content = world.store.media(kept["sha256"]) if kept else None
    if not kept or not content:
        return None
    if film := look_film(content):
        return moving(content, kept["sha256"], film, alt)
    seen = look(content)
    return picture(content, kept["sha256"], seen, alt) if seen else None


def _poll(content: Mapping[str, Any]) -> Poll | None:
    asked = next(
        (content[name] for name in ("m.poll", POLLS[1]) if isinstance(content.get(name), dict)), None
    )
    if asked is None:
        return None
    return Poll(
        question=_words(asked.get("question", {})),
        options=tuple(_words(answer) for answer in asked.get("answers", [])),
        is_multiple=int(asked.get("max_selections", 1)) > 1,
    )


def _words(given: Mapping[str, Any]) -> str:
    found = given.get("m.text", given.get("org.matrix.msc1767.text", given.get("body", "")))
    return str(found[0].get("body", "")) if isinstance(found, list) and found else str(found)
