"""What a PDS fetches from the service of views for who is signed in: posts with their numbers, profiles.

Of all views these two are here. Source: lexicons app.bsky.feed.getPosts (1 to 25 addresses; what is not there
is left out) and app.bsky.actor.getProfile; read 2026-11.
"""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from smmgen.sandbox.bluesky_answer import invalid
from smmgen.sandbox.bluesky_record import POST
from smmgen.sandbox.bluesky_repo import current
from smmgen.sandbox.bluesky_session import find_did, handle_of, signed_in
from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.tally import followers, tally

MOST = 25


def get_posts(call: Call, world: World) -> dict[str, Any]:
    """Return posts by their addresses, in their order, without those that are not there."""
    signed_in(call, world)
    uris = [value for name, value in parse_qsl(urlsplit(call.target).query) if name == "uris"]
    if not uris:
        raise invalid('Error: Params must have the property "uris"')
    if len(uris) > MOST:
        raise invalid(f"Error: uris must not have more than {MOST} elements")
    return {"posts": [found for uri in uris if (found := _view(world, uri))]}


def _view(world: World, uri: str) -> dict[str, Any] | None:
    parts = uri.removeprefix("at://").split("/")
    if not uri.startswith("at://") or len(parts) != 3:
        raise invalid("Error: uris/0 must be a valid at-uri")
    did, collection, key = parts
    record = current(world, did, collection, key)
    kept = world.store.post("bluesky", handle_of(world, did), key) if collection == POST and record else None
    if record is None or kept is None:
        return None
    answers = world.store.count("bluesky", reply_to=key)
    return {
        "uri": uri,
        "cid": record["cid"],
        "author": {"did": did, "handle": handle_of(world, did), "labels": []},
        "record": record["value"],
        "replyCount": answers + tally(world, kept.post, "comments"),
        "repostCount": tally(world, kept.post, "shares"),
        "likeCount": tally(world, kept.post, "reactions"),
        "quoteCount": 0,
        "bookmarkCount": tally(world, kept.post, "saves"),
        "indexedAt": record["value"]["createdAt"],
        "labels": [],
    }


def get_profile(call: Call, world: World) -> dict[str, Any]:
    """Return an account by its DID or handle, with how many follow it."""
    signed_in(call, world)
    if not call.query.get("actor"):
        raise invalid('Error: Params must have the property "actor"')
    did = find_did(world, str(call.query["actor"]))
    handle = handle_of(world, did)
    return {
        "did": did,
        "handle": handle,
        "followersCount": followers(world, "bluesky", handle),
        "followsCount": 0,
        "postsCount": world.store.count("bluesky", handle),
        "labels": [],
    }
