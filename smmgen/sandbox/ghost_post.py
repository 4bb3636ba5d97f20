"""Posts of a Ghost: what is checked of them, kept, told and seen.

Source: Ghost's Admin API documentation, and a Ghost 6.65 that was asked; read 2026-11.
"""

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from slugify import slugify

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.ghost_answer import invalid
from smmgen.sandbox.html_page import Shown, read
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture, Post

LONGEST = {
    "title": 255,
    "slug": 191,
    "custom_excerpt": 300,
    "feature_image": 2000,
    "feature_image_alt": 191,
    "feature_image_caption": 65_535,
    "canonical_url": 2000,
    "meta_title": 300,
    "meta_description": 500,
    "og_title": 300,
    "og_description": 500,
    "twitter_title": 300,
    "twitter_description": 500,
}
STATES = ("draft", "published", "scheduled", "sent")
VISIBLE_TO = ("public", "members", "paid", "tiers")
ACCOUNT = "ghost"
State = dict[str, Any]


def blank(world: World) -> State:
    """Return a new post before anything is said of it."""
    number = world.store.next_number("ghost", "post")
    digest = hashlib.sha256(f"post {number} {world.url}".encode()).hexdigest()
    texts: State = dict.fromkeys(LONGEST)
    more: State = {"status": "draft", "visibility": "public", "tags": [], "html": "", "published_at": None}
    names = {"id": digest[:24], "uuid": str(uuid.UUID(digest[:32])), "number": number, "email": None}
    return texts | more | names


def changed(call: Call, world: World, old: State, given: Mapping[str, Any]) -> State:
    """Return a post with what a body says; refuse a value that Ghost refuses."""
    state = dict(old)
    for name, longest in LONGEST.items():
        if name not in given:
            continue
        value = given[name]
        if value is not None and not isinstance(value, str):
            raise invalid(name, f"Value in [posts.{name}] must be a string.")
        if value and len(value) > longest:
            raise invalid(name, f"Value in [posts.{name}] exceeds maximum length of {longest} characters.")
        state[name] = value
    if not (state["title"] or "").strip():
        raise invalid("title", "Title cannot be blank.")
    for name, known in (("status", STATES), ("visibility", VISIBLE_TO)):
        if name in given and given[name] not in known:
            raise invalid(name, f"Value in [posts.{name}] must be one of {', '.join(known)}.")
        state[name] = given.get(name, state[name])
    if call.query.get("source") == "html" and "html" in given:
        state["html"] = given["html"] or ""
    if "tags" in given:
        state["tags"] = _tags(given["tags"])
    return _settled(world, state, old, given)


def _tags(given: Any) -> list[State]:
    if not isinstance(given, list):
        raise invalid("tags", "Value in [posts.tags] must be an array.")
    found = {}
    for one in given:
        name = str(one.get("name") or one.get("slug") or "") if isinstance(one, dict) else str(one)
        if not name.strip() or len(name) > 191:
            raise invalid("tags", "A tag has 1 to 191 characters.")
        slug = f"hash-{slugify(name)}" if name.startswith("#") else slugify(name)
        visibility = "internal" if name.startswith("#") else "public"
        found[slug] = {"name": name, "slug": slug, "visibility": visibility}
    return list(found.values())


def _settled(world: World, state: State, old: State, given: Mapping[str, Any]) -> State:
    now = world.now()
    at = _moment(given["published_at"]) if given.get("published_at") else _moment(state["published_at"])
    if state["status"] == "scheduled" and (at is None or at < now - timedelta(minutes=2)):
        raise invalid("published_at", "Date must be at least 2 minutes in the future.")
    if state["status"] == "published" and at is None:
        at = now
    state["published_at"] = told_moment(at) if at else None
    if (
        given.get("slug")
        or not state["slug"]
        or (old["title"] != state["title"] and old["status"] == "draft")
    ):
        wanted = slugify(str(given.get("slug") or state["title"]), max_length=185)
        state["slug"] = _unique(world, wanted or "untitled", state["id"])
    state["updated_at"] = told_moment(_after(now, old.get("updated_at")))
    return state


def _after(now: datetime, last: str | None) -> datetime:
    before = _moment(last)
    return max(now, before + timedelta(milliseconds=1)) if before else now


