"""Calls of TikTok's Content Posting and Display APIs.

Source: TikTok for Developers, Content Posting API (photo, direct post, upload, media transfer), Display API,
user access tokens (November 2026); read 2026-11.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis import rotating
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, text, visible
from smmgen.apis.tiktok_error import TITLE, code_of, meaning, said

HOST = "https://open.tiktokapis.com"
VERSION = "v2"
"""The version of the API, which is part of every address."""
SITE = "https://www.tiktok.com"

PIECE = 16 * 1024 * 1024
"""Bytes of a piece of a video, the last one up to twice as many. TikTok takes 5 to 64 MB, then up to 128."""

VOICE = Voice(TITLE, said)


class Creator(Struct, frozen=True):
    """What the account lets an app do now: whom it shows posts to, what is switched off, seconds of video."""

    user: str
    name: str
    privacy: tuple[str, ...]
    off: frozenset[str]
    seconds: int


def _sign_in(session: Session, refresh_token: str) -> Request:
    form = {
        "client_key": session.account.text("client_key"),
        "client_secret": session.secret("client_secret"),
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
    }
    return Request(method="POST", url=f"{session.base_url}/{VERSION}/oauth/token/", form=form)


_SIGNING = rotating.Signing(VOICE, _sign_in, "refresh_expires_in")


def _request(
    session: Session, path: str, body: Mapping[str, Any] | None, method: Literal["GET", "POST"], **rest: Any
) -> Request:
    token = rotating.access_token(session, _SIGNING)
    return Request(
        method=method,
        url=f"{session.base_url}/{VERSION}{path}",
        headers={"Authorization": f"Bearer {token}"},
        json=dict(body) if body is not None else None,
        **rest,
    )


def ask(
    session: Session,
    path: str,
    body: Mapping[str, Any] | None = None,
    *,
    method: Literal["GET", "POST"] = "POST",
    query: Mapping[str, str] | None = None,
) -> Mapping[str, Any]:
    """Make a call that nobody can see and return its data; raises `Stopped`."""
    request = _request(session, path, body, method, query=query or {})
    return data(hidden(session, request, VOICE, lambda one: _sure(session, one)))


def _sure(session: Session, request: Request) -> Reply:
    """Make a hidden call; what an error code says raises `Stopped`, known to us or not."""
    reply = session.call(request)
    code = code_of(reply)
    if outcome := meaning(session, code, said(reply)):
        raise Stopped(outcome)
    if code and reply.status < 300:
        raise Stopped(NotSent(f"TikTok failed before anything was published (“{said(reply)}”)."))
    return reply


def act(session: Session, path: str, body: Mapping[str, Any]) -> Reply | Outcome:
    """Make the call that publishes, or sends to the inbox; return its answer if it is a success."""
    return _visible(session, _request(session, path, body, "POST", is_visible=True))


def _visible(session: Session, request: Request) -> Reply | Outcome:
    def call(one: Request) -> Reply:
        reply = session.call(one)
        if outcome := meaning(session, code_of(reply), said(reply)):
            raise Stopped(outcome)
        is_odd = reply.status < 300 and code_of(reply)
        return Reply(500, reply.headers, reply.body) if is_odd else reply

    try:
        return visible(session, request, VOICE, call)
    except Stopped as stop:
        return stop.outcome


def data(reply: Reply) -> Mapping[str, Any]:
    """Return the data of an answer."""
    found = fields(reply).get("data")
    return found if isinstance(found, dict) else {}


def creator(session: Session) -> Creator:
    """Return what the account allows, asked once in a run; raises `Stopped`."""
    known = session.memo.get("creator")
    if isinstance(known, Creator):
        return known
    found = ask(session, "/post/publish/creator_info/query/")
    levels, seconds = found.get("privacy_level_options"), found.get("max_video_post_duration_sec")
    off = ("comment", "duet", "stitch")
    made = Creator(
        user=text(found.get("creator_username")),
        name=text(found.get("creator_nickname")),
        privacy=tuple(map(text, levels)) if isinstance(levels, list) else (),
        off=frozenset(one for one in off if found.get(f"{one}_disabled") is True),
        seconds=seconds if isinstance(seconds, int) else 0,
    )
    session.memo["creator"] = made
    return made


def user(session: Session) -> str:
    """Return the account's name on TikTok, as far as it is known."""
    known = session.memo.get("creator")
    return (known.user if isinstance(known, Creator) else "") or session.account.handle.lstrip("@")


def permalink(session: Session, post: str, kind: Literal["photo", "video"]) -> str:
    """Return a post's address; the profile's where the post has no id."""
    page = f"{SITE}/@{user(session)}" if user(session) else SITE
    return f"{page}/{kind}/{post}" if post else page


def pieces(size: int) -> list[tuple[int, int]]:
    """Return where each piece of a video starts and ends (not included)."""
    number = max(size // PIECE, 1)
    starts = [PIECE * one for one in range(number)]
    return list(zip(starts, [*starts[1:], size], strict=True))


def source(size: int) -> Mapping[str, Any]:
    """Return what TikTok is told of a video that is going to be uploaded."""
    parts = pieces(size)
    piece = PIECE if len(parts) > 1 else size
    return {
        "source": "FILE_UPLOAD",
        "video_size": size,
        "chunk_size": piece,
        "total_chunk_count": len(parts),
    }


def _put(place: str, content: bytes, media_type: str, part: tuple[int, int], *, is_visible: bool) -> Request:
    start, end = part
    told = {"Content-Type": media_type, "Content-Range": f"bytes {start}-{end - 1}/{len(content)}"}
    return Request(method="PUT", url=place, headers=told, content=content[start:end], is_visible=is_visible)


def upload(session: Session, place: str, content: bytes, media_type: str) -> None:
    """Upload a video but for its last piece: nothing is published without that. Raises `Stopped`."""
    for part in pieces(len(content))[:-1]:
        request = _put(place, content, media_type, part, is_visible=False)
        try:
            hidden(session, request, VOICE, lambda one: _sure(session, one))
        except Stopped as stop:
            why = f"The upload of the video broke off. {stop.outcome.why}"
            raise Stopped(NotSent(why, status=stop.outcome.status)) from None


def finish(session: Session, place: str, content: bytes, media_type: str) -> Reply | Outcome:
    """Upload the last piece of a video, which publishes it; a refused piece has published nothing."""
    request = _put(place, content, media_type, pieces(len(content))[-1], is_visible=True)
    answer = _visible(session, request)
    if isinstance(answer, Refused):
        return NotSent(answer.why, status=answer.status)
    return answer


def own_videos(session: Session) -> list[Mapping[str, Any]]:
    """Return the account's latest public posts, newest first; raises `Stopped`."""
    asked = {"fields": "id,title,video_description,create_time,share_url"}
    found = ask(session, "/video/list/", {"max_count": 20}, query=asked).get("videos")
    return objects(found)


def unclear(publish_id: str, why: str, status: int | None = None) -> Ambiguous:
    """Return the outcome of a post that TikTok has taken, and of which nobody knows what became."""
    return Ambiguous(f"TikTok took the post as {publish_id}; {why}", status)
