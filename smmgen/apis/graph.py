"""Calls of Meta's Graph APIs: Facebook Pages, Instagram and Threads.

Source: developers.facebook.com, Graph API, overview and versions; Instagram Platform and Threads API,
references; Postman collection of the Threads API (January 2026); read 2026-11.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from msgspec import Struct

from smmgen.adapter import Ambiguous, Broken, NotReached, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, refusal, text, visible
from smmgen.apis.graph_error import error_of, meaning

VERSION = "v25.0"
"""The version of the Graph API that calls name, unless the account says another; it ends on 29 July 2028."""

VERSION_NOTE = f"Meta ends {VERSION} of its API, which smmgen speaks, on 29 July 2028: update smmgen before."

Method = Literal["GET", "POST", "DELETE"]


class Net(Struct, frozen=True):
    """One of the networks: its title, and the address that its calls start with, version included."""

    title: str
    root: str

    @property
    def voice(self) -> Voice:
        """Return how it words its answers."""
        return Voice(self.title, _said)


def _said(reply: Reply) -> str:
    error = error_of(reply)
    return error.best.said if error else ""


def ask(
    session: Session,
    net: Net,
    path: str,
    form: Mapping[str, str] | None = None,
    *,
    query: Mapping[str, str] | None = None,
    files: tuple[tuple[str, tuple[str, bytes, str]], ...] = (),
) -> Mapping[str, Any]:
    """Make a call that nobody can see and return its fields; raises `Stopped`.

    It is a POST where there is a form, else a GET.
    """
    method: Method = "GET" if form is None else "POST"
    request = _request(session, net, method, path, form, query=query, files=files)
    return fields(hidden(session, request, net.voice, lambda one: _sure(session, net, one)))


def _sure(session: Session, net: Net, request: Request) -> Reply:
    """Make a hidden call; what Graph says for sure raises `Stopped`, the rest is a failure to try again."""
    reply = session.call(request)
    error = error_of(reply)
    if error is None:
        return reply
    if outcome := meaning(session, net.title, error, reply):
        raise Stopped(outcome)
    if reply.status in (401, 429):
        return reply
    why = f"{net.title} failed before anything was published {error.best.quoted}."
    raise Stopped(NotSent(why, status=reply.status))


def publish(
    session: Session, net: Net, path: str, form: Mapping[str, str], method: Method = "POST"
) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    request = _request(session, net, method, path, form, is_visible=True)
    unsure: list[Ambiguous] = []

    def call(one: Request) -> Reply:
        reply = session.call(one)
        error = error_of(reply)
        if error is None:
            return reply
        outcome = meaning(session, net.title, error, reply)
        outcome = outcome or (refusal(session, reply, net.voice) if reply.status in (401, 429) else None)
        if outcome:
            raise Stopped(outcome)
        why = f"{net.title} failed and did not say whether it published {error.best.quoted}."
        unsure.append(Ambiguous(why, reply.status))
        return Reply(500, reply.headers, reply.body)

    try:
        answer = visible(session, request, net.voice, call)
    except Stopped as stop:
        return stop.outcome
    return unsure[0] if unsure else answer


def _request(
    session: Session,
    net: Net,
    method: Method,
    path: str,
    form: Mapping[str, str] | None,
    *,
    query: Mapping[str, str] | None = None,
    files: tuple[tuple[str, tuple[str, bytes, str]], ...] = (),
    is_visible: bool = False,
) -> Request:
    token = session.secret("token")
    return Request(
        method=method,
        url=f"{net.root}/{path}",
        headers={"Authorization": f"Bearer {token}"},
        query={**(query or {}), **_proof(session, token)},
        form={name: value for name, value in form.items() if value} if form else None,
        files=files,
        is_visible=is_visible,
    )


def _proof(session: Session, token: str) -> Mapping[str, str]:
    """Prove that the caller knows the app's secret, where the account has it."""
    if "app_secret" not in session.account.secrets:
        return {}
    return {
        "appsecret_proof": hmac.new(session.secret("app_secret").encode(), token.encode(), sha256).hexdigest()
    }


