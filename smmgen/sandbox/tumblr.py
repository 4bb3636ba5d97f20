"""Tumblr's API v2 with the Neue Post Format: `/v2/blog/{blog}/posts`.

Every key, token and secret is 1:sandbox; any blog is there. Source: Tumblr's API documentation and NPF
specification; read 2026-11. Videos are kept, not looked at; previews of links are not fetched.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.tumblr_account import known, refresh, signed_in
from smmgen.sandbox.tumblr_answer import good, refusal, refused, without_id
from smmgen.sandbox.tumblr_post import SEEN, State, keep, said, told

HOURLY, DAILY = Limit(1000, 3600), Limit(5000, 86400)
POSTS = Limit(250, 86400)
"""Calls of a consumer key, and posts of a user in a day. Source: Tumblr's documentation; read 2026-11."""
WORDS = {"published": "Posted to", "queue": "Queued for", "draft": "Saved to", "private": "Posted to"}
FIRST_ID = 760_000_000_000_000_001


def _blog(call: Call) -> str:
    name = call.path.split("/")[2].removesuffix(".tumblr.com").removeprefix("t:")
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?", name):
        raise Refused(refusal(404))
    return name.lower()


def _create(call: Call, world: World) -> Answer:
    signed_in(call, world)
    blog = _blog(call)
    if world.meter.count(f"tumblr posts {blog}", POSTS, world.now()).is_exceeded:
        raise refused(403, "The daily limit of posts is reached.", 8023)
    state = said(call, world, {"id": 0, "blog": blog, "timestamp": int(world.now().timestamp())})
    state["id"] = world.store.next_number("tumblr", "post", FIRST_ID)
    keep(call, world, state, is_new=True)
    text = f"{WORDS[state['state']]} {blog}"
    return good({"id": str(state["id"]), "state": state["state"], "display_text": text}, 201)


def _find(call: Call, world: World, number: Any) -> State:
    state: State | None = world.store.thing("tumblr", "post", str(number))
    if state is None or state["blog"] != _blog(call):
        raise Refused(refusal(404))
    return state


def _edit(call: Call, world: World) -> Answer:
    signed_in(call, world)
    state = said(call, world, _find(call, world, call.path.split("/")[4]))
    keep(call, world, state, is_new=False)
    return good({"id": str(state["id"]), "state": state["state"], "display_text": "Saved"})


def _delete(call: Call, world: World) -> Answer:
    signed_in(call, world)
    state = _find(call, world, call.fields.get("id", call.query.get("id")))
    world.store.drop_thing("tumblr", "post", str(state["id"]))
    world.store.drop_post("tumblr", state["blog"], str(state["id"]))
    return good({"id": str(state["id"])})


def _get(call: Call, world: World) -> Answer:
    state = _find(call, world, call.path.split("/")[4])
    (known if state["state"] in SEEN else signed_in)(call, world)  # a signature is good for one look
    return good(told(state))


def _of(call: Call, world: World, *states: str) -> list[State]:
    blog = _blog(call)
    rows = [one for one in world.store.things("tumblr", "post").values() if one["blog"] == blog]
    return sorted((one for one in rows if one["state"] in states), key=lambda one: -int(one["id"]))


def _list(call: Call, world: World) -> Answer:
    known(call, world)
    rows = _of(call, world, "published")
    return good({"blog": _blog_told(call, world), "posts": _page(call, rows), "total_posts": len(rows)})


def _page(call: Call, rows: list[State]) -> list[State]:
    limit, offset = str(call.query.get("limit", 20)), str(call.query.get("offset", 0))
    if not limit.isdecimal() or not offset.isdecimal() or not 1 <= int(limit) <= 50:
        raise refused(400, "limit must be from 1 to 50")
    return [told(one) for one in rows[int(offset) : int(offset) + min(int(limit), 20)]]


def _waiting(call: Call, world: World) -> Answer:
    signed_in(call, world)
    return good({"posts": _page(call, _of(call, world, call.path.split("/")[4]))})


def _blog_told(call: Call, world: World) -> State:
    blog = _blog(call)
    url = f"https://{blog}.tumblr.com/"
    number = len(_of(call, world, "published"))
    return {"name": blog, "title": blog.title(), "url": url, "uuid": f"t:{blog}", "posts": number}


def _info(call: Call, world: World) -> Answer:
    known(call, world)
    return good({"blog": _blog_told(call, world)})


def _user(call: Call, world: World) -> Answer:
    signed_in(call, world)
    names = sorted({one["blog"] for one in world.store.things("tumblr", "post").values()}) or ["sandbox"]
    blogs = [{"name": name, "url": f"https://{name}.tumblr.com/"} for name in names]
    return good({"user": {"name": names[0], "likes": 0, "following": 0, "blogs": blogs}})


def _limits(call: Call, world: World) -> Answer:
    signed_in(call, world)
    resets = (int(world.now().timestamp()) // 86400 + 1) * 86400
    row = {"description": "posts", "limit": POSTS.count, "remaining": POSTS.count, "reset_at": resets}
    return good({"user": {"posts": row}})


METHODS: dict[str, Callable[[Call, World], Answer]] = {
    "POST /v2/oauth2/token": refresh,
    "GET /v2/user/info": _user,
    "GET /v2/user/limits": _limits,
    "GET /v2/blog/{blog}/info": _info,
    "GET /v2/blog/{blog}/posts": _list,
    "POST /v2/blog/{blog}/posts": _create,
    "GET /v2/blog/{blog}/posts/queue": _waiting,
    "GET /v2/blog/{blog}/posts/draft": _waiting,
    "GET /v2/blog/{blog}/posts/{id}": _get,
    "PUT /v2/blog/{blog}/posts/{id}": _edit,
    "POST /v2/blog/{blog}/post/delete": _delete,
}


def method(call: Call) -> str:
    """Return the verb and the path as the documents write them."""
    path = re.sub(r"^v2/blog/[^/]+", "v2/blog/{blog}", call.path)
    return f"{call.method} /{re.sub(r'/posts/[0-9]+$', '/posts/{id}', path)}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Tumblr does."""
    for state in world.store.things("tumblr", "post").values():
        at = state["publish_on"]
        if state["state"] == "queue" and at and datetime.fromisoformat(at) <= world.now():
            keep(_silent(call), world, state | {"state": "published"}, is_new=True)
    name = method(call)
    if name not in METHODS:
        raise Refused(refusal(404))
    headers = {}
    for word, limit in (("Perhour", HOURLY), ("Perday", DAILY)):
        reading = world.meter.count(f"tumblr {word}", limit, world.now())
        left = max(reading.resets_at - int(world.now().timestamp()), 1)
        for part, value in (("Limit", limit.count), ("Remaining", reading.remaining), ("Reset", left)):
            headers[f"x-ratelimit-{word.lower()}-{part.lower()}"] = str(value)
        if reading.is_exceeded:
            raise Refused(Answer(status=429, body=refusal(429).body, headers=headers))
    found = METHODS[name](call, world)
    return Answer(status=found.status, body=found.body, headers={**headers, **found.headers})


def _silent(call: Call) -> Call:
    return Call(method="GET", path=call.path, query={}, headers={}, fields={}, uploads={}, body=b"")


FAKE = Fake(
    name="tumblr",
    title="Tumblr",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
