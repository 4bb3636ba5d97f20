"""Instagram's API for publishing: containers, posts, comments, who the token speaks for.

Both of its hosts are here, with the login of Facebook and with its own; paths begin with a version, or not.
Source: Instagram Platform, "Content publishing" and its reference; Meta's specification of the API (April
2026); read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox import instagram_comment as comment
from smmgen.sandbox import instagram_container as container
from smmgen.sandbox import instagram_media as media
from smmgen.sandbox.exchange import Answer, Call, Fake, World
from smmgen.sandbox.graph_answer import no_object, refusals, refused, without_id, wrong
from smmgen.sandbox.graph_asked import VERSIONS, Asked, Graph, Routes, find_post, serve, split
from smmgen.sandbox.graph_field import select
from smmgen.sandbox.graph_token import Account, check_publisher, given_token, read_token, refreshed, told
from smmgen.sandbox.tally import followers

GRAPH = Graph(
    name="instagram",
    kind="OAuthException",
    business="instagram",
    too_many=80002,
    first_id="17841400000000001",
    versions=VERSIONS,
)
SCOPES = (
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "pages_read_engagement",
    "pages_show_list",
)


def _user(asked: Asked, owner: Account) -> dict[str, Any]:
    posts = [kept for kept in asked.world.store.posts("instagram", owner.name) if "kind" in kept.state]
    node = {
        "id": owner.id,
        "user_id": owner.id,
        "ig_id": owner.id,
        "username": owner.name,
        "name": owner.name.replace("_", " ").title(),
        "account_type": "BUSINESS",
        "biography": "",
        "website": "",
        "profile_picture_url": None,
        "followers_count": followers(asked.world, "instagram", owner.name),
        "follows_count": 0,
        "media_count": len(posts),
    }
    return select(node, asked.fields(), "IGUser")


def _me(asked: Asked) -> dict[str, Any]:
    return _user(asked, asked.account("me"))


def _get(asked: Asked, name: str) -> dict[str, Any]:
    """Return what an id names: a container, a post, a comment, an account."""
    kept = asked.world.store.thing("instagram", "container", name)
    if kept is not None and asked.token.name in ("", kept["owner"]):
        return container.get(asked, kept)
    found = find_post(asked, name)
    if found is not None:
        return media.get(asked, found) if "kind" in found.state else comment.get(asked, found)
    if not name.startswith("17841"):
        raise no_object(name)
    return _user(asked, asked.account(name))


def _change(asked: Asked, name: str) -> dict[str, bool]:
    check_publisher(asked.token, "instagram_manage_comments")
    found = find_post(asked, name)
    if found is None:
        raise no_object(name, "post")
    return media.change(asked, found) if "kind" in found.state else comment.change(asked, found)


def _delete(asked: Asked, name: str) -> dict[str, bool]:
    check_publisher(asked.token, "instagram_manage_comments")
    found = find_post(asked, name)
    if found is None:
        raise no_object(name, "delete")
    asked.world.store.drop_post("instagram", found.post.account, name)
    return {"success": True}


def _debug(asked: Asked) -> dict[str, Any]:
    token = read_token(asked.text("input_token"), asked.world.now())
    if token is None:
        error = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    return {"data": told(token, asked.world.now(), asked.account("me"), "USER", SCOPES)}


def _refresh(call: Call, world: World) -> dict[str, Any]:
    if call.query.get("grant_type") != "ig_refresh_token":
        raise wrong("Invalid grant_type")
    token = read_token(given_token(call), world.now())
    if token is None:
        raise refused(190, "Invalid OAuth access token - Cannot parse access token")
    return refreshed(token, world.now())


_ID = r"(me|\d+)"
ROUTES: Routes = (
    ("GET", r"me", _me),
    ("GET", r"debug_token", _debug),
    ("POST", rf"{_ID}/media", container.create),
    ("GET", rf"{_ID}/media", media.listed),
    ("GET", rf"{_ID}/stories", media.stories),
    ("POST", rf"{_ID}/media_publish", media.publish),
    ("GET", rf"{_ID}/content_publishing_limit", media.limit),
    ("GET", r"(\d+)/children", media.children),
    ("GET", r"(\d+)/insights", media.readers),
    ("POST", r"(\d+)/comments", comment.create),
    ("GET", r"(\d+)/comments", comment.listed),
    ("POST", r"(\d+)/replies", comment.reply),
    ("GET", r"(\d+)/replies", comment.replies),
    ("GET", r"(\d+)", _get),
    ("POST", r"(\d+)", _change),
    ("DELETE", r"(\d+)", _delete),
)
FREE: Routes = (("GET", r"refresh_access_token", _refresh),)


def method(call: Call) -> str:
    """Return the call without its version and ids: `POST /:id/media_publish`, `GET /:id`."""
    return f"{call.method} /{re.sub(r'^(me(?=/)|[0-9]+)', ':id', split(call.path)[1])}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Instagram does."""
    return serve(GRAPH, ROUTES, call, world, FREE)


FAKE = Fake(
    name="instagram",
    title="Instagram",
    answer=answer,
    method=method,
    refusal=refusals("OAuthException", 80002, "instagram"),
    without_id=without_id,
)
