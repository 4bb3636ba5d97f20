"""A WordPress with its REST API v2 at /wp-json/wp/v2, and its pictures.

Any user with the application password 1:sandbox, as HTTP Basic. Source: the REST API handbook, and a
WordPress 6.1.9 that was asked; read 2026-11. What waits for its time goes live at the next call after it,
for WordPress's clock is driven by visits.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from smmgen.sandbox import wordpress_comment as comment
from smmgen.sandbox import wordpress_media as media
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.wordpress_answer import (
    argument,
    invalid,
    page,
    refusal,
    refused,
    signed_in,
    user,
    without_id,
)
from smmgen.sandbox.wordpress_post import DEFAULT_CATEGORY, STATES, changed, keep, slugged, told

ROOT = "wp-json/wp/v2"
UPLOADS = "wp-content/uploads/"
State = dict[str, Any]


def _create(call: Call, world: World) -> Answer:
    author = signed_in(call, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.")
    if "id" in call.fields:
        raise refused("rest_post_exists", "Cannot create existing post.")
    blank: State = {
        "id": 0,
        "author_name": author,
        "status": "draft",
        "date_gmt": "",
        "slug": "",
        "featured_media": 0,
        "comment_status": "open",
        "categories": [DEFAULT_CATEGORY],
        "tags": [],
        **dict.fromkeys(("title", "content", "excerpt"), ""),
    }
    blank["id"] = world.store.next_number("wordpress", "id", 10)
    state = changed(call, world, blank)
    if not any(state[name].strip() for name in ("title", "content", "excerpt")):
        raise refused("empty_content", "Content, title, and excerpt are empty.")
    keep(world, state, call.fields)
    headers = {"location": f"{world.url}/wordpress/{ROOT}/posts/{state['id']}"}
    return Answer(status=201, body=told(world, state, is_edit=True), headers=headers)


def _find(call: Call, world: World, kind: str = "post") -> State:
    number = call.path.rpartition("/")[2]
    state: State | None = world.store.thing("wordpress", kind, number)
    if state is None:
        raise refused("rest_post_invalid_id", "Invalid post ID.", 404)
    return state


def _update(call: Call, world: World) -> Answer:
    state = _find(call, world)
    signed_in(call, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.")
    if state["status"] == "trash" and "status" in call.fields:
        state["slug"] = state["slug"].removesuffix("__trashed")
    state = changed(call, world, state)
    keep(world, state, call.fields)
    return Answer(body=told(world, state, is_edit=True))


def _get(call: Call, world: World) -> Answer:
    state = _find(call, world)
    if state["status"] != "publish":
        signed_in(call, "rest_forbidden", "Sorry, you are not allowed to do that.")
    return Answer(body=_fields(call, told(world, state, is_edit=_is_edit(call))))


def _is_edit(call: Call) -> bool:
    if argument(call, "context") != "edit":
        return False
    signed_in(call, "rest_forbidden_context", "Sorry, you are not allowed to edit posts in this post type.")
    return True


def _fields(call: Call, body: State) -> State:
    wanted = str(argument(call, "_fields") or "")
    names = {name.strip().partition(".")[0] for name in wanted.split(",") if name.strip()}
    return {name: value for name, value in body.items() if not names or name in names}


def _delete(call: Call, world: World) -> Answer:
    state = _find(call, world)
    signed_in(call, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.")
    if str(argument(call, "force")).lower() in ("true", "1"):
        previous = told(world, state, is_edit=True)
        keep(world, state | {"status": "trash"}, {})
        world.store.drop_thing("wordpress", "post", str(state["id"]))
        return Answer(body={"deleted": True, "previous": previous})
    if state["status"] == "trash":
        raise refused("rest_already_trashed", "The post has already been deleted.", 410)
    state |= {"status": "trash", "slug": f"{state['slug']}__trashed"}
    keep(world, state, {})
    return Answer(body=told(world, state, is_edit=True))


def _list(call: Call, world: World) -> Answer:
    asked = str(argument(call, "status") or "publish").split(",")
    if any(one not in (*STATES, "trash", "any") for one in asked):
        raise invalid("status", f"status[0] is not one of {', '.join(STATES)}, trash, and any.")
    if asked != ["publish"] and not user(call):
        raise invalid("status", "Status is forbidden.")
    is_edit = _is_edit(call)
    rows = [
        state for state in world.store.things("wordpress", "post").values() if _is_asked(call, state, asked)
    ]
    rows.sort(key=lambda state: (state["date_gmt"] or state["modified_gmt"], state["id"]), reverse=True)
    if argument(call, "order") == "asc":
        rows.reverse()
    return page(call, [_fields(call, told(world, state, is_edit=is_edit)) for state in rows])


def _is_asked(call: Call, state: State, asked: list[str]) -> bool:
    slugs = [_slug(one) for one in str(argument(call, "slug") or "").split(",") if one]
    after, before = str(argument(call, "after") or ""), str(argument(call, "before") or "9")
    words = str(argument(call, "search") or "").lower()
    return (
        (state["status"] in asked or ("any" in asked and state["status"] != "trash"))
        and (not slugs or state["slug"] in slugs)
        and after <= (state["date_gmt"] or state["modified_gmt"]) <= before
        and words in f"{state['title']} {state['content']}".lower()
    )


def _slug(given: str) -> str:
    tail = "__trashed" if given.endswith("__trashed") else ""
    return slugged(given.removesuffix(tail)) + tail


def _me(call: Call, world: World) -> Answer:
    name = signed_in(call, "rest_not_logged_in", "You are not currently logged in.")
    me: State = {"id": 1, "name": name, "slug": name.lower(), "link": f"{world.url}/wordpress/author/{name}/"}
    if argument(call, "context") == "edit":
        rights = ("publish_posts", "edit_posts", "upload_files", "edit_published_posts", "delete_posts")
        me |= {"username": name, "roles": ["editor"], "capabilities": dict.fromkeys(rights, True)}
    return Answer(body=me)


def _media_list(call: Call, world: World) -> Answer:
    slug = argument(call, "slug")
    rows = sorted(world.store.things("wordpress", "media").values(), key=lambda row: -int(row["id"]))
    return page(call, [media.told(row) for row in rows if slug is None or row["slug"] == slugged(str(slug))])


METHODS: dict[str, Callable[[Call, World], Answer]] = {
    "GET /posts": _list,
    "POST /posts": _create,
    "GET /posts/{id}": _get,
    "POST /posts/{id}": _update,
    "PUT /posts/{id}": _update,
    "PATCH /posts/{id}": _update,
    "DELETE /posts/{id}": _delete,
    "GET /media": _media_list,
    "POST /media": media.create,
    "GET /media/{id}": lambda call, world: Answer(body=media.told(_find(call, world, "media"))),
    "POST /media/{id}": lambda call, world: media.update(call, world, _find(call, world, "media")),
    "DELETE /media/{id}": lambda call, world: media.delete(call, world, _find(call, world, "media")),
    "GET /comments": comment.comments,
    "POST /comments": comment.comment,
    "GET /users/me": _me,
    "GET /tags": lambda call, world: comment.listed(call, world, "tags"),
    "POST /tags": lambda call, world: comment.create(call, world, "tags"),
    "GET /categories": lambda call, world: comment.listed(call, world, "categories"),
    "POST /categories": lambda call, world: comment.create(call, world, "categories"),
}


def _route(call: Call) -> str:
    """Return the path below the API's root: sites without pretty addresses name it in the query."""
    path = call.path
    if path in ("", "index.php") and "rest_route" in call.query:
        path = f"wp-json/{str(call.query['rest_route']).strip('/')}"
    return path.rstrip("/").removeprefix(ROOT) if path.startswith(ROOT) else ""


