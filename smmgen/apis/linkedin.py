"""Calls of LinkedIn's REST API: what its answers mean, how pictures get there, whose token this is.

Source: LinkedIn's documentation on Microsoft Learn, posts, images, comments, versioning, token introspection
(2026 editions); error names from clients of August 2026; read 2026-11.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import quote

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible
from smmgen.pattern import pattern

VERSION = "202609"
"""The version that every call names, a year and a month. LinkedIn keeps one for about twelve months: 202511
ended on 16 November 2026, 202601 ends on 15 January 2027; read 2026-11."""

TITLE = "LinkedIn"
HOST = "https://api.linkedin.com"
SIGN_IN = "https://www.linkedin.com"
"""Tokens are asked about here, not at the API's own address."""

POLLS = 8
"""So often a picture that is still being processed is asked for: 8 times in 28 seconds."""
UNSEEN_SECONDS = 10.0
"""So long a picture is given where the token may not ask how it is: a person's token may not."""

_DUPLICATE = pattern(r"duplicate of (urn:li:(?:share|ugcPost|activity):\d+)", re.IGNORECASE)
_PERMISSION = pattern(r"permission|partnerApi|not authorized|administrator", re.IGNORECASE)
_UNREADY = pattern(r"MEDIA_ASSET_(?:WAITING_UPLOAD|PROCESSING)", re.IGNORECASE)


def _said(reply: Reply) -> str:
    """Return the words of an answer with their code; sign-in answers have words of their own."""
    answer = fields(reply)
    words = text(answer.get("message")) or text(answer.get("error_description"))
    code = text(answer.get("code"))
    return f"{words} [{code}]" if code and code not in words else words


VOICE = Voice(TITLE, _said)


def end_of_life(version: str = VERSION) -> date:
    """Return the day from which a version may be refused: a year after its month, in the middle of it."""
    return date(int(version[:4]) + 1, int(version[4:]), 15)


def act(
    session: Session,
    method: Literal["POST", "DELETE"],
    path: str,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    request = _request(
        session, method, path, headers, json=dict(body) if body is not None else None, is_visible=True
    )
    answer = visible(session, request, VOICE)
    return answer if isinstance(answer, Reply) else _meaning(session, answer)


def _meaning(session: Session, outcome: Outcome) -> Outcome:
    """Say what a failure means for the account or the post, and what to do."""
    if not isinstance(outcome, Refused | NotSent | Ambiguous):
        return outcome
    why, status = outcome.why, outcome.status
    if status == 426:
        advice = f"LinkedIn no longer takes version {VERSION} of its API: update smmgen."
        return NotSent(f"{advice} {why}", status=status, is_account_wide=True)
    if found := _DUPLICATE.search(why):
        advice = (
            f"This text is public already as {permalink(found[1])}; see whether an earlier attempt made it."
        )
        return Ambiguous(f"{advice} {why}", status)
    if status == 403 and _PERMISSION.search(why):
        advice = (
            "The token may not publish as this author: it needs the right to, and an administrator's role."
        )
        return NotSent(f"{advice} {why}", status=status, is_account_wide=True)
    if status == 400 and _UNREADY.search(why):
        return NotSent(why, session.now() + timedelta(minutes=2), status)
    if isinstance(outcome, NotSent) and status == 429 and outcome.not_before is None:
        return NotSent(f"{why} Its allowance is renewed at midnight UTC.", _midnight(session.now()), status)
    return outcome


def _midnight(now: datetime) -> datetime:
    """Return the end of an hour, or of the day where that comes first."""
    day = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), datetime.min.time(), UTC)
    return min(now + timedelta(hours=1), day)


