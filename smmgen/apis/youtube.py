"""Calls of the YouTube Data API: what its answers mean, films in pieces, covers and playlists.

Source: YouTube Data API v3, discovery document 20260427, errors, resumable uploads, quota; read 2026-11.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal
from zoneinfo import ZoneInfo

from smmgen.adapter import Broken, NotReached, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis import google
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, refusal, text, visible
from smmgen.pattern import pattern

VERSION = "v3"
"""The version of the API, which is part of every address."""

TITLE = "YouTube"
HOST = "https://youtube.googleapis.com"

PIECE = 32 * 256 * 1024
"""A film goes in pieces of so many bytes; YouTube asks for a multiple of 256 KiB."""
TRIES = 3
"""So often a piece whose end was not seen is asked about before the upload is given up."""

_REASON = pattern(r"\[(\w+)\]")
_TODAY = frozenset({"quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded"})
_SOON = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_ADVICE: Mapping[str, str] = {
    "youtubeSignupRequired": "This Google account has no channel: make one at youtube.com.",
    "accessNotConfigured": "Switch on the “YouTube Data API v3” for the project in the Google Cloud console.",
    "insufficientPermissions": "The token lacks a right: sign in again with all of them.",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "The token lacks a right: sign in again with all of them.",
    "accountSuspended": "The channel is suspended: sign in at youtube.com and see why.",
}


def _said(reply: Reply) -> str:
    """Return the words of an error with its reason, which tells an account's fault from a video's."""
    found = fields(reply).get("error")
    error = found if isinstance(found, dict) else {}
    errors = error.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    words, reason = text(error.get("message")), text(first.get("reason"))
    words = re.sub(r"<[^>]+>", "", words)
    return f"[{reason}] {words}" if reason else words


VOICE = Voice(TITLE, _said)


def _meaning(session: Session, outcome: Outcome) -> Outcome:
    """Say what a failure means for the account, and what to do."""
    if not isinstance(outcome, Refused | NotSent):
        return outcome
    found = _REASON.search(outcome.why)
    reason = found[1] if found else ""
    if reason in _TODAY:
        why = f"{outcome.why} The day's quota is used up; it is renewed at midnight in California."
        return NotSent(why, _next_day(session.now()), outcome.status, is_account_wide=True)
    if reason in _SOON:
        return NotSent(outcome.why, session.now() + timedelta(minutes=2), 429)
    if reason in _ADVICE:
        return NotSent(f"{_ADVICE[reason]} {outcome.why}", status=outcome.status, is_account_wide=True)
    return outcome


def _next_day(now: datetime) -> datetime:
    """Return the next midnight in California, when quotas are renewed."""
    there = now.astimezone(ZoneInfo("America/Los_Angeles"))
    return (
        (there + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
    )


def act(
    session: Session,
    method: Literal["POST", "PUT", "DELETE"],
    path: str,
    query: Mapping[str, str],
    body: Mapping[str, Any] | None = None,
) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    sent = dict(body) if body is not None else None
    request = _request(session, method, path, query, json=sent, is_visible=True)
    answer = visible(session, request, VOICE)
    return answer if isinstance(answer, Reply) else _meaning(session, answer)


def ask(session: Session, path: str, query: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Return the items that a hidden call lists; raises `Stopped`."""
    found = fields(_hidden(session, _request(session, "GET", path, query))).get("items", [])
    return objects(found)


