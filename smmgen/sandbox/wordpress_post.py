"""Posts of a WordPress: what is kept of a body, slugs that are unique, states, and how they look.

Source: the REST API handbook, "Posts", and a WordPress 6.1.9 that was asked; read 2026-11.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.html_page import Shown, read
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.wordpress_answer import invalid, rendered

STATES = ("publish", "future", "draft", "pending", "private")
LIVE = ("publish", "private")
SLUG = 200
DEFAULT_CATEGORY = 1
_TEXTS = ("title", "content", "excerpt")


def slugged(text: str) -> str:
    """Return a slug as WordPress makes it: lower case, hyphens, what is not ASCII percent-encoded."""
    plain = unicodedata.normalize("NFC", unquote(html.unescape(re.sub(r"<[^>]*>", "", text)))).lower()
    plain = re.sub(r"[^\w\s.-]", "", plain)
    plain = re.sub(r"-+", "-", re.sub(r"[\s.]+", "-", plain)).strip("-")
    slug = ""
    for sign in plain:
        step = quote(sign, safe="").lower()
        if len(slug) + len(step) > SLUG:
            break
        slug += step
    return slug.rstrip("-")


def unique(world: World, wanted: str, post_id: int) -> str:
    """Return a slug that no other post has: the wanted one, or with -2 and so on."""
    known = world.store.things("wordpress", "post").values()
    taken = {one["slug"] for one in known if one["id"] != post_id}
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted[: SLUG - 1 - len(str(number))]}-{number}", number + 1
    return slug


def changed(call: Call, world: World, old: Mapping[str, Any]) -> dict[str, Any]:
    """Return a post's record with what a body says; refuse a value of the wrong kind."""
    given, state = call.fields, dict(old)
    for name in _TEXTS:
        if name in given:
            state[name] = _text(given[name], name)
    if "status" in given:
        state["status"] = _status(given["status"])
    for name in ("date_gmt", "date"):
        if given.get(name):
            state["date_gmt"] = _moment(given[name], name)
    for name in ("categories", "tags"):
        if name in given:
            state[name] = _terms(world, name, given[name])
    if "featured_media" in given:
        media = given["featured_media"]
        is_known = world.store.thing("wordpress", "media", str(media)) is not None
        state["featured_media"] = int(media) if is_known else 0
    if "comment_status" in given:
        if given["comment_status"] not in ("open", "closed"):
            raise invalid("comment_status", "comment_status is not one of open and closed.")
        state["comment_status"] = given["comment_status"]
    return _settled(state, given, world)


def _text(given: Any, name: str) -> str:
    if not isinstance(given, (str, dict)):
        raise invalid(name, f"{name} is not of type object,string.")
    return rendered(given)


def _status(given: Any) -> str:
    if given not in STATES:
        raise invalid("status", f"status is not one of {', '.join(STATES[:-1])}, and {STATES[-1]}.")
    return str(given)


def _moment(given: Any, name: str) -> str:
    try:
        found = datetime.fromisoformat(str(given))
    except ValueError as problem:
        raise invalid(name, "Invalid date.") from problem
    return found.astimezone(UTC).replace(tzinfo=None).isoformat() if found.tzinfo else found.isoformat()


def _terms(world: World, name: str, given: Any) -> list[int]:
    rows = given.split(",") if isinstance(given, str) else given
    if not isinstance(rows, list) or not all(str(row).strip().isdecimal() for row in rows):
        raise invalid(name, f"{name}[0] is not of type integer.")
    known = terms(world, name)
    return [int(row) for row in rows if str(row).strip() in known]


def terms(world: World, name: str) -> dict[str, Any]:
    """Return the categories or tags by their ids; one category is always there."""
    known = world.store.things("wordpress", name)
    if name == "categories":
        row = {"id": DEFAULT_CATEGORY, "name": "Uncategorized", "slug": "uncategorized", "count": 0}
        known = {str(DEFAULT_CATEGORY): row, **known}
    return known


def _settled(state: dict[str, Any], given: Mapping[str, Any], world: World) -> dict[str, Any]:
    now = world.now().replace(tzinfo=None, microsecond=0)
    at = datetime.fromisoformat(state["date_gmt"]) if state["date_gmt"] else now
    if state["status"] in ("publish", "future"):
        state["status"] = "future" if at > now else "publish"
        state["date_gmt"] = at.isoformat()
    is_open = state["status"] in ("draft", "pending")
    wanted = slugged(str(given["slug"])) if given.get("slug") else state["slug"]
    if not wanted and not is_open:
        wanted = slugged(state["title"]) or str(state["id"])
    if wanted and (given.get("slug") or wanted != state["slug"]):
        wanted = unique(world, wanted, state["id"])
    return state | {"slug": wanted, "modified_gmt": now.isoformat()}


