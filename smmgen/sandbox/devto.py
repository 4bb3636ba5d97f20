"""dev.to's API (Forem v1) for articles: `/articles`, without uploads and without deletion.

The sandbox's key is 1:sandbox, in the header api-key. Source: Forem's OpenAPI v1 and its server (article
model, throttles); read 2026-11. Pictures are shown where they lie in the sandbox's own media host.
"""

import re
from collections.abc import Callable
from typing import Any

from smmgen.sandbox.devto_article import ME, State, blank, changed, counted, keep, told
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit

KEY = "1:sandbox"
WRITES, READS = Limit(1, 1), Limit(3, 1)
PUBLISHED = Limit(9, 30)
"""Calls a second, and articles in half a minute. Source: Forem's rack_attack, rate limits; read 2026-11."""
USUAL = {
    400: "bad request",
    401: "unauthorized",
    403: "forbidden",
    404: "not found",
    413: "request entity too large",
    422: "unprocessable entity",
    429: "Rate limit reached, try again in 30 seconds",
    503: "service unavailable",
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return Forem's own error of a status."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    error = USUAL.get(status, "Internal Server Error")
    return Answer(status=status, body={"error": error, "status": status}, headers=headers)


def _signed_in(call: Call) -> None:
    if call.headers.get("api-key") != KEY:
        raise Refused(refusal(401))


def _given(call: Call) -> State:
    given = call.fields.get("article")
    if call.problem or not isinstance(given, dict) or not given:
        error = "param is missing or the value is empty: article"
        raise Refused(Answer(status=422, body={"error": error, "status": 422}))
    return given


def _create(call: Call, world: World) -> Answer:
    _signed_in(call)
    given = _given(call)
    state = changed(world, blank(world), given)
    if state["published"]:
        _count(world, "devto published", PUBLISHED)
    keep(world, state, given, None)
    headers = {"location": state["url"]}
    return Answer(status=201, body=told(state, is_whole=True), headers=headers)


def _find(call: Call, world: World) -> State:
    number = call.path.split("/")[2]
    state: State | None = world.store.thing("devto", "article", number)
    if state is None:
        raise Refused(refusal(404))
    return state


def _update(call: Call, world: World) -> Answer:
    _signed_in(call)
    old, given = _find(call, world), _given(call)
    state = changed(world, old, given)
    keep(world, state, given, old)
    return Answer(body=told(state, is_whole=True))


def _unpublish(call: Call, world: World) -> Answer:
    _signed_in(call)
    old = _find(call, world)
    keep(world, old | {"published": False}, {}, old)
    return Answer(status=204, body=b"")


def _get(call: Call, world: World) -> Answer:
    state = _find(call, world)
    if not state["published"]:
        raise Refused(refusal(404))
    return Answer(body=told(state, is_whole=True))


def _mine(call: Call, world: World) -> Answer:
    _signed_in(call)
    which = call.path.split("/")[3:] or ["published"]
    wanted = {"published": (True,), "unpublished": (False,), "all": (False, True)}[which[0]]
    rows = [state for state in _articles(world) if state["published"] in wanted]
    if which[0] == "all":
        rows.sort(key=lambda state: state["published"])
    return Answer(body=[counted(world, one, told(one, is_mine=True)) for one in _page(call, rows)])


def _articles(world: World) -> list[State]:
    return sorted(world.store.things("devto", "article").values(), key=lambda state: -int(state["id"]))


def _page(call: Call, rows: list[State]) -> list[State]:
    given = str(call.query.get("per_page", 30))
    size = min(max(int(given) if given.isdecimal() else 30, 1), 1000)
    page = str(call.query.get("page", 1))
    start = (int(page) - 1 if page.isdecimal() else 0) * size
    return rows[max(start, 0) : max(start, 0) + size]


def _list(call: Call, world: World) -> Answer:
    name, tag = call.query.get("username"), call.query.get("tag")
    rows = [
        state
        for state in _articles(world)
        if state["published"] and name in (None, ME["username"]) and (tag is None or tag in state["tag_list"])
    ]
    return Answer(body=[told(state) for state in _page(call, rows)])


def _me(call: Call, world: World) -> Answer:
    _signed_in(call)
    return Answer(body={"type_of": "user", "id": 1, **ME, "joined_at": "Jan 1, 2026"})


def _comments(call: Call, world: World) -> Answer:
    if world.store.thing("devto", "article", str(call.query.get("a_id", ""))) is None:
        raise Refused(refusal(404))
    return Answer(body=[])


METHODS: dict[str, Callable[[Call, World], Answer]] = {
    "GET /articles": _list,
    "POST /articles": _create,
    "GET /articles/me": _mine,
    "GET /articles/me/all": _mine,
    "GET /articles/me/published": _mine,
    "GET /articles/me/unpublished": _mine,
    "GET /articles/{id}": _get,
    "PUT /articles/{id}": _update,
    "PUT /articles/{id}/unpublish": _unpublish,
    "GET /users/me": _me,
    "GET /comments": _comments,
}


def method(call: Call) -> str:
    """Return the verb and the path below /api as the documents write them."""
    path = re.sub(r"^/articles/\d+", "/articles/{id}", call.path.removeprefix("api").rstrip("/"))
    return f"{call.method} {path}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as dev.to does."""
    name = method(call)
    if not call.path.startswith("api/") or name not in METHODS:
        raise Refused(refusal(404))
    if not call.headers.get("user-agent"):
        raise Refused(refusal(403))
    is_read = call.method == "GET"
    _count(world, f"devto {'reads' if is_read else 'writes'}", READS if is_read else WRITES)
    return METHODS[name](call, world)


def _count(world: World, key: str, limit: Limit) -> None:
    reading = world.meter.count(key, limit, world.now())
    if reading.is_exceeded:
        raise Refused(refusal(429, max(reading.resets_at - int(world.now().timestamp()), 1)))


def without_id(body: Any) -> Any:
    """Take what names the new article out of an answer."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name not in ("id", "url", "path", "slug")}


FAKE = Fake(
    name="devto",
    title="dev.to",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
