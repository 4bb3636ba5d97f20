"""Calls of VK's API: what its answers mean, and how pictures and polls get there.

Source: VK's JSON schema 5.199 (January 2025); dev.vk.com, requests to the API, uploading files, wall.post
(June 2026); read 2026-11.
"""

import json
from collections.abc import Mapping
from typing import Any

from smmgen.adapter import NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, read, text, visible
from smmgen.apis.coded import CodedError
from smmgen.apis.vk_error import CODES, meaning

VERSION = "5.199"
"""The version of the API that every call names."""

TITLE = "VK"

File = tuple[str, bytes, str]
"""A file's name, bytes and media type."""


def _said(reply: Reply) -> str:
    found = _error(reply)
    return found.said if found else text(fields(reply).get("error"))


VOICE = Voice(TITLE, _said)


def _error(reply: Reply) -> CodedError | None:
    """Return the error of an answer: VK says it in an answer with the status 200."""
    found = fields(reply).get("error")
    if not isinstance(found, dict):
        return None
    code = found.get("error_code")
    said = text(found.get("error_text")) or text(found.get("error_msg"))
    return CodedError(code if isinstance(code, int) else 0, said)


def ask(session: Session, method: str, parameters: Mapping[str, str], secret: str = "token") -> Any:  # noqa: S107
    """Make a call that nobody can see and return its `response`; raises `Stopped`."""
    reply = hidden(session, _request(session, method, parameters, secret), VOICE)
    return _response(session, reply, " before anything was published")


def look(session: Session, method: str, parameters: Mapping[str, str], secret: str = "token") -> Any:  # noqa: S107
    """Make a call that only reads and return its `response`, None for none; raises `Stopped`."""
    reply = read(session, _request(session, method, parameters, secret), VOICE)
    return _response(session, reply, "") if reply else None


def reading_secret(session: Session) -> str:
    """Name the secret that walls are read with: a community's own key may not, an app's service token may."""
    return "service_token" if "service_token" in session.account.secrets else "token"


def _response(session: Session, reply: Reply, when: str) -> Any:
    if error := _error(reply):
        why = f"VK answered error {error.code}{when}: “{error.said}”."
        raise Stopped(meaning(session, error) or NotSent(why, status=reply.status))
    return fields(reply).get("response")


def community(session: Session, group: str) -> tuple[str, str]:
    """Return the community's name and the last part of its address; raises `Stopped`."""
    found = ask(session, "groups.getById", {"group_id": group})
    groups = found.get("groups") if isinstance(found, dict) else found
    first = groups[0] if isinstance(groups, list) and groups and isinstance(groups[0], dict) else {}
    if not first:
        raise Stopped(NotSent(f"VK does not know the community {group}.", is_account_wide=True))
    return text(first.get("name")), text(first.get("screen_name")) or f"club{group}"


def rights(session: Session) -> tuple[str, ...]:
    """Return the rights of a community's key; none of a person's token, which VK tells otherwise."""
    try:
        found = ask(session, "groups.getTokenPermissions", {})
    except Stopped:
        return ()
    listed = found.get("permissions") if isinstance(found, dict) else None
    named = (
        [text(one.get("name")) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    )
    return tuple(name for name in named if name)


def publish(session: Session, method: str, parameters: Mapping[str, str]) -> Reply | Outcome:
    """Make a call that everybody can see, such as wall.post; return its answer if it is a success."""
    request = _request(session, method, parameters, "token", is_visible=True)
    reply = visible(session, request, VOICE)
    if isinstance(reply, Reply) and (error := _error(reply)):
        return meaning(session, error) or CODES.ambiguous(error, reply.status)
    return reply


def _request(
    session: Session, method: str, parameters: Mapping[str, str], secret: str, *, is_visible: bool = False
) -> Request:
    return Request(
        method="POST",
        url=f"{session.base_url}/method/{method}",
        headers={"Authorization": f"Bearer {session.secret(secret)}"},
        form={**parameters, "v": VERSION},
        is_visible=is_visible,
    )


def wall_photo(session: Session, group: str, file: File) -> str:
    """Upload a picture for the community's wall and return its name as an attachment; raises `Stopped`."""
    server = ask(session, "photos.getWallUploadServer", {"group_id": group})
    taken = _upload(session, server, file)
    return _attachment(ask(session, "photos.saveWallPhoto", {"group_id": group, **taken}))


def message_photo(session: Session, file: File) -> str:
    """Upload a picture as for a private message, which a community's token may do; raises `Stopped`."""
    taken = _upload(session, ask(session, "photos.getMessagesUploadServer", {}), file)
    return _attachment(ask(session, "photos.saveMessagesPhoto", taken))


def _upload(session: Session, server: Any, file: File) -> Mapping[str, str]:
    """Send a file to the place that VK named, or to its second one, and return what is to be saved."""
    named = server if isinstance(server, dict) else {}
    places = [text(named.get(key)) for key in ("upload_url", "fallback_upload_url")]
    stopped = Stopped(NotSent("VK did not say where to upload the picture."))
    for place in filter(None, places):
        try:
            return _taken(hidden(session, Request(method="POST", url=place, files=(("photo", file),)), VOICE))
        except Stopped as stop:
            stopped = stop
    raise stopped


def _taken(reply: Reply) -> Mapping[str, str]:
    answer = fields(reply)
    found = {name: answer.get(name) for name in ("server", "photo", "hash")}
    said = text(answer.get("error"))
    if said:
        raise Stopped(Refused(f"VK did not take the picture: “{said}”.", reply.status))
    if found["photo"] in (None, "", "[]") or found["hash"] is None:
        raise Stopped(NotSent("VK took the picture but kept nothing of it.", status=reply.status))
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}


def _attachment(saved: Any) -> str:
    """Name a saved picture: its owner is whoever uploaded it, which may not be the community."""
    first = saved[0] if isinstance(saved, list) and saved else None
    photo = first if isinstance(first, dict) else {}
    owner, number, key = photo.get("owner_id"), photo.get("id"), text(photo.get("access_key"))
    if not isinstance(owner, int) or not isinstance(number, int):
        raise Stopped(NotSent("VK took the picture but did not name it."))
    return f"photo{owner}_{number}" + (f"_{key}" if key else "")


def poll(session: Session, group: str, question: str, options: tuple[str, ...], end: int) -> str:
    """Make a poll, open until `end` (seconds since 1970), and return it as an attachment; raises `Stopped`.

    Nobody sees it until a post shows it.
    """
    answers = json.dumps(options, ensure_ascii=False)
    asked = {"owner_id": f"-{group}", "question": question, "add_answers": answers, "end_date": str(end)}
    made = ask(session, "polls.create", asked)
    owner, number = (made.get("owner_id"), made.get("id")) if isinstance(made, dict) else (None, None)
    if not isinstance(owner, int) or not isinstance(number, int):
        raise Stopped(NotSent("VK made the poll but did not name it."))
    return f"poll{owner}_{number}"


def wall(session: Session, group: str, most: int) -> list[Mapping[str, Any]]:
    """Return the latest posts of the community itself, newest first; raises `Stopped`.

    A community's own token may not read its wall; an app's service token may.
    """
    asked = {"owner_id": f"-{group}", "filter": "owner", "count": str(min(most, 100))}
    answer = ask(session, "wall.get", asked, reading_secret(session))
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise Stopped(NotSent("VK did not list the community's posts."))
    return [item for item in items if isinstance(item, dict)]
