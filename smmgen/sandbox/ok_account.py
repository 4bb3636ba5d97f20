"""OK's user, its rights and its groups: one user, who is an administrator of every group.

Source: OK's REST documents, `users`, `group`, `url`; read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox.ok_answer import Fault
from smmgen.sandbox.ok_asked import USER, Asked
from smmgen.sandbox.ok_topic import guard_group, place
from smmgen.sandbox.tally import followers

RIGHTS = ("VALUABLE_ACCESS", "GROUP_CONTENT", "PHOTO_CONTENT", "VIDEO_CONTENT", "LONG_ACCESS_TOKEN")


def current_user(asked: Asked) -> Any:
    """Return the session's user."""
    return {"uid": USER, "first_name": "Sandbox", "last_name": "User", "name": "Sandbox User", "locale": "en"}


def logged_in_user(asked: Asked) -> Any:
    """Return the id of the session's user, bare."""
    return USER


def has_permission(asked: Asked) -> Any:
    """Tell whether the application has a right, bare."""
    return asked.text("ext_perm") in RIGHTS


def groups(asked: Asked) -> Any:
    """Return groups by their ids; those that are not there are left out."""
    ids = [group for group in asked.items("uids") if group.isdecimal()]
    return [_group(asked, group) for group in ids if _is_there(group)]


def _group(asked: Asked, group: str) -> dict[str, Any]:
    count = followers(asked.world, "ok", place(group))
    return {"uid": group, "name": f"Group {group}", "members_count": count}


def _is_there(group: str) -> bool:
    try:
        guard_group(group)
    except Fault:
        return False
    return True


def members(asked: Asked) -> Any:
    """Return what users are to a group."""
    group, ids = asked.text("group_id"), asked.items("uids")
    guard_group(group)
    if len(ids) > 100:
        raise Fault(100, "Invalid parameter uids value : at most 100")
    known = [uid for uid in ids if uid == USER]
    return [{"groupId": group, "userId": uid, "status": "ADMIN"} for uid in known]


def url_info(asked: Asked) -> Any:
    """Return what an address of OK leads to."""
    match = re.fullmatch(r"https?://(?:www\.|m\.)?ok\.ru/group/(\d+)/?", asked.text("url"))
    if match is None or not _is_there(match[1]):
        return {"type": "UNKNOWN"}
    return {"type": "GROUP", "objectIdStr": match[1], "objectId": int(match[1])}
