"""VK's tokens, users and communities: one user who manages every community, and a key for each community.

`1:sandbox` is the user's token, `1:sandbox.club42` the key of community 42, `1:sandbox.service` a service
token. Every community exists, but from two thousand million on. Source: VK API schema 5.199, `groups`,
`users`, `account`; read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox.tally import followers
from smmgen.sandbox.vk_answer import Fault, wrong
from smmgen.sandbox.vk_asked import Asked, Who

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
USER = 1
GROUPS = 2_000_000_000
_RIGHTS = {"photos": 4, "wall": 8192, "offline": 65_536, "groups": 262_144, "stats": 1_048_576}
_KEY_RIGHTS = {"stories": 1, "photos": 4, "messages": 4096, "wall": 8192, "docs": 131_072, "manage": 262_144}
_SCREEN_NAME = re.compile(r"(?:club|public|event)(\d+)")


def who_calls(token: str) -> Who:
    """Return whose token it is; refuse none and a wrong one."""
    if not token:
        raise Fault(5, "no access_token passed.")
    if token == TOKEN:
        return Who(kind="user", actor=USER)
    if token == f"{TOKEN}.service":
        return Who(kind="service", actor=0)
    match = re.fullmatch(rf"{TOKEN}\.club([1-9]\d*)", token)
    if match is None or int(match[1]) >= GROUPS:
        raise Fault(5, "invalid access_token (4).")
    return Who(kind="group", actor=-int(match[1]))


def user(number: int) -> dict[str, Any]:
    """Return a user object."""
    names = {"id": number, "first_name": "Sandbox", "last_name": "User"}
    return names | {"can_access_closed": True, "is_closed": False}


def group(asked: Asked, number: int) -> dict[str, Any]:
    """Return a community object, with the fields that were asked for."""
    manages = int(asked.who.may_edit(-number))
    found: dict[str, Any] = {
        "id": number,
        "name": f"Community {number}",
        "screen_name": f"club{number}",
        "is_closed": 0,
        "type": "group",
        "is_admin": manages,
        "is_member": manages,
        "is_advertiser": manages,
        **({"admin_level": 3} if manages else {}),
    }
    photo = f"{asked.world.url}/vk/images/community.png"
    more = {
        "members_count": followers(asked.world, "vk", f"club{number}"),
        "description": "",
        "can_post": manages,
        "wall": 1,
        "verified": 0,
        "status": "",
    }
    found |= dict.fromkeys(("photo_50", "photo_100", "photo_200"), photo)
    return found | {name: more[name] for name in asked.items("fields") if name in more}


def _group_number(name: str) -> int:
    match = _SCREEN_NAME.fullmatch(name)
    digits = match[1] if match else name
    if not digits.isdecimal() or not 0 < int(digits) < GROUPS:
        raise wrong("group_ids is undefined")
    return int(digits)


def get_groups(asked: Asked) -> Any:
    """Return communities by number or screen name; a community's key returns its own."""
    names = asked.items("group_ids") or asked.items("group_id")
    if not names and asked.who.kind == "group":
        names = [str(-asked.who.actor)]
    if not names:
        raise wrong("group_ids is undefined")
    return {"groups": [group(asked, _group_number(name)) for name in names], "profiles": []}


def get_users(asked: Asked) -> Any:
    """Return users; without names, the token's own."""
    names = asked.items("user_ids") or ([str(USER)] if asked.who.kind == "user" else [])
    if len(names) > 1000:
        raise wrong("user_ids should have at most 1000 items")
    numbers = [int(name) for name in (name.removeprefix("id") for name in names) if name.isdecimal()]
    return [user(number) for number in numbers]


def get_app_permissions(asked: Asked) -> Any:
    """Return what the user's token may do, as a sum of bits."""
    return sum(_RIGHTS.values())


def get_token_permissions(asked: Asked) -> Any:
    """Return what a community's key may do."""
    rights = [{"name": name, "setting": setting} for name, setting in _KEY_RIGHTS.items()]
    return {"mask": sum(_KEY_RIGHTS.values()), "permissions": rights}


def owner_of(asked: Asked) -> int:
    """Return whose wall is asked for: by its id, or by its short address."""
    if "owner_id" in asked.values:
        return asked.number("owner_id")
    domain = asked.text("domain")
    if _SCREEN_NAME.fullmatch(domain):
        return -_group_number(domain)
    match = re.fullmatch(r"(?:id)?(-?\d+)", domain)
    if domain and match is None:
        raise wrong("domain is invalid")
    return int(match[1]) if match else asked.who.actor
