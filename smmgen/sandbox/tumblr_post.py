"""Posts of a Tumblr blog: what a body says, what is kept of it, told and seen.

Source: Tumblr's API documentation and NPF specification; read 2026-11.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Post
from smmgen.sandbox.tumblr_answer import refused, wrong
from smmgen.sandbox.tumblr_block import check_layout, take

STATES = ("published", "queue", "draft", "private")
SEEN = ("published", "private")
TAG = 140
FOUND_TAGS = 20
State = dict[str, Any]


def _body(call: Call) -> Mapping[str, Any]:
    if call.problem:
        raise wrong("the body is no JSON")
    given = call.fields.get("json")
    if (part := call.uploads.get("json")) is not None:
        given = part.content.decode(errors="replace")
    if given is None:
        return call.fields
    try:
        body = json.loads(given)
    except (ValueError, TypeError) as problem:
        raise wrong("the part json is no JSON") from problem
    if not isinstance(body, dict):
        raise wrong("the part json is no object")
    return body


def said(call: Call, world: World, old: State) -> State:
    """Return a post with what a body says; refuse what Tumblr refuses."""
    given = _body(call)
    shown = take(call, world, given.get("content"))
    check_layout(given.get("layout"), len(shown.blocks))
    state = given.get("state", old.get("state", "published"))
    if state not in STATES:
        raise refused(400, f"state must be one of {', '.join(STATES)}")
    tags = [tag.strip() for tag in str(given.get("tags") or "").split(",") if tag.strip()]
    if any(len(tag) > TAG for tag in tags):
        raise refused(400, f"a tag has at most {TAG} characters")
    return old | {
        "state": state,
        "content": shown.blocks,
        "layout": given.get("layout") or [],
        "tags": tags,
        "slug": re.sub(r"[^\w]+", "-", str(given.get("slug") or "").lower()).strip("-"),
        "source_url": given.get("source_url"),
        "publish_on": _ahead(world, given.get("publish_on")) if state == "queue" else None,
    }


def _ahead(world: World, given: Any) -> str | None:
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(str(given))
    except ValueError as problem:
        raise refused(400, "publish_on is no date") from problem
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if at <= world.now():
        raise refused(400, "publish_on must lie ahead")
    return at.astimezone(UTC).isoformat()


def _address(state: State) -> str:
    slug = f"/{state['slug']}" if state["slug"] else ""
    return f"https://{state['blog']}.tumblr.com/post/{state['id']}{slug}"


def keep(call: Call, world: World, state: State, *, is_new: bool) -> None:
    """Keep a post; only one that is out is seen."""
    name = str(state["id"])
    world.store.put_thing("tumblr", "post", name, state)
    kept = world.store.post("tumblr", state["blog"], name)
    if state["state"] not in SEEN:
        world.store.drop_post("tumblr", state["blog"], name)
        return
    shown = take(call, world, state["content"])
    text = shown.text()
    notes = {"tags": " ".join(f"#{tag}" for tag in state["tags"]), "source": state["source_url"] or ""}
    notes |= {
        "videos": str(shown.videos or ""),
        "state": "" if state["state"] == "published" else state["state"],
    }
    warnings = [*shown.warnings]
    if len(state["tags"]) > FOUND_TAGS:
        warnings.append(f"Tumblr finds a post by its first {FOUND_TAGS} tags only.")
    post = Post(
        network="tumblr",
        account=state["blog"],
        id=name,
        at=kept.post.at if kept else world.now(),
        text=text.text,
        marks=text.marks,
        url=_address(state),
        media=tuple(shown.pictures),
        card=shown.card,
        notes={name: value for name, value in notes.items() if value},
        warnings=tuple(warnings),
        edited_at=world.now() if kept and not is_new else None,
        request=dict(_body(call)),
    )
    world.store.put_post(post, {"id": state["id"]})


def told(state: State) -> State:
    """Return a post as Tumblr tells it."""
    date = datetime.fromtimestamp(state["timestamp"], UTC)
    return {
        "object_type": "post",
        "type": "blocks",
        "id": state["id"],
        "id_string": str(state["id"]),
        "blog_name": state["blog"],
        "post_url": _address(state),
        "slug": state["slug"],
        "date": f"{date:%Y-%m-%d %H:%M:%S} GMT",
        "timestamp": state["timestamp"],
        "state": state["state"],
        "format": "html",
        "reblog_key": f"{state['id'] % 2**32:08x}",
        "tags": state["tags"],
        "source_url": state["source_url"],
        "note_count": 0,
        "content": state["content"],
        "layout": state["layout"],
        "trail": [],
    }
