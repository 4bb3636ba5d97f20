"""Calls of Reddit's API: signing in, pictures, and what its answers mean.

Source: Reddit API documentation and wiki (OAuth 2, rules for clients); recorded answers in PRAW's tests, 2020
to 2025; read 2026-11. The upload of pictures stands in no document, only in the site's own calls.
"""

import re
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from smmgen import __version__
from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, unaccepted, visible
from smmgen.apis.reddit_error import TITLE, error_in, meaning, said, sorted_out, unclear

HOST = "https://oauth.reddit.com"
SITE = "https://www.reddit.com"
LOOKS = 6
"""So often a picture's post is looked for, 15 seconds in all: Reddit makes it a moment after its answer."""

File = tuple[str, bytes, str]
"""A file's name, bytes and media type."""

VOICE = Voice(TITLE, said)
_EARLY = timedelta(minutes=2)


class Asset(Struct, frozen=True):
    """An uploaded picture: its number, for galleries, and its address, for a post of one picture."""

    number: str
    url: str


def user(session: Session) -> str:
    """Return the account's name on Reddit, without "u/"."""
    return session.account.text("user").strip().removeprefix("/").removeprefix("u/")


def subreddit(name: str) -> str:
    """Return a community's name without "r/"."""
    return re.sub(r"^/?r/", "", name.strip())


def _agent(session: Session) -> str:
    """Name the app as Reddit asks; it slows down those that do not. Source: Reddit API wiki, rules."""
    return f"python:smmgen.{session.account.text('client_id')}:{__version__} (by /u/{user(session)})"


def access_token(session: Session) -> str:
    """Return an access token, kept in the session's memo until it ends; raises `Stopped`.

    The scopes that Reddit names with it are kept as "scopes".
    """
    known, until = session.memo.get("access_token"), session.memo.get("access_token_until")
    if isinstance(known, str) and isinstance(until, datetime) and session.now() < until:
        return known
    made = fields(_signed_in(session))
    token, seconds = text(made.get("access_token")), made.get("expires_in")
    if not token:  # Reddit says "invalid_grant" in an answer with the status 200
        words = text(made.get("error"))
        raise Stopped(unaccepted(session.account, TITLE, f": “{words}”" if words else "", 401))
    lives = timedelta(seconds=seconds if isinstance(seconds, int) else 0)
    session.memo["access_token"] = token
    session.memo["access_token_until"] = session.now() + lives - _EARLY
    session.memo["scopes"] = tuple(text(made.get("scope")).replace(",", " ").split())
    return token


def _signed_in(session: Session) -> Reply:
    place = SITE if session.base_url == HOST else session.base_url
    pair = f"{session.account.text('client_id')}:{session.secret('client_secret')}"
    request = Request(
        method="POST",
        url=f"{place}/api/v1/access_token",
        headers={
            "Authorization": f"Basic {b64encode(pair.encode()).decode()}",
            "User-Agent": _agent(session),
        },
        form={"grant_type": "refresh_token", "refresh_token": session.secret("refresh_token")},
    )
    try:
        return hidden(session, request, VOICE)
    except Stopped as stop:
        if stop.outcome.status in (400, 401, 403):
            why = f" ({stop.outcome.why.rstrip('.')})"
            raise Stopped(unaccepted(session.account, TITLE, why, 401)) from None
        raise


def ask(session: Session, path: str, query: Mapping[str, str] | None = None) -> Any:
    """Read something and return it; raises `Stopped`."""
    asked = {"raw_json": "1", **(query or {})}
    return _hidden(session, _request(session, "GET", path, query=asked)).json()


def _hidden(session: Session, request: Request) -> Reply:
    try:
        reply = hidden(session, request, VOICE)
    except Stopped as stop:
        meant = sorted_out(session, stop.outcome)
        raise Stopped(meant if isinstance(meant, NotSent | Refused) else stop.outcome) from None
    if error := error_in(reply):
        why = f"Reddit answered before anything was published {error.quoted}."
        raise Stopped(meaning(session, error) or NotSent(why, status=reply.status))
    return reply


