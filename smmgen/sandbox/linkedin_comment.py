"""LinkedIn's comments: plain text, up to 1250 characters, under a post or under another comment.

Source: LinkedIn API, "Comments"; read 2026-11.
"""

from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.linkedin_answer import (
    check_encoding,
    input_error,
    milliseconds,
    new_id,
    refused,
)
from smmgen.sandbox.linkedin_content import check_length
from smmgen.sandbox.linkedin_little import links
from smmgen.sandbox.linkedin_post import account_of, find_post
from smmgen.sandbox.linkedin_record import Array, Optional, check
from smmgen.sandbox.linkedin_token import check_author, check_reader, signed_in
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept

CHARACTERS = 1250
MESSAGE = {"text": str, "attributes": Optional(Array({"start": int, "length": int, "value": dict}))}
COMMENT = {"actor": str, "object": Optional(str), "message": MESSAGE, "parentComment": Optional(str)}
CHANGES = {"patch": {"message": {"$set": {"text": str}}}}


def _found(world: World, name: str, comment: str) -> Kept:
    for kept in world.store.posts("linkedin"):
        if kept.state.get("object") == name and comment == kept.state.get("comment"):
            return kept
    raise refused(404, what=f"Comment {comment} was not found")


def _text(message: dict[str, Any]) -> str:
    text: str = message["text"]
    if not text.strip():
        raise input_error(400, "INVALID_VALUE_BLANK_FIELD", "/message/text is blank", "/message/text")
    check_length(text, CHARACTERS, "/message/text")
    return text


def create(call: Call, world: World, name: str) -> Answer:
    """Comment on a post, as the actor."""
    member = signed_in(call, world)
    check_encoding(call)
    check(call.fields, COMMENT)
    actor = check_author(call.fields["actor"], member, "/actor")
    above = find_post(world, name)
    if call.fields.get("object", name) != name:
        raise input_error(400, "INVALID_VALUE_FOR_FIELD", "object is not the post commented on", "/object")
    text = _text(call.fields["message"])
    parent = call.fields.get("parentComment", "")
    if parent and world.store.post("linkedin", above.post.account, parent) is None:
        raise refused(404, what=f"Comment {parent} was not found")
    comment = new_id(world)
    full = f"urn:li:comment:({name},{comment})"
    at = milliseconds(world.now())
    state = {"comment": comment, "object": name, "actor": actor, "at": at, "parent": parent}
    post = Post(
        network="linkedin",
        account=account_of(above.state["author"]),
        id=full,
        at=world.now(),
        text=text,
        url=f"https://www.linkedin.com/feed/update/{name}/?commentUrn={full}",
        marks=links(text),
        reply_to=parent or name,
        notes={"comment by": account_of(actor)},
        request=dict(call.fields),
    )
    world.store.put_post(post, state)
    return Answer(status=201, body=_shown(Kept(seq=0, post=post, state=state)), headers=_named(comment))


def _named(comment: str) -> dict[str, str]:
    return {"x-restli-id": comment, "x-linkedin-id": comment}


def edit(call: Call, world: World, name: str, comment: str) -> dict[str, Any]:
    """Put another text in the place of a comment's."""
    kept = _own(call, world, name, comment)
    if call.headers.get("x-restli-method", "").upper() not in ("PARTIAL_UPDATE", ""):
        raise refused(400, what="X-RestLi-Method: PARTIAL_UPDATE is required")
    check(call.fields, CHANGES)
    text = _text(call.fields["patch"]["message"]["$set"])
    changed = replace(kept.post, text=text, marks=links(text), edited_at=world.now())
    world.store.put_post(changed, kept.state)
    return _shown(replace(kept, post=changed))


def delete(call: Call, world: World, name: str, comment: str) -> Answer:
    """Delete a comment."""
    kept = _own(call, world, name, comment)
    world.store.drop_post("linkedin", kept.post.account, kept.post.id)
    return Answer(status=204, body=b"")


def _own(call: Call, world: World, name: str, comment: str) -> Kept:
    member = signed_in(call, world)
    check_encoding(call)
    kept = _found(world, name, comment)
    if call.query.get("actor") != kept.state["actor"]:
        raise refused(400, "PARAM_INVALID", "actor is not the one who wrote the comment")
    check_author(kept.state["actor"], member, "/actor")
    return kept


def listed(call: Call, world: World, name: str) -> dict[str, Any]:
    """Return the comments of a post of an organization, the first first."""
    signed_in(call, world)
    check_encoding(call)
    check_reader(find_post(world, name).state["author"], "socialActions.comments.GET_ALL")
    found = [kept for kept in world.store.posts("linkedin") if kept.state.get("object") == name]
    paging = {"start": 0, "count": 10, "total": len(found), "links": []}
    return {"paging": paging, "elements": [_shown(kept) for kept in found]}


def _shown(kept: Kept) -> dict[str, Any]:
    state = kept.state
    edited = kept.post.edited_at or kept.post.at
    return {
        "actor": state["actor"],
        "commentUrn": kept.post.id,
        "created": {"actor": state["actor"], "time": state["at"]},
        "lastModified": {"actor": state["actor"], "time": milliseconds(edited)},
        "id": state["comment"],
        "$URN": kept.post.id,
        "message": {"attributes": [], "text": kept.post.text},
        "object": state["object"],
        **({"parentComment": state["parent"]} if state["parent"] else {}),
    }
