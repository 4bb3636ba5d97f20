"""Reddit's API, at both of its addresses: tokens at www.reddit.com, everything else at oauth.reddit.com.

The client's secret, the refresh token and the password are 1:sandbox. r/private takes nothing of ours,
r/linksonly no texts, r/textonly no links; one with "flair" in its name wants flair. Source: Reddit's API
documentation, its published source, PRAW; read 2026-11.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.reddit_answer import (
    USER,
    access_token,
    escaped,
    good,
    invalid,
    listing,
    refusal,
    refused,
    signed_in,
    text,
    too_long,
    without_id,
)
from smmgen.sandbox.reddit_media import lease, upload
from smmgen.sandbox.reddit_submit import COMMENT, FLAIRS, SELFTEXT, gallery, poll, submit
from smmgen.sandbox.reddit_thing import comment, counted, find, keep, thing
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import followers

CALLS = Limit(1000, 600)
"""100 a minute, averaged over ten. Source: Reddit Data API Wiki; read 2026-11."""


def _me(call: Call, world: World) -> Any:
    signed_in(call, world)
    return {"name": USER, "id": "5and80x", "link_karma": 1, "comment_karma": 1, "is_suspended": False}


def _requirements(call: Call, world: World, subreddit: str) -> Any:
    signed_in(call, world)
    names = ("title_regexes", "body_blacklisted_strings", "title_blacklisted_strings", "domain_blacklist")
    found: dict[str, Any] = {name: [] for name in names}
    kind = {"linksonly": "link", "textonly": "self"}.get(subreddit.lower(), "none")
    lengths = {"title_text_max_length": None, "title_text_min_length": None, "body_text_max_length": None}
    return (
        found | lengths | {"is_flair_required": "flair" in subreddit.lower(), "body_restriction_policy": kind}
    )


def _about(call: Call, world: World, subreddit: str) -> Any:
    signed_in(call, world)
    kind = {"linksonly": "link", "textonly": "self"}.get(subreddit.lower(), "any")
    data = {
        "display_name": subreddit,
        "subscribers": followers(world, "reddit", f"r/{subreddit}"),
        "submission_type": kind,
        "allow_images": True,
    }
    return {"kind": "t5", "data": data | {"subreddit_type": "public", "over18": False}}


def _rules(call: Call, world: World, subreddit: str) -> Any:
    signed_in(call, world)
    return {"rules": [], "site_rules": []}


def _flairs(call: Call, world: World, subreddit: str) -> Any:
    signed_in(call, world)
    return [
        {"id": found, "text": name, "type": "text", "text_editable": True} for name, found in FLAIRS.items()
    ]


def _comment(call: Call, world: World) -> Any:
    signed_in(call, world)
    body = text(call, "text")
    parent = find(world, text(call, "thing_id"))
    if not body.strip():
        raise invalid("NO_TEXT", "text")
    if len(body) > COMMENT:
        raise too_long("text", COMMENT)
    if parent is None:
        raise invalid("NO_THING_ID", "parent")
    state = comment(world, parent, body)
    keep(call, world, state["subreddit"], state, reply_to=parent.post.id)
    return good({"things": [thing(state)]})


def _edit(call: Call, world: World) -> Any:
    signed_in(call, world)
    kept, body = find(world, text(call, "thing_id")), text(call, "text")
    if kept is None:
        raise invalid("NOT_AUTHOR", "thing_id")
    is_comment = kept.post.id.startswith("t1_")
    if not is_comment and not kept.state["is_self"]:
        raise refused(403)
    if is_comment and not body.strip():
        raise invalid("NO_TEXT", "text")
    most = COMMENT if is_comment else SELFTEXT
    if len(body) > most:
        raise too_long("text", most)
    name = "body" if is_comment else "selftext"
    state = kept.state | {name: body, "edited": world.now().timestamp()}
    keep(call, world, state["subreddit"], state)
    return good({"things": [thing(state)]})


def _delete(call: Call, world: World) -> Any:
    signed_in(call, world)
    kept = find(world, text(call, "id"))
    if kept is not None:
        world.store.drop_post("reddit", kept.post.account, kept.post.id)
    return {}


def _submitted(call: Call, world: World, name: str) -> Any:
    """List the one account's posts, whatever name it goes by at home."""
    signed_in(call, world)
    return _page(call, [kept for kept in world.store.posts("reddit") if kept.post.id.startswith("t3_")])


