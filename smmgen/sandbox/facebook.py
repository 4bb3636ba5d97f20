"""Facebook's API for Pages: posts, photos, videos, comments, and who the token speaks for.

Source: Pages API, "Posts", "Comments"; Graph API's reference of Page, Page post, Photo and Comment, and
Meta's specification of them (April 2026); Access tokens; read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox import facebook_comment as comment
from smmgen.sandbox import facebook_feed as feed
from smmgen.sandbox import facebook_later as later
from smmgen.sandbox import facebook_photo as photo
from smmgen.sandbox import facebook_post as post
from smmgen.sandbox import facebook_upload as upload
from smmgen.sandbox import facebook_video as video
from smmgen.sandbox.exchange import Answer, Call, Fake, World
from smmgen.sandbox.graph_answer import no_object, refusals, without_id
from smmgen.sandbox.graph_asked import VERSIONS, Asked, Graph, Routes, find_post, serve, split
from smmgen.sandbox.graph_field import Node, select
from smmgen.sandbox.graph_token import Account, check_publisher, read_token, told
from smmgen.sandbox.tally import followers

GRAPH = Graph(
    name="facebook",
    kind="OAuthException",
    business="pages",
    too_many=80001,
    first_id="100000000000042",
    versions=VERSIONS,
)
SCOPES = (
    "pages_show_list",
    "pages_manage_posts",
    "pages_read_engagement",
    "pages_manage_engagement",
    "pages_read_user_content",
    "read_insights",
)
TASKS = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]


def _node(asked: Asked, owner: Account) -> Node:
    return {
        "id": owner.id,
        "name": owner.name.replace("_", " ").title(),
        "username": owner.name,
        "link": f"https://www.facebook.com/{owner.id}",
        "category": "Coffee shop",
        "about": None,
        "fan_count": 0,
        "followers_count": followers(asked.world, "facebook", owner.name),
        "is_published": True,
        "access_token": asked.token.value,
        "tasks": TASKS,
        "instagram_business_account": None,
    }


def _page(asked: Asked, given: str) -> dict[str, Any]:
    return select(_node(asked, asked.account(given)), asked.fields(), "Page", ["name"])


def _accounts(asked: Asked) -> dict[str, Any]:
    """Return the Pages that the token's person manages, each with a token of its own."""
    owner = asked.account("me")
    known = [Account(**one) for one in asked.world.store.things("facebook", "account").values()]
    mine = [owner] if asked.token.name else known
    usual = ["access_token", "category", "name", "tasks"]
    return {"data": [select(_node(asked, one), asked.fields(), "Page", usual) for one in mine]}


def _debug(asked: Asked) -> dict[str, Any]:
    token = read_token(asked.text("input_token"), asked.world.now())
    if token is None:
        error = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    return {"data": told(token, asked.world.now(), asked.account("me"), "PAGE", SCOPES)}


def _get(asked: Asked, name: str) -> dict[str, Any]:
    """Return what an id names: a post, a comment, a photo, a video, a Page."""
    if kept := find_post(asked, name):
        return comment.get(asked, kept) if comment.is_comment(kept) else post.get(asked, kept)
    if row := later.waiting(asked, name):
        return post.get(asked, later.as_kept(row))
    if found := photo.find(asked, name):
        return photo.get(asked, found)
    if film := video.find(asked, name):
        return video.get(asked, film)
    if "_" in name or name.startswith("1221"):
        raise no_object(name)
    return _page(asked, name)


def _film(asked: Asked, given: str) -> dict[str, Any]:
    """Take a video in one piece, or a step of an upload in several."""
    return upload.step(asked, given) if "upload_phase" in asked.values else video.create(asked, given)


def _change(asked: Asked, name: str) -> dict[str, bool]:
    kept = find_post(asked, name)
    if kept is None and (film := video.find(asked, name)):
        return feed.change_film(asked, film)
    if kept is None:
        return feed.change_waiting(asked, name)
    return comment.change(asked, kept) if comment.is_comment(kept) else feed.change(asked, kept)


def _delete(asked: Asked, name: str) -> dict[str, bool]:
    check_publisher(asked.token, feed.PUBLISHING)
    store = asked.world.store
    if kept := find_post(asked, name):
        store.drop_post("facebook", kept.post.account, name)
    elif later.waiting(asked, name):
        store.drop_thing("facebook", "waiting", name)
    elif found := photo.find(asked, name):
        photo.delete(asked, found)
    elif film := video.find(asked, name):
        store.drop_post("facebook", film["owner"], film["post"])
        store.drop_thing("facebook", "video", name)
    else:
        raise no_object(name, "delete")
    return {"success": True}


_PAGE = r"(me|\d+)"
_ID = r"(\d+(?:_\d+)?)"
ROUTES: Routes = (
    ("GET", r"(me)", _page),
    ("GET", r"me/accounts", _accounts),
    ("GET", r"debug_token", _debug),
    ("POST", rf"{_PAGE}/feed", feed.create),
    ("GET", rf"{_PAGE}/(?:feed|posts|published_posts)", post.listed),
    ("GET", rf"{_PAGE}/scheduled_posts", later.scheduled),
    ("POST", rf"{_PAGE}/photos", photo.create),
    ("POST", rf"{_PAGE}/photo_stories", feed.story),
    ("POST", rf"{_PAGE}/videos", _film),
    ("POST", rf"{_ID}/comments", comment.create),
    ("GET", rf"{_ID}/comments", comment.listed),
    ("GET", r"(\d+_\d+)/insights", post.readers),
    ("GET", _ID, _get),
    ("POST", _ID, _change),
    ("DELETE", _ID, _delete),
)


def method(call: Call) -> str:
    """Return the call without its version and ids: `POST /:id/feed`; what nobody sees says so behind it."""
    path = re.sub(r"^(me(?=/)|[0-9_]+)", ":id", split(call.path)[1])
    given = {**call.query, **call.fields}
    if path.endswith("/photos") and str(given.get("published")).lower() in ("false", "0"):
        return f"{call.method} /{path}?published=false"
    phase = given.get("upload_phase") if path.endswith("/videos") else None
    return f"{call.method} /{path}" + (f"?upload_phase={phase}" if phase in ("start", "transfer") else "")


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Facebook does."""
    later.publish_due(world)
    return serve(GRAPH, ROUTES, call, world)


FAKE = Fake(
    name="facebook",
    title="Facebook",
    answer=answer,
    method=method,
    refusal=refusals("OAuthException", 80001, "pages"),
    without_id=without_id,
)
