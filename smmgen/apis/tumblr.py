"""Calls of Tumblr's API v2: signing, posts, and what its answers mean.

Source: Tumblr API documentation and Neue Post Format specification, October 2024; read 2026-11.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import quote, urlencode

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible
from smmgen.apis.coded import BUSY
from smmgen.apis.oauth1 import signed
from smmgen.pattern import pattern

VERSION = "v2"
"""The version of the API, which is part of every address."""
TITLE = "Tumblr"
HOST = "https://api.tumblr.com"
KEYS = ("consumer_key", "consumer_secret", "token", "token_secret")

Upload = tuple[str, tuple[str, bytes, str]]
"""A part of a request: its identifier, and a file's name, bytes and media type."""

_CODE = pattern(r"\[(\d+)\]")
_DAILY = timedelta(hours=6)
"""Daily limits end with the servers' own day, which nobody states: asking four times a day is enough."""
_LATER: Mapping[str, timedelta] = {
    "8004": _DAILY,
    "8011": _DAILY,
    "8023": _DAILY,
    "8006": timedelta(minutes=10),
    "8009": timedelta(minutes=10),
    "8010": timedelta(minutes=10),
}
"""Subcodes that say “not now”: today's media, videos and posts; failed uploads; a video in work."""


def _said(reply: Reply) -> str:
    """Return an answer's words, with the subcode that tells what they mean."""
    answer = fields(reply)
    errors = answer.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    meta = answer.get("meta")
    words = text(first.get("detail")) or text(first.get("title"))
    words = words or (text(meta.get("msg")) if isinstance(meta, dict) else "")
    return f"{words} [{first['code']}]" if first.get("code") else words


VOICE = Voice(TITLE, _said)


def blog(session: Session) -> str:
    """Return the blog's name, or the host of its own."""
    return session.account.text("blog").removeprefix("https://").strip("/").removesuffix(".tumblr.com")


def permalink(session: Session, post: str) -> str:
    """Return a post's address, for Tumblr's answers have none."""
    name = blog(session)
    return f"https://{name}/post/{post}" if "." in name else f"https://{name}.tumblr.com/post/{post}"


def ask(session: Session, path: str, query: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """Read something; raises `Stopped`."""
    return _response(_hidden(session, _request(session, "GET", path, query)))


def make(session: Session, body: Mapping[str, Any], uploads: tuple[Upload, ...]) -> str:
    """Make a post that nobody can see, and return its id; raises `Stopped`."""
    request = _request(session, "POST", _posts(session), **_body(body, uploads))
    post = _id(_hidden(session, request))
    if not post:
        raise Stopped(NotSent("Tumblr made a draft but did not name it."))
    return post


def change(
    session: Session, post: str, body: Mapping[str, Any], uploads: tuple[Upload, ...] = ()
) -> str | Outcome:
    """Put a post in the place of another, for all to see; return its id, which may be a new one."""
    request = _request(session, "PUT", f"{_posts(session)}/{post}", **_body(body, uploads), is_visible=True)
    answer = visible(session, request, VOICE)
    if not isinstance(answer, Reply):
        return _meaning(session, answer)
    return _id(answer) or Ambiguous("Tumblr took the post but did not name it.", answer.status)


def delete(session: Session, post: str) -> Reply | Outcome:
    """Delete a post."""
    path = f"/blog/{quote(blog(session))}/post/delete"
    request = _request(session, "POST", path, json={"id": post}, is_visible=True)
    answer = visible(session, request, VOICE)
    return answer if isinstance(answer, Reply) else _meaning(session, answer)


def post(session: Session, name: str) -> Mapping[str, Any]:
    """Return one post, in Neue Post Format; raises `Stopped`."""
    return ask(session, f"{_posts(session)}/{name}", {"post_format": "npf"})


def newest(session: Session, most: int) -> list[Mapping[str, Any]]:
    """Return the blog's latest public posts, newest first; raises `Stopped`."""
    found = ask(session, _posts(session), {"limit": str(min(max(most, 1), 20)), "npf": "true"}).get("posts")
    if not isinstance(found, list):
        raise Stopped(NotSent("Tumblr did not list the blog's posts."))
    return [one for one in found if isinstance(one, dict)]


def name_of(found: Mapping[str, Any]) -> str:
    """Return a post's id, whose digits do not fit everybody's numbers."""
    number = found.get("id")
    return text(found.get("id_string")) or (str(number) if isinstance(number, int) else text(number))


def _posts(session: Session) -> str:
    return f"/blog/{quote(blog(session))}/posts"


def _body(body: Mapping[str, Any], uploads: tuple[Upload, ...]) -> dict[str, Any]:
    """Return a body as JSON, and as the first of several parts where files go with it."""
    if not uploads:
        return {"json": dict(body)}
    return {"files": (("json", ("", json.dumps(body).encode(), "application/json")), *uploads)}


def _id(reply: Reply) -> str:
    return name_of(_response(reply))


def _response(reply: Reply) -> Mapping[str, Any]:
    found = fields(reply).get("response")
    return found if isinstance(found, dict) else {}


def _request(
    session: Session,
    method: Literal["GET", "POST", "PUT"],
    path: str,
    query: Mapping[str, str] | None = None,
    **rest: Any,
) -> Request:
    url = f"{session.base_url}/{VERSION}{path}" + (f"?{urlencode(query)}" if query else "")
    return Request(
        method=method, url=url, headers={"Authorization": signed(session, method, url, KEYS)}, **rest
    )


def _hidden(session: Session, request: Request) -> Reply:
    try:
        return hidden(session, request, VOICE)
    except Stopped as stop:
        meant = _meaning(session, stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None


def _meaning(session: Session, outcome: Outcome) -> Outcome:
    """Say what a subcode means. A failed upload says “not now” only where nothing was to be published."""
    if not isinstance(outcome, Refused | NotSent):
        return outcome
    found = _CODE.search(outcome.why)
    wait = _LATER.get(found[1]) if found else None
    if wait:
        return NotSent(f"Tumblr asks to wait. {outcome.why}", session.now() + wait, BUSY)
    if outcome.status == 404:
        return Refused(f"Tumblr does not know the blog “{blog(session)}” or the post. {outcome.why}", 404)
    return outcome
