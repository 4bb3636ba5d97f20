"""Calls of the AT protocol: sign-in, blobs and records of one account.

Source: lexicons of bluesky-social/atproto, August 2026, and answers of its server 0.4.217.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from smmgen.adapter import NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, read, text, visible

EXPIRED = frozenset({"ExpiredToken", "InvalidToken"})
"""What a server calls a token that has to be renewed; it says so with 400, not 401."""

_PDS = "#atproto_pds"


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return text(answer.get("message")) or text(answer.get("error"))


VOICE = Voice("Bluesky", _said)


class Login(Struct, frozen=True):
    """A sign-in: who it is for, where its records lie, and its tokens."""

    did: str
    endpoint: str
    access: str
    refresh: str


def login(session: Session) -> Login:
    """Return the run's sign-in, made at its first use; raises `Stopped`.

    Servers count sign-ins (30 in five minutes, 300 a day), so there is one in a run.
    """
    known = session.memo.get("login")
    if isinstance(known, Login):
        return known
    body = {
        "identifier": session.account.handle.removeprefix("@"),
        "password": session.secret("password"),
    }
    request = Request(
        method="POST", url=_url(session.base_url, "com.atproto.server.createSession"), json=body
    )
    return _kept(session, _signed_in(session, request), session.base_url)


def _renewed(session: Session, old: Login) -> Login:
    url = _url(session.base_url, "com.atproto.server.refreshSession")
    headers = {"Authorization": f"Bearer {old.refresh}"}
    return _kept(
        session,
        _signed_in(session, Request(method="POST", url=url, headers=headers)),
        old.endpoint,
    )


def _signed_in(session: Session, request: Request) -> Reply:
    """Make a call for tokens; whatever goes wrong with it concerns the whole account."""
    try:
        return hidden(session, request, VOICE)
    except Stopped as stop:
        outcome = stop.outcome
    if isinstance(outcome, Refused):
        raise Stopped(NotSent(outcome.why, status=outcome.status, is_account_wide=True))
    raise Stopped(replace(outcome, is_account_wide=True))


def _kept(session: Session, reply: Reply, endpoint: str) -> Login:
    answer = fields(reply)
    did, access, refresh = (text(answer.get(name)) for name in ("did", "accessJwt", "refreshJwt"))
    if not (did and access and refresh):
        raise Stopped(NotSent("Bluesky's answer to the sign-in is not understood.", is_account_wide=True))
    own = endpoint if session.account.base_url else _endpoint(answer) or endpoint
    made = session.memo["login"] = Login(did, own, access, refresh)
    return made


def _endpoint(answer: Mapping[str, Any]) -> str:
    """Return the server that keeps the account's records, as its identity document names it."""
    document = answer.get("didDoc")
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and text(service.get("id")).endswith(_PDS):
            url = text(service.get("serviceEndpoint")).rstrip("/")
            return url if url.startswith("https://") else ""
    return ""


def _url(endpoint: str, method: str) -> str:
    return f"{endpoint}/xrpc/{method}"


def upload(session: Session, data: bytes, media_type: str) -> Mapping[str, Any]:
    """Upload bytes and return the server's blob, to be embedded unchanged; raises `Stopped`.

    The same bytes give the same blob, so a repeat does no harm.
    """
    headers = {"Content-Type": media_type}
    blob = _ask(session, "POST", "com.atproto.repo.uploadBlob", content=data, headers=headers).get("blob")
    if not isinstance(blob, dict):
        raise Stopped(NotSent("Bluesky took the picture but did not name it."))
    return blob


def resolve(session: Session, handle: str) -> str:
    """Return the DID behind a handle, empty where there is none; raises `Stopped` for other faults."""
    known = session.memo.setdefault("handles", {})
    if handle not in known:
        try:
            answer = _ask(session, "GET", "com.atproto.identity.resolveHandle", query={"handle": handle})
        except Stopped as stop:
            if not isinstance(stop.outcome, Refused):
                raise
            answer = {}
        known[handle] = text(answer.get("did"))
    return str(known[handle])


