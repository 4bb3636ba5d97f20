"""Calls of the Threads API: what a post becomes, container by container.

Source: developers.facebook.com, Threads API, posts, publishing reference, reply management (2026); Postman
collection of the Threads API (January 2026); read 2026-11.
"""

import json
import time
from collections.abc import Mapping

from smmgen.adapter import Sending, Session
from smmgen.apis.graph import Net, listed, renew
from smmgen.apis.graph_container import Form, Handle, Kind, Pause, carousel, make, mark_of, wait
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.variant import Message

TITLE = "Threads"
VERSION = "v1.0"
SETTLE = 3.0
"""Seconds after which all of Threads' own servers know a new container: one that is published at once may be
answered with the error 4279009, as users of the API report. Other servers are not waited for."""

AUDIENCES: Mapping[str, str] = {
    "everyone": "everyone",
    "following": "accounts_you_follow",
    "mentioned": "mentioned_only",
    "followers": "followers_only",
}
"""Who may answer, in our words and in those of the API."""


def net_of(session: Session) -> Net:
    """Return where the account's calls go."""
    return Net(TITLE, f"{session.base_url}/{VERSION}")


def kind_of(session: Session) -> Kind:
    """Return how containers are made here."""
    who = session.account.text("user_id") or "me"
    return Kind(
        net=net_of(session),
        make=f"{who}/threads",
        publish=f"{who}/threads_publish",
        lists=(f"{who}/threads", f"{who}/replies"),
        state="status",
        fault="error_message",
        words="text",
    )


def renews(account: Account) -> tuple[str, ...]:
    """Name the token, where the account asks for it."""
    return ("token",) if account.flag("renew") else ()


def renewed(session: Session) -> None:
    """Renew the token, where the account asks for it."""
    if renews(session.account):
        renew(session, net_of(session), session.base_url, "th_refresh_token")


def container(session: Session, sending: Sending, pause: Pause = time.sleep) -> Handle:
    """Make the container of a whole post, wait for it a little, and return its handle; raises `Stopped`."""
    kind, made, message = kind_of(session), session.now(), sending.content.message
    parts = _parts(sending)
    whole = carousel(session, kind, parts, pause) if len(parts) > 1 else _single(message, parts)
    form = {**whole, "text": message.written.text, "reply_to_id": _before(sending), **_told(message)}
    name = make(session, kind, form)
    if not session.account.base_url:
        pause(SETTLE)
    wait(session, kind, (name,), pause)
    return Handle(name, mark_of(message.written.text), made)


def _parts(sending: Sending) -> list[Form]:
    """Return the video and the pictures, which Threads fetches from their addresses."""
    content = sending.content
    shown = [("VIDEO", "video_url", content.video)] if content.video else []
    shown += [("IMAGE", "image_url", file) for file in content.files]
    return [_part(sending, *part) for part in shown]


def _part(sending: Sending, kind: str, field: str, file: File) -> Form:
    return {"media_type": kind, field: sending.public_url(file), "alt_text": file.alt}


def _single(message: Message, parts: list[Form]) -> Form:
    """Return what is told of one picture or video, or of a text with its poll or its link's preview."""
    if parts:
        return parts[0]
    if message.poll:
        named = {f"option_{letter}": one for letter, one in zip("abcd", message.poll.options, strict=False)}
        return {"media_type": "TEXT", "poll_attachment": json.dumps(named, ensure_ascii=False)}
    return {"media_type": "TEXT", "link_attachment": message.link}


def _before(sending: Sending) -> str:
    """Return the post that this one answers: a comment the first of its thread, a part the one before it."""
    if not sending.thread:
        return sending.reply_to
    return sending.thread[0 if sending.content.message.is_comment else -1]


def _told(message: Message) -> Form:
    """Return the topic and who may answer, which are a thread's first post's to say."""
    if message.number:
        return {}
    audience = AUDIENCES.get(str(message.options.get("replies", "")), "")
    return {"topic_tag": str(message.options.get("topic", "")), "reply_control": audience}


def posts(session: Session, most: int) -> list[Mapping[str, object]]:
    """Return the account's latest posts and answers, newest first; raises `Broken`."""
    kind = kind_of(session)
    asked = "id,permalink,timestamp,text,media_type,children{media_type}"
    found = [post for path in kind.lists for post in listed(session, kind.net, path, asked, most)]
    return sorted(found, key=lambda post: str(post.get("timestamp")), reverse=True)[:most]