def read_after(session: Session, net: Net, path: str, asked: str) -> Mapping[str, Any]:
    """Read fields of what is public already; empty where they cannot be read, which changes nothing."""
    try:
        return ask(session, net, path, query={"fields": asked})
    except (Stopped, NotReached, Broken):
        return {}


def rows(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of a list that Graph answered with."""
    listed = found.get("data")
    return objects(listed)


def listed(session: Session, net: Net, path: str, asked: str, most: int) -> list[Mapping[str, Any]]:
    """Return the latest rows of a list, newest first; raises `Broken`."""
    try:
        return rows(ask(session, net, path, query={"fields": asked, "limit": str(min(most, 100))}))
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None


def moment(value: Any) -> datetime | None:
    """Read a time as Graph writes it, `2026-12-01T09:00:00+0000`, or in seconds since 1970; 0 is none."""
    if isinstance(value, int) and value > 0:
        return datetime.fromtimestamp(value, UTC)
    try:
        return datetime.strptime(text(value), "%Y-%m-%dT%H:%M:%S%z").astimezone(UTC)
    except ValueError:
        return None


class Token(Struct, frozen=True):
    """What Meta tells about a token: its rights, and when it ends (UTC), None where it does not."""

    rights: tuple[str, ...]
    ends: datetime | None


def token_of(session: Session, net: Net) -> Token:
    """Ask for the token's rights and end; raises `Stopped`. Threads and Instagram's own login do not tell."""
    found = ask(session, net, "debug_token", query={"input_token": session.secret("token")}).get("data")
    told = found if isinstance(found, dict) else {}
    if told.get("is_valid") is False:
        names = " and ".join(session.account.secrets.values())
        why = f"{net.title} does not accept the token any more. Put a new one into {names}."
        raise Stopped(NotSent(why, status=401, is_account_wide=True))
    scopes = told.get("scopes")
    rights = tuple(text(one) for one in scopes) if isinstance(scopes, list) else ()
    return Token(rights, moment(told.get("expires_at")))


def missing(rights: tuple[str, ...], needed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the needed rights that are not there, with what to do; none where rights are not told."""
    return tuple(f"`{one}`: {what}" for one, what in needed.items() if rights and one not in rights)


def renew(session: Session, net: Net, root: str, grant: str) -> None:
    """Renew a token of sixty days, once a run, and hand the new one to where the user keeps it.

    A token of less than a day is not renewed yet, and whatever else fails here leaves the old one good: the
    next call shows whether it is. The documents name no other place for the token than the query; no message
    shows it. Raises `ConfigError` where there is no place to keep it.
    """
    if session.memo.get("is_renewed"):
        return
    session.memo["is_renewed"] = True
    query = {"grant_type": grant, "access_token": session.secret("token")}
    request = Request(method="GET", url=f"{root}/refresh_access_token", query=query)
    try:
        answer = fields(hidden(session, request, net.voice, lambda one: _sure(session, net, one)))
    except Stopped:
        return
    seconds, token = answer.get("expires_in"), text(answer.get("access_token"))
    if isinstance(seconds, int):
        session.memo["secret_ends"] = session.now() + timedelta(seconds=seconds)
    if token and token != session.secret("token"):
        session.renewed("token", token)


def deleted(session: Session, net: Net, path: str) -> Reply | NotSent | Refused | Ambiguous:
    """Delete something; return the answer if it is gone now."""
    answer = publish(session, net, path, {}, "DELETE")
    if isinstance(answer, Reply) and fields(answer).get("success") is False:
        return Ambiguous(f"{net.title} did not say whether it deleted it.", answer.status)
    if not isinstance(answer, Reply | NotSent | Refused | Ambiguous):
        raise TypeError("a deletion has no post")
    return answer
