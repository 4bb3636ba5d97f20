"""Calls of a Matrix homeserver: the room, files, events under names of ours, and what its errors mean.

Source: Matrix specification 1.18, client-server API; a Synapse that was driven; read 2026-11.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible

TITLE = "Matrix"
CLIENT = "/_matrix/client/v3"
"""The version that every call names. No homeserver has announced its end; read 2026-11."""

MARK = "dev.smmgen.id"
"""The field of an event's content that holds its name of ours. It means nothing to anybody else."""

PAGES = 5
"""So many pages of a hundred events are read to find one of ours again."""

_RIGHT = "The account may not write in the room: let it join, and give it the power to send messages"

ACCOUNT: Mapping[str, str] = {
    "M_FORBIDDEN": _RIGHT,
    "M_GUEST_ACCESS_FORBIDDEN": _RIGHT,
    "M_USER_DEACTIVATED": "The account is deactivated",
    "M_USER_SUSPENDED": "The account is suspended: ask the homeserver's administrator",
    "M_USER_LOCKED": "The account is locked: ask the homeserver's administrator",
    "M_CONSENT_NOT_GIVEN": "Sign in with a Matrix client first and accept the homeserver's terms",
    "M_RESOURCE_LIMIT_EXCEEDED": "The homeserver has reached a limit: ask its administrator",
}
"""What a person has to do about the account before anything more can go out."""


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return ": ".join(filter(None, (text(answer.get("errcode")), text(answer.get("error")))))


def _pause(reply: Reply) -> float | None:
    wait = fields(reply).get("retry_after_ms")
    return wait / 1000 if isinstance(wait, int | float) else None


VOICE = Voice(TITLE, _said, _pause)


def request(session: Session, method: Any, path: str, **asked: Any) -> Request:
    """Return a call with the account's token."""
    headers = {"Authorization": f"Bearer {session.secret('token')}", **asked.pop("headers", {})}
    return Request(method=method, url=session.base_url + path, headers=headers, **asked)


def ask(session: Session, path: str, **query: str | int) -> Mapping[str, Any]:
    """Make a call that changes nothing and return its fields; raises `Stopped`."""
    return fields(_hidden(session, request(session, "GET", path, query=query)))


def _hidden(session: Session, asked: Request) -> Reply:
    try:
        return hidden(session, asked, VOICE)
    except Stopped as stop:
        meant = _meaning(stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def act(session: Session, asked: Request) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    answer = visible(session, asked, VOICE)
    return answer if isinstance(answer, Reply) else _meaning(answer)


def _meaning(outcome: Outcome) -> Outcome:
    """Say what a refusal means for the account, and what to do."""
    if not isinstance(outcome, Refused | NotSent):
        return outcome
    code = re.search(r"\bM_[A-Z_]+", outcome.why)
    advice = ACCOUNT.get(code[0]) if code else None
    if advice:
        return NotSent(f"{advice}. {outcome.why}", status=outcome.status, is_account_wide=True)
    return outcome


def room(session: Session) -> str:
    """Return the room's number, of an alias too, asked for once in a run; raises `Stopped`."""
    named = session.account.text("room")
    if not named.startswith("#"):
        return named
    kept = session.memo.get("room")
    if not isinstance(kept, str):
        found = text(ask(session, f"{CLIENT}/directory/room/{quote(named, safe='')}").get("room_id"))
        if not found:
            raise Stopped(NotSent(f"The homeserver does not know the room {named}.", is_account_wide=True))
        kept = session.memo["room"] = found
    return kept


def in_room(session: Session, path: str) -> str:
    """Return a path within the room; raises `Stopped`."""
    return f"{CLIENT}/rooms/{quote(room(session), safe='')}/{path}"


def own_name(session: Session) -> str:
    """Return whose token it is, asked for once in a run; raises `Stopped`."""
    kept = session.memo.get("user")
    if not isinstance(kept, str):
        kept = session.memo["user"] = text(ask(session, f"{CLIENT}/account/whoami").get("user_id"))
    return kept


def upload(session: Session, name: str, data: bytes, media_type: str) -> str:
    """Upload a file that nobody sees yet and return its address, `mxc://…`; raises `Stopped`."""
    asked = request(
        session,
        "POST",
        "/_matrix/media/v3/upload",
        query={"filename": name},
        headers={"Content-Type": media_type},
        content=data,
    )
    found = text(fields(_hidden(session, asked)).get("content_uri"))
    if not found.startswith("mxc://"):
        raise Stopped(NotSent("The homeserver took the file but did not name it."))
    return found


def put(session: Session, txn: str, content: Mapping[str, Any]) -> str | Outcome:
    """Send an event under a transaction of ours and return its number."""
    path = in_room(session, f"send/m.room.message/{quote(txn, safe='')}")
    return _event(act(session, request(session, "PUT", path, json=dict(content), is_visible=True)))


def redact(session: Session, event: str) -> str | Outcome:
    """Delete an event and return the number of the deletion."""
    path = in_room(session, f"redact/{quote(event, safe='')}/smmgen-{quote(event.lstrip('$'), safe='')}")
    return _event(act(session, request(session, "PUT", path, json={}, is_visible=True)))


def _event(answer: Reply | Outcome) -> str | Outcome:
    if not isinstance(answer, Reply):
        return answer
    found = text(fields(answer).get("event_id"))
    return found or Ambiguous("The homeserver took the event but did not name it.", answer.status)


def latest(session: Session, most: int, start: str = "") -> tuple[list[Mapping[str, Any]], str]:
    """Return the room's latest events, newest first, and where to go on; raises `Stopped`."""
    query: dict[str, str | int] = {"dir": "b", "limit": max(1, min(most, 100))}
    found = ask(session, in_room(session, "messages"), **query, **({"from": start} if start else {}))
    chunk = found.get("chunk")
    if not isinstance(chunk, list):
        raise Stopped(NotSent("The homeserver did not list the room's messages."))
    return [event for event in chunk if isinstance(event, dict)], text(found.get("end"))


Known = Mapping[str, str] | Literal["unknown"]


def ours(session: Session, key: str, since: datetime) -> Known:
    """Return the events that a message has made already, by their names; raises `Stopped`.

    "unknown" where there are more events since then than are read.
    """
    name, start, made = own_name(session), "", {}
    for _ in range(PAGES):
        events, start = latest(session, 100, start)
        for event in events:
            mark = text(content_of(event).get(MARK))
            if event.get("sender") == name and mark.partition("/")[0] == key:
                made[mark] = text(event.get("event_id"))
        if not start or not events or moment_of(events[-1]) < since.timestamp():
            return made
    return "unknown"


def content_of(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an event says; nothing where it was deleted."""
    found = event.get("content")
    return found if isinstance(found, dict) else {}


def moment_of(event: Mapping[str, Any]) -> float:
    """Return when an event was made, in seconds since 1970."""
    made = event.get("origin_server_ts")
    return made / 1000 if isinstance(made, int) else float("inf")
