"""Calls of X's API v2: signing, pictures, and what its answers mean.

Source: X's OpenAPI description 2.167 and documentation, August 2026; read 2026-11.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible
from smmgen.apis.oauth1 import signed
from smmgen.pattern import pattern

VERSION = "2"
"""The version of the API, which is part of every address."""

TITLE = "X"
KEYS = ("api_key", "api_secret", "access_token", "access_secret")
"""The four secrets of OAuth 1.0a, in the order in which the signing library takes them."""

Method = Literal["GET", "POST", "DELETE"]
File = tuple[str, bytes, str]
"""A file's name, bytes and media type."""

_DUPLICATE = pattern(r"\bduplicate\b", re.IGNORECASE)
_PERMISSION = pattern(
    r"oauth1-permissions|client-forbidden|client-not-enrolled|unsupported-authentication|app permissions",
    re.IGNORECASE,
)
_SUSPENDED = pattern(r"\bsuspended\b|\block(?:ed)?\b", re.IGNORECASE)
_SPENT = pattern(r"usage-capped|credits?[ -]?depleted|usage cap", re.IGNORECASE)


def _said(reply: Reply) -> str:
    """Return the words of an answer, whichever of X's shapes it has.

    Where an error names a value, the answer's own detail only says that some value is wrong.
    """
    answer = fields(reply)
    errors = answer.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    words = (first.get("message"), answer.get("detail"), first.get("detail"), answer.get("title"))
    return next((text(one) for one in words if text(one)), "")


VOICE = Voice(TITLE, _said)


def publish(session: Session, body: Mapping[str, Any]) -> Reply | Outcome:
    """Create the post: the visible call."""
    request = _request(session, "POST", "/tweets", json=dict(body), is_visible=True)
    answer = visible(session, request, Voice(TITLE, _said_with_type))
    return answer if isinstance(answer, Reply) else _meaning(session, answer)


def _said_with_type(reply: Reply) -> str:
    """Return the words with the kind of problem, which tells an account's fault from a post's."""
    kind = text(fields(reply).get("type")).rpartition("/")[2]
    return f"{_said(reply)} [{kind}]" if kind not in ("", "about:blank", "blank") else _said(reply)


def _meaning(session: Session, outcome: Outcome) -> Outcome:
    """Say what a refusal of the visible call means for the account or the post, and what to do."""
    if not isinstance(outcome, Refused | NotSent | Ambiguous):
        return outcome
    why = outcome.why
    if outcome.status == 402 or _SPENT.search(why):
        advice = "The app's credits are used up: buy more at console.x.com, or raise its spending limit."
        return NotSent(f"{advice} {why}", status=outcome.status, is_account_wide=True)
    if outcome.status != 403:
        return outcome
    if _DUPLICATE.search(why):
        return Ambiguous(f"{why} An earlier attempt may have published it.", 403)
    if _PERMISSION.search(why):
        advice = (
            "The app may not write for this account: give it “Read and write” in the developer console, then "
            f"make new tokens and put them into {' and '.join(session.account.secrets.values())}."
        )
        return NotSent(f"{advice} {why}", status=403, is_account_wide=True)
    if _SUSPENDED.search(why):
        advice = "X has locked the account: sign in at x.com and see what it asks."
        return NotSent(f"{advice} {why}", status=403, is_account_wide=True)
    return outcome


def upload(session: Session, file: File, alt: str) -> str:
    """Upload a picture with its text for people who do not see it, and return its id; raises `Stopped`."""
    form = {"media_category": "tweet_image"}
    request = _request(session, "POST", "/media/upload", form=form, files=(("media", file),))
    media = text(_data(_hidden(session, request)).get("id"))
    if not media:
        raise Stopped(NotSent("X took the picture but did not name it."))
    if alt:
        body = {"id": media, "metadata": {"alt_text": {"text": alt}}}
        _hidden(session, _request(session, "POST", "/media/metadata", json=body))
    return media


def delete(session: Session, post: str) -> Reply | Outcome:
    """Delete a post."""
    answer = visible(session, _request(session, "DELETE", f"/tweets/{post}", is_visible=True), VOICE)
    return answer if isinstance(answer, Reply) else _meaning(session, answer)


VERSION_NOTE = "X tells nobody which rights its keys have; they need “Read and write”."


def me(session: Session) -> Mapping[str, Any]:
    """Return the account that the keys speak as; raises `Stopped`."""
    return _data(_hidden(session, _request(session, "GET", "/users/me")))


def own_posts(session: Session, most: int) -> list[Mapping[str, Any]]:
    """Return the account's latest posts, newest first, answers included; raises `Stopped`.

    The description of 2.167 calls the fields of posts otherwise than the documents and earlier ones do, so
    the second name is tried where the first is refused.
    """
    path = f"/users/{_own_id(session)}/tweets"
    asked = {"max_results": str(min(max(most, 5), 100)), "exclude": "retweets"}
    answer = None
    for name, note in (("tweet", "note_tweet"), ("post", "note_post")):
        query = {**asked, f"{name}.fields": f"created_at,entities,attachments,{note}"}
        try:
            answer = _hidden(session, _request(session, "GET", path, query))
            break
        except Stopped as stop:
            if name == "post" or stop.outcome.status != 400:
                raise
    found = fields(answer).get("data", []) if answer else None
    if not isinstance(found, list):
        raise Stopped(NotSent("X did not list the account's posts."))
    return [post for post in found if isinstance(post, dict)]


def look(session: Session, path: str, query: Mapping[str, str]) -> Mapping[str, Any]:
    """Read what lies at a path; raises `Stopped`."""
    return fields(_hidden(session, _request(session, "GET", path, query)))


def _own_id(session: Session) -> str:
    """Return the account's number: an access token begins with it, and X bills each question."""
    known = session.memo.get("user_id")
    if isinstance(known, str):
        return known
    if "access_token" in session.account.secrets:
        number, dash, _ = session.secret("access_token").partition("-")
        if dash and number.isdecimal():
            return number
    number = text(_data(_hidden(session, _request(session, "GET", "/users/me"))).get("id"))
    if not number.isdecimal():
        raise Stopped(NotSent("X did not say whose token this is."))
    session.memo["user_id"] = number
    return number


def _hidden(session: Session, request: Request) -> Reply:
    try:
        return hidden(session, request, Voice(TITLE, _said_with_type))
    except Stopped as stop:
        meant = _meaning(session, stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def _data(reply: Reply) -> Mapping[str, Any]:
    found = fields(reply).get("data")
    return found if isinstance(found, dict) else {}


def _request(
    session: Session,
    method: Method,
    path: str,
    query: Mapping[str, str] | None = None,
    **rest: Any,
) -> Request:
    url = f"{session.base_url}/{VERSION}{path}" + (f"?{urlencode(query)}" if query else "")
    return Request(
        method=method, url=url, headers={"Authorization": _authorization(session, method, url)}, **rest
    )


def _authorization(session: Session, method: Method, url: str) -> str:
    """Return the header of a call: an OAuth 2 token's where there is one, else an OAuth 1.0a signature.

    JSON and multipart bodies are no part of the signature. Source: X's documentation, creating a signature.
    """
    if "token" in session.account.secrets:
        return f"Bearer {session.secret('token')}"
    return signed(session, method, url, KEYS)
