"""Calls of Ghost's Admin API, each signed with a token of its own, made of the key.

Source: Ghost's Admin API documentation, and a Ghost 6.65 that was driven; read 2026-11.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from smmgen.adapter import NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, text, unaccepted, visible
from smmgen.model.bundle import File

TITLE = "Ghost"
VERSION = "v5.0"
"""The version of the API that every call asks for; Ghost 5 and 6 answer it."""

LIFE_SECONDS = 300
"""How long a token is good for. Source: Ghost's Admin API documentation, token authentication."""

DENIED = frozenset({"NoPermissionError", "HostLimitError"})
"""Kinds of errors that concern the whole account."""


def _error(reply: Reply) -> Mapping[str, Any]:
    found = fields(reply).get("errors")
    first = found[0] if isinstance(found, list) and found else {}
    return first if isinstance(first, dict) else {}


def _said(reply: Reply) -> str:
    error = _error(reply)
    return text(error.get("context")) or text(error.get("message"))


VOICE = Voice(TITLE, _said)


def _request(session: Session, method: Any, path: str, **what: Any) -> Request:
    return Request(
        method=method,
        url=f"{session.base_url}/ghost/api/admin/{path}",
        headers={"Authorization": f"Ghost {_token(session)}", "Accept-Version": VERSION},
        **what,
    )


def _token(session: Session) -> str:
    """Return a token for one call; raises `Stopped` where the key has not the form of one."""
    name, _, secret = session.secret("key").partition(":")
    try:
        signing = bytes.fromhex(secret)
    except ValueError:
        signing = b""
    if not name or not signing:
        raise Stopped(unaccepted(session.account, TITLE, ": it is no Admin API key, `id:secret`", 401))
    now = int(session.now().timestamp())
    claims = {"iat": now, "exp": now + LIFE_SECONDS, "aud": "/admin/"}
    signed = f"{_part({'alg': 'HS256', 'typ': 'JWT', 'kid': name})}.{_part(claims)}"
    return f"{signed}.{_plain(hmac.digest(signing, signed.encode(), 'sha256'))}"


def _part(told: Mapping[str, Any]) -> str:
    return _plain(json.dumps(told, separators=(",", ":")).encode())


def _plain(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _called(session: Session, request: Request) -> Reply:
    """Call, and stop at an answer that says for sure: nothing was done, and why."""
    reply = session.call(request)
    error = _error(reply)
    kind, code = text(error.get("type")), text(error.get("code"))
    if kind in DENIED:
        why = f"{TITLE} does not let this key do that (“{_said(reply).rstrip('.')}”)."
        raise Stopped(NotSent(why, status=reply.status, is_account_wide=True))
    if reply.status == 400 and ("AUTH" in code or "JWT" in code):
        raise Stopped(unaccepted(session.account, TITLE, f" ({code})", 401))
    if reply.status == 409:
        raise Stopped(NotSent("Somebody changed the post on Ghost at the same time.", status=409))
    return reply


def ask(session: Session, method: str, path: str, **what: Any) -> Mapping[str, Any]:
    """Make a call that nobody can see and return its answer; raises `Stopped`."""
    request = _request(session, method, path, **what)
    return fields(hidden(session, request, VOICE, lambda asked: _called(session, asked)))


def publish(session: Session, method: str, path: str, **what: Any) -> Reply | Outcome:
    """Make a call that readers can see the effect of; raises `Stopped` where it surely had none."""
    request = _request(session, method, path, is_visible=True, **what)
    return visible(session, request, VOICE, lambda asked: _called(session, asked))


def first(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the post in an answer; an empty one where it has none."""
    posts = answer.get("posts")
    found = posts[0] if isinstance(posts, list) and posts else {}
    return found if isinstance(found, dict) else {}


def post(session: Session, name: str) -> Mapping[str, Any]:
    """Return a post by its id, whatever its status; raises `Stopped`."""
    found = first(ask(session, "GET", f"posts/{name}/"))
    if text(found.get("id")) != name or not text(found.get("updated_at")):
        raise Stopped(NotSent(f"{TITLE} answered, but not with the post."))
    return found


def post_at(session: Session, slug: str) -> Mapping[str, Any]:
    """Return the post that has a slug, with its tags; an empty one where none has it. Raises `Stopped`."""
    query = {"filter": f"slug:'{slug}'", "include": "tags", "limit": 1}
    answer = ask(session, "GET", "posts/", query=query)
    if not isinstance(answer.get("posts"), list):
        raise Stopped(NotSent(f"There is no Admin API of {TITLE} at `base_url`.", is_account_wide=True))
    return first(answer)


def tag_names(found: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of a post's tags, internal ones too."""
    tags = found.get("tags")
    return frozenset(text(one.get("name")) for one in tags if isinstance(one, dict)) if tags else frozenset()


def expect_newsletter(session: Session, slug: str) -> None:
    """Raise `Stopped` where there is no such newsletter: publishing with it ends in an error 500."""
    answer = ask(session, "GET", "newsletters/", query={"limit": "all"}).get("newsletters")
    rows = objects(answer)
    known = sorted(text(one.get("slug")) for one in rows if one.get("status") == "active")
    if slug not in known:
        why = f"The site has no newsletter “{slug}”; it has {', '.join(known) or 'none'}."
        raise Stopped(Refused(why))


def image(session: Session, file: File, read: bytes) -> str:
    """Upload a picture, once a run, and return its address; raises `Stopped`."""
    known: dict[tuple[str, str], str] = session.memo.setdefault("ghost-images", {})
    name = (file.path, file.sha256)
    if name not in known:
        known[name] = _uploaded(session, file, read)
    return known[name]


def _uploaded(session: Session, file: File, read: bytes) -> str:
    name = file.path.rpartition("/")[2]
    sent = (("file", (name, read, file.media_type)),)
    answer = ask(session, "POST", "images/upload/", form={"purpose": "image", "ref": name}, files=sent)
    made = answer.get("images")
    kept = made[0] if isinstance(made, list) and made and isinstance(made[0], dict) else {}
    address = text(kept.get("url"))
    if not address:
        raise Stopped(NotSent(f"{TITLE} took the picture {name} but gave it no address."))
    return address


def site(session: Session) -> Mapping[str, Any]:
    """Return what Ghost tells of the site: title, address, version; raises `Stopped`."""
    found = ask(session, "GET", "site/").get("site")
    return found if isinstance(found, dict) else {}
