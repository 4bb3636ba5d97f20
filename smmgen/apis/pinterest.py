"""Calls of Pinterest's API: signing in, Pins, boards, and videos before they are pinned.

Source: Pinterest API v5, OpenAPI description 5.23.0 (December 2025); read 2026-11.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Literal

from smmgen.adapter import NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis import rotating
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, text, visible
from smmgen.model.bundle import File

TITLE = "Pinterest"
HOST = "https://api.pinterest.com"
VERSION = "v5"
"""The version of the API, which is part of every address."""
SITE = "https://www.pinterest.com"

PAUSES = (2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 60.0)
"""Seconds between looks at an uploaded video: three minutes in all."""
WAIT = timedelta(minutes=5)

SCOPES = ("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read")

Method = Literal["GET", "POST", "PATCH", "DELETE"]
Pause = Callable[[float], None]


def _said(reply: Reply) -> str:
    found = fields(reply)
    code, words = found.get("code"), text(found.get("message")) or text(found.get("error_description"))
    return f"{words} (code {code})" if words and isinstance(code, int) else words


VOICE = Voice(TITLE, _said)
_STORE = Voice("Pinterest's storage of videos", lambda reply: "")


def _sign_in(session: Session, refresh_token: str) -> Request:
    pair = f"{session.account.text('app_id')}:{session.secret('app_secret')}"
    return Request(
        method="POST",
        url=f"{session.base_url}/{VERSION}/oauth/token",
        headers={"Authorization": f"Basic {b64encode(pair.encode()).decode()}"},
        form={"grant_type": "refresh_token", "refresh_token": refresh_token},
    )


_SIGNING = rotating.Signing(VOICE, _sign_in, "refresh_token_expires_in")


def _request(
    session: Session,
    method: Method,
    path: str,
    body: Mapping[str, Any] | None = None,
    query: Mapping[str, str] | None = None,
    *,
    is_visible: bool = False,
) -> Request:
    return Request(
        method=method,
        url=f"{session.base_url}/{VERSION}{path}",
        headers={"Authorization": f"Bearer {rotating.access_token(session, _SIGNING)}"},
        query=query or {},
        json=dict(body) if body is not None else None,
        is_visible=is_visible,
    )


def ask(session: Session, path: str, query: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """Read something and return its fields; raises `Stopped`."""
    return fields(_hidden(session, _request(session, "GET", path, query=query)))


def _hidden(session: Session, request: Request) -> Reply:
    try:
        return hidden(session, request, VOICE)
    except Stopped as stop:
        meant = _meaning(session, stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def act(
    session: Session, method: Method, path: str, body: Mapping[str, Any] | None = None
) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    answer = visible(session, _request(session, method, path, body, is_visible=True), VOICE)
    return answer if isinstance(answer, Reply) else _meaning(session, answer)


def _meaning(session: Session, outcome: Outcome) -> Outcome:
    """Tell a token without rights from a post that is not taken: the scopes say which it is."""
    if not isinstance(outcome, Refused) or outcome.status != 403:
        return outcome
    lacking = missing(session.memo.get("scopes", ()))
    if not lacking:
        return outcome
    why = f"The token lacks {', '.join(lacking)}: sign in again with all. {outcome.why}"
    return NotSent(why, status=403, is_account_wide=True)


def missing(rights: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scopes that publishing needs and a token lacks; none where they are not told."""
    return tuple(one for one in SCOPES if rights and one not in rights)


def items(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the items of a list."""
    listed = found.get("items")
    return objects(listed)


def has_board(session: Session, board: str) -> bool:
    """Tell whether the account may pin to a board; raises `Stopped`."""
    if not board.isdecimal():
        return False
    try:
        ask(session, f"/boards/{board}")
    except Stopped as stop:
        if stop.outcome.status == 404:
            return False
        raise
    return True


def own_pins(session: Session) -> list[Mapping[str, Any]]:
    """Return the account's latest Pins on all its boards; raises `Stopped`."""
    return items(ask(session, "/pins", {"page_size": "100"}))


def upload(session: Session, video: File, content: bytes, pause: Pause) -> str:
    """Upload a video, wait up to three minutes until it can be pinned; return its id. Raises `Stopped`."""
    begun = fields(_hidden(session, _request(session, "POST", "/media", {"media_type": "video"})))
    name, place, told = (
        text(begun.get("media_id")),
        text(begun.get("upload_url")),
        begun.get("upload_parameters"),
    )
    if not name or not place or not isinstance(told, dict):
        raise Stopped(NotSent("Pinterest did not say where to upload the video."))
    form = {key: text(value) for key, value in told.items()}
    file = (video.path.rpartition("/")[2], content, video.media_type)
    try:
        hidden(session, Request(method="POST", url=place, form=form, files=(("file", file),)), _STORE)
    except Stopped as stop:
        why = f"The video could not be uploaded. {stop.outcome.why}"
        raise Stopped(NotSent(why, status=stop.outcome.status)) from None
    _wait(session, name, pause)
    return name


def state(session: Session, media: str) -> str:
    """Return how far an uploaded video is: registered, processing, succeeded, failed; raises `Stopped`."""
    return text(ask(session, f"/media/{media}").get("status"))


def _wait(session: Session, media: str, pause: Pause) -> None:
    for seconds in (*PAUSES, 0.0):
        now = state(session, media)
        if now == "succeeded":
            return
        if now == "failed":
            raise Stopped(Refused("Pinterest cannot use the video: look at its format, length and size."))
        if seconds:
            pause(seconds)
    raise Stopped(NotSent("Pinterest is still at work on the video.", session.now() + WAIT))


def permalink(pin: str) -> str:
    """Return a Pin's address."""
    return f"{SITE}/pin/{pin}/"
