"""LinkedIn's posts: create, read, list, edit, delete.

The same text with the same content, by the same author within an hour, is refused and names the post
that is there; LinkedIn does not tell how long it remembers. Source: LinkedIn API, "Posts"; read 2026-11.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.linkedin_answer import (
    check_encoding,
    denied,
    input_error,
    milliseconds,
    new_id,
    refused,
    urn,
)
from smmgen.sandbox.linkedin_content import CONTENT, check_length, read_content
from smmgen.sandbox.linkedin_little import Little, length, read_little
from smmgen.sandbox.linkedin_record import Array, Optional, check
from smmgen.sandbox.linkedin_token import check_author, check_reader, signed_in
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept

CHARACTERS = 3000
"""Of the visible text, in UTF-16 units. Source: LinkedIn Help, "Post and share"; read 2026-11."""
REMEMBERED = timedelta(hours=1)

POST = {
    "author": str,
    "commentary": str,
    "visibility": ("PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER"),
    "distribution": {
        "feedDistribution": ("MAIN_FEED", "NONE"),
        "targetEntities": Optional(Array(dict)),
        "thirdPartyDistributionChannels": Optional(Array(str)),
    },
    "lifecycleState": ("DRAFT", "PUBLISHED", "PUBLISH_REQUESTED", "PUBLISH_FAILED"),
    "isReshareDisabledByAuthor": Optional(bool),
    "content": Optional(CONTENT),
    "contentLandingPage": Optional(str),
    "contentCallToActionLabel": Optional(str),
    "reshareContext": Optional({"parent": str}),
}
CHANGES = {
    "patch": {
        "$set": {
            "commentary": Optional(str),
            "contentLandingPage": Optional(str),
            "contentCallToActionLabel": Optional(str),
        }
    }
}


def account_of(author: str) -> str:
    """Return an author as the page names it: `company_42`, `in_anna`."""
    _, _, kind, name = author.split(":")
    return f"{'company' if kind == 'organization' else 'in'}_{name}"


def find_post(world: World, name: str) -> Kept:
    """Return a post by its URN."""
    urn(name, "/id", "share", "ugcPost")
    for kept in world.store.posts("linkedin"):
        if kept.post.id == name and not kept.post.reply_to:
            return kept
    raise refused(404, what=f"Post {name} was not found")


def _own(call: Call, world: World, name: str) -> Kept:
    member = signed_in(call, world)
    check_encoding(call)
    kept = find_post(world, name)
    check_author(kept.state["author"], member, "/author")
    return kept


def create(call: Call, world: World) -> Answer:
    """Publish a post; its URN is in a header, and the body is empty."""
    member = signed_in(call, world)
    given = dict(call.fields)
    check(given, POST)
    author = check_author(given["author"], member, "/author")
    little = _commentary(given["commentary"])
    _check_state(world, given)
    content = read_content(world, author, given.get("content", {}))
    if not little.text.strip() and not given.get("content") and "reshareContext" not in given:
        raise input_error(400, "INVALID_VALUE_BLANK_FIELD", "/commentary is blank", "/commentary")
    _check_duplicate(world, author, given)
    now = world.now()
    is_film = any(one.seconds for one in content.media)
    name = f"urn:li:{'ugcPost' if is_film else 'share'}:{new_id(world)}"
    state = given | {"id": name, "createdAt": milliseconds(now), "lastModifiedAt": milliseconds(now)}
    post = Post(
        network="linkedin",
        account=account_of(author),
        id=name,
        at=now,
        text=little.text,
        url=f"https://www.linkedin.com/feed/update/{name}/",
        marks=little.marks,
        entities=tuple({"hashtag": tag} for tag in little.tags),
        media=content.media,
        card=content.card,
        poll=content.poll,
        notes=_notes(given),
        warnings=tuple(_warnings(given["commentary"], little)),
        request=given,
    )
    world.store.put_post(post, state)
    return Answer(status=201, body=b"", headers={"x-restli-id": name, "x-linkedin-id": name})


def _commentary(given: str) -> Little:
    little = read_little(given)
    check_length(little.text, CHARACTERS, "/commentary")
    return little


def _check_state(world: World, given: dict[str, Any]) -> None:
    if given["lifecycleState"] != "PUBLISHED":
        what = f"{given['lifecycleState']} cannot be set: a new post is PUBLISHED"
        raise input_error(400, "INVALID_VALUE_FOR_FIELD", what, "/lifecycleState")
    if given["visibility"] == "CONTAINER":
        raise input_error(400, "MISSING_FIELD", "/container is required", "/container")
    if parent := given.get("reshareContext", {}).get("parent"):
        find_post(world, parent)


def _check_duplicate(world: World, author: str, given: dict[str, Any]) -> None:
    for kept in world.store.posts("linkedin", account_of(author)):
        if world.now() - kept.post.at < REMEMBERED and all(
            kept.state.get(name) == given.get(name) for name in ("commentary", "content", "reshareContext")
        ):
            what = f"Content is a duplicate of {kept.post.id}"
            raise input_error(422, "DUPLICATE_POST", what, "/commentary")


def _notes(given: dict[str, Any]) -> dict[str, str]:
    parent = given.get("reshareContext", {}).get("parent")
    return {"visibility": given["visibility"].lower(), **({"reshares": parent} if parent else {})}


def _warnings(given: str, little: Little) -> Iterator[str]:
    if little.cut:
        yield f"“{little.cut}” is not escaped: LinkedIn cuts the text there and says nothing."
    if length(given) > CHARACTERS:
        yield f"With its escapes the text is {length(given)} characters; LinkedIn may count these too."


def edit(call: Call, world: World, name: str) -> Answer:
    """Change a post's text; what is not given stays."""
    kept = _own(call, world, name)
    if call.headers.get("x-restli-method", "").upper() != "PARTIAL_UPDATE":
        raise refused(400, what="X-RestLi-Method: PARTIAL_UPDATE is required")
    check(call.fields, CHANGES)
    changes = call.fields["patch"]["$set"]
    given = changes.get("commentary", kept.state["commentary"])
    little = _commentary(given)
    now = world.now()
    state = kept.state | changes | {"lastModifiedAt": milliseconds(now), "isEdited": True}
    world.store.put_post(_edited(kept.post, given, little, now), state)
    return Answer(status=204, body=b"")