def _hidden(session: Session, request: Request) -> Reply:
    try:
        return hidden(session, request, VOICE)
    except Stopped as stop:
        meant = _meaning(session, stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def upload(
    session: Session, resource: Mapping[str, Any], data: bytes, media_type: str, *, is_notified: bool
) -> str:
    """Upload a film as what `resource` says and return its id; raises `Stopped`."""
    query = {
        "uploadType": "resumable",
        "part": ",".join(sorted(resource)),
        "notifySubscribers": str(is_notified).lower(),
    }
    told = {"X-Upload-Content-Type": media_type, "X-Upload-Content-Length": str(len(data))}
    begun = _hidden(session, _request(session, "POST", "/upload/videos", query, told, json=dict(resource)))
    place = begun.headers.get("location", "")
    if not place:
        raise Stopped(NotSent("YouTube did not say where to upload the video."))
    video = text(fields(_pieces(session, place, data, media_type)).get("id"))
    if not video:
        raise Stopped(NotSent("YouTube took the video but did not name it."))
    return video


def _pieces(session: Session, place: str, data: bytes, media_type: str) -> Reply:
    """Send a film piece by piece; where the end of one was not seen, ask how much has arrived."""
    start, failed = 0, 0
    while True:
        end = min(start + PIECE, len(data))
        told = {"Content-Type": media_type, "Content-Range": f"bytes {start}-{end - 1}/{len(data)}"}
        try:
            reply = _put(session, place, told, data[start:end])
        except Stopped:
            failed += 1
            if failed >= TRIES:
                raise
            reply = _put(session, place, {"Content-Range": f"bytes */{len(data)}"}, b"")
        if reply.status != 308:
            return reply
        start = _arrived(reply)


def _put(session: Session, place: str, told: Mapping[str, str], data: bytes) -> Reply:
    """Send a piece; return an answer that says go on, or done. Raises `Stopped`."""
    headers = {**_authorization(session), **told}
    try:
        reply = session.call(Request(method="PUT", url=place, headers=headers, content=data))
    except (NotReached, Broken) as fault:
        raise Stopped(NotSent(str(fault))) from None
    if reply.status == 308 or 200 <= reply.status < 300:
        return reply
    outcome = refusal(session, reply, VOICE) or NotSent(
        f"YouTube answered {reply.status} while the video was uploaded.", status=reply.status
    )
    meant = _meaning(session, outcome)
    raise Stopped(meant if isinstance(meant, NotSent | Refused) else outcome)


def _arrived(reply: Reply) -> int:
    """Return how many bytes YouTube has: its word counts, not what was sent."""
    found = re.fullmatch(r"bytes=0-(\d+)", reply.headers.get("range", ""))
    return int(found[1]) + 1 if found else 0


def set_cover(session: Session, video: str, data: bytes, media_type: str) -> None:
    """Give a video its cover; a repeat sets it again. Raises `Stopped`."""
    query = {"videoId": video, "uploadType": "media"}
    request = _request(
        session, "POST", "/upload/thumbnails/set", query, {"Content-Type": media_type}, content=data
    )
    _hidden(session, request)


def list_in(session: Session, playlist: str, video: str) -> None:
    """Put a video into a playlist, unless it is there already; raises `Stopped`."""
    query = {"part": "id", "playlistId": playlist, "videoId": video}
    if ask(session, "/playlistItems", query):
        return
    resource = {"kind": "youtube#video", "videoId": video}
    body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
    _hidden(session, _request(session, "POST", "/playlistItems", {"part": "snippet"}, json=body))


def channel(session: Session, part: str) -> Mapping[str, Any]:
    """Return the token's own channel; raises `Stopped`."""
    found = ask(session, "/channels", {"part": part, "mine": "true"})
    if not found:
        raise Stopped(NotSent(_ADVICE["youtubeSignupRequired"], is_account_wide=True))
    return found[0]


def own_videos(session: Session, most: int) -> list[Mapping[str, Any]]:
    """Return the channel's latest uploads, newest first, private ones too; raises `Stopped`."""
    details = channel(session, "contentDetails").get("contentDetails")
    lists = details.get("relatedPlaylists") if isinstance(details, dict) else None
    uploads = text(lists.get("uploads")) if isinstance(lists, dict) else ""
    query = {"part": "snippet,status", "playlistId": uploads, "maxResults": str(min(most, 50))}
    return ask(session, "/playlistItems", query)


def rights(session: Session) -> tuple[str, ...]:
    """Return the token's rights, in short; raises `Stopped`."""
    _token(session)
    scopes = session.memo.get("scopes")
    return tuple(one.rpartition("/")[2] for one in scopes) if isinstance(scopes, tuple) else ()


def _token(session: Session) -> str:
    host = google.HOST if session.base_url == HOST else session.base_url
    return google.access_token(session, TITLE, host)


def _authorization(session: Session) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {_token(session)}"}


def _request(
    session: Session,
    method: Literal["GET", "POST", "PUT", "DELETE"],
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str] = MappingProxyType({}),
    **rest: Any,
) -> Request:
    is_upload = path.startswith("/upload/")
    place = f"/upload/youtube/{VERSION}{path[7:]}" if is_upload else f"/youtube/{VERSION}{path}"
    return Request(
        method=method,
        url=session.base_url + place,
        headers={**_authorization(session), **headers},
        query=query,
        **rest,
    )