def act(session: Session, path: str, **body: Any) -> Reply | Outcome:
    """Make a call that everybody can see; return its answer if it is a success."""
    request = _request(session, "POST", path, query={"raw_json": "1"}, is_visible=True, **body)
    reply = visible(session, request, VOICE)
    if isinstance(reply, NotSent | Refused | Ambiguous):
        return sorted_out(session, reply)
    if not isinstance(reply, Reply):
        return reply
    if error := error_in(reply):
        return meaning(session, error) or unclear(error, reply.status)
    return reply


def _request(session: Session, method: Any, path: str, **rest: Any) -> Request:
    headers = {
        "Authorization": f"Bearer {access_token(session)}",
        "User-Agent": _agent(session),
    }
    return Request(method=method, url=session.base_url + path, headers=headers, **rest)


def data(reply: Reply) -> Mapping[str, Any]:
    """Return what an answer says of the thing that was made."""
    found = fields(reply).get("json")
    made = found.get("data") if isinstance(found, dict) else None
    return made if isinstance(made, dict) else {}


def upload(session: Session, file: File) -> Asset:
    """Upload a picture to the place that Reddit lends; raises `Stopped`."""
    name, _, media_type = file
    form = {"api_type": "json", "filepath": name, "mimetype": media_type}
    request = _request(session, "POST", "/api/media/asset.json", form=form, query={"raw_json": "1"})
    lent = fields(_hidden(session, request))
    args, asset = lent.get("args"), lent.get("asset")
    place = text(args.get("action")) if isinstance(args, dict) else ""
    listed = args.get("fields") if isinstance(args, dict) else None
    number = text(asset.get("asset_id")) if isinstance(asset, dict) else ""
    if not place or not isinstance(listed, list) or not number:
        raise Stopped(NotSent("Reddit did not say where to upload the picture."))
    fields_told = {text(one.get("name")): text(one.get("value")) for one in listed if isinstance(one, dict)}
    return Asset(number, _stored(session, _whole(session, place), fields_told, file))


def _whole(session: Session, place: str) -> str:
    """Return the address of a place that Reddit names without its scheme."""
    return f"{urlsplit(session.base_url).scheme}:{place}" if place.startswith("//") else place


def _stored(session: Session, place: str, form: Mapping[str, str], file: File) -> str:
    """Send the file, and return the address that a post names it by."""
    request = Request(
        method="POST",
        url=place,
        headers={"User-Agent": _agent(session)},
        form=form,
        files=(("file", file),),
    )
    hidden(session, request, Voice("Reddit's storage", _code))
    return f"{place.rstrip('/')}/{form.get('key', '')}"


def _code(reply: Reply) -> str:
    found = re.search(r"<(?:Message|Code)>([^<]+)<", reply.body.decode("utf-8", "replace"))
    return unescape(found[1]) if found else ""


def own_posts(session: Session, most: int) -> list[Mapping[str, Any]]:
    """Return the account's latest posts, newest first; raises `Stopped`."""
    asked = {"sort": "new", "limit": str(min(most, 100))}
    found = ask(session, f"/user/{user(session)}/submitted", asked)
    listing = found.get("data") if isinstance(found, dict) else None
    children = listing.get("children") if isinstance(listing, dict) else None
    if not isinstance(children, list):
        raise Stopped(NotSent("Reddit did not list the account's posts."))
    posts = [child.get("data") for child in children if isinstance(child, dict)]
    return [post for post in posts if isinstance(post, dict)]


def look_for(
    session: Session,
    is_it: Callable[[Mapping[str, Any]], bool],
    pause: Callable[[float], None] = time.sleep,
) -> Mapping[str, Any] | None:
    """Return the newest own post that is wanted, for which Reddit takes a while; None where it stays away."""
    for number in range(LOOKS):
        pause(float(number))
        try:
            posts = own_posts(session, 25)
        except Stopped:
            continue
        if found := next(filter(is_it, posts), None):
            return found
    return None


def flairs(session: Session, community: str) -> list[tuple[str, str]]:
    """Return the flairs that posts may have there, as (id, words); raises `Stopped`."""
    found = ask(session, f"/r/{community}/api/link_flair_v2")
    listed = found if isinstance(found, list) else []
    return [(text(one.get("id")), text(one.get("text"))) for one in listed if isinstance(one, dict)]


def requirements(session: Session, community: str) -> Mapping[str, Any]:
    """Return what the community asks of posts; raises `Stopped`."""
    found = ask(session, f"/api/v1/{community}/post_requirements")
    return found if isinstance(found, dict) else {}
