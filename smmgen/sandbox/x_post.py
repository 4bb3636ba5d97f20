"""X's posts: check, keep, delete.

Sources: X API v2, "Manage posts" (replies, quotes and cashtags of self-serve plans), its OpenAPI
description 2.167 and changelog of February and April 2026; read 2026-11. An author may answer himself: the
documents are silent, users report it. How long a text counts as a duplicate is not told; here it is a day,
whatever pictures go with it, and a deleted post counts too.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Card, Mark, Poll, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.x_account import signed_in
from smmgen.sandbox.x_answer import invalid, new_id, refused
from smmgen.sandbox.x_length import MOST, length
from smmgen.sandbox.x_links import INVALID, Piece, find
from smmgen.sandbox.x_media import shown, usable
from smmgen.sandbox.x_schema import POST, checked
from smmgen.sandbox.x_text import written

LONGEST = 4_500
"""Characters; a text beyond cannot weigh little enough, but for links longer than anybody's."""
PREMIUM = 25_000
"""The weight of a long post. Source: X API v2, changelog, long posts; read 2026-11."""
DUPLICATE_SECONDS = 86_400
CASHTAGS = 1
EXCLUSIVE = ("media", "poll", "quote_tweet_id", "card_uri", "direct_message_deep_link")
NOTES = ("reply_settings", "made_with_ai", "paid_partnership", "nullcast", "community_id", "geo")


def create(call: Call, world: World) -> Any:
    """Check a new post and keep it."""
    owner = signed_in(call, world)
    given = checked(call, POST)
    text = unicodedata.normalize("NFC", given.get("text", ""))
    together = [name for name in EXCLUSIVE if name in given]
    if len(together) > 1:
        raise invalid(together[1], "", f"`{together[1]}` is mutually exclusive with `{together[0]}`")
    is_premium = world.store.thing("x", "account", owner)["is_premium"]
    _guard_text(text, given, is_premium=is_premium)
    _guard_plan(world, owner, text, given)
    media = usable(world, owner, given.get("media", {}).get("media_ids", []))
    _guard_duplicate(world, owner, text, given)
    return {"data": _keep(world, owner, text, given, media)}


def _guard_text(text: str, given: Mapping[str, Any], *, is_premium: bool) -> None:
    if not text.strip() and "media" not in given:
        raise invalid("text", text, "A post needs a text or media.")
    if any(character in INVALID for character in text):
        raise invalid("text", text, "The text has a character that is not allowed.")
    longest, most = (PREMIUM, PREMIUM) if is_premium else (LONGEST, MOST)
    if len(text) > longest or length(text) > most:
        raise refused(403, "You are not permitted to perform this action.")


