"""Access tokens of Google's APIs: got from a refresh token, once for a run.

Source: Google's documentation, using OAuth 2.0 for web server applications; read 2026-11.
"""

from datetime import datetime, timedelta

from smmgen.adapter import NotSent, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text

HOST = "https://oauth2.googleapis.com"
_EARLY = timedelta(minutes=2)


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return text(answer.get("error_description")) or text(answer.get("error"))


def access_token(session: Session, title: str, host: str = HOST) -> str:
    """Return an access token, kept in the session's memo until it ends; raises `Stopped`.

    The scopes that Google names with it are kept as "scopes".
    """
    known, until = session.memo.get("access_token"), session.memo.get("access_token_until")
    if isinstance(known, str) and isinstance(until, datetime) and session.now() < until:
        return known
    form = {
        "client_id": session.account.text("client_id"),
        "client_secret": session.secret("client_secret"),
        "refresh_token": session.secret("refresh_token"),
        "grant_type": "refresh_token",
    }
    request = Request(method="POST", url=f"{host}/token", form=form)
    try:
        made = fields(hidden(session, request, Voice(title, _said)))
    except Stopped as stop:
        raise Stopped(_refused(session, stop)) from None
    token, seconds = text(made.get("access_token")), made.get("expires_in")
    if not token:
        raise Stopped(NotSent(f"{title} gave no access token."))
    session.memo["access_token"] = token
    session.memo["access_token_until"] = (
        session.now() + timedelta(seconds=seconds if isinstance(seconds, int) else 0) - _EARLY
    )
    session.memo["scopes"] = tuple(text(made.get("scope")).split())
    return token


def _refused(session: Session, stop: Stopped) -> NotSent:
    """Say what to do about a refresh token or an app that Google no longer takes; others may do later."""
    outcome = stop.outcome
    if outcome.status not in (400, 401, 403):
        return outcome if isinstance(outcome, NotSent) else NotSent(outcome.why, status=outcome.status)
    names = " and ".join(session.account.secrets.values())
    advice = (
        f"Google does not take the refresh token of “{session.account.name}”: sign in again and put what "
        f"you get into {names}. While the app's consent screen is in testing, it dies after seven days."
    )
    return NotSent(f"{advice} {outcome.why}", status=401, is_account_wide=True)
