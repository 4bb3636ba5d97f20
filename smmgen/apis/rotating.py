"""Access tokens from refresh tokens that are replaced each time they are used.

Source: RFC 6749, 6; TikTok's and Pinterest's documentation of their tokens; read 2026-11.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from smmgen.adapter import NotSent, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, unaccepted
from smmgen.model.brand import Account

_EARLY = timedelta(minutes=2)


class Signing(Struct, frozen=True):
    """How a network signs in: its voice, the request for a refresh token, and what its answer calls the rest.

    `ends_in` is the field with the seconds that the new refresh token lives.
    """

    voice: Voice
    request: Callable[[Session, str], Request]
    ends_in: str


def renews(account: Account) -> tuple[str, ...]:
    """Name the secret that is replaced each time it is used."""
    return ("refresh_token",)


def access_token(session: Session, signing: Signing) -> str:
    """Return an access token, kept in the session's memo until it ends; raises `Stopped` and `ConfigError`.

    The scopes that the network names with it are kept as "scopes". The old refresh token is handed to where
    the user keeps it before it is used: once it is used it is of no more worth, so a place that does not work
    has to be known before.
    """
    known, until = session.memo.get("access_token"), session.memo.get("access_token_until")
    if isinstance(known, str) and isinstance(until, datetime) and session.now() < until:
        return known
    old = session.secret("refresh_token")
    session.renewed("refresh_token", old)
    made = _signed_in(session, signing, old)
    if (new := text(made.get("refresh_token"))) and new != old:
        session.renewed("refresh_token", new)
    _remember(session, signing, made)
    return text(made.get("access_token"))


def _signed_in(session: Session, signing: Signing, old: str) -> Mapping[str, Any]:
    """Exchange the refresh token; some networks say with the status 200 that they do not take it."""
    voice = signing.voice
    try:
        reply = hidden(session, signing.request(session, old), voice)
    except Stopped as stop:
        if stop.outcome.status in (400, 401, 403):
            raise Stopped(_dead(session, voice.title, f" ({stop.outcome.why.rstrip('.')})")) from None
        raise
    made = fields(reply)
    if not text(made.get("access_token")):
        said = voice.said(reply)
        raise Stopped(_dead(session, voice.title, f": “{said}”" if said else ""))
    return made


def _dead(session: Session, title: str, said: str) -> NotSent:
    return unaccepted(session.account, title, said, 401)


def _remember(session: Session, signing: Signing, made: Mapping[str, Any]) -> None:
    now, memo = session.now(), session.memo
    memo["access_token"] = text(made.get("access_token"))
    memo["access_token_until"] = now + _seconds(made, "expires_in") - _EARLY
    memo["scopes"] = tuple(text(made.get("scope")).replace(",", " ").split())
    if lives := _seconds(made, signing.ends_in):
        memo["secret_ends"] = now + lives


def _seconds(made: Mapping[str, Any], name: str) -> timedelta:
    found = made.get(name)
    return timedelta(seconds=found if isinstance(found, int) else 0)
