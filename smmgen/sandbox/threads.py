"""Threads' API: containers, posts, replies, quotas, who the token speaks for and when it ends.

Source: Threads API's reference and its Postman collection (January 2026); read 2026-11. Whether a header
tells the use of the call quota the documents do not say; here it is the one of Meta's other networks.
"""

import re
from datetime import date
from typing import Any

from smmgen.sandbox import threads_container as container
from smmgen.sandbox import threads_media as media
from smmgen.sandbox import threads_readers as readers
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.graph_answer import in_kind, no_object, refusals, refused, without_id, wrong
from smmgen.sandbox.graph_asked import Asked, Graph, Routes, find_post, serve, split
from smmgen.sandbox.graph_field import select
from smmgen.sandbox.graph_token import Account, given_token, read_token, refreshed, told

KIND = "THApiException"
GRAPH = Graph(
    name="threads",
    kind=KIND,
    business="threads",
    too_many=4,
    first_id="24000000000000042",
    versions={"v1.0": date.max},
)
SCOPES = (
    "threads_basic",
    "threads_content_publish",
    "threads_manage_replies",
    "threads_read_replies",
    "threads_manage_insights",
    "threads_delete",
)


def _user(asked: Asked, owner: Account) -> dict[str, Any]:
    node = {
        "id": owner.id,
        "username": owner.name,
        "name": owner.name.replace("_", " ").title(),
        "threads_profile_picture_url": None,
        "threads_biography": "",
        "is_verified": False,
        "is_eligible_for_geo_gating": False,
    }
    return select(node, asked.fields(), "ThreadsUser")


def _me(asked: Asked) -> dict[str, Any]:
    return _user(asked, asked.account("me"))


def _get(asked: Asked, name: str) -> dict[str, Any]:
    """Return what an id names: a container, a post, an account."""
    kept = asked.world.store.thing("threads", "container", name)
    if kept is not None and asked.token.name in ("", kept["owner"]):
        return container.get(asked, kept)
    if found := find_post(asked, name):
        return media.get(asked, found)
    if name.startswith(("17", "18")):
        raise no_object(name)
    return _user(asked, asked.account(name))


def _debug(asked: Asked) -> dict[str, Any]:
    token = read_token(asked.text("input_token"), asked.world.now())
    if token is None:
        error = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    return {"data": told(token, asked.world.now(), asked.account("me"), "USER", SCOPES)}


def _refresh(call: Call, world: World) -> dict[str, Any]:
    if call.query.get("grant_type") != "th_refresh_token":
        raise wrong("Invalid grant_type")
    token = read_token(given_token(call), world.now())
    if token is None:
        raise refused(190, "Invalid OAuth access token - Cannot parse access token")
    return refreshed(token, world.now())


_ID = r"(me|\d+)"
ROUTES: Routes = (
    ("GET", r"me", _me),
    ("GET", r"debug_token", _debug),
    ("POST", rf"{_ID}/threads", media.make),
    ("GET", rf"{_ID}/threads", media.listed),
    ("POST", rf"{_ID}/threads_publish", media.publish),
    ("GET", rf"{_ID}/threads_publishing_limit", media.limit),
    ("GET", r"me/replies", media.own_replies),
    ("GET", r"(\d+)/replies", media.replies),
    ("GET", r"(\d+)/insights", readers.post),
    ("GET", rf"{_ID}/threads_insights", readers.account),
    ("GET", r"(\d+)/conversation", media.conversation),
    ("POST", r"(\d+)/repost", media.repost),
    ("POST", r"(\d+)/manage_reply", media.manage),
    ("GET", r"(\d+)", _get),
    ("DELETE", r"(\d+)", media.delete),
)
FREE: Routes = (("GET", r"refresh_access_token", _refresh),)


def method(call: Call) -> str:
    """Return the call without its version and ids: `POST /:id/threads_publish`, `GET /:id`."""
    return f"{call.method} /{re.sub(r'^(me(?=/)|[0-9]+)', ':id', split(call.path)[1])}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Threads does."""
    try:
        return serve(GRAPH, ROUTES, call, world, FREE)
    except Refused as fault:
        raise Refused(in_kind(fault.answer, KIND)) from fault


FAKE = Fake(
    name="threads",
    title="Threads",
    answer=answer,
    method=method,
    refusal=refusals(KIND, 4, "threads"),
    without_id=without_id,
)
