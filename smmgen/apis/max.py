"""Calls of the bot API of MAX: uploads, messages, comments, and what its errors mean.

Source: dev.max.ru and MAX's own schema 0.0.33; read 2026-11. The API has no version to name.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Sent, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible

TITLE = "MAX"

NOT_READY = "attachment.not.ready"
"""MAX is still at work on a file; nothing was sent, and the same message may be sent again soon."""

FILE_WAIT = timedelta(seconds=15)

ADVICE: Mapping[str, str] = {
    "chat.denied": "The bot may not write there: make it an administrator of the channel who may write posts",
    "chat.not.found": "MAX does not know the chat. Look at `chat` in smmgen.yaml",
}
"""What a person has to do about the account before anything more can go out."""


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return ": ".join(filter(None, (text(answer.get("code")), text(answer.get("message")))))


def _pause(reply: Reply) -> float | None:
    """Wait a second where MAX names no time: its limits are those of a second."""
    return None if "retry-after" in reply.headers else 1.0


VOICE = Voice(TITLE, _said, _pause)

File = tuple[str, bytes, str]
"""A file's name, bytes and media type."""


def request(session: Session, method: Any, path: str, **asked: Any) -> Request:
    """Return a call with the token, which stands bare in its header."""
    headers = {"Authorization": session.secret("token")}
    return Request(method=method, url=session.base_url + path, headers=headers, **asked)


def ask(session: Session, path: str, **query: str | int) -> Mapping[str, Any]:
    """Make a call that changes nothing and return its fields; raises `Stopped`."""
    return fields(hidden(session, request(session, "GET", path, query=query), VOICE))


def upload(session: Session, kind: str, file: File) -> Mapping[str, Any]:
    """Upload an "image" or a "video" and return its attachment; raises `Stopped`.

    The address of the second step carries its own rights: the token is not for its host.
    """
    first = fields(hidden(session, request(session, "POST", "/uploads", query={"type": kind}), VOICE))
    place = text(first.get("url"))
    if not place:
        raise Stopped(NotSent("MAX did not say where to upload the file."))
    reply = hidden(session, Request(method="POST", url=place, files=(("data", file),)), VOICE)
    payload = {"token": text(first.get("token"))} if kind == "video" else _named(fields(reply))
    if not all(payload.values()):
        raise Stopped(NotSent("MAX took the file but did not name it.", status=reply.status))
    return {"type": kind, "payload": payload}


def _named(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what names an uploaded picture in a message."""
    photos = answer.get("photos")
    return {"photos": photos} if isinstance(photos, dict) else {"token": text(answer.get("token"))}


def act(session: Session, asked: Request) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success.

    Edits and deletions fail with the status 200 and `success: false`.
    """
    codes: list[str] = []

    def call(one: Request) -> Reply:
        reply = session.call(one)
        codes.append(text(fields(reply).get("code")) if _failed(reply) else "")
        return reply

    answer = visible(session, asked, VOICE, call)
    code = codes[0] if codes else ""
    if code == NOT_READY:
        return NotSent("MAX is still at work on the files.", session.now() + FILE_WAIT)
    if code in ADVICE and not isinstance(answer, Ambiguous):
        return NotSent(f"{ADVICE[code]} (“{code}”).", status=403, is_account_wide=True)
    if isinstance(answer, Reply) and _failed(answer):
        return Refused(f"MAX refused it: “{_said(answer)}”.", answer.status)
    return answer


def _failed(reply: Reply) -> bool:
    return reply.status >= 400 or fields(reply).get("success") is False


def sent(answer: Reply | Outcome) -> Outcome:
    """Return the message that an answer names."""
    if not isinstance(answer, Reply):
        return answer
    message = fields(answer).get("message")
    remote_id = mid(message) if isinstance(message, dict) else ""
    if not isinstance(message, dict) or not remote_id:
        return Ambiguous("MAX took the message but did not name it.", answer.status)
    return Sent(remote_id, text(message.get("url")))


def mid(message: Mapping[str, Any]) -> str:
    """Return a message's id, empty where it has none."""
    body = message.get("body")
    return text(body.get("mid")) if isinstance(body, dict) else ""