def record(session: Session, uri: str) -> Mapping[str, Any] | None:
    """Return a record with `uri`, `cid` and `value`; None where there is none; raises `Stopped`."""
    names = ("repo", "collection", "rkey")
    query = dict(zip(names, uri.removeprefix("at://").split("/"), strict=False))
    try:
        found = _ask(session, "GET", "com.atproto.repo.getRecord", query=query)
    except Stopped as stop:
        if isinstance(stop.outcome, Refused):
            return None
        raise
    if not text(found.get("cid")) or not isinstance(found.get("value"), dict):
        raise Stopped(NotSent("Bluesky's answer about a record is not understood."))
    return found


def records(session: Session, collection: str, most: int) -> list[Mapping[str, Any]]:
    """Return the account's latest records of a collection, newest first; raises `Stopped`."""
    query = {"repo": login(session).did, "collection": collection, "limit": min(most, 100)}
    found = _ask(session, "GET", "com.atproto.repo.listRecords", query=query).get("records")
    if not isinstance(found, list):
        raise Stopped(NotSent("Bluesky did not list the account's posts."))
    return [one for one in found if isinstance(one, dict)]


def view(session: Session, name: str, query: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
    """Ask for a view of what is public; raises `Stopped`."""
    url = f"{_url(login(session).endpoint, name)}?{urlencode(query)}"
    reply = read(session, Request(method="GET", url=url), VOICE, partial(_call, session))
    return fields(reply) if reply else {}


def keep(session: Session, collection: str, key: str, value: Mapping[str, Any]) -> None:
    """Write a record that nobody sees by itself, over what is there; raises `Stopped`."""
    body = {"repo": login(session).did, "collection": collection, "rkey": key, "record": dict(value)}
    _ask(session, "POST", "com.atproto.repo.putRecord", json=body)


def delete(session: Session, uri: str) -> Reply | Outcome:
    """Delete a record."""
    repo, collection, key = uri.removeprefix("at://").split("/")
    body = {"repo": repo, "collection": collection, "rkey": key}
    url = _url(login(session).endpoint, "com.atproto.repo.deleteRecord")
    request = Request(method="POST", url=url, json=body, is_visible=True)
    return visible(session, request, VOICE, partial(_call, session))


def put(session: Session, collection: str, key: str, value: Mapping[str, Any]) -> Reply | Outcome:
    """Write a record under our own key, and only if there is none: the visible call.

    With `swapRecord` null the server creates it, or answers 200 where the very same record is there, or
    refuses with InvalidSwap where another is. So it may be repeated, and 200 always means it is public.
    """
    body = {
        "repo": login(session).did,
        "collection": collection,
        "rkey": key,
        "validate": True,
        "swapRecord": None,
        "record": dict(value),
    }
    url = _url(login(session).endpoint, "com.atproto.repo.putRecord")
    request = Request(method="POST", url=url, json=body, is_visible=True)
    return visible(session, request, VOICE, partial(_call, session))


def _ask(session: Session, method: Literal["GET", "POST"], name: str, **rest: Any) -> Mapping[str, Any]:
    request = Request(method=method, url=_url(login(session).endpoint, name), **rest)
    return fields(hidden(session, request, VOICE, partial(_call, session)))


def _call(session: Session, request: Request) -> Reply:
    """Call with the run's token; one that has run out, which a server says before all else, is renewed."""
    signed = login(session)
    reply = session.call(_with(request, signed))
    if reply.status in (400, 401) and text(fields(reply).get("error")) in EXPIRED:
        reply = session.call(_with(request, _renewed(session, signed)))
    return reply


def _with(request: Request, signed: Login) -> Request:
    return replace(request, headers={**request.headers, "Authorization": f"Bearer {signed.access}"})