def _new(call: Call, world: World, subreddit: str) -> Any:
    signed_in(call, world)
    kept = world.store.posts("reddit", f"r/{subreddit}")
    return _page(call, [one for one in kept if one.post.id.startswith("t3_")])


def _page(call: Call, kept: list[Kept]) -> Any:
    rows = [thing(one.state) for one in sorted(kept, key=lambda one: one.seq, reverse=True)]
    names = [row["data"]["name"] for row in rows]
    if (after := text(call, "after")) in names:
        rows = rows[names.index(after) + 1 :]
    size = text(call, "limit")
    return listing(rows, min(int(size), 100) if size.isdecimal() and int(size) else 25)


def _info(call: Call, world: World) -> Any:
    signed_in(call, world)
    found = [kept for name in text(call, "id").split(",")[:100] if (kept := find(world, name))]
    return listing([counted(world, kept) for kept in found], 100)


def _comments(call: Call, world: World, made: str) -> Any:
    signed_in(call, world)
    above = find(world, f"t3_{made}")
    if above is None:
        raise refused(404)
    kept = world.store.posts("reddit", above.post.account)
    below = [thing(one.state) for one in kept if one.state.get("link_id") == above.post.id]
    return [listing([thing(above.state)], 1), listing(below, 500)]


_SR = r"r/([\w-]+)"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("POST", r"api/v1/access_token", access_token),
    ("GET", r"api/v1/me", _me),
    ("GET", r"api/v1/([\w-]+)/post_requirements", _requirements),
    ("GET", rf"{_SR}/about", _about),
    ("GET", rf"{_SR}/about/rules", _rules),
    ("GET", rf"{_SR}/api/link_flair_v2", _flairs),
    ("GET", rf"{_SR}/new", _new),
    ("POST", r"api/submit", submit),
    ("POST", r"api/submit_gallery_post", gallery),
    ("POST", r"api/submit_poll_post", poll),
    ("POST", r"api/media/asset", lease),
    ("POST", r"upload", upload),
    ("POST", r"api/comment", _comment),
    ("POST", r"api/editusertext", _edit),
    ("POST", r"api/del", _delete),
    ("GET", r"user/([\w-]+)/submitted", _submitted),
    ("GET", r"api/info", _info),
    ("GET", r"comments/(\w+)", _comments),
)
_CHANGES = ("submit", "comment", "editusertext")


def _path(call: Call) -> str:
    return call.path.removesuffix("/").removesuffix(".json")


def method(call: Call) -> str:
    """Return the call as `POST /api/submit` or `GET /user/:name/submitted`."""
    return f"{call.method} /" + re.sub(r"^(user|r|comments)/[\w-]+", r"\1/:name", _path(call))


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Reddit does."""
    reading = world.meter.count(f"reddit {call.bearer()}", CALLS, world.now())
    left = reading.resets_at - int(world.now().timestamp())
    headers = {
        "x-ratelimit-used": str(CALLS.count - reading.remaining),
        "x-ratelimit-remaining": f"{reading.remaining:.1f}",
        "x-ratelimit-reset": str(left),
    }
    try:
        if reading.is_exceeded:
            raise Refused(refusal(429, left))
        found = _answered(call, world)
    except Refused as fault:
        raise Refused(replace(fault.answer, headers={**headers, **fault.answer.headers})) from fault
    return replace(found, headers={**headers, **found.headers})


def _answered(call: Call, world: World) -> Answer:
    if call.problem:
        raise refused(400)
    for verb, pattern, act in ROUTES:
        match = re.fullmatch(pattern, _path(call))
        if not match or verb != call.method:
            continue
        is_json = text(call, "api_type") == "json" or _path(call) not in [f"api/{name}" for name in _CHANGES]
        found = act(call, world, *match.groups())
        if isinstance(found, Answer):
            return found
        if not is_json:
            return Answer(body={"jquery": [], "success": True})
        return Answer(body=found if text(call, "raw_json") == "1" else escaped(found))
    raise refused(404)


FAKE = Fake(
    name="reddit",
    title="Reddit",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