def _guard_plan(world: World, owner: str, text: str, given: Mapping[str, Any]) -> None:
    """Refuse what a self-serve plan or an account without Premium may not do."""
    if any(name in given for name in ("quote_tweet_id", "edit_options")) or given.get(
        "for_super_followers_only"
    ):
        raise refused(403, "You are not permitted to perform this action.")
    if sum(piece.kind == "cashtag" for piece in find(text)) > CASHTAGS:
        raise refused(403, f"A post may have {CASHTAGS} cashtag.")
    if "reply" not in given:
        return
    parent = by_id(world, given["reply"]["in_reply_to_tweet_id"])
    if parent is None:
        raise refused(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
    mentioned = {piece.value.lower() for piece in find(parent.post.text) if piece.kind == "mention"}
    if parent.post.account != owner and owner.lower() not in mentioned:
        raise refused(403, "You may reply only where the author of the post has mentioned you.")


def _guard_duplicate(world: World, owner: str, text: str, given: Mapping[str, Any]) -> None:
    if not text.strip():
        return
    parent = given.get("reply", {}).get("in_reply_to_tweet_id", "")
    key, now = f"{owner} {parent} {text.strip()}", world.now().timestamp()
    said = world.store.thing("x", "said", key)
    if said is not None and 0 <= now - said < DUPLICATE_SECONDS:
        raise refused(403, "You are not allowed to create a Tweet with duplicate content.")
    world.store.put_thing("x", "said", key, now)


def _keep(
    world: World, owner: str, text: str, given: Mapping[str, Any], media: list[dict[str, Any]]
) -> dict[str, Any]:
    post_id, reply = new_id(world), given.get("reply", {}).get("in_reply_to_tweet_id", "")
    parent = by_id(world, reply) if reply else None
    url = f"https://x.com/{owner}/status/{post_id}"
    pieces = find(text)
    sent, entities = written(text, pieces, url, [one["key"] for one in media])
    poll = given.get("poll")
    state = {
        "text": sent,
        "entities": entities,
        "conversation": parent.state["conversation"] if parent else post_id,
        "reply_to": {"id": reply, "account": parent.post.account} if parent else None,
        "media": [one["id"] for one in media],
        "poll": poll and {**poll, "id": new_id(world)},
        "reply_settings": given.get("reply_settings", "everyone"),
        "paid_partnership": given.get("paid_partnership", False),
    }
    closes = world.now() + timedelta(minutes=poll["duration_minutes"]) if poll else None
    post = Post(
        network="x",
        account=owner,
        id=post_id,
        at=world.now(),
        text=text,
        url=url,
        marks=tuple(_mark(piece) for piece in pieces),
        entities=tuple({kind: rows} for kind, rows in entities.items()),
        media=tuple(shown(one) for one in media),
        card=None if media or poll else _card(pieces),
        poll=Poll(question="", options=tuple(poll["options"]), ends_at=closes) if poll else None,
        reply_to=reply,
        notes={name: _told(given[name]) for name in NOTES if given.get(name)},
        warnings=tuple(_warnings(text, pieces)),
        request=dict(given),
    )
    world.store.put_post(post, state)
    return {"id": post_id, "text": sent, "edit_history_post_ids": [post_id]}


def _told(value: Any) -> str:
    return "yes" if value is True else value.get("place_id", "") if isinstance(value, dict) else str(value)


def _mark(piece: Piece) -> Mark:
    roots = {
        "link": piece.value,
        "mention": f"https://x.com/{piece.value}",
        "hashtag": f"https://x.com/hashtag/{piece.value}",
        "cashtag": "",
    }
    kind = piece.kind if piece.kind != "cashtag" else "hashtag"
    href = roots[piece.kind] if piece.kind in ("link", "mention") else ""
    return Mark(start=piece.start, end=piece.end, kind=kind, href=href)


def _card(pieces: list[Piece]) -> Card | None:
    """Return the preview that X makes of the page behind the last link."""
    found = [piece.value for piece in pieces if piece.kind == "link"]
    return Card(url=found[-1]) if found else None


def _warnings(text: str, pieces: list[Piece]) -> Iterator[str]:
    starts = {piece.start for piece in pieces if piece.kind == "link"}
    for match in re.finditer(r"https?://\S+", text):
        if match.start() not in starts:
            why = "its host ends in no top-level domain. It counts as text."
            yield f"“{match.group()}” is no link on X: {why}"


def by_id(world: World, post_id: str) -> Kept | None:
    """Return anybody's post by its id, or None where there is none."""
    for name in world.store.things("x", "account"):
        kept = world.store.post("x", name, post_id)
        if kept is not None:
            return kept
    return None


def delete(call: Call, world: World, post_id: str) -> Any:
    """Remove an own post."""
    owner = signed_in(call, world)
    kept = by_id(world, post_id)
    if kept is None:
        raise refused(404, f"Could not find tweet with id: [{post_id}].")
    if kept.post.account != owner:
        raise refused(403, "You are not permitted to perform this action.")
    world.store.drop_post("x", owner, post_id)
    return {"data": {"deleted": True}}
