"""Calls of the REST API of WordPress: posts, media, tags, categories and comments.

Source: WordPress REST API handbook, reference of v2, and a WordPress 6.1 that was driven; read 2026-11.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from html import unescape
from typing import Any

from smmgen.adapter import NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, objects, text, visible
from smmgen.model.bundle import File

TITLE = "WordPress"
VERSION = "v2"

ACCOUNT = {
    "rest_cannot_publish": "the user may not publish: give it the role of an author or editor",
    "rest_cannot_create": "the user may not write posts: give it the role of an author or editor",
    "rest_cannot_edit": "the user may not change this: give it the role of an editor",
    "rest_cannot_assign_term": "the user may not use tags and categories: give it the role of an author",
    "rest_no_route": "there is no REST API at `base_url`, or a plug-in has switched it off",
    "rest_disabled": "a plug-in has switched the REST API off: allow it for signed-in users",
}
"""Refusals that concern the account, and what a person has to do."""


def _said(reply: Reply) -> str:
    answer = fields(reply)
    return unescape(re.sub(r"<[^>]*>", "", text(answer.get("message")))) or text(answer.get("code"))


VOICE = Voice(TITLE, _said)


def _request(session: Session, method: Any, path: str, **what: Any) -> Request:
    """Return a call; a site without speaking addresses takes the path as a parameter."""
    user = session.account.text("user")
    sign = b64encode(f"{user}:{session.secret('password')}".encode()).decode()
    route = f"/wp/{VERSION}/{path}"
    headers = {"Authorization": f"Basic {sign}"}
    if session.account.flag("plain_addresses"):
        query = {"rest_route": route, **what.pop("query", {})}
        url = f"{session.base_url}/index.php"
        return Request(method=method, url=url, headers=headers, query=query, **what)
    return Request(method=method, url=f"{session.base_url}/wp-json{route}", headers=headers, **what)


def _called(session: Session, request: Request) -> Reply:
    """Call, and stop at a refusal that lies with the account: nothing was done."""
    reply = session.call(request)
    advice = ACCOUNT.get(text(fields(reply).get("code"))) if reply.status in (403, 404) else None
    if advice:
        why = f"{TITLE} refused it (“{_said(reply).rstrip('.')}”): {advice}."
        raise Stopped(NotSent(why, status=reply.status, is_account_wide=True))
    return reply


def ask(session: Session, method: str, path: str, **what: Any) -> Any:
    """Make a call that nobody can see and return its answer; raises `Stopped`."""
    request = _request(session, method, path, **what)
    return hidden(session, request, VOICE, lambda asked: _called(session, asked)).json()


def publish(session: Session, method: str, path: str, **what: Any) -> Reply | Outcome:
    """Make a call that readers can see the effect of; raises `Stopped` where the account is refused."""
    request = _request(session, method, path, is_visible=True, **what)
    return visible(session, request, VOICE, lambda asked: _called(session, asked))


def number(answer: Any) -> int:
    """Return the id in an answer; 0 where it has none."""
    found = answer.get("id") if isinstance(answer, dict) else None
    return found if type(found) is int and found > 0 else 0


def _rows(answer: Any) -> list[Mapping[str, Any]]:
    return objects(answer)


def raw(post: Mapping[str, Any], name: str) -> str:
    """Return a field of a post as it was written, which is there for those who may edit it."""
    found = post.get(name)
    return text(found.get("raw")) if isinstance(found, dict) else ""


def owner(session: Session) -> Mapping[str, Any]:
    """Return the user whose password it is, asked once a run; raises `Stopped` where it is not accepted.

    A blog answers other calls of nobody with less: “status is forbidden”.
    """
    if "wordpress-user" not in session.memo:
        session.memo["wordpress-user"] = ask(session, "GET", "users/me", query={"context": "edit"})
    found = session.memo["wordpress-user"]
    if not number(found):
        raise Stopped(NotSent(f"There is no REST API of {TITLE} at `base_url`.", is_account_wide=True))
    return dict(found)


def post(session: Session, name: str) -> Mapping[str, Any]:
    """Return a post by its id, as those see it who may edit it; raises `Stopped`."""
    found = ask(session, "GET", f"posts/{name}", query={"context": "edit"})
    return found if isinstance(found, dict) else {}


def post_at(session: Session, slug: str) -> Mapping[str, Any] | None:
    """Return the post that has a slug, whatever its status but the trash; raises `Stopped`."""
    query = {"slug": slug, "status": "any", "context": "edit"}
    return next(iter(_rows(ask(session, "GET", "posts", query=query))), None)


def media(session: Session, file: File, read: bytes) -> tuple[int, str]:
    """Return id and address of a picture, uploaded unless it is there already; raises `Stopped`."""
    slug = _slug(file)
    found = _rows(ask(session, "GET", "media", query={"slug": slug, "context": "edit"}))
    kept = next((one for one in found if number(one) and text(one.get("source_url"))), None)
    if kept is None:
        kept = _uploaded(session, file, read, slug)
    elif text(kept.get("alt_text")) != file.alt:
        ask(session, "POST", f"media/{number(kept)}", json={"alt_text": file.alt})
    return number(kept), text(kept.get("source_url"))


def _slug(file: File) -> str:
    """Return a name that is the same for the same picture, so that a second upload is not needed."""
    stem = file.path.rpartition("/")[2].rpartition(".")[0].lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', stem)[:80].strip('-') or 'picture'}-{file.sha256[:12]}"


def _uploaded(session: Session, file: File, read: bytes, slug: str) -> Mapping[str, Any]:
    name = f"{slug}.{file.path.rpartition('.')[2].lower()}"
    form = {"alt_text": file.alt, "title": slug, "slug": slug}
    made = ask(session, "POST", "media", form=form, files=(("file", (name, read, file.media_type)),))
    if not number(made) or not text(made.get("source_url")):
        raise Stopped(NotSent(f"{TITLE} took the picture {name} but gave it no address."))
    return dict(made)


def tag(session: Session, name: str) -> int:
    """Return a tag's id; it is made where there is none of that name. Raises `Stopped`."""
    known: dict[str, int] = session.memo.setdefault("wordpress-tags", {})
    if name not in known:
        known[name] = _tag(session, name)
    return known[name]


def _tag(session: Session, name: str) -> int:
    found: list[int] = []

    def call(request: Request) -> Reply:
        reply = _called(session, request)
        there = fields(reply).get("data")
        if fields(reply).get("code") == "term_exists" and isinstance(there, dict):
            found.append(int(there.get("term_id") or 0))
            return Reply(200, reply.headers, b"{}")
        return reply

    made = hidden(session, _request(session, "POST", "tags", json={"name": name}), VOICE, call).json()
    term = number(made) or next(iter(found), 0)
    if not term:
        raise Stopped(NotSent(f"{TITLE} made the tag “{name}” but did not name it."))
    return term


def category(session: Session, name: str) -> int:
    """Return the id of a category by its name or slug; raises `Stopped` where there is none."""
    query = {"search": name, "per_page": 100}
    for one in _rows(ask(session, "GET", "categories", query=query)):
        names = (unescape(text(one.get("name"))).casefold(), text(one.get("slug")).casefold())
        if name.casefold() in names and number(one):
            return number(one)
    why = f"There is no category “{name}” on the blog: make it under Posts, Categories, or name another."
    raise Stopped(Refused(why))
