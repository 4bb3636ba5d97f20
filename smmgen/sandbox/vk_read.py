"""Read VK's walls: a wall's posts, posts by their ids. Source: VK API schema 5.199, `wall`; read 2026-11."""

import re
from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.tally import USUAL, tally
from smmgen.sandbox.vk_account import group, owner_of, user
from smmgen.sandbox.vk_answer import Fault, wrong
from smmgen.sandbox.vk_asked import Asked
from smmgen.sandbox.vk_attachment import from_kept, told
from smmgen.sandbox.vk_wall import find, scheduled, wall_key

MOST = 100
"""Posts in one answer."""

FILTERS = ("", "owner", "others", "all", "postponed", "suggests", "archived", "donut")


def get(asked: Asked) -> Any:
    """Return a wall's posts, the latest first."""
    owner = owner_of(asked)
    count, offset, chosen = asked.number("count", 20), asked.number("offset"), asked.text("filter")
    if count > MOST:
        raise wrong(f"count should be less or equal to {MOST}")
    if chosen not in FILTERS:
        raise wrong("filter is invalid")
    states = _states(asked, owner, chosen)
    items = [item(asked, state) for state in states[offset : offset + count]]
    return {"count": len(states), "items": items, **_people(asked, [owner])}


def _states(asked: Asked, owner: int, chosen: str) -> list[Mapping[str, Any]]:
    if chosen == "postponed":
        if not asked.who.may_edit(owner):
            raise Fault(15)
        return list(scheduled(asked.world, owner))
    if chosen in ("suggests", "archived", "donut"):
        return []
    kept = [one.state for one in asked.world.store.posts("vk", wall_key(owner)) if not one.post.reply_to]
    if chosen == "others":
        kept = [state for state in kept if state["from_id"] != owner]
    elif chosen == "owner":
        kept = [state for state in kept if state["from_id"] == owner]
    return sorted(kept, key=lambda state: (state["date"], state["id"]), reverse=True)


def get_by_id(asked: Asked) -> Any:
    """Return posts by `OWNER_ID`_`POST_ID`; those that are not there are left out."""
    names = asked.items("posts")
    if len(names) > MOST:
        raise wrong(f"posts should have at most {MOST} items")
    found: list[Mapping[str, Any]] = []
    for name in names:
        match = re.fullmatch(r"(-?\d+)_(\d+)(?:_\w+)?", name)
        if match is None:
            raise wrong("posts is invalid")
        state = _state(asked, int(match[1]), int(match[2]))
        found += [state] if state else []
    owners = list(dict.fromkeys(state["owner_id"] for state in found))
    return {"items": [item(asked, state) for state in found], **_people(asked, owners)}


def _state(asked: Asked, owner: int, number: int) -> Mapping[str, Any] | None:
    if kept := find(asked.world, owner, number):
        state: Mapping[str, Any] = kept.state
        return state
    waiting: Mapping[str, Any] | None = asked.world.store.thing("vk", "scheduled", f"{owner}_{number}")
    return waiting if asked.who.may_edit(owner) else None


def _people(asked: Asked, owners: list[int]) -> dict[str, Any]:
    if not asked.flag("extended"):
        return {}
    profiles = [user(owner) for owner in owners if owner > 0]
    return {"profiles": profiles, "groups": [group(asked, -owner) for owner in owners if owner < 0]}


def item(asked: Asked, state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a post as the API tells it: its text with the markup that it was written with."""
    world, owner = asked.world, state["owner_id"]
    is_waiting = world.store.thing("vk", "scheduled", f"{owner}_{state['id']}") is not None
    may_edit = int(asked.who.may_edit(owner))
    kept = find(world, owner, state["id"])
    edited_at = kept.post.edited_at if kept else None
    counts = {name: tally(world, kept.post, name) if kept else 0 for name in USUAL}
    found: dict[str, Any] = {
        "inner_type": "wall_wallpost",
        "id": state["id"],
        "owner_id": owner,
        "from_id": state["from_id"],
        "date": state["date"],
        "text": state["text"],
        "attachments": told(world, from_kept(state["attached"])),
        "type": "post",
        "post_type": "postpone" if is_waiting else "post",
        "post_source": {"type": "api"},
        "comments": {
            "can_post": int(not state["close_comments"]),
            "count": _comments(world, owner, state["id"]) + counts["comments"],
        },
        "likes": {"can_like": 1, "count": counts["reactions"], "user_likes": 0, "can_publish": 1},
        "reposts": {"count": _reposts(world, owner, state["id"]) + counts["shares"], "user_reposted": 0},
        "marked_as_ads": int(state["marked_as_ads"]),
        "can_edit": may_edit,
        "can_delete": may_edit,
        "is_favorite": False,
        **({} if is_waiting else {"views": {"count": counts["views"]}}),
        **({"edited": int(edited_at.timestamp())} if edited_at else {}),
    }
    for name in ("signer_id", "postponed_id"):
        if state.get(name):
            found[name] = state[name]
    if state["copyright"]:
        found["copyright"] = {"link": state["copyright"], "name": state["copyright"], "type": "link"}
    if state.get("repost_of"):
        found["copy_history"] = _copied(asked, state["repost_of"])
    return found


def _copied(asked: Asked, name: str) -> list[dict[str, Any]]:
    owner, _, number = name.removeprefix("wall").partition("_")
    kept = find(asked.world, int(owner), int(number))
    return [item(asked, kept.state)] if kept else []


def _comments(world: World, owner: int, number: int) -> int:
    return world.store.count("vk", wall_key(owner), reply_to=str(number))


def _reposts(world: World, owner: int, number: int) -> int:
    return world.store.count("vk", repost_of=f"wall{owner}_{number}")
