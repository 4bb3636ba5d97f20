"""Ghost's Admin API at /ghost/api/admin, and its pictures.

The sandbox's Admin API key is 1:73616e64626f78. Source: Ghost's Admin API documentation, and a Ghost 6.65
that was asked; read 2026-11. Of its filter language, fields joined by + are read.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.ghost_answer import VERSION, invalid, refusal, refused, signed_in, versioned, without_id
from smmgen.sandbox.ghost_post import ACCOUNT, State, blank, changed, is_due, keep, told
from smmgen.sandbox.image import look

ROOT = "ghost/api/admin/"
IMAGES = "content/images/"
MOST = 100
NEWSLETTER = "default-newsletter"
IMAGE_BYTES = 20 * 1024 * 1024


def _given(call: Call) -> State:
    rows = call.fields.get("posts")
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        why = "No root key ('posts') provided."
        raise refused(400, "Request not understood error, cannot add post.", context=why)
    found: State = rows[0]
    return found


def _create(call: Call, world: World) -> Answer:
    given = _given(call)
    state = _mailed(call, changed(call, world, blank(world), given), None)
    keep(world, state, given, None)
    headers = {"location": f"{world.url}/ghost/{ROOT}posts/{state['id']}/"}
    return Answer(status=201, body={"posts": [told(call, world, state)]}, headers=headers)


def _mailed(call: Call, state: State, old: State | None) -> State:
    newsletter = call.query.get("newsletter")
    if not newsletter or state["status"] not in ("published", "scheduled") or (old and old["email"]):
        return state
    if newsletter != NEWSLETTER:
        raise invalid("newsletter", "The newsletter is not there.")
    segment = str(call.query.get("email_segment", "all"))
    return state | {"email": {"newsletter": newsletter, "recipient_filter": segment, "status": "submitted"}}


def _find(call: Call, world: World) -> State:
    name = call.path.rstrip("/").split("/")
    for state in world.store.things("ghost", "post").values():
        if name[-1] == (state["slug"] if name[1] == "slug" else state["id"]):
            found: State = state
            return found
    raise refused(404, "Resource not found error, cannot read post.", context="Post not found.")


def _update(call: Call, world: World) -> Answer:
    old, given = _find(call, world), _given(call)
    if not given.get("updated_at"):
        raise invalid("updated_at", "updated_at is required.")
    if given["updated_at"] != old["updated_at"]:
        what = "Saving failed! Someone else is editing this post."
        raise refused(409, what, code="UPDATE_COLLISION")
    state = _mailed(call, changed(call, world, old, given), old)
    keep(world, state, given, old)
    return Answer(body={"posts": [told(call, world, state)]})


def _get(call: Call, world: World) -> Answer:
    return Answer(body={"posts": [told(call, world, _find(call, world))]})


def _delete(call: Call, world: World) -> Answer:
    state = _find(call, world)
    world.store.drop_thing("ghost", "post", state["id"])
    world.store.drop_post("ghost", ACCOUNT, state["id"])
    return Answer(status=204, body=b"")


def _list(call: Call, world: World) -> Answer:
    rows = [state for state in world.store.things("ghost", "post").values() if _fits(call, state)]
    rows.sort(key=lambda state: (state["published_at"] or "9", state["number"]), reverse=True)
    limit = call.query.get("limit", "15")
    size = MOST if limit == "all" else min(int(limit) if str(limit).isdecimal() else 15, MOST)
    page = int(call.query.get("page", 1))
    found = [told(call, world, state) for state in rows[(page - 1) * size : page * size]]
    pages = max(-(-len(rows) // size), 1)
    marks: State = {"page": page, "limit": size, "pages": pages, "total": len(rows)}
    marks |= {"next": page + 1 if page < pages else None, "prev": page - 1 if page > 1 else None}
    return Answer(body={"posts": found, "meta": {"pagination": marks}})


def _fits(call: Call, state: State) -> bool:
    for part in re.split(r"\+(?![^\[]*\])", str(call.query.get("filter", ""))):
        if not part:
            continue
        match = re.fullmatch(r"(tag|tags|slug|status|id|title|visibility):(\[[^\]]*\]|'[^']*'|[^\s,]+)", part)
        if match is None:
            why = "Error parsing filter"
            raise refused(400, "Request not understood error, cannot list posts.", context=why)
        wanted = [one.strip("' ") for one in match[2].strip("[]").split(",")]
        has = [tag["slug"] for tag in state["tags"]] if match[1] in ("tag", "tags") else [state[match[1]]]
        if not set(wanted) & set(has):
            return False
    return True


def _image(call: Call, world: World) -> Answer:
    file = call.uploads.get("file")
    if file is None or not file.content:
        raise refused(422, "Please select an image.")
    seen = look(file.content)
    suffix = PurePosixPath(file.filename).suffix.lower()
    if seen is None or suffix not in (".jpg", ".jpeg", ".png", ".gif", ".webp"):
        raise refused(415, "The file you uploaded is not a supported image type.")
    if len(file.content) > IMAGE_BYTES:
        raise Refused(refusal(413))
    place = _apart(world, f"{world.now():%Y/%m}/{re.sub(r'[^A-Za-z0-9.-]+', '-', file.filename)}")
    row = {"sha256": world.store.put_media(file.content), "media_type": seen.media_type}
    world.store.put_thing("ghost", "image", place, row)
    shown = {"url": f"{world.url}/ghost/{IMAGES}{place}", "ref": call.fields.get("ref")}
    return Answer(status=201, body={"images": [shown]})


def _apart(world: World, place: str) -> str:
    path, number = PurePosixPath(place), 1
    while world.store.thing("ghost", "image", place):
        place, number = f"{path.with_suffix('')}-{number}{path.suffix}", number + 1
    return place


def _site(call: Call, world: World) -> Answer:
    site = {"title": "Sandbox", "url": f"{world.url}/ghost/", "version": VERSION.removeprefix("v")}
    return Answer(body={"site": site})


def _newsletters(call: Call, world: World) -> Answer:
    return Answer(
        body={"newsletters": [{"id": "1", "name": "Sandbox", "slug": NEWSLETTER, "status": "active"}]}
    )


METHODS: dict[str, Callable[[Call, World], Answer]] = {
    "GET site/": _site,
    "GET posts/": _list,
    "POST posts/": _create,
    "GET posts/{id}/": _get,
    "GET posts/slug/{slug}/": _get,
    "PUT posts/{id}/": _update,
    "DELETE posts/{id}/": _delete,
    "POST images/upload/": _image,
    "GET newsletters/": _newsletters,
}


def method(call: Call) -> str:
    """Return the verb and the path below the API's root, as the documents write them."""
    path = call.path.removeprefix(ROOT)
    path = re.sub(r"^posts/slug/[^/]+", "posts/slug/{slug}", path)
    return f"{call.method} {re.sub(r'^posts/[0-9a-z]+/?$', 'posts/{id}/', path)}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Ghost does."""
    for state in world.store.things("ghost", "post").values():
        if is_due(world, state):
            keep(world, state | {"status": "published"}, {}, None)
    if call.path.startswith(IMAGES):
        return _file(world, call.path.removeprefix(IMAGES))
    if not call.path.startswith(ROOT):
        raise Refused(refusal(404))
    if not call.path.endswith("/"):
        return Answer(status=301, body=b"", headers={"location": f"/ghost/{call.path}/"})
    versioned(call)
    name = method(call)
    if name not in METHODS:
        raise Refused(refusal(404))
    if name != "GET site/":
        signed_in(call, world)
    if call.problem:
        raise refused(400, "Request not understood error.", context=call.problem)
    found = METHODS[name](replace(call, path=call.path.removeprefix(ROOT)), world)
    return Answer(status=found.status, body=found.body, headers={"content-version": VERSION, **found.headers})


def _file(world: World, place: str) -> Answer:
    row = world.store.thing("ghost", "image", place)
    if row is None:
        raise Refused(refusal(404))
    return Answer(body=world.store.media(row["sha256"]) or b"", headers={"content-type": row["media_type"]})


FAKE = Fake(
    name="ghost",
    title="Ghost",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