def _edited(post: Post, given: str, little: Little, now: datetime) -> Post:
    tags = tuple({"hashtag": tag} for tag in little.tags)
    warnings = tuple(_warnings(given, little))
    return replace(
        post, text=little.text, marks=little.marks, entities=tags, warnings=warnings, edited_at=now
    )


def delete(call: Call, world: World, name: str) -> Answer:
    """Delete a post, with its comments; one that is gone is deleted again without a word."""
    member = signed_in(call, world)
    check_encoding(call)
    urn(name, "/id", "share", "ugcPost")
    for kept in world.store.posts("linkedin"):
        if kept.post.id == name:
            check_author(kept.state["author"], member, "/author")
        if name in (kept.post.id, kept.state.get("object")):
            world.store.drop_post("linkedin", kept.post.account, kept.post.id)
    return Answer(status=204, body=b"")


def get(call: Call, world: World, name: str) -> dict[str, Any]:
    """Return a post; a member's cannot be read."""
    kept = _own(call, world, name)
    check_reader(kept.state["author"], "posts.GET")
    return shown(kept)


def by_author(call: Call, world: World) -> dict[str, Any]:
    """Return a page of an organization's posts, those that were changed last first."""
    member = signed_in(call, world)
    check_encoding(call)
    if call.query.get("q") != "author" or "author" not in call.query:
        raise refused(400, "QUERY_PARAM_NOT_ALLOWED", "Give q=author and the author")
    author = check_author(call.query["author"], member, "/author")
    if author.startswith("urn:li:person:"):
        raise denied("partnerApiPostsExternal.FINDER-author")
    start, count = _number(call, "start", 0), _number(call, "count", 10)
    if count > 100:
        raise refused(400, "PARAM_INVALID", "count is at most 100")
    found = [kept for kept in world.store.posts("linkedin", account_of(author)) if not kept.post.reply_to]
    order = "createdAt" if call.query.get("sortBy") == "CREATED" else "lastModifiedAt"
    found.sort(key=lambda kept: (kept.state[order], kept.seq), reverse=True)
    page = found[start : start + count]
    paging = {"start": start, "count": count, "total": len(found), "links": []}
    return {"paging": paging, "elements": [shown(kept) for kept in page]}


def _number(call: Call, name: str, usual: int) -> int:
    given = str(call.query.get(name, usual))
    if not given.isdecimal():
        raise refused(400, "PARAM_INVALID", f"{name} is not a number")
    return int(given)


def shown(kept: Kept) -> dict[str, Any]:
    """Return a post as LinkedIn gives it back: hashtags have become templates."""
    state = kept.state
    names = ("id", "author", "visibility", "lifecycleState", "distribution", "content", "reshareContext")
    return {
        **{name: state[name] for name in names if name in state},
        "commentary": read_little(state["commentary"]).stored,
        "createdAt": state["createdAt"],
        "publishedAt": state["createdAt"],
        "lastModifiedAt": state["lastModifiedAt"],
        "isReshareDisabledByAuthor": state.get("isReshareDisabledByAuthor", False),
        "lifecycleStateInfo": {"isEditedByAuthor": state.get("isEdited", False)},
    }