def ask(session: Session, request: Request) -> Mapping[str, Any]:
    """Make a call that nobody can see and return its answer's fields; raises `Stopped`."""
    try:
        return fields(hidden(session, request, VOICE))
    except Stopped as stop:
        meant = _meaning(session, stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def look(session: Session, path: str) -> Mapping[str, Any]:
    """Read what lies at a path, its query written as Rest.li wants it; raises `Stopped`."""
    return ask(session, _request(session, "GET", path))


def permalink(urn: str) -> str:
    """Return a post's address."""
    return f"https://www.linkedin.com/feed/update/{urn}/"


def quoted(urn: str) -> str:
    """Write a URN as a part of an address."""
    return quote(urn, safe="")


def upload(session: Session, author: str, data: bytes, pause: Callable[[float], None] = time.sleep) -> str:
    """Upload a picture, wait until it is ready, and return its URN; raises `Stopped`."""
    body = {"initializeUploadRequest": {"owner": author}}
    asked = ask(session, _request(session, "POST", "/rest/images?action=initializeUpload", json=body))
    value = asked.get("value")
    place = value if isinstance(value, dict) else {}
    url, image = text(place.get("uploadUrl")), text(place.get("image"))
    if not url or not image:
        raise Stopped(NotSent("LinkedIn did not say where to upload the picture."))
    bearer = {
        "Authorization": f"Bearer {session.secret('token')}",
        "Content-Type": "application/octet-stream",
    }
    hidden(session, Request(method="PUT", url=url, headers=bearer, content=data), VOICE)
    _await(session, image, pause)
    return image


def _await(session: Session, image: str, pause: Callable[[float], None]) -> None:
    """Wait until a picture is available; raises `Stopped` where it never will be, or is not yet."""
    for number in range(POLLS):
        try:
            status = ask(session, _request(session, "GET", f"/rest/images/{quoted(image)}")).get("status")
        except Stopped as stop:
            if stop.outcome.status not in (401, 403, 404):
                raise
            pause(UNSEEN_SECONDS)
            return
        if status == "AVAILABLE":
            return
        if status == "PROCESSING_FAILED":
            raise Stopped(Refused("LinkedIn could not process the picture: save it anew as JPEG or PNG."))
        pause(float(number))
    later = session.now() + timedelta(minutes=2)
    raise Stopped(NotSent("LinkedIn is still processing the picture.", later))


def own_posts(session: Session, author: str, most: int) -> list[Mapping[str, Any]]:
    """Return an author's latest posts; raises `Stopped`, for most people's tokens always."""
    path = f"/rest/posts?author={quoted(author)}&q=author&count={min(most, 100)}&sortBy=LAST_MODIFIED"
    found = ask(session, _request(session, "GET", path, {"X-RestLi-Method": "FINDER"})).get("elements")
    if not isinstance(found, list):
        raise Stopped(NotSent("LinkedIn did not list the posts."))
    return [post for post in found if isinstance(post, dict)]


def who(session: Session, author: str) -> tuple[str, str]:
    """Return the author's name and address; raises `Stopped`.

    A token of a person is asked whose it is; it may lack the right to say.
    """
    if not author.startswith("urn:li:organization:"):
        found = ask(session, _request(session, "GET", "/v2/userinfo"))
        return text(found.get("name")) or author, ""
    number = author.rpartition(":")[2]
    found = ask(session, _request(session, "GET", f"/rest/organizations/{number}"))
    place = text(found.get("vanityName")) or number
    return text(found.get("localizedName")) or author, f"https://www.linkedin.com/company/{place}/"


def inspected(session: Session) -> tuple[tuple[str, ...], datetime | None]:
    """Return the token's rights and its end; raises `Stopped`, and `ConfigError` without the app's secret."""
    host = SIGN_IN if session.base_url == HOST else session.base_url
    form = {
        "client_id": session.account.text("client_id"),
        "client_secret": session.secret("client_secret"),
        "token": session.secret("token"),
    }
    found = ask(session, Request(method="POST", url=f"{host}/oauth/v2/introspectToken", form=form))
    if found.get("active") is False:
        why = f"LinkedIn says the token is {text(found.get('status')) or 'not active'}: make a new one."
        raise Stopped(NotSent(why, status=401, is_account_wide=True))
    end = found.get("expires_at")
    rights = tuple(part for part in re.split(r"[,\s]+", text(found.get("scope"))) if part)
    return rights, datetime.fromtimestamp(end, UTC) if isinstance(end, int) else None


def _request(
    session: Session,
    method: Literal["GET", "POST", "DELETE"],
    path: str,
    headers: Mapping[str, str] = MappingProxyType({}),
    **rest: Any,
) -> Request:
    told = {
        "Authorization": f"Bearer {session.secret('token')}",
        "LinkedIn-Version": VERSION,
        "X-Restli-Protocol-Version": "2.0.0",
        **headers,
    }
    return Request(method=method, url=session.base_url + path, headers=told, **rest)
