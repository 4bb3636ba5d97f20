"""Calls of Forem's API v1, which DEV speaks, and what its answers mean.

Source: Forem API description v1; Forem's source, articles controller, attributes and model; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any, Literal

from smmgen.adapter import Ambiguous, NotSent, Outcome, Reply, Request, Sent, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible

TITLE = "DEV"
HOST = "https://dev.to"
ACCEPT = "application/vnd.forem.api-v1+json"
"""The version of the API, which each call names."""
MOST = 1000
"""Articles in one answer at most. Source: Forem's source, API_PER_PAGE_MAX."""


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return text(answer.get("error")) or text(answer.get("message"))


VOICE = Voice(TITLE, _said)


def make(session: Session, article: Mapping[str, Any]) -> str:
    """Make an article that nobody can see, and return its number; raises `Stopped`."""
    request = _request(session, "POST", "/articles", json={"article": {**article, "published": False}})
    name = number(fields(hidden(session, request, VOICE)))
    if not name:
        raise Stopped(NotSent("DEV made a draft but did not name it."))
    return name


def change(session: Session, name: str, article: Mapping[str, Any]) -> Outcome:
    """Change an article for all to see; what is not named stays."""
    request = _request(session, "PUT", f"/articles/{name}", json={"article": dict(article)}, is_visible=True)
    answer = visible(session, request, VOICE)
    if not isinstance(answer, Reply):
        return answer
    found = fields(answer)
    if number(found) != name or not text(found.get("url")):
        return Ambiguous("DEV answered, but not with the article.", answer.status)
    return Sent(name, text(found.get("url")))


def own(session: Session, state: Literal["published", "unpublished", "all"], most: int = MOST) -> list[Any]:
    """Return the user's own articles, newest first; raises `Stopped`."""
    request = _request(session, "GET", f"/articles/me/{state}", query={"per_page": str(most)})
    found = hidden(session, request, VOICE).json()
    if not isinstance(found, list):
        raise Stopped(NotSent("DEV did not list the user's articles."))
    return [one for one in found if isinstance(one, dict)]


def me(session: Session) -> Mapping[str, Any]:
    """Return the user whose key it is; raises `Stopped`."""
    return fields(hidden(session, _request(session, "GET", "/users/me"), VOICE))


def number(article: Mapping[str, Any]) -> str:
    """Return an article's number as text, empty where it has none."""
    found = article.get("id")
    return str(found) if type(found) is int else ""


def _request(session: Session, method: Literal["GET", "POST", "PUT"], path: str, **rest: Any) -> Request:
    headers = {"api-key": session.secret("key"), "Accept": ACCEPT}
    return Request(method=method, url=f"{session.base_url}/api{path}", headers=headers, **rest)
