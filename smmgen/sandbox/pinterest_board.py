"""Pinterest's boards: any number is a board of the account that names it first.

So a rehearsal with real boards works. Source: Pinterest API 5.23.0, boards; read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.pinterest_answer import invalid, moment, new_id, page, refused
from smmgen.sandbox.pinterest_token import signed_in

PRIVACY = ("PUBLIC", "PROTECTED", "SECRET")
NAME = 50


def find_board(world: World, owner: str, board_id: Any) -> dict[str, Any]:
    """Return a board of the account; refuse another account's."""
    if not isinstance(board_id, str) or not re.fullmatch(r"\d+", board_id):
        raise invalid(f"'board_id' value {board_id!r} must match the pattern: ^\\d+$")
    kept: dict[str, Any] | None = world.store.thing("pinterest", "board", board_id)
    if kept is None:
        kept = _made(world, owner, board_id, f"Board {board_id}", {})
    if kept["owner"] != owner or kept.get("is_deleted"):
        raise refused(404, 40, "Board not found.")
    return kept


def _made(world: World, owner: str, board_id: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
    kept = {
        "id": board_id,
        "owner": owner,
        "name": name,
        "description": given.get("description"),
        "privacy": given.get("privacy", "PUBLIC"),
        "created_at": moment(world.now()),
    }
    world.store.put_thing("pinterest", "board", board_id, kept)
    return kept


def _shown(world: World, kept: dict[str, Any]) -> dict[str, Any]:
    pins = [
        one for one in world.store.posts("pinterest", kept["owner"]) if one.state["board_id"] == kept["id"]
    ]
    facts = {name: kept[name] for name in ("id", "name", "description", "privacy", "created_at")}
    return {
        **facts,
        "owner": {"username": kept["owner"]},
        "pin_count": len(pins),
        "follower_count": 0,
        "collaborator_count": 0,
        "is_ads_only": False,
    }


def create_board(call: Call, world: World) -> Answer:
    """Make a board."""
    owner = signed_in(call, world)
    unknown = sorted(set(call.fields) - {"name", "description", "privacy", "is_ads_only"})
    name = call.fields.get("name")
    if unknown or not isinstance(name, str) or not 0 < len(name.strip()) <= NAME:
        raise invalid(f"'{unknown[0]}' is not known" if unknown else f"'name' has 1 to {NAME} characters")
    if call.fields.get("privacy", "PUBLIC") not in PRIVACY:
        raise invalid(f"'privacy' is one of {', '.join(PRIVACY)}")
    return Answer(status=201, body=_shown(world, _made(world, owner, new_id(world), name, dict(call.fields))))


def boards(call: Call, world: World) -> dict[str, Any]:
    """Return a page of the account's boards, newest first."""
    owner = signed_in(call, world)
    every = [one for one in world.store.things("pinterest", "board").values() if one["owner"] == owner]
    every = sorted((one for one in every if not one.get("is_deleted")), key=lambda one: -int(one["id"]))
    return page(call, [_shown(world, one) for one in every])


def get_board(call: Call, world: World, board_id: str) -> dict[str, Any]:
    """Return a board."""
    return _shown(world, find_board(world, signed_in(call, world), board_id))


def delete_board(call: Call, world: World, board_id: str) -> Answer:
    """Delete a board with its Pins."""
    owner = signed_in(call, world)
    kept = find_board(world, owner, board_id)
    world.store.put_thing("pinterest", "board", board_id, kept | {"is_deleted": True})
    for one in world.store.posts("pinterest", owner):
        if one.state["board_id"] == board_id:
            world.store.drop_post("pinterest", owner, one.post.id)
    return Answer(status=204, body=b"")