def _moment(given: Any) -> datetime | None:
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(str(given))
    except ValueError as problem:
        raise invalid("published_at", "Value in [posts.published_at] is no date.") from problem
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def told_moment(at: datetime) -> str:
    """Return a time as Ghost tells it: UTC, in milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _unique(world: World, wanted: str, post_id: str) -> str:
    known = world.store.things("ghost", "post").values()
    taken = {one["slug"] for one in known if one["id"] != post_id}
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def is_due(world: World, state: State) -> bool:
    """Tell whether a post's time has come."""
    at = _moment(state["published_at"])
    return state["status"] == "scheduled" and at is not None and at <= world.now()


def address(world: World, state: Mapping[str, Any]) -> str:
    """Return a post's address: a preview while it is not out."""
    is_out = state["status"] == "published"
    return f"{world.url}/ghost/{state['slug'] if is_out else 'p/' + state['uuid']}/"


def told(call: Call, world: World, state: Mapping[str, Any]) -> State:
    """Return a post as Ghost tells it; its HTML only where it is asked for."""
    hidden = ("number", "html")
    body = {name: value for name, value in state.items() if name not in hidden}
    body |= {"url": address(world, state), "lexical": "{}", "mobiledoc": None, "email_only": False}
    if "html" in str(call.query.get("formats", "")).split(","):
        body["html"] = state["html"]
    names = [name for name in str(call.query.get("fields", "")).split(",") if name]
    return {name: value for name, value in body.items() if not names or name in names}


def keep(world: World, state: State, sent: Mapping[str, Any], old: State | None) -> None:
    """Keep a post; only one that is out is seen."""
    world.store.put_thing("ghost", "post", state["id"], state)
    kept = world.store.post("ghost", ACCOUNT, state["id"])
    if state["status"] != "published":
        world.store.drop_post("ghost", ACCOUNT, state["id"])
        return
    shown = read(state["html"])
    pictures, elsewhere = _pictures(world, state, shown)
    tags = ", ".join(tag["name"] for tag in state["tags"] if tag["visibility"] == "public")
    notes = {"tags": tags, "excerpt": state["custom_excerpt"] or "", "pictures elsewhere": elsewhere}
    if state["email"]:
        notes["e-mail"] = f"sent to {state['email']['recipient_filter']} of {state['email']['newsletter']}"
    if state["visibility"] != "public":
        notes["visibility"] = state["visibility"]
    post = Post(
        network="ghost",
        account=ACCOUNT,
        id=state["id"],
        at=kept.post.at if kept else world.now(),
        text=shown.text.text,
        marks=shown.text.marks,
        title=state["title"],
        url=address(world, state),
        media=pictures,
        notes={name: value for name, value in notes.items() if value},
        warnings=_warnings(state, sent, shown),
        edited_at=world.now() if kept and old and old["status"] == "published" else None,
        request=dict(sent),
    )
    world.store.put_post(post, {"id": state["id"]})


def _pictures(world: World, state: State, shown: Shown) -> tuple[tuple[Picture, ...], str]:
    wanted = [(state["feature_image"], state["feature_image_alt"] or "")] if state["feature_image"] else []
    wanted += [(one.src, one.alt) for one in shown.pictures]
    found, elsewhere = [], []
    for url, alt in wanted:
        row = world.store.thing("ghost", "image", url.removeprefix(f"{world.url}/ghost/content/images/"))
        content = world.store.media(row["sha256"]) if row else None
        seen = look(content, decode=False) if content else None
        if content and seen and row:
            found.append(picture(content, row["sha256"], seen, alt))
        else:
            elsewhere.append(url)
    return tuple(found), ", ".join(elsewhere)


def _warnings(state: State, sent: Mapping[str, Any], shown: Shown) -> tuple[str, ...]:
    found = []
    if sent.get("html") and not state["html"]:
        found.append("Ghost reads html only where the call says source=html: the post is empty.")
    wanted = slugify(str(sent.get("slug") or ""))
    if wanted and re.fullmatch(rf"{re.escape(wanted)}-\d+", state["slug"]):
        found.append(f"The slug “{wanted}” was taken; the post has “{state['slug']}”.")
    if state["feature_image"] and not state["feature_image_alt"]:
        found.append("The feature image has no alternative text.")
    return tuple(found)