def link(world: World, state: Mapping[str, Any]) -> str:
    """Return a post's address: by its slug where it is public, by its number before."""
    if state["status"] not in ("publish", "private"):
        return f"{world.url}/wordpress/?p={state['id']}"
    at = datetime.fromisoformat(state["date_gmt"])
    return f"{world.url}/wordpress/{at:%Y/%m/%d}/{state['slug']}/"


def told(world: World, state: Mapping[str, Any], *, is_edit: bool) -> dict[str, Any]:
    """Return a post as WordPress tells it; the sources of its texts only to who may edit."""
    date = state["date_gmt"] or state["modified_gmt"]
    body: dict[str, Any] = {
        "id": state["id"],
        "date": date,
        "date_gmt": state["date_gmt"] or None,
        "guid": {"rendered": f"{world.url}/wordpress/?p={state['id']}"},
        "modified_gmt": state["modified_gmt"],
        "slug": state["slug"],
        "status": state["status"],
        "type": "post",
        "link": link(world, state),
        "author": 1,
        "featured_media": state["featured_media"],
        "comment_status": state["comment_status"],
        "categories": state["categories"],
        "tags": state["tags"],
        "meta": [],
    }
    shown = {"title": html.escape(state["title"], quote=False), "content": state["content"]}
    shown["excerpt"] = f"<p>{state['excerpt']}</p>\n" if state["excerpt"] else ""
    for name in _TEXTS:
        raw = {"raw": state[name]} if is_edit else {}
        body[name] = raw | {"rendered": shown[name], "protected": False}
    return body


def keep(world: World, state: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """Keep a post; only one that is live is seen."""
    world.store.put_thing("wordpress", "post", str(state["id"]), state)
    account, name = state["author_name"], str(state["id"])
    old = world.store.post("wordpress", account, name)
    if state["status"] in LIVE:
        world.store.put_post(_shown(world, state, old, sent), {"id": state["id"]})
    elif old:
        world.store.drop_post("wordpress", account, name)


def _shown(world: World, state: Mapping[str, Any], old: Kept | None, sent: Mapping[str, Any]) -> Post:
    is_plain = not re.search(r"<(p|div|h[1-6]|ul|ol|blockquote|figure|table)\b|<!--", state["content"])
    shown: Shown = read(state["content"], lines=is_plain)
    pictures, elsewhere = _pictures(world, state, shown)
    names = {one: row["name"] for one, row in world.store.things("wordpress", "tags").items()}
    tags = ", ".join(names[str(one)] for one in state["tags"] if str(one) in names)
    notes = {"tags": tags, "excerpt": state["excerpt"], "pictures elsewhere": elsewhere}
    if state["status"] == "private":
        notes["status"] = "private"
    return Post(
        network="wordpress",
        account=state["author_name"],
        id=str(state["id"]),
        at=old.post.at if old else world.now(),
        text=shown.text.text,
        marks=shown.text.marks,
        title=state["title"],
        url=link(world, state),
        media=pictures,
        notes={name: value for name, value in notes.items() if value},
        warnings=_warnings(state, sent),
        edited_at=world.now() if old else None,
        request=dict(sent),
    )


def _pictures(world: World, state: Mapping[str, Any], shown: Shown) -> tuple[tuple[Picture, ...], str]:
    media = {row["source_url"]: row for row in world.store.things("wordpress", "media").values()}
    first = world.store.thing("wordpress", "media", str(state["featured_media"]))
    wanted = [(first["source_url"], first["alt_text"])] if first else []
    wanted += [(one.src, one.alt) for one in shown.pictures]
    found, elsewhere = [], []
    for url, alt in wanted:
        content = world.store.media(media[url]["sha256"]) if url in media else None
        seen = look(content, decode=False) if content else None
        if content and seen:
            found.append(picture(content, media[url]["sha256"], seen, alt))
        else:
            elsewhere.append(url)
    return tuple(found), ", ".join(elsewhere)


def _warnings(state: Mapping[str, Any], sent: Mapping[str, Any]) -> tuple[str, ...]:
    found = [
        f"WordPress drops {name} that are not there without a word."
        for name in ("categories", "tags")
        if isinstance(sent.get(name), list) and len(sent[name]) != len(state[name])
    ]
    if sent.get("featured_media") and not state["featured_media"]:
        found.append("WordPress drops a featured picture that is not there without a word.")
    slug = slugged(str(sent.get("slug") or ""))
    if slug and slug != state["slug"]:
        found.append(f"The slug “{slug}” was taken; the post has “{state['slug']}”.")
    return tuple(found)
