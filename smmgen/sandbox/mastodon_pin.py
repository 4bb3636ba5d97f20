"""Pins and boosts of Mastodon's statuses.

A boost is counted on its status and is no post of its own here. Source: Mastodon API, statuses (pin, reblog);
the words of the errors as its server has them; read 2026-11.
"""

from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.mastodon_account import signed_in
from smmgen.sandbox.mastodon_answer import invalid, new_id, refused
from smmgen.sandbox.mastodon_instance import PINNED
from smmgen.sandbox.mastodon_status import find_status, status


def pin(call: Call, world: World, status_id: str) -> Any:
    """Show an own status above the others of the profile."""
    owner, kept = signed_in(call, world), find_status(world, status_id)
    if kept.post.account != owner:
        raise invalid("Someone else's post cannot be pinned")
    if kept.state["visibility"] == "direct":
        raise invalid("Posts that are only visible to mentioned users cannot be pinned")
    pinned = [one for one in world.store.posts("mastodon", owner) if one.state.get("pinned")]
    if len(pinned) >= PINNED and not kept.state.get("pinned"):
        raise invalid("You have already pinned the maximum number of posts")
    return _pinned(world, owner, status_id, is_pinned=True)


def unpin(call: Call, world: World, status_id: str) -> Any:
    """Show an own status in its order again."""
    return _pinned(world, signed_in(call, world), status_id, is_pinned=False)


def _pinned(world: World, owner: str, status_id: str, *, is_pinned: bool) -> Any:
    kept = find_status(world, status_id, owner)
    notes = {name: value for name, value in kept.post.notes.items() if name != "pinned"}
    notes |= {"pinned": "yes"} if is_pinned else {}
    world.store.put_post(replace(kept.post, notes=notes), kept.state | {"pinned": is_pinned})
    return status(world, find_status(world, status_id, owner))


def boost(call: Call, world: World, status_id: str) -> Any:
    """Boost a status: once, however often it is asked for."""
    owner, kept = signed_in(call, world), find_status(world, status_id)
    if kept.state["visibility"] not in ("public", "unlisted") and kept.post.account != owner:
        raise refused(404)
    if kept.state["visibility"] == "direct":
        raise refused(403)
    by = world.store.thing("mastodon", "boosts", status_id) or []
    if owner not in by:
        world.store.put_thing("mastodon", "boosts", status_id, [*by, owner])
    boosted = status(world, kept) | {"reblogged": True}
    return boosted | {"id": new_id(world), "content": "", "reblog": boosted}


def unboost(call: Call, world: World, status_id: str) -> Any:
    """Take a boost back."""
    owner, kept = signed_in(call, world), find_status(world, status_id)
    by = [name for name in world.store.thing("mastodon", "boosts", status_id) or [] if name != owner]
    world.store.put_thing("mastodon", "boosts", status_id, by)
    return status(world, kept) | {"reblogged": False}
