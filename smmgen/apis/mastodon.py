"""The API that Mastodon and servers like it speak.

Source: Mastodon documentation, July 2026, and the server's source.
"""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Literal

from smmgen.adapter import NotSent, Outcome, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, read, text, visible

POLLS = 8
"""So often a picture that is still being processed is asked for: 8 times in 28 seconds."""

MASTODONS = frozenset({"mastodon", "glitch-soc", "hometown", "chuckya"})
"""Servers that keep the idempotency key, by the name in their nodeinfo."""


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return text(answer.get("error_description")) or text(answer.get("error"))


VOICE = Voice("Mastodon", _said)


def upload(
    session: Session,
    file: tuple[str, bytes, str],
    description: str,
    focus: tuple[float, float],
    pause: Callable[[float], None] = time.sleep,
) -> str:
    """Upload a picture, wait until it is ready, and return its id; raises `Stopped`.

    `file` is (name, bytes, media type); `focus` is 0..1 from the left and the top.
    """
    form = {"focus": focus_of(focus)} | ({"description": description} if description else {})
    request = _request(session, "POST", "/api/v2/media", form=form, files=(("file", file),))
    reply = hidden(session, request, VOICE)
    media = text(fields(reply).get("id"))
    if not media:
        raise Stopped(NotSent("Mastodon took the picture but did not name it.", status=reply.status))
    if reply.status == 202:
        _await(session, media, pause)
    return media


def _await(session: Session, media: str, pause: Callable[[float], None]) -> None:
    """Wait for a picture: 206 says not yet, 200 ready."""
    for number in range(POLLS):
        if hidden(session, _request(session, "GET", f"/api/v1/media/{media}"), VOICE).status == 200:
            return
        pause(float(number))
    later = session.now() + timedelta(minutes=1)
    raise Stopped(NotSent("Mastodon is still processing the picture.", later))


def focus_of(point: tuple[float, float]) -> str:
    """Write a point, 0..1 from the left and the top, as Mastodon does: -1..1 from the centre, up is plus."""
    return ",".join(
        f"{value + 0.0:.2f}" for value in (round(2 * point[0] - 1, 2), round(1 - 2 * point[1], 2))
    )


def publish(session: Session, body: Mapping[str, Any], key: str) -> Reply | Outcome:
    """Publish a status under an idempotency key: the visible call."""
    request = _request(
        session,
        "POST",
        "/api/v1/statuses",
        json=dict(body),
        headers={"Idempotency-Key": key},
        is_visible=True,
    )
    return visible(session, request, VOICE)


def boost(session: Session, status: str) -> Reply | Outcome:
    """Show a status again: the visible call. A status can be boosted once, so a repeat changes nothing."""
    request = _request(session, "POST", f"/api/v1/statuses/{status}/reblog", is_visible=True)
    return visible(session, request, VOICE)


def change(session: Session, status: str, body: Mapping[str, Any]) -> Reply | Outcome:
    """Put another content in the place of a status's."""
    request = _request(session, "PUT", f"/api/v1/statuses/{status}", json=dict(body), is_visible=True)
    return visible(session, request, VOICE)


def delete(session: Session, status: str) -> Reply | Outcome:
    """Delete a status."""
    return visible(session, _request(session, "DELETE", f"/api/v1/statuses/{status}", is_visible=True), VOICE)


CHANGEABLE = frozenset({"status", "media_ids", "language", "spoiler_text", "poll"})
"""What an edit may say of a status. Source: Mastodon documentation, PUT /api/v1/statuses/:id."""


def look(session: Session, path: str) -> Reply | None:
    """Read what lies at a path; None where there is nothing (any more). Raises `Stopped`."""
    return read(session, _request(session, "GET", path), VOICE)


RIGHTS = ("write:statuses", "write:media", "read:statuses", "read:accounts")


def own_account(session: Session) -> Mapping[str, Any]:
    """Return the account that the token speaks as; raises `Stopped`."""
    return fields(hidden(session, _request(session, "GET", "/api/v1/accounts/verify_credentials"), VOICE))


def scopes(session: Session) -> tuple[str, ...]:
    """Return the token's rights; none where the server does not say. Raises `Stopped`."""
    app = fields(hidden(session, _request(session, "GET", "/api/v1/apps/verify_credentials"), VOICE))
    found = app.get("scopes")
    return tuple(text(one) for one in found) if isinstance(found, list) else ()


def missing_rights(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rights that publishing needs and `scopes` lack; none where no scopes are known."""
    return tuple(
        right for right in RIGHTS if scopes and right not in scopes and right.partition(":")[0] not in scopes
    )


def longest_text(session: Session) -> int:
    """Return how long a status may be on this server; 0 where it does not say. Raises `Stopped`."""
    answer: Any = fields(hidden(session, _request(session, "GET", "/api/v2/instance"), VOICE))
    for part in ("configuration", "statuses", "max_characters"):
        answer = answer.get(part) if isinstance(answer, dict) else None
    return answer if isinstance(answer, int) else 0


def own_statuses(session: Session, most: int) -> list[Mapping[str, Any]]:
    """Return the account's latest statuses, newest first; raises `Stopped`."""
    account = _own_id(session)
    query = {"exclude_reblogs": True, "limit": min(most, 40)}
    request = _request(session, "GET", f"/api/v1/accounts/{account}/statuses", query=query)
    found = hidden(session, request, VOICE).json()
    if not isinstance(found, list):
        raise Stopped(NotSent("Mastodon did not list the account's posts."))
    return [status for status in found if isinstance(status, dict)]


def _own_id(session: Session) -> str:
    known = session.memo.get("account_id")
    if isinstance(known, str):
        return known
    request = _request(session, "GET", "/api/v1/accounts/verify_credentials")
    found = text(fields(hidden(session, request, VOICE)).get("id"))
    if not found:
        raise Stopped(NotSent("Mastodon did not say whose token this is."))
    session.memo["account_id"] = found
    return found


def software(session: Session) -> str:
    """Return the name of the server's software, in lower case, from its nodeinfo; raises `Stopped`."""
    known = session.memo.get("software")
    if isinstance(known, str):
        return known
    url = f"{session.base_url}/.well-known/nodeinfo"
    links = fields(hidden(session, Request(method="GET", url=url), VOICE)).get("links")
    found = objects(links)
    pages = [text(link.get("href")) for link in found if "/ns/schema/2." in text(link.get("rel"))]
    if not pages:
        raise Stopped(NotSent("The server does not say what software it is."))
    answer = fields(hidden(session, Request(method="GET", url=pages[-1]), VOICE)).get("software")
    name = text(answer.get("name")).lower() if isinstance(answer, dict) else ""
    session.memo["software"] = name
    return name


def _request(
    session: Session,
    method: Literal["GET", "POST", "PUT", "DELETE"],
    path: str,
    headers: Mapping[str, str] = MappingProxyType({}),
    **rest: Any,
) -> Request:
    sent = {"Authorization": f"Bearer {session.secret('token')}", **headers}
    return Request(method=method, url=session.base_url + path, headers=sent, **rest)