def method(call: Call) -> str:
    """Return the verb and the route as the handbook writes them."""
    route = re.sub(r"/\d+$", "/{id}", _route(call))
    return f"{call.method} {route or '/' + call.path}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as WordPress does."""
    _cron(world)
    route = _route(call)
    if not route:
        return _site(call, world)
    name = method(call)
    if name not in METHODS:
        raise Refused(refusal(404))
    if call.problem:
        raise refused("rest_invalid_json", "Invalid JSON body passed.")
    return METHODS[name](replace(call, path=route), world)


def _cron(world: World) -> None:
    now = world.now().replace(tzinfo=None)
    for state in world.store.things("wordpress", "post").values():
        if state["status"] == "future" and datetime.fromisoformat(state["date_gmt"]) <= now:
            keep(world, state | {"status": "publish"}, {})


def _site(call: Call, world: World) -> Answer:
    """Answer outside the API: the front page tells where the API is."""
    if call.path.startswith(UPLOADS) and (found := media.file(world, call.path.removeprefix(UPLOADS))):
        return found
    if call.path.rstrip("/") == "wp-json":
        return Answer(body={"name": "Sandbox", "url": f"{world.url}/wordpress", "namespaces": ["wp/v2"]})
    if call.path not in ("", "index.php"):
        raise Refused(refusal(404))
    link = f'<{world.url}/wordpress/wp-json/>; rel="https://api.w.org/"'
    return Answer(body=b"<html></html>", headers={"link": link, "content-type": "text/html"})


FAKE = Fake(
    name="wordpress",
    title="WordPress",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
