"""Calls of the API of OK (Odnoklassniki): signing, pictures, topics.

Source: apiok.ru, calling methods, mediatopic.post, photosV2.getUploadUrl, error codes; read 2026-11. The API
has no version to name. `mediatopic.getTopics` is not in its documents; clients of 2025 use it.
"""

from collections.abc import Mapping
from hashlib import md5
from typing import Any

from smmgen.adapter import NotSent, Outcome, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible
from smmgen.apis.coded import CodedError
from smmgen.apis.ok_error import CODES

TITLE = "OK"

File = tuple[str, bytes, str]
"""A file's name, bytes and media type."""


def _error(reply: Reply) -> CodedError | None:
    """Return the error of an answer: OK says it in an answer with the status 200, and in a header."""
    answer = fields(reply)
    code = answer.get("error_code")
    if isinstance(code, int):
        return CodedError(code, text(answer.get("error_msg")))
    named = reply.headers.get("invocation-error", "")
    return CodedError(int(named), text(answer.get("error_msg"))) if named.isdecimal() else None


def _said(reply: Reply) -> str:
    found = _error(reply)
    return found.said if found else ""


VOICE = Voice(TITLE, _said)


def ask(session: Session, method: str, parameters: Mapping[str, str]) -> Any:
    """Make a call that nobody can see and return its answer's value; raises `Stopped`."""
    return _good(session, hidden(session, _request(session, method, parameters), VOICE)).json()


def _good(session: Session, reply: Reply) -> Reply:
    """Return an answer that is no error; raises `Stopped`, as nothing is public yet."""
    if error := _error(reply):
        why = f"OK answered before anything was published {error.quoted}."
        raise Stopped(CODES.meaning(session, error) or NotSent(why, status=reply.status))
    return reply


def user(session: Session) -> str:
    """Return the name of the token's owner; raises `Stopped`."""
    found = ask(session, "users.getCurrentUser", {"fields": "uid,name"})
    name = text(found.get("name")) if isinstance(found, dict) else ""
    if not name:
        raise Stopped(NotSent("OK did not say whose token this is.", is_account_wide=True))
    return name


def group_name(session: Session, group: str) -> str:
    """Return a group's name; raises `Stopped`."""
    found = ask(session, "group.getInfo", {"uids": group, "fields": "uid,name"})
    first = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    if not first:
        raise Stopped(NotSent(f"OK does not know the group {group}.", is_account_wide=True))
    return text(first.get("name"))


def publish(session: Session, method: str, parameters: Mapping[str, str]) -> Reply | Outcome:
    """Make a call that everybody can see, such as mediatopic.post; return its answer if it is a success."""
    request = _request(session, method, parameters, is_visible=True)
    reply = visible(session, request, VOICE)
    if isinstance(reply, Reply) and (error := _error(reply)):
        return CODES.meaning(session, error) or CODES.ambiguous(error, reply.status)
    return reply


def _request(
    session: Session, method: str, parameters: Mapping[str, str], *, is_visible: bool = False
) -> Request:
    signed = {
        **parameters,
        "application_key": session.account.text("application_key"),
        "format": "json",
        "method": method,
    }
    token = session.secret("token")
    form = {**signed, "access_token": token, "sig": signature(signed, _secret(session, token))}
    return Request(method="POST", url=f"{session.base_url}/fb.do", form=form, is_visible=is_visible)


def _secret(session: Session, token: str) -> str:
    """Return what signs: the session's secret key, else one made of the token and the app's secret key."""
    if "session_secret" in session.account.secrets:
        return session.secret("session_secret")
    return _digest(token + session.secret("application_secret"))


def signature(parameters: Mapping[str, str], secret: str) -> str:
    """Return `sig`: all parameters but the token, sorted and joined as they are, with the secret behind."""
    joined = "".join(f"{name}={parameters[name]}" for name in sorted(parameters))
    return _digest(joined + secret)


def _digest(words: str) -> str:
    return md5(words.encode(), usedforsecurity=False).hexdigest()


def upload(session: Session, group: str, files: tuple[File, ...]) -> list[str]:
    """Upload pictures for a topic and return their tokens, in order; raises `Stopped`.

    They are not to be committed: the topic that shows them does that.
    """
    server = ask(session, "photosV2.getUploadUrl", {"gid": group, "count": str(len(files))})
    place = text(server.get("upload_url")) if isinstance(server, dict) else ""
    numbers = server.get("photo_ids") if isinstance(server, dict) else None
    if not place or not isinstance(numbers, list) or len(numbers) != len(files):
        raise Stopped(NotSent("OK did not say where to upload the pictures."))
    parts = tuple((f"pic{number}", file) for number, file in enumerate(files, 1))
    reply = hidden(session, Request(method="POST", url=place, files=parts), VOICE)
    taken = fields(_good(session, reply)).get("photos")
    tokens = [_token(taken, str(number)) for number in numbers]
    if not all(tokens):
        raise Stopped(NotSent("OK took the pictures but did not name them.", status=reply.status))
    return tokens


def _token(taken: Any, number: str) -> str:
    photo = taken.get(number) if isinstance(taken, dict) else None
    return text(photo.get("token")) if isinstance(photo, dict) else ""


def topics(session: Session, group: str, most: int) -> list[Mapping[str, Any]]:
    """Return the group's latest topics, newest first; raises `Stopped`, also where that is not permitted.

    Pictures are in the answer only where all fields are asked for.
    """
    asked = {"gid": group, "count": str(min(most, 50)), "fields": "media_topic.*"}
    answer = ask(session, "mediatopic.getTopics", asked)
    found = answer.get("media_topics") if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise Stopped(NotSent("OK did not list the group's topics."))
    return [topic for topic in found if isinstance(topic, dict)]
